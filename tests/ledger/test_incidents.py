"""Counts of what befell people: which are of one incident, which of another. The first day is a Monday."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from storywatch.knowledge import Knowledge
from storywatch.ledger import Ledger, LedgerPolicy, fold, revise
from storywatch.ledger.incidents import are_many
from tests.builders import T0
from tests.ledger.test_counting import DAY, worded

MONDAY = T0.date()
KILLED = ("people", "kill")


def days(first: int, last: int | None = None) -> tuple:
    """So many days after Monday, to so many."""
    return MONDAY + timedelta(first), MONDAY + timedelta(first if last is None else last)


def changes(*told: tuple) -> list:
    """Take in counts, each (days after Monday, text, value, days of what happened); return what is told of the last."""
    return take(*told)[1]


def take(*told: tuple, story: str = "s1") -> tuple[Ledger, list]:
    """Take them into a story; return its ledger too."""
    ledger, developments = Ledger(story=story), ()
    for n, (after, text, value, happened) in enumerate(told):
        at = T0 + after * DAY
        one = worded(text, value, KILLED, at, happened=happened)
        ledger, developments = revise(ledger, one, Knowledge(), LedgerPolicy())
        assert len(ledger.figures) <= n + 1
    return ledger, [(d.before, d.after) for d in developments if d.kind.startswith("figure")]


@pytest.mark.parametrize(
    ("rule", "first", "second"),
    [
        ("another day", (0, "Monday's raid killed 3.", 3, days(0)), (1, "Tuesday's raid killed 9.", 9, days(1))),
        ("it was counted before", (0, "A raid killed 3.", 3, None), (2, "A raid on Tuesday killed 9.", 9, days(1))),
        ("a week is no day", (0, "A raid on Monday killed 3.", 3, days(0)), (1, "9 died this week.", 9, days(-5, 1))),
        ("another week", (0, "3 died this week.", 3, days(-6, 0)), (7, "9 died this week.", 9, days(1, 7))),
        ("long after", (0, "A raid killed 3.", 3, None), (9, "A raid killed 9.", 9, None)),
    ],
)
def test_a_count_of_another_incident_is_no_change(rule, first, second):
    assert changes(first, second) == [], rule


@pytest.mark.parametrize(
    ("rule", "first", "second"),
    [
        ("the same day", (0, "Monday's crash killed 3.", 3, days(0)), (1, "Monday's crash killed 5.", 5, days(0))),
        ("no day", (0, "Monday's crash killed 3.", 3, days(0)), (1, "The crash killed 5.", 5, None)),
        ("the day is told later", (0, "A crash killed 3.", 3, None), (1, "Monday's crash killed 5.", 5, days(0))),
        ("the toll goes on", (0, "A crash killed 3.", 3, days(0)), (9, "The toll has risen to 5.", 5, None)),
        ("it has killed", (0, "The flu has killed 3.", 3, None), (9, "The flu has killed 5 so far.", 5, None)),
    ],
)
def test_a_count_of_the_same_incident_is_a_change(rule, first, second):
    assert changes(first, second) == [("3", "5")], rule


def test_each_incident_is_followed_by_itself():
    monday = (0, "Monday's raid killed 3.", 3, days(0))
    tuesday = (1, "Tuesday's raid killed 9.", 9, days(1))
    again = (2, "Tuesday's raid killed 12.", 12, days(1))
    assert changes(monday, tuesday, again) == [("9", "12")]


def test_where_there_are_many_incidents_a_count_without_a_day_is_of_any():
    monday = (0, "Monday's raid killed 3.", 3, days(0))
    tuesday = (1, "Tuesday's raid killed 9.", 9, days(1))
    assert changes(monday, tuesday, (1, "A raid killed 12.", 12, None)) == []
    assert changes(monday, tuesday, (2, "The war has killed 30.", 30, None)) == []


def test_where_there_are_many_incidents_all_that_were_counted_are_followed_by_themselves():
    monday = (0, "Monday's raid killed 3.", 3, days(0))
    tuesday = (1, "Tuesday's raid killed 9.", 9, days(1))
    all_of_them = (1, "The war has killed 30 so far.", 30, None)
    assert changes(monday, tuesday, all_of_them, (9, "The war has killed 45 so far.", 45, None)) == [("30", "45")]
    assert changes(monday, tuesday, (1, "A raid killed 30.", 30, None), (2, "It has killed 45.", 45, None)) == []


def test_three_nights_in_a_row_are_more_than_one_incident():
    ledger, _ = take((0, "Monday's raid killed 3.", 3, None))
    (reading,) = ledger.figures[0].readings
    nights = [replace(reading, happened=days(n, n + 1)) for n in range(3)]
    assert are_many(nights)
    assert not are_many(nights[:2])


MONDAYS, TUESDAYS = (0, "Monday's raid killed 3.", 3, days(0)), (1, "Tuesday's raid killed 9.", 9, days(1))


def test_a_story_that_takes_in_another_keeps_its_incidents_apart():
    ledger, _ = take(MONDAYS, TUESDAYS)
    assert fold(ledger, Ledger(story="s2"), LedgerPolicy()).figures == ledger.figures
    third, _ = take((2, "Wednesday's raid killed 30.", 30, days(2)), story="s2")
    values = sorted([one.value for one in track.readings] for track in fold(ledger, third, LedgerPolicy()).figures)
    assert values == [[3], [9], [30]]


def test_one_incident_of_two_stories_is_followed_as_one():
    ledger, _ = take(MONDAYS)
    other, _ = take((1, "Monday's raid killed 5.", 5, days(0)), story="s2")
    (track,) = fold(ledger, other, LedgerPolicy()).figures
    assert [one.value for one in track.readings] == [3, 5]
