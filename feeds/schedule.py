"""When to poll a feed next. Pure: time, outcome and jitter are arguments, the next state is the result.

A success is followed by the interval. Failures in a row double the wait, from the interval up to a day; what a server
asks for (Retry-After) is the least. A feed that is gone for good (410) is asked again once a
week: servers say so by mistake, too. Jitter spreads feeds that were polled together, and only ever lengthens a wait.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from feeds.outcome import Failed, Fetched, Outcome
from storywatch.archive import FeedState


@dataclass(frozen=True)
class SchedulePolicy:
    """How often a feed may be asked."""

    interval: timedelta = timedelta(minutes=5)
    """Between two polls of a feed that answers."""
    longest: timedelta = timedelta(days=1)
    """Between two polls of a feed that keeps failing."""
    unreachable_longest: timedelta = timedelta(minutes=10)
    """The same where nothing answers at all: most often it is our own network, which comes back."""
    gone: timedelta = timedelta(days=7)
    """The same where the server says that the feed is gone for good."""
    jitter: float = 0.1
    """The share of a wait by which it may be longer."""


def settle(state: FeedState, outcome: Outcome, now: datetime, policy: SchedulePolicy, jitter: float) -> FeedState:
    """Return the state after a poll that ended at `now`; `jitter` is between 0 and 1."""
    if isinstance(outcome, Failed):
        failures = state.failures + 1
        return msgspec.structs.replace(
            state,
            polled=now,
            due=now + _stretched(_wait_after(outcome, failures, policy), policy, jitter),
            failures=failures,
            error=outcome.error,
            reached=outcome.problem != "unreachable",
            gone=outcome.problem == "gone",
        )
    return msgspec.structs.replace(
        state,
        etag=outcome.etag,
        last_modified=outcome.last_modified,
        digest=outcome.digest if isinstance(outcome, Fetched) else state.digest,
        polled=now,
        succeeded=now,
        due=now + _stretched(policy.interval, policy, jitter),
        failures=0,
        error=None,
        reached=True,
        gone=False,
    )


def _wait_after(failed: Failed, failures: int, policy: SchedulePolicy) -> timedelta:
    if failed.problem == "gone":
        return policy.gone
    longest = policy.unreachable_longest if failed.problem == "unreachable" else policy.longest
    longest = max(longest, policy.interval)
    wait = policy.interval * (1 << min(failures - 1, 20))
    return max(min(wait, longest), failed.retry_after or timedelta(0))


def _stretched(wait: timedelta, policy: SchedulePolicy, jitter: float) -> timedelta:
    return wait * (1 + policy.jitter * jitter)
