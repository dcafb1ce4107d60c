"""When a feed is polled next, within its limits whatever happens."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from feeds.outcome import Failed, Fetched, Unchanged
from feeds.schedule import SchedulePolicy, settle
from storywatch.archive import FeedState
from storywatch.archive.feed_state import is_due

T0 = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
POLICY = SchedulePolicy(interval=timedelta(minutes=5))
FEED = FeedState(url="https://example.com/feed")

outcomes = st.one_of(
    st.just(Unchanged()),
    st.just(Fetched(b"", "", "", "d")),
    st.builds(
        Failed,
        st.sampled_from(["unreachable", "refused", "throttled", "unreadable"]),
        st.just("why"),
        st.none() | st.timedeltas(timedelta(0), timedelta(days=1)),
    ),
)


@given(st.lists(outcomes, min_size=1, max_size=60), st.floats(0, 1))
def test_a_feed_is_polled_between_one_interval_and_the_longest_wait_later(history, jitter):
    state = FEED
    for outcome in history:
        state = settle(state, outcome, T0, POLICY, jitter)
        wait = state.due - T0
        assert POLICY.interval <= wait <= timedelta(days=1) * (1 + POLICY.jitter)
        if isinstance(outcome, Failed) and outcome.retry_after:
            assert wait >= outcome.retry_after
        assert (state.error is None) == (not isinstance(outcome, Failed))


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
