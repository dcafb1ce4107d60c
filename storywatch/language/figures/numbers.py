"""A number that a text gives for something, in place, and what two of them make together. Knows no grammar."""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from storywatch.language.figures.measures import MeasureWords, is_area
from storywatch.language.parse.tree import Tree

Bound = Literal["exact", "about", "at least", "at most"]

SIDES = 8
"""Tokens between the two sides of one area."""


class Number(Struct, frozen=True):
    """A number in place: tokens `first` to `last`, what it counts, and how exactly."""

    first: int
    last: int
    what: tuple[str, ...]
    value: float
    high: float | None
    bound: Bound
    unit: str
    change: bool = False
    """How much more or less, not how much there is: *three more*, *fell by 12 percent*."""
    former: bool = False
    """Where a movement began: *rose to 17 from 11*."""
    vague: bool = False
    """*dozens*: no more is known than the least."""


def join_sides(tree: Tree, one: Number, two: Number, words: MeasureWords) -> Number | None:
    """*20 miles by 20 miles* is one area."""
    near = two.first - one.last <= SIDES and tree.sentence[one.first] == tree.sentence[two.first]
    if not near or one.high is not None or two.high is not None:
        return None
    between = tree.lower[one.last + 1 : two.first]
    behind = tree.lower[two.last + 1] if two.last + 1 < tree.n else ""
    unit = one.unit
    if not unit and "by" in between and two.unit and one.last + 2 == two.first:
        unit = two.unit  # *20 by 30 miles*
    if unit not in words.units.values() or not is_area(unit, two.unit, between, behind, words):
        return None
    what = tuple(dict.fromkeys((*one.what, *two.what)))
    return replace(one, last=two.last, what=what, value=one.value * two.value, unit=f"sq {unit}")


def of_same(former: Number, now: Number) -> Number:
    """An earlier value counts what the one counts that took its place."""
    return replace(former, what=now.what, unit=now.unit)
