"""When a feed is polled next, within its limits whatever happens."""

from datetime import UTC, datetime, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from feeds.polling.outcome import Failed, Fetched, Held, Unchanged
from feeds.polling.schedule import SchedulePolicy, learn, mend, settle
from feeds.reading.hints import Hints
from storywatch.archive import FeedState
from storywatch.archive.feed_state import is_due

T0 = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
POLICY = SchedulePolicy(interval=timedelta(minutes=5))
FEED = FeedState(url="https://example.com/feed")

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
NEW = "https://new.example/feed"

moved = st.none() | st.sampled_from([NEW, "https://newer.example/feed"])
fresh = st.none() | st.timedeltas(timedelta(0), DAY)
outcomes = st.one_of(
    st.builds(Unchanged, st.just("e"), st.none(), fresh, moved),
    st.builds(Fetched, st.just(b""), st.just(""), st.just(""), st.just("d"), fresh_for=fresh, moved=moved),
    st.builds(Held, st.timedeltas(timedelta(0), timedelta(hours=1))),
    st.builds(
        Failed,
        st.sampled_from(["unreachable", "refused", "throttled", "unreadable", "forbidden"]),
        st.just("why"),
        st.none() | st.timedeltas(timedelta(0), DAY),
    ),
)
wishes = st.none() | st.builds(
    Hints,
    st.none() | st.timedeltas(timedelta(0), 400 * DAY),
    st.none() | st.timedeltas(timedelta(0), 400 * DAY),
    st.frozensets(st.integers(0, 23)),
    st.frozensets(st.integers(0, 6)),
)
polls = st.tuples(outcomes, wishes, st.timedeltas(timedelta(0), 3 * DAY), st.integers(0, 200))


@given(st.lists(polls, min_size=1, max_size=40), st.floats(0, 1))
def test_whatever_happens_a_feed_is_polled_between_a_minute_and_a_day_later(history, jitter):
    state, now = FEED, T0
    for outcome, hints, later, new in history:
        now += later
        before = state
        state = settle(before, outcome, now, POLICY, jitter, hints)
        if not isinstance(outcome, Failed | Held):
            state = learn(before, state, [now] * new, POLICY, jitter)
        wait = state.due - now
        if isinstance(outcome, Held):
            assert outcome.wait <= wait <= outcome.wait + POLICY.spread
            continue
        asked = outcome.retry_after if isinstance(outcome, Failed) else None
        assert max(POLICY.shortest, asked or MINUTE) <= wait <= max(DAY, (asked or MINUTE) * (1 + POLICY.jitter))
        assert (state.error is None) == (not isinstance(outcome, Failed))


@given(wishes, st.floats(0, 1), st.integers(0, 7 * 86_400))
def test_no_poll_falls_into_an_hour_or_a_day_to_be_skipped(hints, jitter, second):
    now = T0 + timedelta(seconds=second)
    state = settle(FEED, Unchanged(), now, POLICY, jitter, hints)
    if hints and len(hints.skip_hours) < 24 and len(hints.skip_days) < 7 and state.due - now < DAY:
        assert state.due.hour not in hints.skip_hours
        assert state.due.weekday() not in hints.skip_days


def test_a_new_feed_starts_at_its_interval_and_a_lively_one_is_polled_by_the_minute():
    state, now = settle(FEED, Fetched(b"", "", "", "d"), T0, POLICY, 0.0), T0
    assert state.due - T0 == POLICY.interval
    assert learn(FEED, state, [T0] * 30, POLICY, 0.0).due == state.due  # what a first poll brings is no news
    for _ in range(200):
        before, since, now = state, now, state.due
        state = settle(before, Fetched(b"", "", "", "d"), now, POLICY, 0.0)
        state = learn(before, state, [now] * round((now - since) / MINUTE), POLICY, 0.0)
    assert state.due - now == POLICY.shortest


def test_an_answer_that_is_fresh_and_a_ttl_are_waited_for_up_to_an_hour():
    assert settle(FEED, Unchanged(fresh_for=timedelta(minutes=20)), T0, POLICY, 0.0).due == T0 + timedelta(minutes=20)
    assert settle(FEED, Unchanged(fresh_for=DAY), T0, POLICY, 0.0).due == T0 + timedelta(hours=1)
    ttl = settle(FEED, Unchanged(), T0, POLICY, 0.0, Hints(ttl=timedelta(minutes=30)))
    assert ttl.due == T0 + timedelta(minutes=30)
    again = settle(ttl, Unchanged(), ttl.due, POLICY, 0.0)  # an unchanged body says nothing anew
    assert again.due - ttl.due >= timedelta(minutes=30)


def test_an_update_period_counts_until_there_is_a_record():
    hourly = Hints(update_every=timedelta(minutes=40))
    assert settle(FEED, Fetched(b"", "", "", "d"), T0, POLICY, 0.0, hourly).due == T0 + timedelta(minutes=40)


def test_a_feed_has_moved_once_three_polls_in_a_row_were_told_so():
    state = FEED
    for told in (NEW, NEW, None, NEW, NEW):
        state = settle(state, Unchanged(moved=told), T0, POLICY, 0.0)
        assert state.address is None
    state = settle(state, Unchanged(moved=NEW), T0, POLICY, 0.0)
    assert (state.address, state.moving, state.moves) == (NEW, None, 0)


def test_a_new_address_that_keeps_failing_is_given_up_but_not_for_being_busy():
    state = msgspec.structs.replace(FEED, address=NEW)
    for _ in range(9):
        state = settle(state, Failed("throttled", "429"), T0, POLICY, 0.0)
    assert state.address == NEW
    state = msgspec.structs.replace(FEED, address=NEW)
    for left in (NEW, NEW, None):
        state = settle(state, Failed("refused", "404"), T0, POLICY, 0.0)
        assert state.address == left


def test_a_file_is_looked_at_every_interval():
    file = FeedState(url="file:///feeds/a.xml")
    for later in (T0, T0 + DAY, T0 + 9 * DAY):
        file = settle(file, Unchanged(), later, POLICY, 0.0)
        assert file.due == later + POLICY.interval


def test_a_feed_that_was_held_is_otherwise_as_it_was():
    failing = settle(FEED, Failed("refused", "404"), T0, POLICY, 0.0)
    held = settle(failing, Held(timedelta(minutes=7)), T0 + DAY, POLICY, 0.5)
    assert msgspec.structs.replace(held, due=failing.due) == failing
    assert held.due == T0 + DAY + timedelta(minutes=7) + POLICY.spread / 2


def test_failures_double_the_wait_and_a_success_ends_it():
    refused = Failed("refused", "404")
    first = settle(FEED, refused, T0, POLICY, 0.0)
    second = settle(first, refused, T0, POLICY, 0.0)
    assert (first.due - T0, second.due - T0) == (timedelta(minutes=5), timedelta(minutes=10))
    well = settle(second, Unchanged("e"), T0, POLICY, 0.0)
    assert (well.failures, well.due - T0, well.etag) == (0, timedelta(minutes=5), "e")


def test_a_feed_that_is_gone_is_asked_once_a_week_and_may_come_back():
    week = timedelta(days=7)
    gone = settle(FEED, Failed("gone", "410"), T0, POLICY, 0.0)
    assert gone.gone
    assert not is_due(gone, T0 + week - timedelta(seconds=1))
    assert is_due(gone, T0 + week)
    back = settle(gone, Fetched(b"", "", "", "d"), T0 + week, POLICY, 0.0)
    assert (back.gone, back.due) == (False, T0 + week + POLICY.interval)


def test_a_failed_poll_keeps_the_validators():
    known = settle(FEED, Fetched(b"", "", "", "d", "e", "l"), T0, POLICY, 0.0)
    failed = settle(known, Failed("unreachable", "no"), T0, POLICY, 0.0)
    assert (failed.etag, failed.last_modified, failed.digest) == ("e", "l", "d")


@given(outcomes, st.floats(0, 1), st.timedeltas(2 * MINUTE, 10_000 * DAY))
def test_a_feed_that_was_polled_while_the_clock_ran_ahead_waits_no_longer_for_that(outcome, jitter, ahead):
    honest = settle(FEED, outcome, T0, POLICY, jitter)
    late = settle(FEED, outcome, T0 + ahead, POLICY, jitter)
    mended = mend(late, T0, POLICY)
    assert mended.due <= T0 + POLICY.gone * (1 + POLICY.jitter)
    if not isinstance(outcome, Held):
        assert mended.due - T0 <= late.due - T0 - ahead
        assert mend(mended, T0, POLICY) == mended
    assert mend(honest, T0, POLICY) == honest
