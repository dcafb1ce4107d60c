"""Which live stories have been silent for longest, and so which are to end. Pure but for its own order.

Knows stories by their ids and when they last moved, nothing of what is in them.
"""

from bisect import bisect_left, insort
from datetime import datetime

from storywatch.stories.policy import StoryPolicy

WITNESSES = 5
"""Stories that must have reached a time before silence is counted up to it: one wrong clock closes nothing."""

CLOSED_AT_ONCE = 1_000
"""Stories that end with one article: the rest of what went silent during a long pause waits for the next ones."""

DAY = 86_400.0
"""Seconds."""


class Silence:
    """Live stories by when they last moved, the longest silent first."""

    def __init__(self) -> None:
        self._order: list[tuple[datetime, str]] = []

    def put(self, story: str, last: datetime) -> None:
        """A story moved last then."""
        insort(self._order, (last, story))

    def drop(self, story: str, last: datetime) -> None:
        """Forget a story that was put with this time."""
        del self._order[bisect_left(self._order, (last, story))]

    def surplus(self, now: datetime, policy: StoryPolicy, *, opening: int = 0) -> list[str]:
        """Name the stories to drop: silent for longer than the horizon, and the longest silent beyond the bound.

        `opening`: stories that are about to be added.
        """
        many = len(self._order)
        over = max(0, many + opening - policy.max_stories)
        witnessed = self._order[-WITNESSES][0] if many >= WITNESSES else None
        found = []
        for place, (last, story) in enumerate(self._order):
            silent = witnessed is not None and (min(now, witnessed) - last).total_seconds() / DAY > policy.horizon_days
            if (place >= over and not silent) or place == CLOSED_AT_ONCE:
                break
            found.append(story)
        return found
