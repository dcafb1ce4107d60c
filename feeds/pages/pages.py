"""The thin part of full texts and revisits: fetch a page, have it read, let revisits.py decide.

Entries are held back by a follow-up of their feed's poll, and their pages looked at by errands.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Protocol

from feeds import metrics
from feeds.pages.revisits import Later, Look, Missing, RevisitPolicy, Same, Text, Unusable, decide
from feeds.polling.errand import Brought
from feeds.polling.fetch import Known
from feeds.polling.outcome import Failed, Fetched, Held, Outcome, Unchanged
from feeds.polling.reading import Polled
from feeds.reading.canonical import article_id
from feeds.reading.confined import BreachError, Confinement
from feeds.reading.jobs import PageJob, PageRead
from storywatch.archive import FeedState, Journal
from storywatch.archive.pages import Page
from storywatch.messages import Article

log = logging.getLogger("storywatch.feeds")

FULL = 2_000
"""Characters of a text in a feed that is taken for the whole: its page is not fetched."""

PER_HOST = 2
"""Pages of one host that are under way at once, so that one outlet's do not hold up all others'."""

COUNT_INTERVAL = timedelta(minutes=1)
"""Between two counts of what waits."""

MAX_PAGE = 5_000_000
"""Bytes of a page; the longest of news sites have two million, nearly all of it scripts."""

_GONE = frozenset({404, 410})
_TEMPORARY = frozenset({408, 425, 429})


class FetchPage(Protocol):
    """What this needs of a fetcher."""

    async def fetch_page(self, url: str, now: datetime, known: Known | None = None) -> Outcome:
        """Fetch a page once, where the site's robots.txt lets us. Never raises for what a server does."""


class FullTexts:
    """A follow-up of polls: entries whose feed gives a summary wait for their pages."""

    def __init__(self, *, default: bool) -> None:
        """`default`: for feeds whose list does not say."""
        self._default = default

    async def __call__(self, polled: Polled, _state: FeedState) -> Polled:
        """Hold back what has a page of its own to look at."""
        if not (self._default if polled.feed.full_text is None else polled.feed.full_text):
            return polled
        waiting = [article for article in polled.articles if _has_page(article)]
        at_once = tuple(article for article in polled.articles if article not in waiting)
        return replace(polled, articles=at_once, waiting=tuple(waiting))


def _has_page(article: Article) -> bool:
    """Say whether an article is known by its page, which the feed does not give in full."""
    header = article.header
    return len(article.text) < FULL and bool(header.url) and header.id == article_id(header.url, "", "", "")


class Pages:
    """Looks at the pages that are due."""

    def __init__(
        self,
        journal: Journal,
        fetcher: FetchPage,
        confinement: Confinement,
        policy: RevisitPolicy,
        clock: Callable[[], datetime],
    ) -> None:
        self._journal = journal
        self._fetcher = fetcher
        self._confinement = confinement
        self._policy = policy
        self._clock = clock
        self._due: dict[str, Page] = {}
        self._counted: datetime | None = None

    def due(self, now: datetime, limit: int) -> Sequence[str]:
        """Name the pages that are due, soonest first."""
        self._due = {page.id: page for page in self._journal.due_pages(now, limit, PER_HOST)}
        if self._counted is None or now - self._counted >= COUNT_INTERVAL:
            self._counted = now
            pending, watched = self._journal.pages()
            metrics.PAGES.labels("text").set(pending)
            metrics.PAGES.labels("revisit").set(watched)
        return tuple(self._due)

    async def run(self, key: str) -> Brought:
        """Look at one. Never raises for what a server does."""
        page = self._due.get(key)
        if page is None:
            return Brought(key)
        url = page.article.header.url
        known = Known(page.etag, page.last_modified)
        try:
            look = await self._look(await self._fetcher.fetch_page(url, self._clock(), known))
        except Exception:  # a mistake of ours must not make a page come due for ever
            log.exception("the page %s cannot be read", url)
            look = Unusable("unreadable")
        change, reason = decide(page, look, self._clock(), self._policy)
        metrics.LOOKED.labels(reason).inc()
        return Brought(key, pages=(change,))

    def stored(self, brought: Brought, now: datetime) -> None:
        """Nothing more to do: the page's row was changed together with its article."""

    async def _look(self, outcome: Outcome) -> Look:
        if isinstance(outcome, Fetched):
            return await self._read(outcome)
        if isinstance(outcome, Unchanged):
            return Same(outcome.etag, outcome.last_modified)
        if isinstance(outcome, Held):
            return Later(outcome.wait)
        return _failure(outcome)

    async def _read(self, fetched: Fetched) -> Look:
        if len(fetched.body) > MAX_PAGE:
            return Unusable("unreadable")
        job = PageJob(fetched.body, fetched.content_type, fetched.url)
        try:
            read = await self._confinement.run(job, PageRead)
        except BreachError:
            return Unusable("unreadable")
        return Text(read, fetched.url, fetched.etag, fetched.last_modified)


def _failure(failed: Failed) -> Look:
    if failed.status in _GONE:
        return Missing()
    broken = failed.status is not None and failed.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    if failed.problem in {"unreachable", "throttled"} or failed.status in _TEMPORARY or broken:
        return Later(failed.retry_after)
    return Unusable("unreadable" if failed.problem == "unreadable" else "denied")
