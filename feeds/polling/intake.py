"""What has arrived, into the journal: articles, refusals and the feeds' next states in one transaction.

Keeps the states of the poller's feeds, counts what came, and says in the log what a person should hear. Knows nothing
of tasks, hosts or leases, and not when it is called.
"""

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from feeds import metrics
from feeds.address import FeedAddress
from feeds.polling.errand import Brought
from feeds.polling.outcome import Failed, Fetched, Unchanged
from feeds.polling.reading import Polled
from feeds.polling.rolling import describe_rolling, has_rolled_over
from feeds.polling.schedule import SchedulePolicy, learn, mend, settle
from feeds.polling.wave import Failure, Wave, describe_articles, describe_bounded, describe_failures
from feeds.reading.canonical import without_credentials
from storywatch.archive import ArchiveUnavailableError, FeedState, Journal
from storywatch.archive.page_budget import day_of
from storywatch.messages import Article

log = logging.getLogger("storywatch.feeds")

PRUNE_INTERVAL = timedelta(hours=1)

WHOLE_AFTER = timedelta(hours=12)
"""A body is read whole at least so often: the journal is to hear of everything that is still listed once a day."""


class Intake:
    """One journal, and the states of the feeds that are polled into it."""

    def __init__(
        self,
        journal: Journal,
        policy: SchedulePolicy,
        clock: Callable[[], datetime],
        slow_down: Callable[[str], timedelta | None],
        jitter: Callable[[], float],
        allows: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._journal = journal
        self._policy = policy
        self._clock = clock
        self._slow_down = slow_down
        self._jitter = jitter
        self._allows = allows
        self.states: dict[str, FeedState] = {}
        self._failing: set[str] = set()
        self._rolled: set[str] = set()
        """Feeds of which it was said that they roll over."""
        self._bounded: dict[str, int] = {}
        """Feeds of which it was said that not all they list is taken, or fetched, and on which day."""
        self._records: dict[str, tuple[datetime, bytes]] = {}
        """What the feeds' last bodies listed, and when each was last read whole."""
        self._wave = Wave()
        self._pruned: datetime | None = None

    def add(self, feeds: Iterable[FeedAddress]) -> None:
        """Keep these feeds' states, from where the journal has them; what was kept of them is forgotten."""
        stored: Mapping[str, FeedState] | None = None
        for feed in feeds:
            stored = self._journal.feed_states() if stored is None else stored
            self._records.pop(feed.url, None)
            self._keep(mend(_at_start(stored.get(feed.url), feed, self._allows), self._clock(), self._policy))

    def mend(self) -> list[str]:
        """The clock was set back: name the feeds that are due sooner than they were."""
        states = [mend(state, self._clock(), self._policy) for state in self.states.values()]
        changed = [state for state in states if state is not self.states[state.url]]
        for state in changed:
            self._keep(state)
        return [state.url for state in changed]

    def drop(self, url: str) -> None:
        """Keep a feed's state no more."""
        del self.states[url]
        self._records.pop(url, None)
        self._rolled.discard(url)
        self._bounded.pop(without_credentials(url), None)
        self._failing.discard(url)

    def known(self, url: str) -> bytes:
        """Return the record of a feed's last body; empty where it is time that a body is read whole."""
        whole, record = self._records.get(url, (None, b""))
        return record if whole is not None and self._clock() - whole < WHOLE_AFTER else b""

    async def store(self, arrived: Sequence[Polled], brought: Sequence[Brought], held: Mapping[str, int]) -> bool:
        """Store all of it or nothing; True where the outbox has something to do.

        Raises LeaseLostError where one of the leases `held` is another's by now, and ArchiveError.
        """
        states = self._settle(arrived)
        results: list[Polled | Brought] = [*arrived, *brought]
        articles = sorted((article for one in results for article in one.articles), key=_published)
        refused = [message for one in results for message in one.refused]
        pages = [change for what in brought for change in what.pages]
        accepted = await asyncio.to_thread(
            self._journal.take_in,
            articles,
            list(states.values()),
            refused,
            held,
            waiting=[article for one in arrived for article in one.waiting],
            pages=pages,
        )
        told = {change.article.header.id for change in pages if change.article}
        first = [one for one in accepted.articles if one.header.revision == 1 and one.header.id not in told]
        fresh = first + accepted.admitted
        self._watch_rolling(arrived, fresh)
        self._tell_bounded(arrived, accepted.beyond)
        for state in self._learn(states, fresh).values():
            if state.url in self.states:  # else it is no longer ours
                self._keep(state)
        self._remember(arrived)
        self._count(arrived, len(accepted.articles), len(refused))
        self._wave.pages += len(pages)
        unchanged = [without_credentials(polled.feed.url) for polled in arrived if _lists_what_it_listed(polled)]
        if unchanged:
            with contextlib.suppress(ArchiveUnavailableError):  # it is noted once a day; another poll will
                await asyncio.to_thread(self._journal.still_listed, unchanged, self._clock())
        return bool(accepted.articles or refused)

    def _remember(self, arrived: Sequence[Polled]) -> None:
        for polled in arrived:
            url, outcome = polled.feed.url, polled.outcome
            if url in self.states and isinstance(outcome, Fetched) and not outcome.pushed:
                whole = self._records[url][0] if polled.known and url in self._records else polled.at
                self._records[url] = whole, polled.record

    def sum_up(self) -> None:
        """Say in a line or two what came since the last time."""
        wave, self._wave = self._wave, Wave()
        if wave.articles:
            log.info("%s", describe_articles(wave))
        if wave.failed:
            log.warning("%s", describe_failures(wave.failed, wave.polled, self._clock()))

    async def prune(self) -> None:
        """Let the journal forget what it may, now and then.

        After a start or a jump of the clock not before the next time: what is still listed is noted until then, so
        that a clock that is wrong has nothing forgotten that feeds still list.
        """
        now = self._clock()
        self._pruned = self._pruned or now
        passed = now - self._pruned
        if timedelta(0) <= passed < PRUNE_INTERVAL:
            return
        self._pruned = now
        if PRUNE_INTERVAL <= passed < 2 * PRUNE_INTERVAL:
            await asyncio.to_thread(self._journal.prune, now)

    def _keep(self, state: FeedState) -> None:
        self.states[state.url] = state
        (self._failing.add if state.failures else self._failing.discard)(state.url)

    def _settle(self, arrived: Sequence[Polled]) -> dict[str, FeedState]:
        """Return the new states of the feeds that are still ours; a feed may have arrived twice, polled and pushed."""
        states: dict[str, FeedState] = {}
        for polled in arrived:
            url = polled.feed.url
            prior = states.get(url) or self.states.get(url)
            if prior is not None:
                state = settle(prior, polled.outcome, polled.at, self._policy, self._jitter(), polled.hints)
                states[url] = self._slowed(state)
        return states

    def _slowed(self, state: FeedState) -> FeedState:
        """Let a feed that something better brings be polled as a safety net only, while that works."""
        least = self._slow_down(state.url)
        if least is None or state.failures or state.due is None or state.succeeded is None:
            return state
        return msgspec.structs.replace(state, due=max(state.due, state.succeeded + least))

    def _learn(self, states: dict[str, FeedState], new: Sequence[Article]) -> dict[str, FeedState]:
        """Count what was new in the feeds' rhythms; kept with their next poll, and lost with a kill without harm."""
        times: dict[str, list[datetime]] = {}
        for article in new:
            times.setdefault(article.feed, []).append(_published(article))
        if not times:
            return states
        return {
            url: self._slowed(
                learn(self.states[url], state, times.get(without_credentials(url), ()), self._policy, self._jitter())
            )
            for url, state in states.items()
            if url in self.states
        }

    def _watch_rolling(self, arrived: Sequence[Polled], fresh: Sequence[Article]) -> None:
        """Say of a feed that items may have passed between two polls; before the states are those of these polls."""
        new = {article.header.id for article in fresh}
        for polled in arrived:
            before = self.states.get(polled.feed.url)
            listed = {article.header.id for article in (*polled.articles, *polled.waiting)}
            if before is None or not isinstance(polled.outcome, Fetched) or polled.outcome.pushed:
                continue
            if not has_rolled_over(len(listed) + polled.known, len(listed & new), before):
                self._rolled.discard(polled.feed.url)
                continue
            metrics.ROLLED.inc()
            if polled.feed.url not in self._rolled:
                self._rolled.add(polled.feed.url)
                log.warning("%s", describe_rolling(without_credentials(polled.feed.url), len(listed)))

    def _tell_bounded(self, arrived: Sequence[Polled], beyond: Sequence[Article]) -> None:
        """Say once a day of a feed that it lists more than is taken of it."""
        metrics.BEYOND.inc(len(beyond))
        without_page = Counter(article.feed for article in beyond)
        for polled in arrived:
            feed, today = without_credentials(polled.feed.url), day_of(polled.at)
            words = describe_bounded(feed, polled.left_out, without_page[feed])
            if words and self._bounded.get(feed) != today:
                self._bounded[feed] = today
                log.warning("%s", words)

    def _count(self, arrived: Sequence[Polled], new: int, refused: int) -> None:
        for polled in arrived:
            outcome, state = polled.outcome, self.states.get(polled.feed.url)
            kind = outcome.problem if isinstance(outcome, Failed) else type(outcome).__name__.lower()
            metrics.POLLED.labels(kind).inc()
            if isinstance(outcome, Failed) and state is not None and _is_told(state.failures):
                due = None if state.gone else state.due
                self._wave.failed.append(Failure(without_credentials(state.url), outcome.problem, outcome.error, due))
        metrics.QUARANTINED.labels("feeds").inc(refused)
        metrics.ACCEPTED.inc(new)
        metrics.FAILING.set(len(self._failing))
        self._wave.polled += len(arrived)
        self._wave.articles += new


def _is_told(failures: int) -> bool:
    """A feed that keeps failing is told of at its first, second, fourth, eighth ... failure in a row."""
    return failures & (failures - 1) == 0


def _lists_what_it_listed(polled: Polled) -> bool:
    if isinstance(polled.outcome, Unchanged):
        return True
    return polled.known > 0 and not polled.articles and not polled.waiting


def _published(article: Article) -> datetime:
    return article.header.published


def _at_start(stored: FeedState | None, feed: FeedAddress, allows: Callable[[str], bool]) -> FeedState:
    """A file costs nothing to look at, and a server that was not reached was not bothered: both are due at once.

    So is what was not asked for its network address, once that is allowed. Any other server is asked no sooner than it
    was going to be.
    """
    if stored is None:
        return FeedState(url=feed.url)
    allowed = stored.forbidden is not None and allows(stored.forbidden)
    if feed.path is not None or not stored.reached or allowed:
        return msgspec.structs.replace(stored, due=None)
    return stored
