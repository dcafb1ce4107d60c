"""What is made of a large value and asked for again and again: kept as long as it is asked of the same object."""

from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")
Made = TypeVar("Made")


def keep_latest(make: Callable[[Value], Made]) -> Callable[[Value], Made]:
    """Keep what is made of the value that was given last, told by identity: to hash all of it would take longer."""
    kept: tuple[Value, Made] | None = None

    def get(value: Value) -> Made:
        nonlocal kept
        last = kept
        if last is None or last[0] is not value:
            last = kept = value, make(value)
        return last[1]

    return get
