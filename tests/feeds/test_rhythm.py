"""When the next item is worth a look: by a feed's own record."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.polling.rhythm import EXPECTED, HALF_LIFE, HOURS, Rhythm, count, fade, items_a_day, suppose, wait_for

T0 = datetime(2026, 3, 2, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def live(rhythm, days, hours):
    """Let days pass in which one item came at each of `hours`."""
    for _ in range(days):
        rhythm = count(fade(rhythm, DAY), [T0.replace(hour=hour) for hour in hours])
    return fade(rhythm, timedelta(hours=6))  # past the burst


@given(st.timedeltas(timedelta(seconds=30), timedelta(hours=2)), st.datetimes(timezones=st.just(UTC)))
def test_a_new_feed_waits_its_interval(interval, now):
    if now.year < 9000:
        assert wait_for(suppose(interval), now, DAY) == pytest.approx(interval, abs=timedelta(milliseconds=1))


def test_a_feed_with_an_item_an_hour_is_looked_at_ten_times_an_hour():
    steady = live(suppose(timedelta(minutes=5)), 30, range(24))
    assert items_a_day(steady) == pytest.approx(24, rel=0.05)
    assert wait_for(steady, T0, DAY) == pytest.approx(HOUR * EXPECTED, rel=0.05)


def test_an_outlet_that_sleeps_at_night_is_left_to_sleep():
    daily = live(suppose(timedelta(minutes=5)), 30, range(8, 20))
    noon, night = (wait_for(daily, T0.replace(hour=hour), DAY) for hour in (12, 22))
    assert noon < timedelta(minutes=10)
    assert night > 5 * noon


def test_a_silent_feed_is_looked_at_once_a_day_in_the_end_and_an_old_habit_fades():
    silent = live(suppose(timedelta(minutes=5)), 90, ())
    assert wait_for(silent, T0, DAY) == DAY
    once = live(suppose(timedelta(minutes=5)), 30, range(24))
    later = fade(once, HALF_LIFE * 3)
    assert wait_for(later, T0, DAY) > 3 * wait_for(once, T0, DAY)


def test_a_burst_is_followed_closely_and_one_item_is_no_burst():
    weekly = live(suppose(timedelta(minutes=5)), 60, ())
    one, many = count(weekly, [T0]), count(weekly, [T0] * 6)
    assert wait_for(one, T0, DAY) > HOUR
    assert wait_for(many, T0, DAY) < timedelta(minutes=5)
    assert wait_for(fade(many, 8 * HOUR), T0 + 8 * HOUR, DAY) > HOUR


@given(
    st.lists(st.tuples(st.timedeltas(timedelta(0), 40 * DAY), st.lists(st.integers(0, 23), max_size=50)), max_size=30),
    st.integers(0, 86_399),
)
def test_whatever_came_the_wait_is_positive_and_within_its_limit(history, second):
    rhythm = suppose(timedelta(minutes=5))
    for elapsed, hours in history:
        rhythm = count(fade(rhythm, elapsed), [T0.replace(hour=hour) for hour in hours])
    assert timedelta(0) < wait_for(rhythm, T0 + timedelta(seconds=second), DAY) <= DAY
    assert len(rhythm.by_hour) == 24
    assert rhythm.days <= HALF_LIFE.days * 1.5 + 40


def test_a_clock_that_was_set_back_changes_no_rhythm():
    rhythm = Rhythm((1.0,) * HOURS, 3.0, recent=2.0)
    assert fade(rhythm, timedelta(hours=-20)) == rhythm
    assert fade(rhythm, timedelta(days=-3_650)) == rhythm
