"""The logs of the processes that we run: opened for one more start, bounded. Knows nothing of what is in them."""

from pathlib import Path
from typing import BinaryIO

MAX_BYTES = 10_000_000
"""A log that is larger at a start is set aside as NAME.1, in the place of the one before it."""


def open_log(path: Path) -> BinaryIO:
    """Open a log to append to it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > MAX_BYTES:
        path.replace(path.with_name(path.name + ".1"))
    return path.open("ab")
