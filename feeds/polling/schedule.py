"""When to poll a feed next. Pure: time, outcome and jitter are arguments, the next state is the result.

A success is followed by the wait that the feed's own rhythm leads to (rhythm.py), lengthened by what the outlet asks
for: how long its answer is fresh (Cache-Control, Expires), <ttl>, skipHours and skipDays; sy:updatePeriod counts
until the feed has a record of its own. Failures in a row double the wait, from the interval up to a day; what a server
asks for (Retry-After) is the least. A feed that is gone for good (410) is asked again once a week: servers say so by
mistake, too. Jitter spreads feeds that were polled together, and only ever lengthens a wait.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from feeds.polling.outcome import Failed, Fetched, Held, Outcome, Unchanged
from feeds.polling.rhythm import Rhythm, count, fade, suppose, wait_for
from feeds.reading.hints import Hints
from storywatch.archive import FeedState
from storywatch.archive.feed_state import FeedHints

_HOUR = timedelta(hours=1)
_DAY_HOURS = 24
_WEEK_DAYS = 7


@dataclass(frozen=True)
class SchedulePolicy:
    """How often a feed may be asked."""

    interval: timedelta = timedelta(minutes=5)
    """Between two polls of a feed whose rhythm is not known yet, and of a file."""
    shortest: timedelta = timedelta(minutes=1)
    """The least that a rhythm leads to; never more than the interval."""
    longest: timedelta = timedelta(days=1)
    """The most that a rhythm, an outlet's hints and failures lead to."""
    hint_longest: timedelta = timedelta(hours=1)
    """How long an answer counts as fresh at most: feeds that say a day are often written by the minute."""
    unreachable_longest: timedelta = timedelta(minutes=10)
    """Where nothing answers at all, for the first day: most often it is our own network, which comes back."""
    unreachable_later: timedelta = timedelta(hours=1)
    """The same after a day."""
    gone: timedelta = timedelta(days=7)
    """Where the server says that the feed is gone for good."""
    spread: timedelta = timedelta(minutes=1)
    """Feeds that may all be asked again at one moment come back over so long."""
    moves: int = 3
    """How many polls in a row must be told of the same new address until it is the feed's."""
    jitter: float = 0.1
    """The share of a wait by which it may be longer."""
    clock_error: timedelta = timedelta(minutes=1)
    """By how much a clock may be set back without anything following from it."""


def settle(
    state: FeedState,
    outcome: Outcome,
    now: datetime,
    policy: SchedulePolicy,
    jitter: float,
    hints: Hints | None = None,
) -> FeedState:
    """Return the state after a poll that ended at `now`; `jitter` is between 0 and 1, `hints` what a body asked for."""
    if isinstance(outcome, Held):
        spread = policy.spread * jitter
        return msgspec.structs.replace(state, due=now + outcome.wait + spread)
    if isinstance(outcome, Failed):
        failures = state.failures + 1
        failed = msgspec.structs.replace(
            state,
            polled=now,
            due=now + _stretched(_wait_after(outcome, failures, state, now, policy), policy, jitter),
            failures=failures,
            error=outcome.error,
            reached=outcome.problem != "unreachable",
            forbidden=outcome.address,
            gone=outcome.problem == "gone",
        )
        return _come_back(failed, outcome, policy)
    kept = _keep_hints(hints) if hints is not None else state.hints
    rhythm = _rhythm(state, kept, now, policy)
    well = msgspec.structs.replace(
        _move(state, outcome, policy),
        etag=outcome.etag,
        last_modified=outcome.last_modified,
        digest=outcome.digest if isinstance(outcome, Fetched) and not outcome.pushed else state.digest,
        broken_off=outcome.broken_off if isinstance(outcome, Fetched) else state.broken_off,
        polled=now,
        succeeded=now,
        failures=0,
        error=None,
        reached=True,
        forbidden=None,
        gone=False,
        hints=kept,
        rhythm=rhythm.by_hour,
        observed=rhythm.days,
        recent=rhythm.recent,
        fresh_for=outcome.fresh_for.total_seconds() if outcome.fresh_for is not None else None,
    )
    return msgspec.structs.replace(well, due=now + _wait(well, rhythm, now, policy, jitter))


def mend(state: FeedState, now: datetime, policy: SchedulePolicy) -> FeedState:
    """Bring back a feed that was put off by a clock that ran ahead: it waits for as long, from now on."""
    if state.due is None:
        return state
    ahead = state.polled - now if state.polled is not None else timedelta(0)
    due = state.due - ahead if ahead > policy.clock_error else state.due
    due = min(due, now + _stretched(policy.gone, policy, 1.0))  # nothing leads to a longer wait
    if due == state.due:
        return state
    return msgspec.structs.replace(state, due=due, polled=min(state.polled or now, now))


def learn(
    before: FeedState, state: FeedState, times: Sequence[datetime], policy: SchedulePolicy, jitter: float
) -> FeedState:
    """Count the new items that a successful poll brought, by when they were published, and set `due` by them.

    `before` is the state before that poll, `state` the one after it. The items of a first poll are no news.
    """
    since, now = before.succeeded, state.succeeded
    if since is None or now is None or not times:
        return state
    rhythm = Rhythm(state.rhythm, state.observed, state.recent)
    rhythm = count(rhythm, [min(max(time, since), now) for time in times])
    due = now + _wait(state, rhythm, now, policy, jitter)
    return msgspec.structs.replace(state, rhythm=rhythm.by_hour, recent=rhythm.recent, due=due)


def _rhythm(state: FeedState, hints: FeedHints, now: datetime, policy: SchedulePolicy) -> Rhythm:
    if state.succeeded is None or not state.rhythm:
        every = timedelta(seconds=hints.update_every or 0.0)
        return suppose(max(policy.interval, min(every, policy.hint_longest)))
    return fade(Rhythm(state.rhythm, state.observed, state.recent), now - state.succeeded)


def _wait(state: FeedState, rhythm: Rhythm, now: datetime, policy: SchedulePolicy, jitter: float) -> timedelta:
    if state.url.startswith("file:"):
        return _stretched(policy.interval, policy, jitter)
    longest = policy.longest / (1 + policy.jitter)
    fresh = timedelta(seconds=max(state.fresh_for or 0.0, state.hints.ttl or 0.0))
    shortest = min(policy.shortest, policy.interval)
    wait = max(wait_for(rhythm, now, longest), min(fresh, policy.hint_longest), shortest)
    return min(_skip(state.hints, now, _stretched(min(wait, longest), policy, jitter), policy, jitter), policy.longest)


def _skip(hints: FeedHints, now: datetime, wait: timedelta, policy: SchedulePolicy, jitter: float) -> timedelta:
    """Put a poll off to the first hour that the outlet does not ask to skip; a list of all of them is a mistake."""
    if len(set(hints.skip_hours)) >= _DAY_HOURS or len(set(hints.skip_days)) >= _WEEK_DAYS:
        return wait
    asked = wait
    while wait < policy.longest and _is_skipped(hints, now + wait):
        moment = now + wait
        wait += _HOUR - timedelta(minutes=moment.minute, seconds=moment.second, microseconds=moment.microsecond)
    return wait if wait == asked else wait + policy.spread * jitter


def _is_skipped(hints: FeedHints, moment: datetime) -> bool:
    return moment.hour in hints.skip_hours or moment.weekday() in hints.skip_days


def _wait_after(failed: Failed, failures: int, state: FeedState, now: datetime, policy: SchedulePolicy) -> timedelta:
    if failed.problem == "gone":
        return policy.gone
    longest = policy.longest / (1 + policy.jitter)
    if failed.problem == "unreachable":
        lately = state.succeeded is None or now - state.succeeded < timedelta(days=1)
        longest = policy.unreachable_longest if lately else policy.unreachable_later
    wait = policy.interval * (1 << min(failures - 1, 20))
    return max(min(wait, max(longest, policy.interval)), failed.retry_after or timedelta(0))


def _move(state: FeedState, outcome: Fetched | Unchanged, policy: SchedulePolicy) -> FeedState:
    """Take a new address for good once enough polls in a row were told of it."""
    if outcome.moved is None:
        return msgspec.structs.replace(state, moving=None, moves=0) if state.moving else state
    moves = state.moves + 1 if outcome.moved == state.moving else 1
    if moves < policy.moves:
        return msgspec.structs.replace(state, moving=outcome.moved, moves=moves)
    return msgspec.structs.replace(state, address=outcome.moved, moving=None, moves=0)


def _come_back(state: FeedState, failed: Failed, policy: SchedulePolicy) -> FeedState:
    """Return to the listed address where the new one keeps failing; a server that is only busy is no reason."""
    if state.address is None or failed.problem == "throttled":
        return state
    if failed.problem != "gone" and state.failures < policy.moves:
        return state
    return msgspec.structs.replace(state, address=None, moving=None, moves=0)


def _keep_hints(hints: Hints) -> FeedHints:
    return FeedHints(
        ttl=hints.ttl.total_seconds() if hints.ttl is not None else None,
        update_every=hints.update_every.total_seconds() if hints.update_every is not None else None,
        skip_hours=tuple(sorted(hints.skip_hours)),
        skip_days=tuple(sorted(hints.skip_days)),
    )


def _stretched(wait: timedelta, policy: SchedulePolicy, jitter: float) -> timedelta:
    return wait * (1 + policy.jitter * jitter)
