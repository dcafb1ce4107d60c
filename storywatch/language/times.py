"""What is news in an article and what is told again. Knows dates and tenses, nothing of stories."""

import re
from datetime import datetime

from storywatch.language.tree import Tree

_MONTHS = {
    name: number
    for number, pair in enumerate(
        (("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
         ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"),
         ("december", "dec")), start=1,
    )
    for name in pair
}  # fmt: skip
_EARLIER = (
    "earlier this year", "earlier in the year", "last year", "last month", "years ago", "months ago", "decades ago",
    "a year ago", "a month ago", "year earlier", "years earlier", "decade ago", "in the past", "historically",
    "previously", "in recent years", "since then", "at the time", "long been", "in recent months",
)  # fmt: skip

_DAYS = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tonight|yesterday|overnight"
    r"|this (?:morning|afternoon|evening))\b",
    re.IGNORECASE,
)

FIRST_YEAR = 1500
"""Four digits below it are a number, not a year."""

_DATING = frozenset({"in", "since", "during", "of"})

MONTHS_PAST = 2
"""A month named without a year is background when it lies at least this many months back."""


def is_dated(text: str) -> bool:
    """Does a sentence set itself in the article's own days?"""
    return _DAYS.search(text) is not None


def is_retold(tree: Tree, verb: int, first: int, last: int, published: datetime) -> bool:
    """Is the clause of `verb`, within tokens `first` to `last`, set clearly before the article?"""
    had = any(tree.lower[k] in {"had", "'d"} and tree.dep[k] == "aux" for k in tree.kids[verb])
    if had and tree.tag[verb] in {"VBN", "VBD"}:
        return True
    words = tree.lower[first : last + 1]
    text = " ".join(words)
    if any(phrase in text for phrase in _EARLIER):
        return True
    for k, word in enumerate(words):
        before = words[k - 1] if k else ""
        if word.isdigit() and len(word) == 4 and (before in _DATING or before in _MONTHS):  # noqa: PLR2004 - a year
            if FIRST_YEAR < int(word) < published.year:
                return True
            continue
        month = _MONTHS.get(word)
        if month is not None and before in {"in", "since", "last"} and tree.tag[first + k] == "NNP":
            year = next((int(w) for w in words[k + 1 : k + 4] if len(w) == 4 and w.isdigit()), None)  # noqa: PLR2004
            if year is not None and year != published.year:
                return year < published.year
            if (published.month - month) % 12 >= MONTHS_PAST and tree.tag[verb] in {"VBD", "VBN"}:
                return True
    return False
