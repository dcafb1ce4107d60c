"""Whether two counts of what befell people are of one incident: the dead of Friday's attack are not those of Monday's.

A story of a war or a wave of strikes has many such counts. A wrong *9, was 2* is worse than a rise that is told as a
claim only, so that what could be another incident is one.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from storywatch.ledger.counted import load_words
from storywatch.ledger.state import Reading

Days = tuple[date, date]

FRESH = timedelta(days=3)
"""How long after its last value a count goes on without a word that it does: *so far*, *the toll*, *has killed*."""

SHORT = timedelta(days=1)
"""What one incident lasts at most; what befell people in longer than that is a sum of several."""


def is_running(text: str) -> bool:
    """Tell whether a sentence gives a count as one that goes on: *has killed 86*, *17 so far*, *the toll is 12*."""
    words = load_words()
    return words.running.search(text) or words.raising.search(text) or words.wholes.search(text)


def are_many(readings: Iterable[Reading]) -> bool:
    """Tell whether counts of one sort are of several incidents, by the days of what befell those counted."""
    days = [one.happened for one in readings if one.happened is not None and _is_short(one.happened)]
    return bool(days) and min(last for _, last in days) < max(first for first, _ in days)


def is_one_incident(happened: Days | None, at: datetime, text: str, latest: Reading, *, many: bool) -> bool:
    """Tell whether a count of `at` can be the next value of one whose latest is `latest`.

    `happened`: the days of what befell those counted; `text`: the sentence that gives it; `many`: the story counts
    several incidents, so that one without a day can be any.
    """
    before, running = latest.happened, is_running(text)
    if happened is not None and before is not None:
        return are_of_one_time(happened, before)
    if many:
        return running and is_running(latest.evidence.text) and happened is None and before is None
    if happened is not None and (latest.at.date() < happened[0] or not (_is_short(happened) or running)):
        return False  # it was counted before it happened; or a stretch's count beside one of no stretch
    return running or at - latest.at <= FRESH


def are_of_one_time(one: Days, other: Days) -> bool:
    """Tell whether two counts are of the same days; what befell people in a week is no count of one of its days."""
    return _is_short(one) == _is_short(other) and one[0] <= other[1] and other[0] <= one[1]


def _is_short(days: Days) -> bool:
    return days[1] - days[0] <= SHORT
