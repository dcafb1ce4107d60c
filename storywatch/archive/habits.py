"""A feed's habit: how often something new comes, and how long it usually pauses. Pure; times are arguments.

Kept apart from the feed's state, which only its poller writes: what a hub pushes is news, too.

Silence is judged by the feed's own pauses. Of each day on which something came the longest pause before it is kept, for
the last DAYS such days: nights, weekends and holidays are among them, and an hourly feed's hundreds of short pauses do
not crowd them out. A feed is silent when its present pause is longer than a high quantile of these, and some.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import msgspec
from msgspec import Struct

from storywatch.messages.article import Instant

DAYS = 28
"""Days whose longest pause is kept: four weekends."""

SPAN = timedelta(days=7)
"""What came so long ago counts a third in the items a day."""


Condition = Literal["well", "silent", "dead"]


class Habit(Struct, frozen=True, kw_only=True, tag_field="habit", tag="habit.1"):
    """What is known of when a feed brings something new. A field that a later version adds is given a default."""

    feed: str
    """As `Article.feed` names it."""
    first: Instant
    """Since when it is watched."""
    last: Instant
    """When something new came last, by our clock; before anything did, `first`."""
    newest: Instant | None = None
    """The latest time of publication that it has listed."""
    weight: float = 0.0
    """New items, each the less the older it is."""
    pauses: tuple[float, ...] = ()
    """Seconds: the longest pause that ended on a day, for the last DAYS days on which one ended."""
    day: int = 0
    """Of the last of them, as an ordinal."""
    failing: Instant | None = None
    """Since when every poll has failed."""
    told: Condition = "well"
    """What was told of it last."""


@dataclass(frozen=True)
class SilencePolicy:
    """When a feed counts as silent or dead."""

    quantile: float = 0.95
    """Of its longest pauses; one in a month may be longer."""
    factor: float = 2.0
    """How many times as long the present one must be ..."""
    least: timedelta = timedelta(hours=3)
    """... and by how much longer at least: a feed that pauses for minutes is no news after an hour."""
    days: int = 5
    """Of pauses that must be known: before that a feed has no habit."""
    dead: timedelta = timedelta(days=3)
    """After so long without one good poll a feed counts as dead; a long weekend of its server is no death."""


def begin_habit(feed: str, now: datetime) -> Habit:
    """A feed that is watched from now on."""
    return Habit(feed=feed, first=now, last=now)


def note_news(habit: Habit, items: int, newest: datetime | None, now: datetime) -> Habit:
    """Take note of `items` new ones that came at `now`."""
    newest = max((one for one in (habit.newest, newest) if one is not None), default=None)
    if not items:
        return msgspec.structs.replace(habit, newest=newest)
    pause = max(0.0, (now - habit.last).total_seconds())
    day = now.toordinal()
    if day == habit.day and habit.pauses:
        pauses = (*habit.pauses[:-1], max(habit.pauses[-1], pause))
    else:
        pauses = (*habit.pauses, pause)[-DAYS:]
    return msgspec.structs.replace(
        habit, last=max(now, habit.last), newest=newest, weight=_faded(habit, now) + items, pauses=pauses, day=day
    )


def items_a_day(habit: Habit, now: datetime) -> float | None:
    """How many new items come in a day, lately; None where it has been watched for less than an hour."""
    watched = now - habit.first
    if watched < timedelta(hours=1):
        return None
    effective = SPAN * (1 - math.exp(-(watched / SPAN)))
    return _faded(habit, now) / (effective / timedelta(days=1))


def usual_pause(habit: Habit, policy: SilencePolicy) -> timedelta | None:
    """The longest pause that is nothing unusual for this feed; None where it has no habit yet."""
    if len(habit.pauses) < policy.days:
        return None
    return timedelta(seconds=_quantile(sorted(habit.pauses), policy.quantile))


def silent_after(habit: Habit, policy: SilencePolicy) -> timedelta | None:
    """How long this feed may pause before that is silence; None where it has no habit yet."""
    usual = usual_pause(habit, policy)
    return max(usual * policy.factor, usual + policy.least) if usual is not None else None


def judge(habit: Habit, answered: datetime | None, now: datetime, policy: SilencePolicy) -> Condition:
    """Say how a feed is that answered last at `answered`."""
    if is_dead(habit, now, policy):
        return "dead"
    return "silent" if answered is not None and is_silent(habit, answered, policy) else "well"


def is_silent(habit: Habit, now: datetime, policy: SilencePolicy) -> bool:
    """Has this feed brought nothing new for longer than is its habit? `now`: when it was last polled with success."""
    allowed = silent_after(habit, policy)
    return allowed is not None and now - habit.last > allowed


def is_dead(habit: Habit, now: datetime, policy: SilencePolicy) -> bool:
    """Has every poll of this feed failed for too long?"""
    return habit.failing is not None and now - habit.failing >= policy.dead


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Between two values as far as `share` is between their places."""
    place = share * (len(ordered) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def _faded(habit: Habit, now: datetime) -> float:
    return habit.weight * math.exp(-(max(timedelta(0), now - habit.last) / SPAN))
