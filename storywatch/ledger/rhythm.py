"""A story's own rate of articles: when it surges, and when it moves again after it had gone quiet."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta

from storywatch.ledger.policy import LedgerPolicy

HOUR = timedelta(hours=1)


def resumes(times: Sequence[datetime], at: datetime, policy: LedgerPolicy) -> timedelta | None:
    """Return how long the story was silent if this article ends a silence that is long by its own measure."""
    if not times or at <= times[-1]:
        return None
    silence = at - times[-1]
    if silence < timedelta(days=policy.quiet_days):
        return None
    usual = (times[-1] - times[0]) / max(1, len(times) - 1)
    return silence if silence >= usual * policy.quiet_factor else None


def surges(times: Sequence[datetime], at: datetime, policy: LedgerPolicy) -> int | None:
    """Return the articles of the last hour, this one included, if they leave the story's own pattern.

    `times` ascend and hold only articles before `at`'s hour began and within it; a story younger than six hours has no
    pattern to leave.
    """
    before = bisect_right(times, at - HOUR)
    recent = bisect_right(times, at) - before + 1
    if recent < policy.surge_articles or not before:
        return None
    hours = (at - times[0]) / HOUR
    if hours < 6:  # noqa: PLR2004 - stated above
        return None
    usual = before / hours
    return recent if recent >= usual * policy.surge_factor else None
