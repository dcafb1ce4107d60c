"""Keeps a poller's feeds up to date while it runs: the list changed, or another poller came, died or left.

Knows the list and the fleet; knows nothing of polling.
"""

import asyncio
import logging
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Protocol

from feeds.address import FeedAddress
from feeds.lists.opml import OpmlError, read_opml
from feeds.polling.fleet import Fleet
from storywatch.archive import ArchiveUnavailableError, LeasePolicy

log = logging.getLogger("storywatch.feeds")

BEAT_SECONDS = LeasePolicy().beat.total_seconds()
"""Between two beats, and between two looks at the list: a change is noticed well within a minute."""

RETRY_SECONDS = 2.0
"""After a beat that the archive did not take, and after feeds whose states it did not give."""


class Assigned(Protocol):
    """What is kept up to date: a poller."""

    def assign(self, feeds: Sequence[FeedAddress], anew: Collection[str]) -> None:
        """Poll these from now on, and no others; read the states of those at `anew` again.

        Raises ArchiveError, with nothing changed.
        """

    def busy(self) -> Collection[str]:
        """Name the shares that it works on at this moment."""


class FeedList:
    """The feeds of a list file, as of its last readable form."""

    def __init__(self, *paths: Path) -> None:
        """The first of `paths` that exists is the list. Raises OpmlError where it cannot be read now."""
        self._paths = paths
        self._stamp = self._seen = _stamp(self.path)
        self._source = self.path
        self.feeds = read_opml(self._source)

    @property
    def path(self) -> Path:
        """The file at this moment."""
        return next((path for path in self._paths if path.exists()), self._paths[0])

    def refresh(self) -> bool:
        """Read it again where it has changed; True where its feeds are others now. A broken list changes nothing,
        and one that is ill-formed takes no feed away: it may be cut off, and stay so.

        One that was still being written at the last look is left to the next: half a list would be taken for a list.
        """
        seen, self._seen = self._seen, _stamp(self.path)
        if self._seen == self._stamp or self._seen != seen:
            return False
        self._stamp = self._seen
        try:
            path = self.path
            feeds = read_opml(path, self.feeds if path == self._source else ())
        except OpmlError as error:
            log.warning("%s; until then the feeds stay as they were", error)
            return False
        self._source = path
        changed = feeds != self.feeds
        added, removed = (len({one.url for one in a} - {one.url for one in b}) for a, b in (
            (feeds, self.feeds), (self.feeds, feeds),
        ))  # fmt: skip
        self.feeds = feeds
        if changed:
            log.info("the feed list has changed: %d added, %d removed, %d in all", added, removed, len(feeds))
        return changed


class Roster:
    """Looks every few seconds."""

    def __init__(self, feeds: FeedList, fleet: Fleet) -> None:
        self._feeds = feeds
        self._fleet = fleet

    async def run(self, poller: Assigned, *, beat_seconds: float = BEAT_SECONDS) -> None:
        """Beat and look until cancelled. Raises ArchiveError for an archive that is damaged."""
        pause = 0.0  # what was held since the start may have run out while a broker was waited for
        stale = told = False
        while True:
            await asyncio.sleep(pause)
            pause = beat_seconds
            stale = await asyncio.to_thread(self._feeds.refresh) or stale
            members = self._fleet.members
            try:
                stale = await asyncio.to_thread(self._fleet.beat, poller.busy()) or stale
            except ArchiveUnavailableError:
                pause = RETRY_SECONDS  # the poller says so; what is held runs out by itself
            if self._fleet.members != members:
                log.info("%d poller(s) share the feeds of this archive", self._fleet.members)
            if stale:
                try:
                    self._assign(poller)
                    stale = told = False
                except ArchiveUnavailableError as error:
                    pause = RETRY_SECONDS
                    if not told:
                        log.warning("%s; until then the feeds stay as they were", error)
                    told = True

    def _assign(self, poller: Assigned) -> None:
        feeds = self._feeds.feeds
        ours = self._fleet.ours(feeds)
        poller.assign(ours, {feed.url for feed in self._fleet.regained(feeds)})
        self._fleet.choose(feeds)  # from here on polls begin
        if self._fleet.members > 1:
            log.info("%d of the %d feeds are polled here", len(ours), len(feeds))


def _stamp(path: Path) -> tuple[int, int, int]:
    try:
        status = path.stat()
    except OSError:
        return (0, 0, 0)
    return status.st_mtime_ns, status.st_size, status.st_ino
