"""Under which lease each feed in hand was begun, and so whether what came of it may still be stored.

Knows leases and addresses; knows nothing of polls, of tasks or of when anything is stored. Without a fleet all is ours.
"""

import logging
from collections.abc import Mapping

from feeds.address import FeedAddress
from feeds.polling.fleet import Begun, Fleet

log = logging.getLogger("storywatch.feeds")


class Tenure:
    """The leases of what is under way or arrived."""

    def __init__(self, fleet: Fleet | None) -> None:
        self._fleet = fleet
        self._begun: dict[str, Begun] = {}

    def take(self, feed: FeedAddress) -> bool:
        """Note the lease to poll a feed under; False where we have none, or what is in hand was begun under another."""
        if self._fleet is None:
            return True
        begun = self._fleet.begin(feed)
        return begun is not None and self._begun.setdefault(feed.url, begun) == begun

    def drop(self, url: str) -> None:
        """This feed is no longer in hand."""
        self._begun.pop(url, None)

    def has(self, job: str) -> bool:
        """Is this job ours at this moment?"""
        return self._fleet is None or self._fleet.has(job)

    def busy(self) -> frozenset[str]:
        """Name the shares of the feeds in hand."""
        return frozenset(begun.name for begun in self._begun.values())

    def held(self) -> dict[str, int]:
        """Name the leases of what is in hand; of two tokens of one share the lesser was lost meanwhile."""
        held: dict[str, int] = {}
        for begun in self._begun.values():
            held[begun.name] = max(begun.token, held.get(begun.name, 0))
        return held

    def is_under(self, url: str, held: Mapping[str, int]) -> bool:
        """Was a feed begun under one of these leases?"""
        begun = self._begun.get(url)
        return begun is None or held.get(begun.name) == begun.token

    def without(self, held: Mapping[str, int], names: frozenset[str]) -> dict[str, int]:
        """Leave out what another poller has taken over meanwhile: it polls these feeds now."""
        log.info(
            "another poller has taken over %d share(s) of the feeds; what came of them here is dropped", len(names)
        )
        if self._fleet is not None:
            self._fleet.forget(names)
        return {name: token for name, token in held.items() if name not in names}
