"""Where a number stands in a text and how much it says: digits, words, ranges, shares. Knows no nouns counted."""

from collections.abc import Collection

from msgspec import Struct

from storywatch.language.figures.measures import MeasureWords
from storywatch.language.figures.numerals import Numerals, range_of, value_of
from storywatch.language.parse.tree import Tree

MAX_TOKENS = 10
"""Tokens of one number: *two hundred and five thousand three hundred and one* has eight."""

HYPHEN = "-"

_RANGING = frozenset({"to", "-", "–", "or", "and"})
_TENS = 20
_FEW = 10
"""What a share in words is fewer than: *two fifths*."""

_WHOLES = frozenset({3, 4, 5, 6, 8, 10, 12, 20, 100, 1000})
"""What a part is told of: *four in 10*."""


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
        if self._part(i):
            return self._share(i, 1.0)
        last = self._run(i)
        value = value_of(self._words(i, last), numerals)
        if value is None:
            pair = range_of(tree.lower[i], numerals)
            return None if pair is None else Extent(i, i, *pair)
        if last + 1 < tree.n and value < _FEW and self._part(last + 1):
            return self._share(last + 1, value, i)
        return self._ratio(Extent(i, last, value)) or self._range(Extent(i, last, value))

    def _starts(self, i: int) -> bool:
        tree = self._tree
        word = tree.lower[i]
        if tree.space[i] or i in self._times:
            return False
        if tree.tag[i] == "JJ" and word in self._numerals.units:
            return True  # *Eleven people*: at the head of a sentence the tagger often fails
        return tree.tag[i] == "CD" or word in self._numerals.vague or word in self._numerals.shares

    def _run(self, i: int) -> int:
        """Last token of the number: digits take only a scale after them, words take more words."""
        tree, numerals = self._tree, self._numerals
        last = i
        digits = tree.lower[i][:1].isdigit()
        for k in range(i + 1, min(tree.n, i + MAX_TOKENS)):
            word = tree.lower[k]
            scale = word in numerals.scales or word in numerals.vague or (digits and self._is_suffix(i, k))
            if word == HYPHEN and k == last + 1 and k + 1 < tree.n and self._is_joined(k):
                continue
            if scale or (not digits and self._goes_on(last, word)):
                last = k
            elif word not in numerals.little or tree.space[k]:
                break
        return last

    def _words(self, first: int, last: int) -> list[str]:
        return [word for word in self._tree.lower[first : last + 1] if word != HYPHEN]

    def _goes_on(self, last: int, word: str) -> bool:
        """*hundred and five*, *twenty five*; *two five-star hotels* are two."""
        units = self._numerals.units
        if word.partition("-")[0] not in units:
            return False
        before = units.get(self._tree.lower[last])
        return before is None or (before >= _TENS and units.get(word, _FEW) < _FEW)

    def _is_joined(self, hyphen: int) -> bool:
        """*thirty-four* in three tokens."""
        tree, units = self._tree, self._numerals.units
        before, after = units.get(tree.lower[hyphen - 1], 0), units.get(tree.lower[hyphen + 1], _FEW)
        return tree.end[hyphen - 1] + 1 == tree.start[hyphen + 1] and before >= _TENS and after < _FEW

    def _is_suffix(self, first: int, i: int) -> bool:
        """*$75 m*, *50 m people*; *1,500 m* is a length."""
        tree = self._tree
        if i != first + 1 or tree.lower[i] not in self._numerals.suffixes:
            return False
        if tree.lower[i] not in self._measures.units:
            return True
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
        return Extent(begin, i, round(many * self._part(i), 1), share=True)

    def _part(self, i: int) -> float:
        """How many percent a word is: *third*, *fifths*; 0 if it is no share."""
        shares = self._numerals.shares
        return shares.get(self._tree.lower[i]) or shares.get(self._tree.lemma[i].lower()) or 0.0

    def _ratio(self, part: Extent) -> Extent | None:
        """*four in 10 voters*."""
        tree = self._tree
        if part.last + 2 >= tree.n or tree.lower[part.last + 1] not in self._numerals.parts:
            return None
        last = self._run(part.last + 2)
        whole = value_of(self._words(part.last + 2, last), self._numerals)
        if whole is None or whole not in _WHOLES or part.value >= whole:
            return None
        return Extent(part.first, last, round(100 * part.value / whole, 1), share=True)

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
        top = value_of(self._words(start, last), self._numerals)
        if top is None:
            return low
        scale = self._numerals.scales.get(tree.lower[last], self._numerals.suffixes.get(tree.lower[last], 1.0))
        value = low.value * scale if low.value < scale <= top else low.value
        return Extent(low.first, last, value, top) if top > value else low
