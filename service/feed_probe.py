"""Looking at feeds by the poller's own rules (guard, politeness, parsing) without storing or publishing anything."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from typing import Literal

from feeds.address import FeedAddress
from feeds.polling.fetch import Fetcher, open_fetcher
from feeds.polling.outcome import Failed, Fetched, Held
from feeds.polling.reading import Polled
from feeds.polling.round import Round
from feeds.reading.discovery import discover
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


def look_for(address: FeedAddress, settings: Feeds) -> tuple[tuple[Seen, ...], str]:
    """Return the feeds that an address is or leads to; with none, the reason in words."""
    return asyncio.run(_look_for(address, settings))


def look_at(feeds: Sequence[tuple[FeedAddress, FeedState | None]], settings: Feeds) -> list[Seen]:
    """Poll feeds once, each on from its state, which keeps a server from sending what it has sent before."""
    return asyncio.run(_look_at(feeds, settings))


async def _look_for(address: FeedAddress, settings: Feeds) -> tuple[tuple[Seen, ...], str]:
    bodies: dict[str, Fetched] = {}
    problems: list[str] = []
    async with open_fetcher(settings) as fetcher:

        async def get(url: str) -> tuple[bytes, str, str] | None:
            feed = address if url == address.url else FeedAddress(url)  # a page names no file: only the user does
            outcome = await fetcher.fetch(feed, FeedState(url=url), _now())
            if not isinstance(outcome, Fetched):
                problems.append(_reason(outcome))
                return None
            bodies[outcome.url] = bodies[url] = outcome
            return outcome.body, outcome.content_type, outcome.url

        found = await discover(address.url, get)
        rounds = Round(fetcher, (), _now)
        seen_all = []
        for one, raw in found:
            direct = one.url in {address.url, bodies[address.url].url}
            feed = address if direct else FeedAddress(one.url)
            polled = await rounds.take(feed, FeedState(url=feed.url), bodies[one.url])
            seen_all.append(_seen(polled, raw.title or one.title))
        if seen_all:
            return tuple(seen_all), ""
        if address.url not in bodies:
            return (), problems[0] if problems else "there is no answer"
        seen = _seen(await rounds.take(address, FeedState(url=address.url), bodies[address.url]), "")
        if seen.problem is None:  # a news sitemap
            return (seen,), ""
        return (), f"{seen.problem}; none is where feeds usually are"


async def _look_at(feeds: Sequence[tuple[FeedAddress, FeedState | None]], settings: Feeds) -> list[Seen]:
    slots = asyncio.Semaphore(AT_ONCE)
    async with open_fetcher(settings) as fetcher:

        async def one(feed: FeedAddress, state: FeedState | None) -> Seen:
            async with slots:
                return await _poll(fetcher, feed, state)

        return await asyncio.gather(*(one(feed, state) for feed, state in feeds))


async def _poll(fetcher: Fetcher, feed: FeedAddress, state: FeedState | None) -> Seen:
    return _seen(await Round(fetcher, (), _now).poll(feed, state or FeedState(url=feed.url)), feed.title)


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
