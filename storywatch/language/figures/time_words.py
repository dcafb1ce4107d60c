"""The words that name times, as the list of a language has them. Knows no text."""

from functools import cache

import msgspec
from msgspec import Struct

from storywatch.language.figures.numerals import read_words


class TimeWords(Struct, frozen=True):
    """The words of a language that name times."""

    since: frozenset[str]
    ago: frozenset[str]
    after: frozenset[str]
    holding: frozenset[str]
    this: frozenset[str]
    earlier: frozenset[str]
    last: frozenset[str]
    next: frozenset[str]
    stretches: frozenset[str]
    before_month: frozenset[str]
    before_year: frozenset[str]
    day_parts: frozenset[str]
    weekends: frozenset[str]
    past: tuple[str, ...]
    at_first: frozenset[str]
    former: frozenset[str]
    days: dict[str, tuple[int, int]]
    weekdays: dict[str, int]
    months: dict[str, int]
    lengths: dict[str, int]

    def opening(self) -> frozenset[str]:
        """All words at which a time may begin, digits and the lemmas of lengths aside."""
        return frozenset({*self.days, *self.weekdays, *self.months, *self.lengths, *self.this, *self.weekends})


@cache
def load_times() -> TimeWords:
    """Read the time words."""
    raw = read_words()["times"]
    words = {name: value.split() if isinstance(value, str) else value for name, value in raw.items()}
    return msgspec.convert(words, TimeWords)
