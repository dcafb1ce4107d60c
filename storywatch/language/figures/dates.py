"""The days that a text names, taken from the article's own: *on Friday*, *in April*, *two weeks ago*, *12 May 2010*.

Knows words and the day on which the article was published; knows nothing of what happened then.
"""

import calendar
from datetime import date, datetime, timedelta

from storywatch.language.figures.numerals import value_of
from storywatch.language.figures.time_words import TimeWords
from storywatch.language.figures.when import When
from storywatch.language.parse.tree import Tree

FIRST_YEAR, LAST_YEAR = 1500, 2199
"""Four digits outside are a number, not a year."""

AHEAD = 60
"""Days after the article's up to which a day without a year is one to come, not last year's."""

SEVERAL = 3.0
"""How many *weeks ago*, *several weeks ago*, are at least."""

REACH = 40_000
"""Days that *ago* can go back, a century: more is no date of the news."""

EAST = timedelta(hours=11)
"""How far the east is ahead of UTC where much is published: an article of 13 UTC or later may be tomorrow's there."""

SATURDAY = 5
"""By `weekday`."""

LATELY = 3
"""Days after a Saturday up to which *this weekend* is the one that is over."""

CLIMB = 6
"""Steps up the tree in which the verb of a day is looked for."""


class TimeReader:
    """Finds the times that one text names."""

    __slots__ = ("published", "reach", "tree", "words")

    def __init__(self, tree: Tree, published: datetime, words: TimeWords) -> None:
        """`published` in UTC may be another day where the outlet is; in a zone of its own its day is the outlet's."""
        self.tree, self.words = tree, words
        self.published = published.date()
        self.reach = self.published if published.utcoffset() else (published + EAST).date()
        """The latest day that can be the outlet's own."""

    def read(self) -> list[When]:
        """Find all times, in order. Each is looked at once."""
        found: list[When] = []
        tree, words, lengths = self.tree, self.words.opening(), self.words.lengths
        read = 0
        for i, (word, lemma) in enumerate(zip(tree.lower, tree.lemma, strict=True)):
            if i < read or not (word in words or lemma in lengths or word[:1].isdigit()):
                continue
            when = self._at(i)
            if when is not None:
                found.append(self._since(when))
                read = max(i, when.last) + 1
        return found

    def _at(self, i: int) -> When | None:
        word, words = self.tree.lower[i], self.words
        if word in words.days:
            low, high = words.days[word]
            return self._days(i, i, low, high)
        if word in words.weekdays:
            return self._weekday(i)
        if word in words.weekends:
            return self._weekend(i)
        if word in words.months:
            return self._month(i)
        if word in words.lengths or self.tree.lemma[i] in words.lengths:
            return self._length(i)
        if word in words.this and self._word(i + 1) in words.day_parts:
            return self._days(i, i + 1, 0, 0)
        if word[:1].isdigit():
            return self._digits(i)
        return None

    def _word(self, i: int) -> str:
        return self.tree.lower[i] if 0 <= i < self.tree.n else ""

    def _since(self, when: When) -> When:
        before = self._word(when.first - 1)
        if before in self.words.since:
            end = max(when.end, self.published)
            return When(when.first - 1, when.last, when.start, end, since=True, opened=when.day)
        return when

    def _days(self, first: int, last: int, low: int, high: int) -> When:
        return When(first, last, self.published + timedelta(low), self.published + timedelta(high))

    def _weekday(self, i: int) -> When | None:
        """The nearest one: before the article or on its day, unless it is told as to come.

        Six days back is where a newspaper writes *last*: late in the day it is the morrow, which has begun elsewhere.
        """
        tree, words = self.tree, self.words
        if not tree.tag[i].startswith("NN") or self._names(i):
            return None
        before = self._word(i - 1)
        back = (self.published.weekday() - words.weekdays[tree.lower[i]]) % 7
        if before in words.last:
            return self._days(i - 1, i, -(back or 7), -(back or 7))
        if before in words.next or self._is_to_come(i):
            ahead = (7 - back) % 7 or (7 if before in words.next else 0)
            return self._days(i, i, ahead, ahead)
        if back == 6 and self.reach > self.published:  # noqa: PLR2004 - days
            return self._days(i, i, 1, 1)
        return self._days(i, i, -back, -back)

    def _weekend(self, i: int) -> When | None:
        """The last one, which may not be over; the next one where it is told as to come, or *this* one in the week."""
        if self._names(i):
            return None
        before, back = self._word(i - 1), (self.published.weekday() - SATURDAY) % 7
        ahead = back > 1 and (self._is_to_come(i) or (before in self.words.this and back > LATELY))
        if before in self.words.next or ahead:
            return self._days(i - 1, i, 7 - back, 8 - back)
        again = 7 if before in self.words.last and back <= 1 else 0
        return self._days(
            i - 1 if before in self.words.this | self.words.last else i, i, -back - again, 1 - back - again
        )

    def _names(self, i: int) -> bool:
        """It only tells one thing from another (*the Sunday paper*), and no part of a day follows."""
        tree = self.tree
        head = tree.head[i]
        return tree.dep[i] in {"compound", "nmod", "amod"} and head > i and tree.lower[head] not in self.words.day_parts

    def _is_to_come(self, i: int) -> bool:
        """The verb of this day is under *will*, or what somebody is *to* do."""
        tree = self.tree
        for _ in range(CLIMB):
            if tree.pos[i] in {"VERB", "AUX"}:
                kids = tree.kids[i]
                past = any(tree.lower[k] in {"has", "have", "had"} for k in kids)
                return not past and any(
                    tree.tag[k] == "MD" or (tree.tag[k] == "TO" and tree.dep[k] == "aux") for k in kids
                )
            if tree.head[i] == i:
                return False
            i = tree.head[i]
        return False

    def _month(self, i: int) -> When | None:
        """*12 May 2010*, *May 12, 2010*, *April 2010*, *in April*; as part of a name it dates nothing here."""
        tree, words = self.tree, self.words
        month = words.months[tree.lower[i]]
        first = last = i
        day = self._day_number(i + 1) if tree.tag[i].startswith("NNP") else None
        if day is not None:
            last = i + 1
        elif (day := self._day_number(i - 1)) is not None:
            first = i - 1
        place = last + 2 if self._word(last + 1) == "," else last + 1
        if self._word(place) in {".", "of"} and day is None:
            place += 1
        year = self._year(place)
        if year is not None:
            last = place
        if day is None and year is None and (
            self._word(i - 1) not in words.before_month or not tree.tag[i].startswith("NNP")
        ):  # fmt: skip
            return None
        top = i if not first <= tree.head[i] <= last else tree.head[i]
        if year is None and self._names(top):
            return None
        return self._dated(first, last, year, month, day)

    def _dated(self, first: int, last: int, year: int | None, month: int, day: int | None) -> When | None:
        known = year
        if year is None:
            year = self._nearest(first, month, day)
        if day is None and known is None and self._word(first - 1) in self.words.last and month >= self.published.month:
            year = self.published.year - 1
        length = calendar.monthrange(year, month)[1]
        if day is not None and day > length:
            return None
        return When(first, last, date(year, month, day or 1), date(year, month, day or length))

    def _nearest(self, first: int, month: int, day: int | None) -> int:
        """The year of a day without one: the nearest before, unless it is soon, or told as to come."""
        year, reach = self.published.year, self.published + timedelta(AHEAD)
        if self._is_to_come(first):
            return year + ((month, day or 31) < (self.published.month, self.published.day))
        if (year, month, day or 1) > (reach.year, reach.month, reach.day):
            return year - 1
        return year + (reach.year > year and month <= reach.month and month < self.published.month)

    def _day_number(self, i: int) -> int | None:
        word = self._word(i)
        digits = word[:-2] if word[-2:] in {"st", "nd", "rd", "th"} else word
        if not digits.isdecimal() or len(digits) > 2 or not 1 <= int(digits) <= 31:  # noqa: PLR2004 - days of a month
            return None
        return int(digits)

    def _year(self, i: int) -> int | None:
        word = self._word(i)
        if len(word) != 4 or not word.isdecimal() or not FIRST_YEAR <= int(word) <= LAST_YEAR:  # noqa: PLR2004 - a year
            return None
        return int(word)

    def _digits(self, i: int) -> When | None:
        """*in 2009*, *1991: ...* of a list, *in the 1990s*, *2009-04-12*."""
        word = self._word(i)
        if self._word(i + 1) == self._word(i + 3) == "-" and len(word) == 4:  # noqa: PLR2004 - *2009-04-12*
            try:
                day = date.fromisoformat("".join(self.tree.lower[i : i + 5]))
            except ValueError:
                return None
            return When(i, i + 4, day, day)
        before = self._word(i - 1)
        year = self._year(i)
        if year is not None and (before in self.words.before_year or self._word(i + 1) == ":"):
            return When(i, i, date(year, 1, 1), date(year, 12, 31))
        if word.endswith("s") and word[:-1].isdecimal() and len(word) == 5:  # noqa: PLR2004 - *1990s*
            decade = int(word[:-1])
            if FIRST_YEAR <= decade <= LAST_YEAR:
                return When(i, i, date(decade, 1, 1), date(decade + 9, 12, 31))
        return None

    def _length(self, i: int) -> When | None:
        """*last week*, *earlier this year*, *two days ago*, *over the past two weeks*, *next month*."""
        words = self.words
        unit = self.tree.lower[i] if self.tree.lower[i] in words.lengths else self.tree.lemma[i]
        if self._word(i + 1) in words.ago:
            return self._ago(i, unit)
        before = self._word(i - 1)
        if before in words.this:
            early = self._word(i - 2) in words.earlier
            return self._this(i - (2 if early else 1), i, unit, early=early)
        if before in words.next:
            length = words.lengths[unit]
            return self._days(i - 1, i, 1, 2 * length)
        many, first = self._many(i)
        if self._word(first - 1) in words.last:
            stretch = many != 1 or self._word(first - 2) in words.stretches
            return (
                self._stretch(first - 1, i, many * words.lengths[unit]) if stretch else self._last(first - 1, i, unit)
            )
        return None

    def _many(self, i: int) -> tuple[float, int]:
        """How many of a unit, and the first token of that."""
        first = i
        while first and i - first < 3 and value_of(self.tree.lower[first - 1 : i]) is not None:  # noqa: PLR2004 - words
            first -= 1
        value = value_of(self.tree.lower[first:i]) if first < i else None
        return (1.0, i) if value is None else (value, first)

    def _ago(self, i: int, unit: str) -> When | None:
        many, first = self._many(i)
        length = self.words.lengths[unit]
        if first == i and self.tree.tag[i] == "NNS":
            many = SEVERAL
        back = round(many * length)
        if back > REACH:
            return None
        slack = length // 2
        return self._days(min(first, i), i + 1, -back - slack, min(0, slack - back))

    def _stretch(self, first: int, last: int, days: float) -> When | None:
        if days > REACH:
            return None
        start = self.published - timedelta(round(days))
        return When(first, last, start, self.published, since=True)

    def _this(self, first: int, last: int, unit: str, *, early: bool) -> When | None:
        day = self.published
        start = {
            "week": day - timedelta(day.weekday()), "month": day.replace(day=1), "year": day.replace(month=1, day=1),
        }.get(unit)  # fmt: skip
        if start is None:
            return None
        back = {"week": 1, "month": 7, "year": 30}[unit] if early else 0
        return When(first, last, start, max(start, day - timedelta(back)))

    def _last(self, first: int, last: int, unit: str) -> When | None:
        day = self.published
        if unit == "week":
            return self._days(first, last, -day.weekday() - 7, -day.weekday() - 1)
        if unit == "month":
            end = day.replace(day=1) - timedelta(1)
            return When(first, last, end.replace(day=1), end)
        if unit == "year":
            return When(first, last, date(day.year - 1, 1, 1), date(day.year - 1, 12, 31))
        return None
