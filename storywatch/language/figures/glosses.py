"""A value that is told once more in another measure: *30 miles (48 km)*, *1,000 barrels a day, or 42,000 gallons*.

Knows no values: which is the value, and which the gloss, is a matter of their order alone.
"""

from storywatch.language.parse.tree import Tree

LONG = 16
"""Tokens within which a bracket of glosses closes."""

_UNGLOSSED = frozenset({"", "%", "times"})
"""Units that no other measure says: a number without one, a share, a factor."""


def is_gloss(tree: Tree, last: int, unit: str, first: int, other: str) -> bool:
    """Tell whether the number from token `first` on, of unit `other`, says again what the one up to `last` says."""
    if unit.partition("/")[0] == other.partition("/")[0] or not _UNGLOSSED.isdisjoint({unit, other}):
        return False
    between = tree.lower[last + 1 : first]
    if not between or tree.sentence[last] != tree.sentence[first] or len(between) > LONG:
        return False
    if "(" in between:
        opens = len(between) - between[::-1].index("(")
        told = range(last + 1 + opens, first)
        return ")" not in between[opens:] and all(tree.pos[k] not in {"VERB", "AUX"} for k in told)
    return between[-1] == "or" and len(between) <= 2  # noqa: PLR2004 - a comma before it


def pass_over_gloss(tree: Tree, i: int, end: int) -> int:
    """Give the token after a bracket that opens at `i` and has a number in it; `i` where none does."""
    if tree.lower[i] != "(":
        return i
    closes = next((k for k in range(i + 1, min(end, i + LONG)) if tree.lower[k] == ")"), i)
    return closes + 1 if any(tree.tag[k] == "CD" for k in range(i, closes)) else i
