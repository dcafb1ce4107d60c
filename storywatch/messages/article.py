"""One page of one outlet, as the feeds step hands it on. Knows nothing of how it was fetched."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

Instant = Annotated[datetime, Meta(tz=True)]
"""A moment with a zone; everything that we make ourselves is UTC."""

Name = Annotated[str, Meta(min_length=1, max_length=2_048)]
"""An id, a URL or a name: never empty, and bounded so that a hostile feed cannot fill a key."""


class Header(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What later steps need to know of an article without its text."""

    id: Name
    url: str
    outlet: Name
    """Who publishes: a registrable domain (`example.com`), or the name that a file of articles gives."""
    title: str
    published: Instant
    """The outlet's own time, or `fetched` where it gave none or one that cannot be; the clock of every decision."""
    fetched: Instant
    language: str = "en"
    """ISO 639-1."""
    revision: int = 1
    """Counts the texts that this URL has shown, from 1."""


class Article(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="message", tag="article.2"):
    """One page of one outlet: header, text, and the feed that it came from."""

    header: Header
    text: Annotated[str, Meta(max_length=2_000_000)]
    """Plain text. All offsets in an Analysis count characters of it."""
    feed: str = ""
    """The address of the feed; empty for an article from a file."""
    gone: bool = False
    """The outlet has taken the page down. The text is empty, and the revision one of its own, the last."""


class Article1(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="message", tag="article.1"):
    """The first version, before deletions were told."""

    header: Header
    text: Annotated[str, Meta(max_length=2_000_000)]
    feed: str = ""

    def lift(self) -> Article:
        """Say the same in the present version."""
        return Article(header=self.header, text=self.text, feed=self.feed)
