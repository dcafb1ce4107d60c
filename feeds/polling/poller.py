"""The loop: poll what is due, run errands, accept into the journal. Knows nothing of Kafka, of HTTP or of formats.

What one poll does is round.py's, which feeds are next is agenda.py's, when a feed comes due again is schedule.py's, and
under which lease what came of it is stored is tenure.py's.
What has arrived is accepted together, in the order of its times across feeds, so that a first poll tells a story in
order; at the latest FLUSH_SECONDS after the first arrival, so that a slow or unreachable feed holds up no other.
"""

import asyncio
import contextlib
import logging
import random
from collections.abc import Callable, Collection, Coroutine, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from feeds.address import FeedAddress
from feeds.http.place import PlaceError, locate
from feeds.polling.agenda import Agenda
from feeds.polling.errand import Errands
from feeds.polling.errand_desk import Done, ErrandDesk
from feeds.polling.fleet import ERRANDS, Fleet
from feeds.polling.intake import Intake
from feeds.polling.outcome import Fetched
from feeds.polling.reading import Polled
from feeds.polling.round import Round
from feeds.polling.schedule import SchedulePolicy
from feeds.polling.tenure import Tenure
from storywatch.archive import ArchiveUnavailableError, Journal, LeaseLostError

log = logging.getLogger("storywatch.feeds")

UNDER_WAY = 128
"""Polls under way at once: enough that a tenth of five thousand feeds may hang for their whole deadline."""

UNDER_WAY_PER_HOST = 8
"""Of these, of one host: as many as `host_requests` may say; the gate lets through as many as it says."""

FLUSH_SECONDS = 1.0
"""How long what has arrived waits for more."""

ARRIVED = 1_000
"""Polls that may wait to be stored; with more, nothing new begins. The archive takes as many in a moment."""

CLOCK_GRAIN = 0.001
"""Seconds by which a timer may fire early: a loop rounds."""

LOOK_SECONDS = 1.0
"""Between two looks at which feeds are due."""

RETRY_SECONDS = 5.0
"""Between two attempts while the archive cannot be used; what has arrived is kept, and its feeds are not polled."""

TELL_SECONDS = 60.0
"""The log sums up at the latest after so long."""

T = TypeVar("T")


class Poller:
    """Polls feeds into a journal."""

    def __init__(
        self,
        feeds: Iterable[FeedAddress],
        journal: Journal,
        round_: Round,
        policy: SchedulePolicy,
        *,
        clock: Callable[[], datetime],
        accepted: Callable[[], None] = lambda: None,
        errands: Sequence[Errands] = (),
        fleet: Fleet | None = None,
        slow_down: Callable[[str], timedelta | None] = lambda _: None,
        jitter: Callable[[], float] = random.random,
        allows: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """`accepted` is called whenever the journal has something new. Without a `fleet` all feeds are ours.

        `slow_down` says how rarely at least a feed is polled because something better than polling brings it, `allows`
        whether a network address may be asked now that was refused before.
        """
        self._intake = Intake(journal, policy, clock, slow_down, jitter, allows)
        self._round = round_
        self._clock = clock
        self._accepted = accepted
        self._errands = ErrandDesk(errands, clock)
        self._tenure = Tenure(fleet)
        self._feeds: dict[str, FeedAddress] = {}
        self._agenda = Agenda(UNDER_WAY_PER_HOST)
        self._under_way: dict[asyncio.Task[Any], str] = {}
        self._in_hand: set[str] = set()
        """Feeds under way or arrived."""
        self._arrived: list[Polled] = []
        self._brought: list[Done] = []
        self._since = 0.0
        self._told = 0.0
        self._looked = clock()
        self._awake = asyncio.Event()
        self.assign(feeds)

    def assign(self, feeds: Iterable[FeedAddress], anew: Collection[str] = ()) -> None:
        """Poll these from now on, and no others; what is under way ends, and keeps no state if it is not among them.

        `anew` are addresses that another may have polled meanwhile. Raises ArchiveError, with nothing changed.
        """
        wanted = {feed.url: feed for feed in feeds}
        new = [feed for url, feed in wanted.items() if url not in self._feeds or url in anew]
        self._intake.add(new)
        for url in self._feeds.keys() - wanted.keys():
            self._agenda.drop(url)
            self._intake.drop(url)
        self._feeds = wanted
        for feed in new:
            if feed.url not in self._in_hand:
                self._agenda.put(feed.url, _host(feed), self._intake.states[feed.url].due)
        self._awake.set()

    def push(self, url: str, fetched: Fetched) -> asyncio.Task[Polled] | None:
        """Take a body that a hub has delivered for a feed, as if it had been fetched; None where it is not ours.

        The task ends when the body has been read; storing follows at once.
        """
        feed = self._feeds.get(url)
        if feed is None or not self._tenure.take(feed):
            return None
        state = self._intake.states[url]  # the validators stay those of the last poll
        pushed = replace(fetched, etag=state.etag, last_modified=state.last_modified, pushed=True)
        return self._begin(self._round.take(feed, state, pushed), url, self._arrive_at_once)

    def busy(self) -> frozenset[str]:
        """Name the shares of the feeds that are under way or arrived."""
        return self._tenure.busy()

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until `stop` is set; then store what has arrived and drop what is under way.

        An archive that is unavailable for a while is waited for. Raises ArchiveError for one that is damaged.
        """
        stopping = asyncio.create_task(self._wake_at(stop))
        cut_off = False
        try:
            while not stop.is_set():
                try:
                    await self._look()
                    cut_off = cut_off and bool(self._arrived)
                except ArchiveUnavailableError as error:
                    if not cut_off:
                        log.warning("%s; what has arrived is kept, and storing it is tried again until then", error)
                    cut_off = True
                    await asyncio.wait({stopping}, timeout=RETRY_SECONDS)
        finally:
            stopping.cancel()
            for task in self._under_way:
                task.cancel()
            try:
                await self._flush()
            except ArchiveUnavailableError as error:
                log.warning("%s; what arrived last is fetched again at the next start", error)

    async def _wake_at(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._awake.set()

    async def _look(self) -> None:
        """Begin what is due, wait for something to happen, and store what has arrived."""
        loop = asyncio.get_running_loop()
        self._mend_times()
        self._launch()
        await self._launch_errands()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._pause(loop.time())):
                await self._awake.wait()
        self._awake.clear()
        waiting = self._arrived or self._brought
        if waiting and (not self._under_way or loop.time() - self._since >= FLUSH_SECONDS - CLOCK_GRAIN):
            await self._flush()
        idle = not self._under_way and not self._arrived
        if idle or loop.time() - self._told >= TELL_SECONDS:
            self._told = loop.time()
            self._intake.sum_up()
            await self._intake.prune()

    def _mend_times(self) -> None:
        """A clock that was set back would put off what was polled before until it has come as far again."""
        looked, self._looked = self._looked, self._clock()
        for url in self._intake.mend() if self._looked < looked else ():
            if url not in self._in_hand:
                self._agenda.put(url, _host(self._feeds[url]), self._intake.states[url].due)

    def _pause(self, now: float) -> float:
        if self._arrived or self._brought:
            return max(0.0, self._since + FLUSH_SECONDS - now)
        due = self._agenda.next_due()
        until = (due - self._clock()).total_seconds() if due is not None else LOOK_SECONDS
        return min(max(until, 0.0), LOOK_SECONDS)

    def _launch(self) -> None:
        room = min(UNDER_WAY - len(self._under_way), ARRIVED - len(self._arrived))
        for url in self._agenda.take(self._clock(), max(0, room)):
            feed = self._feeds[url]
            if not self._tenure.take(feed):  # until the next beat says whose it is
                self._agenda.leave(_host(feed))
                self._agenda.put(url, _host(feed), self._clock() + timedelta(seconds=LOOK_SECONDS))
                continue
            task = self._begin(
                self._round.poll(feed, self._intake.states[url], self._intake.known(url)), url, self._arrive
            )
            task.add_done_callback(partial(self._leave, _host(feed)))

    def _leave(self, host: str, _: asyncio.Task[Polled]) -> None:
        self._agenda.leave(host)

    async def _launch_errands(self) -> None:
        if len(self._arrived) >= ARRIVED or not self._tenure.has(ERRANDS):
            return
        for errand in await self._errands.take():
            self._begin(errand, "", self._brought.append)

    def _begin(self, work: Coroutine[Any, Any, T], url: str, arrive: Callable[[T], None]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._under_way[task] = url
        if url:
            self._in_hand.add(url)
        task.add_done_callback(lambda done: self._end(done, arrive))
        return task

    def _end(self, task: asyncio.Task[Any], arrive: Callable[[Any], None]) -> None:
        url = self._under_way.pop(task)
        if task.cancelled():
            self._put_down(url)
            return
        if not self._arrived and not self._brought:
            self._since = task.get_loop().time()
        arrive(task.result())
        self._awake.set()

    def _arrive(self, polled: Polled) -> None:
        self._arrived.append(polled)

    def _arrive_at_once(self, polled: Polled) -> None:
        """What is pushed is not kept waiting for what is polled."""
        self._arrived.append(polled)
        self._since = float("-inf")

    async def _flush(self) -> None:
        """Store what has arrived in one transaction, under the leases that it was begun under."""
        came, brought = list(self._arrived), list(self._brought)
        if not came and not brought:
            return
        arrived, held = came, self._tenure.held()
        while True:
            arrived = [one for one in arrived if self._tenure.is_under(one.feed.url, held)]
            try:
                stored = await self._intake.store(arrived, [done.brought for done in brought], held)
            except LeaseLostError as error:
                held = self._tenure.without(held, error.names)
            else:
                break
        del self._arrived[: len(came)], self._brought[: len(brought)]
        self._since = asyncio.get_running_loop().time()
        self._put_back(came)
        if stored:
            self._accepted()
        await self._errands.stored(brought)

    def _put_down(self, url: str) -> None:
        self._in_hand.discard(url)
        self._tenure.drop(url)

    def _put_back(self, came: Sequence[Polled]) -> None:
        under_way = set(self._under_way.values()) | {polled.feed.url for polled in self._arrived}
        for url in {polled.feed.url for polled in came} - under_way:
            self._put_down(url)
            feed = self._feeds.get(url)
            if feed is not None:
                self._agenda.put(url, _host(feed), self._intake.states[url].due)


def _host(feed: FeedAddress) -> str:
    if feed.path is not None:
        return ""
    try:
        return locate(feed.url).host
    except PlaceError:
        return "?"
