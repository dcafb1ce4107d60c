"""What one poll came to, and how a body becomes that: by a job in a confined process. Fetches and parses nothing."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from feeds import metrics
from feeds.address import FeedAddress
from feeds.polling.outcome import Failed, Fetched, Outcome
from feeds.reading.canonical import without_credentials
from feeds.reading.confined import BreachError, Confinement
from feeds.reading.hints import Hints
from feeds.reading.jobs import FeedJob, FeedRead
from feeds.reading.work import do
from storywatch.messages import Article, Quarantined


@dataclass(frozen=True)
class Polled:
    """One feed's poll, not yet stored."""

    feed: FeedAddress
    outcome: Outcome
    at: datetime
    articles: tuple[Article, ...] = ()
    refused: tuple[Quarantined, ...] = ()
    waiting: tuple[Article, ...] = ()
    """Entries that are articles only once their pages have been looked at."""
    hints: Hints | None = None
    """What the body asked for; None where none was read."""
    leads: tuple[str, ...] = ()
    """Addresses that are to be read in its place (leads.py)."""
    known: int = 0
    """Items that it still lists and that were not read again."""
    record: bytes = b""
    """Of all its items, for the next poll (known_items.py)."""
    left_out: int = 0
    """Items beyond the bound of one poll."""


Read = Callable[[FeedAddress, Fetched, datetime, bytes], Awaitable[Polled]]
"""Read a body that was fetched for a feed, but for the items of a record. Never raises for what is in it."""


def read_confined(confinement: Confinement) -> Read:
    """Read bodies in bounded processes."""

    async def read(feed: FeedAddress, fetched: Fetched, at: datetime, known: bytes = b"") -> Polled:
        try:
            said = await confinement.run(_job(feed, fetched, at, known), FeedRead)
        except BreachError as error:
            return Polled(feed, Failed("unreadable", str(error)), at)
        return _polled(feed, fetched, at, said)

    return read


async def read_here(feed: FeedAddress, fetched: Fetched, at: datetime, known: bytes = b"") -> Polled:
    """Read a body in a thread, within no bounds: for feeds that are trusted, and for one at a time."""
    return _polled(feed, fetched, at, await asyncio.to_thread(do, _job(feed, fetched, at, known)))


def _job(feed: FeedAddress, fetched: Fetched, at: datetime, known: bytes) -> FeedJob:
    return FeedJob(
        feed=without_credentials(feed.url),
        title=feed.title,
        kind=feed.kind,
        body=fetched.body,
        content_type=fetched.content_type,
        url=fetched.url,
        at=at,
        known=known,
    )


def _polled(feed: FeedAddress, fetched: Fetched, at: datetime, said: FeedRead) -> Polled:
    if said.error is not None:
        return Polled(feed, Failed("unreadable", said.error), at)
    if said.left_out:
        metrics.LEFT_OUT.inc(said.left_out)
    if said.broken_off:
        fetched = replace(fetched, etag=None, last_modified=None, digest="", broken_off=True)
    return Polled(
        feed,
        fetched,
        at,
        said.articles,
        said.refused,
        hints=said.hints,
        leads=said.leads,
        known=said.known,
        record=said.record,
        left_out=said.left_out,
    )
