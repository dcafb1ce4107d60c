"""One poll of one feed: whatever happens in it, the feed comes due again, and its health says why it failed."""

import asyncio
import logging
from datetime import UTC, datetime

from feeds.address import FeedAddress
from feeds.polling.outcome import Failed
from feeds.polling.round import Round
from storywatch.archive import FeedState

T0 = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


class Broken:
    """Fetches with a mistake in it."""

    async def fetch(self, *_):
        raise ValueError("embedded null byte")


def test_a_fetch_that_raises_costs_one_poll_and_not_the_feed(caplog):
    feed = FeedAddress("https://user:secret@paper.example/feed")
    with caplog.at_level(logging.ERROR):
        polled = asyncio.run(Round(Broken(), (), lambda: T0).poll(feed, FeedState(url=feed.url)))
    assert isinstance(polled.outcome, Failed)
    assert "ValueError" in polled.outcome.error
    assert "https://paper.example/feed" in caplog.text
    assert "secret" not in caplog.text
