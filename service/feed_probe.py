"""Looking at feeds by the poller's own rules (guard, politeness, confined reading), without storing or publishing."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from typing import Literal

from feeds.address import FeedAddress
from feeds.polling.fetch import open_fetcher
from feeds.polling.outcome import Failed, Fetched, Held, Outcome
from feeds.polling.reading import Polled, read_confined
from feeds.polling.round import Round
from feeds.reading.confined import BreachError, Confinement
from feeds.reading.discovery import discover
from feeds.reading.jobs import LookJob, LookRead
from storywatch.archive import FeedState
from storywatch.config import Feeds
from storywatch.messages import Article

AT_ONCE = 32
"""Feeds that are looked at at once; of one host, as many as the configuration allows."""

FULL_WORDS = 150
"""From so many words on (the median item's) a feed's texts count as whole: summaries have 20 to 60."""

ADDRESS_HINT = (
    'if it is yours, allow it with allow_networks = ["ADDRESS"] under [feeds] in storywatch.toml, '
    "and start a Storywatch that runs again"
)

Content = Literal["full texts", "summaries", "titles only"]


@dataclass(frozen=True)
class Seen:
    """One feed as it is at this moment."""

    feed: FeedAddress
    title: str
    articles: tuple[Article, ...]
    """The latest first."""
    refused: int
    problem: str | None = None
    """Why it cannot be used, in words."""
    unchanged: bool = False
    """It answers, and has nothing new since it was polled last."""

    @property
    def content(self) -> Content:
        """How much of its articles a feed gives."""
        if all(article.text == article.header.title for article in self.articles):
            return "titles only"
        words = median(len(article.text.split()) for article in self.articles)
        return "full texts" if words >= FULL_WORDS else "summaries"


@dataclass(frozen=True)
class Search:
    """What an address is or leads to."""

    seen: tuple[Seen, ...] = ()
    problem: str = ""
    """Why nothing, in words."""
    unreached: bool = False
    """Nothing answered there."""


def look_for(address: FeedAddress, settings: Feeds) -> Search:
    """Return the feeds that an address is or leads to."""
    return asyncio.run(_look_for(address, settings))


def look_at(feeds: Sequence[tuple[FeedAddress, FeedState | None]], settings: Feeds) -> list[Seen]:
    """Poll feeds once, each on from its state, which keeps a server from sending what it has sent before."""
    return asyncio.run(_look_at(feeds, settings))


async def _look_for(address: FeedAddress, settings: Feeds) -> Search:
    bodies: dict[str, Fetched] = {}
    problems: list[Outcome] = []
    broken: list[str] = []
    """What is wrong with bodies that cannot be read within bounds."""
    async with open_fetcher(settings) as fetcher, Confinement() as confinement:

        async def get(url: str) -> tuple[bytes, str, str] | None:
            feed = address if url == address.url else FeedAddress(url)  # a page names no file: only the user does
            outcome = await fetcher.fetch(feed, FeedState(url=url), _now())
            if not isinstance(outcome, Fetched):
                problems.append(outcome)
                return None
            bodies[outcome.url] = bodies[url] = outcome
            return outcome.body, outcome.content_type, outcome.url

        async def have_looked(job: LookJob) -> LookRead:
            try:
                return await confinement.run(job, LookRead)
            except BreachError as error:
                broken.append(str(error))
                return LookRead()

        found = await discover(address.url, get, have_looked)
        rounds = Round(fetcher, (), _now, read_confined(confinement))
        seen_all = []
        for one in found:
            direct = one.url in {address.url, bodies[address.url].url}
            feed = address if direct else FeedAddress(one.url)
            polled = await rounds.take(feed, FeedState(url=feed.url), bodies[one.url])
            seen_all.append(_seen(polled, one.title))
        if seen_all:
            return Search(tuple(seen_all))
        if broken:
            return Search(problem=broken[0])
        if address.url not in bodies:
            first = problems[0] if problems else None
            unreached = isinstance(first, Failed) and first.problem == "unreachable"
            return Search(problem=_reason(first), unreached=unreached)
        seen = _seen(await rounds.take(address, FeedState(url=address.url), bodies[address.url]), "")
        if seen.problem is None:  # a news sitemap
            return Search((seen,))
        return Search(problem=f"{seen.problem}; none is where feeds usually are")


async def _look_at(feeds: Sequence[tuple[FeedAddress, FeedState | None]], settings: Feeds) -> list[Seen]:
    slots = asyncio.Semaphore(AT_ONCE)
    async with open_fetcher(settings) as fetcher, Confinement() as confinement:
        rounds = Round(fetcher, (), _now, read_confined(confinement))

        async def one(feed: FeedAddress, state: FeedState | None) -> Seen:
            async with slots:
                return _seen(await rounds.poll(feed, state or FeedState(url=feed.url)), feed.title)

        return await asyncio.gather(*(one(feed, state) for feed, state in feeds))


def _seen(polled: Polled, title: str) -> Seen:
    if isinstance(polled.outcome, Failed | Held):
        return Seen(polled.feed, title, (), 0, _reason(polled.outcome))
    latest = sorted(polled.articles, key=lambda article: article.header.published, reverse=True)
    unchanged = not isinstance(polled.outcome, Fetched)
    return Seen(polled.feed, title, tuple(latest), len(polled.refused), None, unchanged)


def _reason(outcome: object) -> str:
    if isinstance(outcome, Held):
        return f"its server has asked to be left alone for {outcome.wait.total_seconds():.0f} s"
    if isinstance(outcome, Failed):
        if outcome.problem == "forbidden" and "allow_networks" in outcome.error:
            return f"{outcome.error}: {ADDRESS_HINT}"
        return outcome.error
    return "there is no answer"


def _now() -> datetime:
    return datetime.now(UTC)
