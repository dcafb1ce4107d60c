"""How many there are by the last of them: *a sixth person has died*. Knows no other ordinals, which only order."""

import re

from storywatch.language.figures.counted import CountWords, describe
from storywatch.language.figures.numbers import Number
from storywatch.language.parse.tree import Tree

_DIGITS = re.compile(r"^([0-9]{1,4})(st|nd|rd|th)$")

REACH = 3
"""Tokens after the ordinal within which its noun stands: *a sixth injured man*."""


def read_ordinal(tree: Tree, i: int, words: CountWords) -> Number | None:
    """Read the ordinal at `i` that counts people on: *a sixth person*; *the sixth* is one of those known."""
    noun = tree.head[i]
    value = _value(tree.lower[i], words) if counts_on(tree, i, words) else None
    if value is None:
        return None
    what = tuple(word for word in describe(tree, noun, words) if word not in {tree.lower[i], tree.lemma[i].lower()})
    return Number(i, noun, what, float(value), None, "exact", "")


def counts_on(tree: Tree, i: int, words: CountWords) -> bool:
    """Tell whether a word stands between *a* and somebody, as an ordinal does that counts on."""
    noun = tree.head[i]
    near = i < noun <= i + REACH and tree.tag[noun] == "NN" and i > 0 and tree.lower[i - 1] in words.one_more
    return near and tree.lemma[noun].lower() in words.persons and _value(tree.lower[i], words) is not None


def _value(word: str, words: CountWords) -> int | None:
    digits = _DIGITS.match(word)
    if digits is not None:
        return int(digits[1])
    return words.ordinals.index(word) + 1 if word in words.ordinals else None
