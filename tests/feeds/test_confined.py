"""Hostile bodies are read in a process of their own, which ends where it must; the loop goes on."""

import asyncio
import gzip
import time
from datetime import UTC, datetime

import pytest
from feed_server import item, rss

from feeds.address import FeedAddress
from feeds.polling.outcome import Failed, Fetched
from feeds.polling.reading import read_confined
from feeds.reading.confined import Bounds, Confinement
from feeds.reading.jobs import FeedJob
from feeds.reading.work import do

T0 = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
NESTED = b"<rss><channel><item><title>" + b"<b>" * 400_000 + b"</title></item></channel></rss>"
"""Takes feedparser seconds a megabyte."""


def within(bounds, bodies):
    """Read bodies one after the other; return what came of each, what was counted, and the loop's longest stall."""

    async def run():
        counted, stalls, ended = [], [0.0], asyncio.Event()

        async def tick():
            while not ended.is_set():
                begun = time.monotonic()
                await asyncio.sleep(0.01)
                stalls.append(time.monotonic() - begun)

        ticking = asyncio.create_task(tick())
        feed = FeedAddress("https://user:secret@paper.example/feed")
        async with Confinement(bounds=bounds, breached=counted.append) as confinement:
            read = read_confined(confinement)
            came = [await read(feed, Fetched(body, "", feed.url, ""), T0) for body in bodies]
        ended.set()
        await ticking
        return came, counted, max(stalls)

    return asyncio.run(run())


def test_what_takes_too_long_ends_its_process_and_no_other_feed():
    good = rss(item("a"))
    came, counted, stall = within(Bounds(seconds=1), [good, NESTED, good])
    assert [len(one.articles) for one in came] == [1, 0, 1]
    assert came[1].outcome == Failed("unreadable", "takes more than 1 s to be read")
    assert counted == ["time"]
    assert stall < 1


def test_what_takes_too_much_memory_says_so():
    came, counted, _ = within(Bounds(megabytes=250), [b'{"items":[' + b"[]," * 3_000_000 + b"0]}", rss(item("a"))])
    assert came[0].outcome == Failed("unreadable", "needs more than 250 MB to be read")
    assert counted == ["memory"]
    assert len(came[1].articles) == 1


def test_a_process_that_has_grown_is_replaced():
    came, counted, _ = within(Bounds(grown_megabytes=1), [rss(item("a"))] * 2)
    assert [len(one.articles) for one in came] == [1, 1]
    assert counted == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'<html><head><link rel=alternate type="application/rss+xml" href="/rss">', "names https://paper.example/rss"),
        (b"<html><head></head>", "web page"),
    ],
)
def test_a_page_in_place_of_a_feed_is_refused_with_the_feeds_that_it_names(body, words):
    said = do(FeedJob("", "", "feed", body, "", "https://paper.example/feed", T0))
    assert words in said.error


def test_a_feed_or_a_sitemap_in_a_packed_file_is_unpacked():
    for body in (
        rss(item("a")),
        b'<urlset><url><loc>https://p.example/a</loc><n:title xmlns:n="x">A</n:title></url></urlset>',
    ):
        said = do(FeedJob("https://p.example/f", "", "feed", gzip.compress(body), "", "https://p.example/f", T0))
        assert [article.header.outlet for article in said.articles] in (["paper.example"], ["p.example"])
