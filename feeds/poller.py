"""The loop: fetch what is due, parse, accept into the journal. Knows nothing of Kafka: the outbox empties the journal.

All due feeds are fetched at once (fetch.py bounds how many). What has arrived is accepted together, in the order of
its times across feeds, so that a first poll tells a story in order; at the latest FLUSH_SECONDS after the first
arrival, so that a slow or unreachable feed holds up no other.
"""

import asyncio
import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import msgspec

from feeds import metrics
from feeds.article import Source, make_article, refuse
from feeds.canonical import without_credentials
from feeds.fetch import Failed, Fetched, Fetcher, Outcome, Unchanged
from feeds.opml import FeedAddress
from feeds.parse import FeedError, parse
from feeds.schedule import SchedulePolicy, settle
from storywatch.archive import ArchiveUnavailableError, FeedState, Journal
from storywatch.archive.feed_state import is_due
from storywatch.messages import Article, Quarantined

log = logging.getLogger("storywatch.feeds")

FLUSH_SECONDS = 1.0
"""How long what has arrived waits for more."""

LOOK_SECONDS = 1.0
"""Between two looks at which feeds are due."""

RETRY_SECONDS = 5.0
"""Between two attempts while the archive cannot be used; what has arrived is kept, and its feeds are not polled."""

NAMED = 3
"""Failed feeds that one line names; the state of each has its own reason."""

PRUNE_INTERVAL = timedelta(hours=1)


@dataclass(frozen=True)
class Polled:
    """One feed's poll, not yet stored."""

    feed: FeedAddress
    outcome: Outcome
    at: datetime
    articles: tuple[Article, ...] = ()
    refused: tuple[Quarantined, ...] = ()


@dataclass(frozen=True)
class Failure:
    """A failed poll, as it is told."""

    url: str
    problem: str
    error: str
    due: datetime | None
    """None: the error says when."""


@dataclass
class _Wave:
    """Polls since everything was last idle, to be summed up in one line."""

    polled: int = 0
    failed: list[Failure] = field(default_factory=list)
    articles: int = 0


class Poller:
    """Polls a list of feeds into a journal."""

    def __init__(
        self,
        feeds: Sequence[FeedAddress],
        journal: Journal,
        fetcher: Fetcher,
        policy: SchedulePolicy,
        *,
        clock: Callable[[], datetime],
        accepted: Callable[[], None] = lambda: None,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        """`accepted` is called whenever the journal has something new."""
        self._feeds = tuple(feeds)
        self._journal = journal
        self._fetcher = fetcher
        self._policy = policy
        self._clock = clock
        self._accepted = accepted
        self._jitter = jitter
        stored = journal.feed_states()
        self._states = {feed.url: _at_start(stored.get(feed.url), feed) for feed in self._feeds}
        self._under_way: dict[asyncio.Task[Polled], FeedAddress] = {}
        self._arrived: list[Polled] = []
        self._since = 0.0
        self._wave = _Wave()
        self._pruned: datetime | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until `stop` is set; then store what has arrived and drop what is under way.

        An archive that is unavailable for a while is waited for. Raises ArchiveError for one that is damaged.
        """
        stopping = asyncio.create_task(stop.wait())
        cut_off = False
        try:
            while not stop.is_set():
                try:
                    await self._look(stopping)
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
            self._collect()
            try:
                await self._flush()
            except ArchiveUnavailableError as error:
                log.warning("%s; what arrived last is fetched again at the next start", error)

    async def _look(self, stopping: asyncio.Task[bool]) -> None:
        """Begin what is due, wait for something to happen, and store what has arrived."""
        loop = asyncio.get_running_loop()
        self._launch()
        waits = {*self._under_way, stopping}
        done, _ = await asyncio.wait(waits, timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        if done - {stopping} and not self._arrived:
            self._since = loop.time()
        self._collect()
        if self._arrived and (not self._under_way or loop.time() - self._since >= FLUSH_SECONDS):
            await self._flush()
        if not self._under_way and not self._arrived:
            self._sum_up()
            await self._prune()

    def _launch(self) -> None:
        now = self._clock()
        busy = {feed.url for feed in self._under_way.values()} | {polled.feed.url for polled in self._arrived}
        for feed in self._feeds:
            if feed.url not in busy and is_due(self._states[feed.url], now):
                self._under_way[asyncio.create_task(self._poll(feed, self._states[feed.url]))] = feed

    async def _poll(self, feed: FeedAddress, state: FeedState) -> Polled:
        outcome = await self._fetcher.fetch(feed, state, self._clock())
        if isinstance(outcome, Fetched):
            try:
                return await asyncio.to_thread(read, feed, outcome, self._clock())
            except Exception as error:  # a mistake of ours must cost one feed, not all
                log.exception("a body of %s cannot be handled", without_credentials(feed.url))
                outcome = Failed("unreadable", f"cannot be handled ({type(error).__name__}); the log has more")
        return Polled(feed, outcome, self._clock())

    def _collect(self) -> None:
        for task in [task for task in self._under_way if task.done()]:
            del self._under_way[task]
            if not task.cancelled():
                self._arrived.append(task.result())

    async def _flush(self) -> None:
        """Store articles, refusals and the feeds' states in one transaction."""
        arrived = self._arrived
        if not arrived:
            return
        states = {
            polled.feed.url: settle(
                self._states[polled.feed.url], polled.outcome, polled.at, self._policy, self._jitter()
            )
            for polled in arrived
        }
        articles = sorted(
            (article for polled in arrived for article in polled.articles), key=lambda article: article.header.published
        )
        refused = [message for polled in arrived for message in polled.refused]
        new = await asyncio.to_thread(self._journal.accept, articles, list(states.values()), refused)
        self._arrived = []
        self._states |= states
        self._count(arrived, states, len(new))
        if new or refused:
            self._accepted()
        unchanged = [
            without_credentials(polled.feed.url) for polled in arrived if isinstance(polled.outcome, Unchanged)
        ]
        if unchanged:
            await asyncio.to_thread(self._journal.still_listed, unchanged, self._clock())

    def _count(self, arrived: list[Polled], states: dict[str, FeedState], new: int) -> None:
        for polled in arrived:
            outcome, state = polled.outcome, states[polled.feed.url]
            kind = outcome.problem if isinstance(outcome, Failed) else type(outcome).__name__.lower()
            metrics.POLLED.labels(kind).inc()
            metrics.QUARANTINED.labels("feeds").inc(len(polled.refused))
            if isinstance(outcome, Failed):
                due = None if state.gone else state.due
                self._wave.failed.append(Failure(without_credentials(state.url), outcome.problem, outcome.error, due))
        metrics.ACCEPTED.inc(new)
        metrics.FAILING.set(sum(state.failures > 0 for state in self._states.values()))
        self._wave.polled += len(arrived)
        self._wave.articles += new

    def _sum_up(self) -> None:
        wave, self._wave = self._wave, _Wave()
        if wave.articles:
            log.info("%d new article(s) from %d feed(s)", wave.articles, wave.polled)
        if wave.failed:
            log.warning("%s", describe_failures(wave.failed, wave.polled, self._clock()))

    async def _prune(self) -> None:
        now = self._clock()
        if self._pruned is None or now - self._pruned >= PRUNE_INTERVAL:
            self._pruned = now
            await asyncio.to_thread(self._journal.prune, now)


def read(feed: FeedAddress, fetched: Fetched, at: datetime) -> Polled:
    """Parse a body; what cannot be an article is refused with its reason, what cannot be a feed fails the poll."""
    try:
        raw = parse(fetched.body, fetched.content_type, fetched.url)
    except FeedError as error:
        return Polled(feed, Failed("unreadable", str(error)), at)
    if raw.left_out:
        metrics.LEFT_OUT.inc(raw.left_out)
    source = Source(without_credentials(feed.url), raw)
    made = [(entry, make_article(entry, source, at)) for entry in raw.entries]
    return Polled(
        feed,
        fetched,
        at,
        tuple(result for _, result in made if isinstance(result, Article)),
        tuple(refuse(entry, source, result, at) for entry, result in made if isinstance(result, str)),
    )


def describe_failures(failed: Sequence[Failure], polled: int, now: datetime) -> str:
    """Sum up failed polls in one line; feeds are named where they are few."""
    soonest = min((failure.due for failure in failed if failure.due is not None), default=None)
    again = f"; next try in {_span(soonest - now)}" if soonest is not None else ""
    unreachable = [failure for failure in failed if failure.problem == "unreachable"]
    others = [failure for failure in failed if failure.problem != "unreachable"]
    parts = []
    if len(unreachable) > NAMED:
        parts.append(f"{len(unreachable)} of {polled} feeds unreachable (no network?)")
        unreachable = []
    parts += [f"{failure.url}: {failure.error}" for failure in [*unreachable, *others][:NAMED]]
    rest = len(unreachable) + len(others) - NAMED
    return "; ".join(parts) + (f"; and {rest} more" if rest > 0 else "") + again


def _span(wait: timedelta) -> str:
    minutes = round(wait.total_seconds() / 60)
    return f"{minutes} min" if minutes >= 1 else f"{max(0, round(wait.total_seconds()))} s"


def _at_start(stored: FeedState | None, feed: FeedAddress) -> FeedState:
    """A file costs nothing to look at, and a server that was not reached was not bothered: both are due at once.

    Any other server is asked no sooner than it was going to be.
    """
    if stored is None:
        return FeedState(url=feed.url)
    if feed.path is not None or not stored.reached:
        return msgspec.structs.replace(stored, due=None)
    return stored
