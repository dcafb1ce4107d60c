"""What a poller remembers of a feed between two polls. Knows nothing of how it is stored or fetched."""

from datetime import datetime

from msgspec import Struct

from storywatch.messages.article import Instant


class FeedState(Struct, frozen=True, kw_only=True, tag_field="state", tag="feed.1"):
    """One feed: validators, schedule, health. A field that a later version adds is given a default."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    """As the server sent it; for a file, its modification time and size."""
    digest: str | None = None
    """Hash of the last body, for servers that give no validators or change them for nothing."""
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
    gone: bool = False
    """The server said that the feed is gone for good (410); it is asked again, but rarely."""


def is_due(state: FeedState, now: datetime) -> bool:
    """May this feed be polled now?"""
    return state.due is None or state.due <= now
