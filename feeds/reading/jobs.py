"""What a confined process is asked to do, and what it answers. Values only: what does it is feeds.reading.work."""

from datetime import datetime

import msgspec

from feeds.address import Kind
from feeds.reading.hints import NO_HINTS, Hints
from storywatch.messages import Article, Quarantined


class FeedJob(msgspec.Struct, frozen=True, tag="feed"):
    """Read a feed's body."""

    feed: str
    """The feed's address as listed, without user and password: its articles' `feed`."""
    title: str
    kind: Kind
    body: bytes
    content_type: str
    url: str
    """Where the body came from in the end."""
    at: datetime
    known: bytes = b""
    """The record of the items that were read at the last poll (known_items.py); empty has all read."""


class FeedRead(msgspec.Struct, frozen=True):
    """What a feed's body says."""

    error: str | None = None
    """Why it is no feed, in words; then nothing else is set."""
    articles: tuple[Article, ...] = ()
    refused: tuple[Quarantined, ...] = ()
    hints: Hints = NO_HINTS
    left_out: int = 0
    broken_off: bool = False
    """The document has no end."""
    leads: tuple[str, ...] = ()
    """Addresses to be read in its place."""
    known: int = 0
    """Items that were read at the last poll and were not read again."""
    record: bytes = b""
    """Of all its items, for the next poll."""


class PageJob(msgspec.Struct, frozen=True, tag="page"):
    """Find the article in a web page."""

    page: bytes
    content_type: str
    url: str


class PageRead(msgspec.Struct, frozen=True):
    """What a page says."""

    text: str = ""
    canonical: str = ""
    """Its `rel=canonical`, absolute; empty where it has none."""
    paywalled: bool = False
    """The page itself says that it is not free to read."""
    language: str | None = None


class Found(msgspec.Struct, frozen=True):
    """A feed that a page names, or one that was looked at."""

    url: str
    title: str = ""


class LookJob(msgspec.Struct, frozen=True, tag="look"):
    """Tell a feed from a page that names some."""

    body: bytes
    content_type: str
    url: str


class LookRead(msgspec.Struct, frozen=True):
    """What a body is, to somebody who is adding a feed."""

    feed: Found | None = None
    names: tuple[Found, ...] = ()
    """Where it is no feed: those that it names."""


Job = FeedJob | PageJob | LookJob
