"""A body that leads to feeds: a sitemap index, a page that names its feed. A follow-up of polls.

What it leads to is fetched by the same rules and read into the same poll. The validators of those further bodies are
kept in memory; the leading body's are not kept at all, for an index may stay as it is while its sitemaps change.
"""

from collections import OrderedDict
from dataclasses import replace
from datetime import datetime

import msgspec

from feeds.address import FeedAddress
from feeds.polling.outcome import Failed, Fetched, Unchanged
from feeds.polling.reading import Polled, Read
from feeds.polling.round import Fetch
from storywatch.archive import FeedState

MAX_KNOWN = 2_000
"""Further bodies whose validators are remembered, those fetched last."""


class Leads:
    """Reads what a body leads to."""

    def __init__(self, fetcher: Fetch, read: Read) -> None:
        self._fetcher = fetcher
        self._read = read
        self._known: OrderedDict[str, FeedState] = OrderedDict()

    async def __call__(self, polled: Polled, _state: FeedState) -> Polled:
        """Put what it leads to in its place; one that cannot be had fails the poll, so that it is asked for again."""
        if not polled.leads or not isinstance(polled.outcome, Fetched):
            return polled
        came = [await self._follow(polled.feed, lead, polled.at) for lead in polled.leads]
        failed = next((one.outcome for one in came if isinstance(one.outcome, Failed)), None)
        articles = tuple(article for one in came for article in one.articles)
        refused = tuple(message for one in came for message in one.refused)
        outcome = failed or replace(
            polled.outcome,
            etag=None,
            last_modified=None,
            digest="",
            broken_off=any(isinstance(one.outcome, Fetched) and one.outcome.broken_off for one in came),
        )
        return replace(polled, outcome=outcome, articles=articles, refused=refused, leads=())

    async def _follow(self, feed: FeedAddress, lead: str, at: datetime) -> Polled:
        address = FeedAddress(lead, feed.title, kind="feed" if feed.kind == "page" else "sitemap")
        state = self._known.get(lead) or FeedState(url=lead)
        outcome = await self._fetcher.fetch(address, state, at)
        if isinstance(outcome, Fetched | Unchanged):
            digest = outcome.digest if isinstance(outcome, Fetched) else state.digest
            self._known[lead] = msgspec.structs.replace(
                state, etag=outcome.etag, last_modified=outcome.last_modified, digest=digest
            )
            self._known.move_to_end(lead)
            while len(self._known) > MAX_KNOWN:
                self._known.popitem(last=False)
        if not isinstance(outcome, Fetched):
            return Polled(feed, outcome, at)
        read = await self._read(replace(feed, kind=address.kind), outcome, at, b"")
        if isinstance(read.outcome, Fetched) and read.outcome.broken_off:
            self._known.pop(lead, None)
        if read.leads:
            return Polled(feed, Failed("unreadable", "it leads to a list of further lists, which are not followed"), at)
        return read
