"""Where a number stands in a text and how much it says: digits, words, ranges, shares. Knows no nouns counted."""

from collections.abc import Collection

from msgspec import Struct

from storywatch.language.measures import MeasureWords
from storywatch.language.numerals import Numerals, range_of, value_of
from storywatch.language.tree import Tree

MAX_TOKENS = 10
"""Tokens of one number: *two hundred and five thousand three hundred and one* has eight."""

_RANGING = frozenset({"to", "-", "–", "or", "and"})
_FEW = 10
"""What a share in words is fewer than: *two fifths*."""


class Extent(Struct, frozen=True):
    """A number's tokens and values; `high` is the upper end of a range, a `share` is in percent."""

    first: int
    last: int
    value: float
    high: float | None = None
    share: bool = False


class ExtentReader:
    """Finds the numbers of one text. `times`: tokens that name a day, which are none."""

    __slots__ = ("_measures", "_numerals", "_times", "_tree")

    def __init__(self, tree: Tree, times: Collection[int], numerals: Numerals, measures: MeasureWords) -> None:
        self._tree, self._times = tree, times
        self._numerals, self._measures = numerals, measures

    def at(self, i: int) -> Extent | None:
        """The number that begins at `i`, with the upper end of a range."""
        if not self._starts(i):
            return None
        tree, numerals = self._tree, self._numerals
        if tree.lower[i] in numerals.shares:
            return self._share(i, 1.0)
        last = self._run(i)
        value = value_of(tree.lower[i : last + 1], numerals)
        if value is None:
            pair = range_of(tree.lower[i], numerals)
            return None if pair is None else Extent(i, i, *pair)
        follows = tree.lemma[last + 1].lower() if last + 1 < tree.n else ""
        if follows in numerals.shares and value < _FEW:
            return self._share(last + 1, value, i)
        return self._range(Extent(i, last, value))

    def _starts(self, i: int) -> bool:
        tree = self._tree
        word = tree.lower[i]
        if tree.space[i] or i in self._times:
            return False
        return tree.tag[i] == "CD" or word in self._numerals.vague or word in self._numerals.shares

    def _run(self, i: int) -> int:
        """Last token of the number: digits take only a scale after them, words take more words."""
        tree, numerals = self._tree, self._numerals
        last = i
        digits = tree.lower[i][:1].isdigit()
        for k in range(i + 1, min(tree.n, i + MAX_TOKENS)):
            word = tree.lower[k]
            scale = word in numerals.scales or word in numerals.vague or (digits and self._is_suffix(i, k))
            if scale or (not digits and (word in numerals.units or word.partition("-")[0] in numerals.units)):
                last = k
            elif word not in numerals.little or tree.space[k]:
                break
        return last

    def _is_suffix(self, first: int, i: int) -> bool:
        """*$75 m*, *50 m people*; *1,500 m* is a length."""
        tree = self._tree
        if i != first + 1 or tree.lower[i] not in self._numerals.suffixes:
            return False
        money = first > 0 and tree.lower[first - 1] in self._measures.money
        return money or (i + 1 < tree.n and tree.tag[i + 1].startswith("NN"))

    def _share(self, i: int, many: float, first: int | None = None) -> Extent | None:
        """*half of the houses*, *a third of them*, *two fifths*, *half a million*."""
        tree, numerals = self._tree, self._numerals
        begin = i if first is None else first
        following = tree.lower[i + 1 : i + 3]
        if first is None and following[1:] and following[0] in numerals.little and following[1] in numerals.scales:
            scale = numerals.scales[following[1]]
            return Extent(begin, i + 2, numerals.shares[tree.lower[i]] / 100 * scale)
        if tree.tag[i] in {"JJ", "RB", "VB"} or not following or following[0] not in {"of", "the"}:
            return None
        return Extent(begin, i, round(many * numerals.shares[tree.lemma[i].lower()], 1), share=True)

    def _range(self, low: Extent) -> Extent:
        """*15 to 18*, *between 20 and 30*, *two to three million*; *3 - 2* is none."""
        tree = self._tree
        if low.last + 2 >= tree.n:
            return low
        link, start = tree.lower[low.last + 1], low.last + 2
        if link in self._measures.percent and start + 1 < tree.n and tree.lower[start] in _RANGING:
            link, start = tree.lower[start], start + 1  # *1% to 4%*
        if link not in _RANGING or tree.tag[start] != "CD":
            return low
        if link == "and" and (low.first == 0 or tree.lower[low.first - 1] != "between"):
            return low
        last = self._run(start)
        top = value_of(tree.lower[start : last + 1], self._numerals)
        if top is None:
            return low
        scale = self._numerals.scales.get(tree.lower[last], self._numerals.suffixes.get(tree.lower[last], 1.0))
        value = low.value * scale if low.value < scale <= top else low.value
        return Extent(low.first, last, value, top) if top > value else low
