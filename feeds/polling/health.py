"""Says when a feed dies or falls silent, and when it is back: once each, whatever restarts come between.

Looks at what polling and pushing have left in the archive; asks no server. What counts as silence is the feed's own
habit (storywatch/archive/habits.py). Time is the feed's: what was not polled was not silent.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import msgspec

from feeds import metrics
from feeds.address import FeedAddress
from feeds.reading.canonical import without_credentials
from storywatch.archive import ArchiveUnavailableError, FeedState, Journal
from storywatch.archive.feed_health import FeedHealth
from storywatch.archive.habits import Condition, Habit, SilencePolicy, begin_habit, judge, usual_pause

log = logging.getLogger("storywatch.feeds")

LOOK_SECONDS = 60.0
"""Between two looks: silence is a matter of hours."""

NAMED = 5
"""Feeds that one look names; the rest are counted. `storywatch feeds list` names all."""


class HealthWatch:
    """Looks after the feeds that this poller polls."""

    def __init__(
        self,
        journal: Journal,
        health: FeedHealth,
        ours: Callable[[], Iterable[FeedAddress]],
        policy: SilencePolicy | None = None,
    ) -> None:
        self._journal = journal
        self._health = health
        self._ours = ours
        self._policy = policy or SilencePolicy()

    async def run(self, clock: Callable[[], datetime]) -> None:
        """Look until cancelled."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await asyncio.to_thread(self.look, clock())
            except ArchiveUnavailableError:
                continue  # the poller says so

    def look(self, now: datetime) -> list[str]:
        """Judge every feed; log what has changed, and return it."""
        states, habits = self._journal.feed_states(), self._health.habits()
        changes: dict[str, Callable[[Habit], Habit]] = {}
        told: list[str] = []
        counts: dict[Condition, int] = {"well": 0, "silent": 0, "dead": 0}
        for feed in self._ours():
            state, name = states.get(feed.url), without_credentials(feed.url)
            if state is None or state.polled is None:
                continue
            habit = habits.get(name) or begin_habit(name, now)
            failing = _failing_since(habit, state)
            judged = judge(msgspec.structs.replace(habit, failing=failing), state.succeeded, state.polled, self._policy)
            counts[judged] += 1
            if judged != habit.told:
                told.append(describe(feed, habit, state, judged, self._policy))
            if (judged, failing) != (habit.told, habit.failing):
                changes[name] = _change(judged, failing)
        if changes:
            self._health.change(changes, now)
        metrics.SILENT.set(counts["silent"])
        metrics.DEAD.set(counts["dead"])
        for line in told[:NAMED]:
            log.warning("%s", line)
        if len(told) > NAMED:
            log.warning("and %d more feeds changed: `storywatch feeds list` shows them", len(told) - NAMED)
        return told


def describe(feed: FeedAddress, habit: Habit, state: FeedState, now_is: Condition, policy: SilencePolicy) -> str:
    """Word what has become of a feed."""
    name = f"{feed.title} ({without_credentials(feed.url)})" if feed.title else without_credentials(feed.url)
    if now_is == "dead":
        return f"{name} is dead: every poll for {policy.dead.days} days has failed ({state.error}); mend or remove it"
    if now_is == "silent":
        pause = (state.succeeded or habit.last) - habit.last
        usual = usual_pause(habit, policy) or timedelta(0)
        return f"{name} has fallen silent: nothing new for {_span(pause)}, and it hardly ever pauses for {_span(usual)}"
    return f"{name} is well again"


def _failing_since(habit: Habit, state: FeedState) -> datetime | None:
    if not state.failures:
        return None
    return habit.failing or state.succeeded or state.polled


def _change(condition: Condition, failing: datetime | None) -> Callable[[Habit], Habit]:
    return lambda habit: msgspec.structs.replace(habit, told=condition, failing=failing)


def _span(span: timedelta) -> str:
    hours = span.total_seconds() / 3600
    return f"{hours / 24:.0f} days" if hours >= 48 else f"{hours:.0f} h"  # noqa: PLR2004 - two days read as hours
