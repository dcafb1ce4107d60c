"""What a poller remembers of a feed between two polls. Knows nothing of how it is stored or fetched."""

from datetime import datetime

from msgspec import Struct

from storywatch.messages.article import Instant


class FeedHints(Struct, frozen=True, kw_only=True):
    """Wishes of the feed itself; the outlet's words, unchecked."""

    ttl: float | None = None
    """Seconds."""
    update_every: float | None = None
    """Seconds."""
    skip_hours: tuple[int, ...] = ()
    """UTC, 0 to 23."""
    skip_days: tuple[int, ...] = ()
    """UTC, Monday is 0."""


class FeedState(Struct, frozen=True, kw_only=True, tag_field="state", tag="feed.1"):
    """One feed: validators, schedule, health. A field that a later version adds is given a default."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    """As the server sent it; for a file, its modification time and size."""
    digest: str | None = None
    """Hash of the last body, for servers that give no validators or change them for nothing."""
    broken_off: bool = False
    """The last body had no end: what it broke off in waits for the next."""
    polled: Instant | None = None
    succeeded: Instant | None = None
    due: Instant | None = None
    """Not to be polled before; None: at once."""
    failures: int = 0
    """In a row."""
    error: str | None = None
    """Why the last poll failed, in words; None after a success."""
    reached: bool = True
    """The last poll had an answer, if only a refusal."""
    forbidden: str | None = None
    """The network address that the last poll did not ask because it is not allowed."""
    gone: bool = False
    """The server said that the feed is gone for good (410); it is asked again, but rarely."""
    address: str | None = None
    """Where it has moved for good; None: where it is listed."""
    moving: str | None = None
    """Where it says that it has moved for good, until it has said so often enough."""
    moves: int = 0
    """How many polls in a row said so."""
    rhythm: tuple[float, ...] = ()
    """New items by hour of the day (UTC), the older the less; empty until the first poll."""
    observed: float = 0.0
    """Days that they were counted over, the older the less."""
    recent: float = 0.0
    """New items of the last hours, fading by the hour."""
    fresh_for: float | None = None
    """Seconds for which its last answer was declared fresh."""
    hints: FeedHints = FeedHints()
    """What its last body asked for."""


def is_due(state: FeedState, now: datetime) -> bool:
    """May this feed be polled now?"""
    return state.due is None or state.due <= now
