"""The product's own poller for the feeds bench, put together as `python -m feeds` does, with a sink for a topic."""

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

from feeds.address import FeedAddress
from feeds.outbox import Outbox, OutboxPolicy
from feeds.polling.fetch import open_fetcher
from feeds.polling.poller import Poller
from feeds.polling.reading import read_confined
from feeds.polling.round import Round
from feeds.polling.schedule import SchedulePolicy
from feeds.publish import Receipt, fingerprint
from feeds.reading.confined import Confinement
from storywatch.archive import FILE, Journal
from storywatch.config import Feeds
from storywatch.messages import Article, Quarantined, encode

SETTINGS = Feeds(allow_networks=("127.0.0.0/8",))
"""The defaults, but that loopback may be asked."""


class Sink:
    """A publisher that has every message ready to send and acknowledges at once."""

    sent = 0

    def try_publish(self, articles: list[Article]) -> Receipt:
        messages = [(fingerprint(article.text), encode(article)) for article in articles]
        self.sent += len(messages)
        return Receipt(tuple(range(len(messages))))

    def quarantine(self, messages: list[Quarantined]) -> Receipt:
        return Receipt(tuple(range(len(messages))))

    def close(self, seconds: float = 0.0) -> None:
        pass


class Ours:
    """A poller that polls everything when it is told to."""

    def __init__(self, folder: Path, urls: list[str]) -> None:
        self._feeds = [FeedAddress(url) for url in urls]
        self._ahead = timedelta(0)
        self._journal = Journal(folder / FILE)
        self._stack = contextlib.AsyncExitStack()
        self.sink = Sink()

    async def start(self) -> None:
        fetcher = await self._stack.enter_async_context(open_fetcher(SETTINGS))
        confinement = await self._stack.enter_async_context(Confinement())
        outbox = Outbox(self._journal, lambda: self.sink, OutboxPolicy(embedded=False), clock=self._now)
        outbox.start(self.sink)
        self._stack.callback(outbox.stop, 5.0)
        self.poller = Poller(
            (),
            self._journal,
            Round(fetcher, (), self._now, read_confined(confinement)),
            SchedulePolicy(),
            clock=self._now,
            accepted=outbox.wake,
        )
        self._stop = asyncio.Event()
        self._running = asyncio.create_task(self.poller.run(self._stop))

    async def poll_all(self, leap: timedelta) -> None:
        """Let every feed be due, and wait until all have been polled, stored and published."""
        self._ahead += leap
        mark = self._now()
        self.poller.assign(self._feeds)
        while not self._done(mark):
            await asyncio.sleep(0.005)
            if self._running.done():
                self._running.result()

    async def stop(self) -> None:
        self._stop.set()
        await self._running
        await self._stack.aclose()
        self._journal.close()

    def _done(self, mark: datetime) -> bool:
        polled = (state.polled for state in self.poller._intake.states.values())
        return all(moment is not None and moment >= mark for moment in polled) and not self._journal.waiting()

    def _now(self) -> datetime:
        return datetime.now(UTC) + self._ahead
