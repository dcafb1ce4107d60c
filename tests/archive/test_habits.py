"""A feed is silent by its own habit, whatever that is, and never while it keeps it."""

import random
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storywatch.archive import FILE, Journal
from storywatch.archive.feed_health import FeedHealth
from storywatch.archive.habits import (
    DAYS,
    Habit,
    SilencePolicy,
    begin_habit,
    is_silent,
    items_a_day,
    judge,
    note_news,
    silent_after,
)
from storywatch.messages import Article, Header

T0 = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)  # a Monday
POLICY = SilencePolicy()
HOUR = timedelta(hours=1)


def follow(moments, *, watched=T0) -> Habit:
    habit = begin_habit("f", watched)
    for moment in moments:
        habit = note_news(habit, 1, moment, moment)
    return habit


def working_hours(days: int):
    """Hourly from 8 to 20, Monday to Friday."""
    return [T0 + timedelta(days=d, hours=h) for d in range(days) if d % 7 < 5 for h in range(8, 21)]


def test_a_feed_that_rests_at_night_and_at_weekends_is_not_silent_then_but_is_on_a_workday():
    moments = working_hours(28)
    habit = follow(moments)
    friday_evening = moments[-1]
    assert not is_silent(habit, friday_evening + timedelta(hours=59), POLICY)  # Monday morning
    assert is_silent(habit, friday_evening + timedelta(days=6), POLICY)


def test_a_feed_that_never_rests_is_silent_after_hours_and_a_weekly_one_after_weeks():
    quick = follow([T0 + n * HOUR / 4 for n in range(28 * 24 * 4)])
    weekly = follow([T0 + timedelta(weeks=n) for n in range(12)])
    assert silent_after(quick, POLICY) <= timedelta(hours=4)
    assert timedelta(weeks=1.9) < silent_after(weekly, POLICY) < timedelta(weeks=2.1)


def test_a_feed_without_a_habit_is_never_silent():
    habit = follow([T0 + n * HOUR for n in range(24 * (POLICY.days - 1))])
    assert not is_silent(habit, T0 + timedelta(days=1000), POLICY)


MOMENTS = st.lists(st.floats(60, 400_000), min_size=8, max_size=80).map(
    lambda pauses: [T0 + timedelta(seconds=sum(pauses[: n + 1])) for n in range(len(pauses))]
)


@given(MOMENTS, st.floats(0, 0.999))
def test_a_feed_is_not_silent_within_its_usual_longest_pause(moments, share):
    habit = follow(moments)
    if len(habit.pauses) >= POLICY.days:
        usual = timedelta(seconds=sorted(habit.pauses)[int(POLICY.quantile * (len(habit.pauses) - 1))])
        assert not is_silent(habit, habit.last + usual * share, POLICY)


@given(MOMENTS)
def test_a_feed_that_stops_is_silent_in_the_end_and_stays_so_until_something_comes(moments):
    habit = follow(moments)
    if len(habit.pauses) < POLICY.days:
        return
    end = habit.last + timedelta(seconds=max(habit.pauses)) * POLICY.factor + POLICY.least + timedelta(seconds=1)
    assert all(is_silent(habit, end + timedelta(days=days), POLICY) for days in range(5))
    assert not is_silent(note_news(habit, 1, None, end), end, POLICY)


@given(MOMENTS, st.integers(-500, 500))
def test_the_judgement_knows_no_dates_of_its_own(moments, days):
    moved = timedelta(days=days)
    one, other = follow(moments), follow([moment + moved for moment in moments], watched=T0 + moved)
    assert silent_after(one, POLICY) == silent_after(other, POLICY)


@given(MOMENTS, st.integers(0, 5))
def test_what_is_remembered_is_bounded(moments, items):
    habit = follow(moments)
    assert len(habit.pauses) <= DAYS
    assert len(msgspec.json.encode(note_news(habit, items, None, habit.last + HOUR))) < 1_000


def test_random_feeds_are_wrongly_called_silent_less_than_once_in_a_year():
    alarms, days = 0, 0
    for seed in range(20):
        chance, now, habit = random.Random(seed), T0, begin_habit("f", T0)
        every = chance.choice([0.2, 1.0, 3.0, 8.0])
        while now < T0 + timedelta(days=120):
            now += timedelta(hours=chance.expovariate(1 / every))
            alarms += is_silent(habit, now, POLICY)
            habit = note_news(habit, 1, now, now)
        days += 120
    assert alarms / (days / 365) < 1


def test_items_a_day_follow_what_came_lately():
    habit = follow([T0 + n * HOUR for n in range(24 * 30)])
    assert items_a_day(habit, habit.last) == pytest.approx(24, rel=0.03)
    assert items_a_day(habit, habit.last + timedelta(days=30)) < 0.5
    assert items_a_day(begin_habit("f", T0), T0) is None


def test_a_feed_is_dead_when_every_poll_has_failed_for_days_and_well_again_at_once():
    habit = msgspec.structs.replace(begin_habit("f", T0), failing=T0)
    assert judge(habit, None, T0 + timedelta(days=2), POLICY) == "well"
    assert judge(habit, None, T0 + timedelta(days=3), POLICY) == "dead"
    assert judge(msgspec.structs.replace(habit, failing=None), T0, T0 + timedelta(days=3), POLICY) == "well"


def article(key: str, *, feed: str = "f", published: datetime = T0, fetched: datetime = T0, text: str = "T") -> Article:
    header = Header(id=key, url="", outlet="o", title=key, published=published, fetched=fetched)
    return Article(header=header, text=text, feed=feed)


def test_the_journal_notes_what_is_new_in_each_feed_even_if_another_listed_it_first(tmp_path):
    journal, health = Journal(tmp_path / FILE), FeedHealth(tmp_path / FILE)
    old = T0 - timedelta(days=1)
    journal.accept([article("a", feed=feed, published=old) for feed in ("f", "g")])
    assert {habit.weight for habit in health.habits().values()} == {0}  # a first list is no news
    later = {"published": T0 + HOUR, "fetched": T0 + 2 * HOUR}
    journal.accept([article("b", feed=feed, **later) for feed in ("f", "g")])
    journal.accept([article("b", **later | {"fetched": T0 + 3 * HOUR}), article("b", text="Edited.", **later)])
    habits = health.habits()
    assert [(habits[feed].weight, habits[feed].last) for feed in "fg"] == [(1, T0 + 2 * HOUR)] * 2
    undated = T0 + 5 * HOUR
    journal.accept([article("c", published=undated, fetched=undated)])
    journal.accept([article("c", published=undated + HOUR, fetched=undated + HOUR)])
    assert health.habits()["f"].last == undated
    journal.close()
    health.close()


def test_a_habit_is_changed_from_what_it_is_at_that_moment(tmp_path):
    health = FeedHealth(tmp_path / FILE)
    health.change({"f": lambda habit: msgspec.structs.replace(habit, failing=T0)}, T0)
    health.change({"f": lambda habit: msgspec.structs.replace(habit, told="dead")}, T0)
    habit = health.habits()["f"]
    assert (habit.failing, habit.told, habit.first) == (T0, "dead", T0)
    health.forget(["f"])
    assert health.habits() == {}
    health.close()
