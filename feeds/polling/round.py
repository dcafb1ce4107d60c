"""What one poll of one feed does: fetch, read, follow up. Knows nothing of when, of the journal or of other feeds.

A follow-up takes what was read and returns it with more in it (full texts, say); it may fetch, within the same
politeness. Nothing of a poll is stored before its last follow-up is done, so that a kill loses nothing.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from feeds.address import FeedAddress
from feeds.polling.outcome import Failed, Fetched, Outcome
from feeds.polling.reading import Polled, Read, read_here
from feeds.reading.canonical import without_credentials
from storywatch.archive import FeedState

log = logging.getLogger("storywatch.feeds")


class Fetch(Protocol):
    """What a round needs of a fetcher."""

    async def fetch(self, feed: FeedAddress, state: FeedState, now: datetime) -> Outcome:
        """Fetch a feed once. Never raises for what a server or a file does."""


class FollowUp(Protocol):
    """Something more to do with what was read, in a chain; what it cannot do it leaves as it was."""

    async def __call__(self, polled: Polled, state: FeedState, /) -> Polled:
        """Return `polled` with more in it; `state` is the feed's before this poll."""


class Round:
    """Polls one feed once."""

    def __init__(
        self,
        fetcher: Fetch,
        follow_ups: Sequence[FollowUp],
        clock: Callable[[], datetime],
        read: Read = read_here,
    ) -> None:
        self._fetcher = fetcher
        self._read = read
        self._follow_ups = tuple(follow_ups)
        self._clock = clock

    async def poll(self, feed: FeedAddress, state: FeedState, known: bytes = b"") -> Polled:
        """Fetch, and read what is not in the record `known`. Raises only what is cancelled."""
        try:
            outcome = await self._fetcher.fetch(feed, state, self._clock())
        except Exception as error:  # a mistake of ours must cost one poll: a feed whose poll raises never comes back
            log.exception("%s cannot be polled", without_credentials(feed.url))
            return self._give_up(feed, error)
        if isinstance(outcome, Fetched):
            return await self.take(feed, state, outcome, known)
        return Polled(feed, outcome, self._clock())

    async def take(self, feed: FeedAddress, state: FeedState, fetched: Fetched, known: bytes = b"") -> Polled:
        """Read a body that has come, by polling or by push."""
        try:
            polled = await self._read(feed, fetched, self._clock(), known)
            for follow_up in self._follow_ups:
                polled = await follow_up(polled, state)
        except Exception as error:  # a mistake of ours must cost one feed, not all
            log.exception("a body of %s cannot be handled", without_credentials(feed.url))
            return self._give_up(feed, error)
        return polled

    def _give_up(self, feed: FeedAddress, error: Exception) -> Polled:
        words = f"cannot be handled ({type(error).__name__}); the log has more"
        return Polled(feed, Failed("unreadable", words), self._clock())
