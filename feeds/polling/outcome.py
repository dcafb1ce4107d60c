"""How a fetch ended. Values only: fetch.py makes them, the round and the schedule read them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

MAX_ERROR = 500
"""Characters of why a fetch failed."""

Problem = Literal["unreachable", "refused", "throttled", "gone", "unreadable", "forbidden"]
"""unreachable: no answer at all. refused: an answer other than a feed. throttled: asked to come later. gone: for good.
unreadable: an answer that is not taken, or no feed. forbidden: not asked, by the guard or by the site's robots.txt."""


@dataclass(frozen=True)
class Fetched:
    """A new body."""

    body: bytes
    content_type: str
    url: str
    """Where it came from in the end."""
    digest: str
    etag: str | None = None
    last_modified: str | None = None
    fresh_for: timedelta | None = None
    """For how long its server says that asking again brings nothing new (Cache-Control, Expires)."""
    moved: str | None = None
    """Where every redirect on the way said that it is for good."""
    links: tuple[str, ...] = ()
    """Its `Link` headers, as they came, bounded in number and length: a hub may be named there."""
    broken_off: bool = False
    """The body has no end. It comes without validators, so that the next poll asks for all of it."""
    pushed: bool = False
    """A hub delivered it: it may name some of the feed's items only, and says nothing of its headers."""


@dataclass(frozen=True)
class Unchanged:
    """The same as last time, by validator or by hash; validators as of now."""

    etag: str | None = None
    last_modified: str | None = None
    fresh_for: timedelta | None = None
    moved: str | None = None


@dataclass(frozen=True)
class Held:
    """Not asked: its host has asked for patience before."""

    wait: timedelta


@dataclass(frozen=True)
class Failed:
    """No body."""

    problem: Problem
    error: str
    """In words, for the feed's health."""
    retry_after: timedelta | None = None
    status: int | None = None
    """HTTP's, where the server answered."""
    address: str | None = None
    """The network address that was not asked because it is not allowed."""

    def __post_init__(self) -> None:
        """Leave out what would steer a terminal: some of the words are the server's."""
        object.__setattr__(self, "error", "".join(filter(str.isprintable, self.error[:MAX_ERROR])))


Outcome = Fetched | Unchanged | Held | Failed
