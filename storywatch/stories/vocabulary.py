"""Terms by number, how rare each is, and which stories hold it. Numbers are given out again when nobody holds a term.

Knows nothing of what a story is: a holder is a place in the index, a whole number.
"""

import math
from array import array
from bisect import bisect_left, insort

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]
Weights = NDArray[np.float64]

PRIOR = 1_000
"""Articles that a young index pretends to have seen, so that the first story's own words are not taken for common."""

POWER = 1.3
"""Above 1, rare terms decide more than their inverse document frequency says (measured: docs/quality.md)."""

STEPS = 64
"""The number of articles is rounded to one part in this many, so that rarities are looked up and not computed."""

MAX_TABLE = 1 << 16
"""Articles with a term beyond which it grows no more common; it is weightless long before."""


class Vocabulary:
    """The terms of one language's live stories."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {}
        self._term: list[str] = []
        self._holders: list[array[int]] = []
        self._free: list[int] = []
        self._articles_with: Numbers = np.zeros(1024, np.int32)
        self._articles = 0
        self._table: Weights = _rarities(PRIOR, 0)
        self._table_for = (PRIOR, 0)

    def __len__(self) -> int:
        return len(self._number)

    @property
    def articles(self) -> int:
        """How many articles the frequencies are of."""
        return self._articles

    def room(self, column: Weights) -> Weights:
        """Return a column that has a place for every number: this one, or one of zeros."""
        return column if len(column) >= len(self._term) else np.zeros(2 * len(self._term))

    def number(self, term: str) -> int | None:
        """Return the number of a term that some story holds."""
        return self._number.get(term)

    def terms(self, numbers: Numbers) -> list[str]:
        """Return the terms that have these numbers."""
        return [self._term[number] for number in numbers.tolist()]

    def learn(self, terms: list[str]) -> Numbers:
        """Return the terms' numbers, new ones for those that have none. Each must be held at once."""
        numbers = [self._number.get(term, -1) for term in terms]
        for place, number in enumerate(numbers):
            if number < 0:
                numbers[place] = self._add(terms[place])
        return np.array(numbers, np.int32)

    def _add(self, term: str) -> int:
        if self._free:
            number = self._free.pop()
            self._term[number] = term
        else:
            number = len(self._term)
            self._term.append(term)
            self._holders.append(array("i"))
            if number == len(self._articles_with):
                self._articles_with = np.concatenate([self._articles_with, np.zeros_like(self._articles_with)])
        self._number[term] = number
        return number

    def hold(self, holder: int, numbers: list[int]) -> None:
        """Note that a holder has these terms now."""
        for number in numbers:
            insort(self._holders[number], holder)

    def release(self, holder: int, numbers: list[int]) -> None:
        """Note that a holder has these terms no more; a term that nobody holds is forgotten."""
        for number in numbers:
            holders = self._holders[number]
            del holders[bisect_left(holders, holder)]
            if not holders:
                self._articles_with[number] = 0
                self._holders[number] = array("i")
                del self._number[self._term[number]]
                self._term[number] = ""
                self._free.append(number)

    def holders(self, number: int) -> "array[int]":
        """Return who holds a term, ascending. Let go of it before the next change."""
        return self._holders[number]

    def count(self, numbers: Numbers, articles_with: Numbers, articles: int) -> None:
        """Add a story's articles to the frequencies; negative numbers take them away."""
        self._articles_with[numbers] += articles_with
        self._articles += articles

    def rarities(self, numbers: Numbers) -> Weights:
        """Return the inverse document frequency of each term, over the live stories' articles."""
        table = self._current()
        return table[np.minimum(self._articles_with[numbers], len(table) - 1)]

    def rarity_of_unknown(self) -> float:
        """Return what a term weighs that no article has."""
        return float(self._current()[0])

    def _current(self) -> Weights:
        rounded = _round(self._articles)
        wanted = (rounded + PRIOR, min(2 * rounded, MAX_TABLE))
        if wanted != self._table_for:
            self._table, self._table_for = _rarities(*wanted), wanted
        return self._table


def _round(count: int) -> int:
    """Keep the leading bits, so that a growing count seldom changes."""
    shift = max(0, count.bit_length() - STEPS.bit_length())
    return count >> shift << shift


def _rarities(articles: int, most: int) -> Weights:
    """Tabulate rarity by the number of articles with a term, 0 to `most`."""
    found: Weights = np.log(1.0 + articles / (np.arange(most + 1) + 1.0)) ** POWER / math.log(PRIOR)
    return found
