"""What is counted in two stories that may have been one: what either began with counts once.

A half knows of each of its counts how much of it was counted before it was parted (`before`). Among halves of halves
one may go uncounted; none is counted twice.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

Counted = tuple[int, int]
"""How many, and how many of them were counted in the story that this one was parted from."""


def add_counted(one: Counted, other: Counted, *, parted: bool) -> Counted:
    """Add the counts of two stories. `parted`: they were one before."""
    (ours, before), (theirs, before_theirs) = one, other
    if not parted:
        return ours + theirs, before + before_theirs
    shared = min(max(before, before_theirs), ours, theirs)
    return ours + theirs - shared, min(before, before_theirs)


def join_times(one: Iterable[datetime], other: Iterable[datetime], *, parted: bool) -> tuple[datetime, ...]:
    """Give the times of the articles of two stories, in order. A time that `parted` ones both have is one article's."""
    if not parted:
        return tuple(sorted((*one, *other)))
    return tuple(sorted((Counter(one) | Counter(other)).elements()))
