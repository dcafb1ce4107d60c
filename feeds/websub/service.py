"""WebSub in a poller's process: the listener while the job is ours, and deliveries into the journal.

Knows the poller only as what takes bodies. A feed that another poller on the archive polls is delivered all the same:
its articles are accepted, and its state is left to the one that polls it.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from feeds.address import FeedAddress
from feeds.polling.fleet import ERRANDS, Fleet
from feeds.polling.outcome import Fetched
from feeds.polling.reading import Polled
from feeds.polling.round import Round
from feeds.websub.subscriber import Subscriber
from storywatch.archive import ArchiveUnavailableError, FeedState, Journal

if TYPE_CHECKING:
    from feeds.websub.listener import Listener

log = logging.getLogger("storywatch.feeds")

LOOK_SECONDS = 1.0
"""Between two looks at whether the job is ours."""

REFRESH_LOOKS = 10
"""Looks between two refreshes of what other processes have changed."""


class Takes(Protocol):
    """A poller."""

    def push(self, url: str, fetched: Fetched) -> asyncio.Task[Polled] | None:
        """Begin to read a body for a feed; None where the feed is not ours."""


class WebSub:
    """Runs beside a poller."""

    def __init__(
        self,
        subscriber: Subscriber,
        poller: Takes,
        round_: Round,
        journal: Journal,
        fleet: Fleet,
        listed: Callable[[], Iterable[FeedAddress]],
        accepted: Callable[[], None],
    ) -> None:
        """`listed`: the feeds of the list; `accepted` is called when the journal has something new."""
        self._subscriber = subscriber
        self._poller = poller
        self._round = round_
        self._journal = journal
        self._fleet = fleet
        self._listed = listed
        self._accepted = accepted
        # Imported here: without WebSub no poller needs aiohttp, its 8 MB and its quarter of a second.
        make = import_module("feeds.websub.listener").Listener
        self.listener: Listener = make(subscriber, self.deliver)

    async def run(self, host: str, port: int) -> None:
        """Listen while the job is ours, until cancelled."""
        looks, complained = 0, False
        try:
            while True:
                ours = self._fleet.has(ERRANDS)
                if ours and not self.listener.running:
                    try:
                        await self.listener.start(host, port)
                    except OSError as error:
                        if not complained:
                            log.warning(
                                "hubs cannot deliver: port %d on %s cannot be used (%s); choose another "
                                "(feeds.websub_port). It is tried again, and polled meanwhile",
                                port, host, error.strerror or error,
                            )  # fmt: skip
                        complained = True
                elif not ours and self.listener.running:
                    await self.listener.stop()
                if looks % REFRESH_LOOKS == 0:
                    await self._refresh(leave=ours)
                looks += 1
                await asyncio.sleep(LOOK_SECONDS)
        finally:
            await self.listener.stop()

    async def deliver(self, url: str, fetched: Fetched) -> None:
        """Take a body that a hub has delivered, and return once it has been read: a hub is not to run ahead of us.

        Raises ArchiveError where it cannot be kept.
        """
        reading = self._poller.push(url, fetched)
        if reading is not None:
            await asyncio.wait({reading})
            return
        feed = next((feed for feed in self._listed() if feed.url == url), None)
        if feed is None:
            return  # it has just left the list
        polled = await self._round.take(feed, FeedState(url=url), fetched)
        await asyncio.to_thread(
            self._journal.take_in, polled.articles, (), polled.refused, None, waiting=polled.waiting
        )
        self._accepted()

    async def _refresh(self, *, leave: bool) -> None:
        try:
            await asyncio.to_thread(self._subscriber.refresh)
            if leave:
                await asyncio.to_thread(self._subscriber.keep_only, {feed.url for feed in self._listed()})
        except ArchiveUnavailableError:
            return  # the poller says so; the next look is soon
