"""Statements within others' statements: *she had heard that the army confirmed it*. Who says so is not who knows.

What a source passes on to an outlet has the outlet in its chain of attribution, and is none.
"""

from collections import defaultdict
from collections.abc import Iterable

from storywatch.messages import Span, Statement

Mark = tuple[int, tuple[Span, ...]]
"""A statement's sentence and cue, which no other statement has."""


def find_hearsay(statements: Iterable[Statement]) -> frozenset[Mark]:
    """Return those that stand within what somebody else says, and that no outlet vouches for."""
    beside: dict[int, list[Statement]] = defaultdict(list)
    for statement in statements:
        beside[statement.sentence].append(statement)
    return frozenset(
        (inner.sentence, inner.cue)
        for together in beside.values()
        if len(together) > 1
        for inner in together
        if not inner.via and inner.cue and any(_holds(outer, inner) for outer in together if outer is not inner)
    )


def _holds(outer: Statement, inner: Statement) -> bool:
    start, end = inner.cue[0]
    return any(first <= start and end <= last for first, last in outer.content)
