"""What is told of polling in the log: one line for a wave of polls, never one a feed. Knows nothing of why."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from feeds.reading.raw_entry import MAX_ENTRIES
from storywatch.archive.page_budget import BOUNDS

NAMED = 3
"""Failed feeds of a kind that one line names; the state of each has its own reason."""


@dataclass(frozen=True)
class Failure:
    """A failed poll, as it is told."""

    url: str
    problem: str
    error: str
    due: datetime | None
    """None: the error says when."""


@dataclass
class Wave:
    """Polls since everything was last idle, or since a minute ago: that bounds it."""

    polled: int = 0
    failed: list[Failure] = field(default_factory=list)
    pages: int = 0
    """Pages of articles that were looked at."""
    articles: int = 0


def describe_articles(wave: Wave) -> str:
    """Say how much is new, and where from: entries of feeds, and pages that such entries waited for."""
    places = [f"{many} {what}(s)" for many, what in ((wave.polled, "feed"), (wave.pages, "page")) if many]
    return f"{wave.articles} new article(s)" + (f" from {' and '.join(places)}" if places else "")


def describe_bounded(feed: str, left_out: int, without_page: int) -> str:
    """Say that a feed lists more than is read of it, or than pages are fetched of it; empty where it does not."""
    parts = []
    if left_out:
        parts.append(f"{left_out} item(s) beyond the {MAX_ENTRIES:,} that are read of one poll are left out")
    if without_page:
        parts.append(f"{without_page} item(s) go with the feed's own text, since {BOUNDS}")
    return f"{feed} lists very much: {'; '.join(parts)}" if parts else ""


def describe_failures(failed: Sequence[Failure], polled: int, now: datetime) -> str:
    """Sum up failed polls in one line; feeds are named where they are few."""
    soonest = min((failure.due for failure in failed if failure.due is not None), default=None)
    again = f"; next try in {_span(soonest - now)}" if soonest is not None else ""
    unreachable = [failure for failure in failed if failure.problem == "unreachable"]
    others = [failure for failure in failed if failure.problem != "unreachable"]
    parts = []
    if len(unreachable) > NAMED:
        named = ", ".join(failure.url for failure in unreachable[:NAMED])
        more = f"{named} and {len(unreachable) - NAMED} more"
        parts.append(f"{len(unreachable)} of {polled} feeds unreachable (no network?): {more}")
        unreachable = []
    parts += [f"{failure.url}: {failure.error}" for failure in [*unreachable, *others][:NAMED]]
    rest = len(unreachable) + len(others) - NAMED
    return "; ".join(parts) + (f"; and {rest} more" if rest > 0 else "") + again


def _span(wait: timedelta) -> str:
    minutes = round(wait.total_seconds() / 60)
    return f"{minutes} min" if minutes >= 1 else f"{max(0, round(wait.total_seconds()))} s"
