"""What a feed says, before we judge it: one type for RSS, Atom and JSON Feed."""

from dataclasses import dataclass
from datetime import datetime

from feeds.reading.hints import NO_HINTS, Hints

MAX_ENTRIES = 1_000
"""Items read of one feed at one poll, from its top, or of one sitemap, the newest; the rest is counted in `left_out`.
Real feeds list 10 to 300, and Google takes no more of a news sitemap either."""


@dataclass(frozen=True)
class RawEntry:
    """One item of a feed, as its outlet wrote it; nothing in it is checked."""

    guid: str = ""
    link: str = ""
    """Absolute where the feed gave a base for it."""
    title: str = ""
    """Plain text or HTML."""
    title_is_html: bool = False
    content: str = ""
    """The fullest text that the feed gives, plain or HTML."""
    content_is_html: bool = True
    published: datetime | None = None
    """Aware, UTC: when published, else when updated."""
    language: str = ""


@dataclass(frozen=True)
class RawFeed:
    """A parsed feed."""

    title: str = ""
    site: str = ""
    """The address of the outlet's page."""
    entries: tuple[RawEntry, ...] = ()
    left_out: int = 0
    """Items beyond the bound, which were not looked at."""
    broken_off: bool = False
    """The document has no end; the item that it breaks off in is not among the entries."""
    hints: Hints = NO_HINTS
    leads: tuple[str, ...] = ()
    """Addresses of feeds that are to be read in its place: it is a list of them."""
