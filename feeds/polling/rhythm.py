"""A feed's rhythm: how many new items to expect at which hour of the day, and when the next is worth a look. Pure.

Counts by hour of the day (UTC), older ones fading with HALF_LIFE, over the days that they were counted in. It begins
with what the configured interval supposes, for PRIOR_DAYS, so that a feed that was just added is polled at that
interval and its own record soon weighs more. Items that came close together count by themselves for an hour or two:
news comes in bursts.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

HOURS = 24

HALF_LIFE = timedelta(days=14)
"""An outlet's habits change with its seasons, not with its days."""

PRIOR_DAYS = 0.25
"""For how long the configured interval counts as observed."""

LEVEL_DAYS = 3.0
"""How many days an hour must have been observed until it counts as much as the whole day does."""

BURST_HALF_LIFE = timedelta(hours=1)

EXPECTED = 0.1
"""New items that may be expected by the time of the next poll: about ten polls an item, most of them unchanged."""

_HOUR = timedelta(hours=1)
_DAY_SECONDS = 86_400.0


@dataclass(frozen=True)
class Rhythm:
    """What is known of one feed."""

    by_hour: tuple[float, ...]
    """New items, faded; HOURS of them."""
    days: float
    """Observed, faded."""
    recent: float = 0.0
    """New items, faded with BURST_HALF_LIFE."""


def suppose(interval: timedelta) -> Rhythm:
    """Begin with the rhythm that leads to `interval`."""
    an_hour = EXPECTED * (_HOUR / interval)
    return Rhythm((an_hour * PRIOR_DAYS,) * HOURS, PRIOR_DAYS)


def fade(rhythm: Rhythm, elapsed: timedelta) -> Rhythm:
    """Let time pass in which the feed was watched; a clock that was set back passes none."""
    elapsed = max(elapsed, timedelta(0))
    days = elapsed.total_seconds() / _DAY_SECONDS
    kept = 0.5 ** (days / (HALF_LIFE.total_seconds() / _DAY_SECONDS))
    return Rhythm(
        tuple(count * kept for count in rhythm.by_hour),
        rhythm.days * kept + days,
        rhythm.recent * 0.5 ** min(elapsed / BURST_HALF_LIFE, 1_000.0),
    )


def count(rhythm: Rhythm, times: Iterable[datetime]) -> Rhythm:
    """Count new items at their times."""
    by_hour = list(rhythm.by_hour)
    found = 0
    for time in times:
        by_hour[time.hour] += 1.0
        found += 1
    return replace(rhythm, by_hour=tuple(by_hour), recent=rhythm.recent + found)


def items_a_day(rhythm: Rhythm) -> float:
    """How many new items a day of this feed's brings."""
    return sum(rhythm.by_hour) / rhythm.days if rhythm.days else 0.0


def wait_for(rhythm: Rhythm, now: datetime, longest: timedelta) -> timedelta:
    """How long until EXPECTED new items are likely; at most `longest`."""
    level = items_a_day(rhythm) / HOURS
    burst = max(0.0, rhythm.recent - 1.0) * math.log(2) / (BURST_HALF_LIFE / _HOUR)
    missing, waited = EXPECTED, timedelta(0)
    while waited < longest:
        moment = now + waited
        until_next = _HOUR - timedelta(minutes=moment.minute, seconds=moment.second, microseconds=moment.microsecond)
        observed = rhythm.by_hour[moment.hour] + LEVEL_DAYS * level
        rate = max(observed / (rhythm.days + LEVEL_DAYS), burst if not waited else 0.0)
        brings = rate * (until_next / _HOUR)
        if brings >= missing:
            return min(waited + until_next * (missing / brings), longest)
        missing -= brings
        waited += until_next
    return longest
