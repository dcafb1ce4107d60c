"""What an outlet says about how often to ask. Values only: parse.py and fetch.py read them, schedule.py weighs them."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Hints:
    """The wishes inside a feed's body; each is empty where the feed has none, and none is checked for sense here."""

    ttl: timedelta | None = None
    """RSS `<ttl>`, in minutes there."""
    update_every: timedelta | None = None
    """`sy:updatePeriod` divided by `sy:updateFrequency`."""
    skip_hours: frozenset[int] = frozenset()
    """RSS `<skipHours>`: hours of the day in UTC, 0 to 23 (24 in old feeds is 0)."""
    skip_days: frozenset[int] = frozenset()
    """RSS `<skipDays>`: days of the week in UTC, Monday is 0."""


NO_HINTS = Hints()
