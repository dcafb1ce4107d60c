"""Real and pathological feeds through our own reading: no crash, no hang, no entry lost without a reason."""

import asyncio
import io
import os
import re
import sys
import time
import warnings
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest

from feeds.address import FeedAddress
from feeds.lists.opml import OpmlError, read_opml
from feeds.polling.fetch import open_fetcher
from feeds.polling.outcome import Failed
from feeds.polling.reading import read_confined
from feeds.polling.round import Round
from feeds.reading.confined import Confinement
from feeds.reading.parse import MAX_ENTRIES
from storywatch.archive import FeedState, Journal

sys.path.insert(0, str(Path(__file__).parents[1] / "feeds"))
from feed_server import LOOPBACK, Answer, FeedServer

DATA = Path(os.environ.get("STORYWATCH_SHARED", Path(__file__).parents[3] / "shared")) / "data"
URL = "https://paper.example/feed.xml"
FETCHED = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
SLOWEST = 30.0
"""Seconds on the clock for one feed, on a machine that may be busy; in processor time the slowest takes a tenth of one,
and one that took ten seconds would fail as too slow to be read."""

pytestmark = pytest.mark.quality


def folder(name: str) -> Path:
    path = DATA / name
    if not path.is_dir():
        message = f"no development data at {path}: set STORYWATCH_SHARED to the folder that holds data/"
        if os.environ.get("CI"):
            pytest.fail(message, pytrace=False)
        pytest.skip(message)
    return path


def served_as(body: bytes) -> str:
    match = re.search(rb"Header:\s*Content-type:\s*(.*)", body, re.IGNORECASE)
    return match[1].decode("latin-1").strip() if match else ""


def yielded(body: bytes, content_type: str) -> int:
    headers = {"content-location": URL} | ({"content-type": content_type} if content_type else {})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return len(feedparser.parse(io.BytesIO(body), response_headers=headers).entries)


def listed(path: Path) -> tuple[Path, bytes, str]:
    body = path.read_bytes()
    return path, body, served_as(body)


def test_every_entry_of_every_feed_becomes_an_article_or_is_refused_with_a_reason(tmp_path):
    """Through the real path: HTTP, a confined process, the journal."""
    feeds = [listed(path) for path in sorted(folder("feeds").rglob("*.xml"))]
    server = FeedServer()
    for number, (_, body, content_type) in enumerate(feeds):
        server.answers[f"/{number}"] = Answer(200, body, {"Content-Type": content_type} if content_type else {})

    async def poll_all():
        async with open_fetcher(LOOPBACK) as fetcher, Confinement() as confinement:
            polls = Round(fetcher, (), lambda: FETCHED, read_confined(confinement))
            came = []
            for number in range(len(feeds)):
                address = FeedAddress(server.url(f"/{number}"))
                started = time.monotonic()
                came.append(await polls.poll(address, FeedState(url=address.url)))
                assert time.monotonic() - started < SLOWEST, feeds[number][0]
            return came

    try:
        came = asyncio.run(poll_all())
    finally:
        server.close()
    journal = Journal(tmp_path / "archive.sqlite")
    try:
        for (path, body, content_type), polled in zip(feeds, came, strict=True):
            expected = yielded(body, content_type)
            if isinstance(polled.outcome, Failed):
                assert expected == 0, path
                assert polled.outcome.problem == "unreadable", (path, polled.outcome)
                continue
            read, whole = len(polled.articles) + len(polled.refused), min(expected, MAX_ENTRIES)
            cut = polled.outcome.broken_off  # the item that the document breaks off in waits for the next poll
            assert whole - cut <= read <= whole, path
            assert all(message.error for message in polled.refused)
            journal.accept(polled.articles, refused=polled.refused)
        articles = {article.header.id for polled in came for article in polled.articles}
        stored = {row.article.header.id for row in journal.undone(9_999)}
        refused = {message.id for polled in came for message in polled.refused}
        assert (stored, {message.id for message in journal.unsent_refusals(9_999)}) == (articles, refused)
    finally:
        journal.close()
    failed = sum(isinstance(polled.outcome, Failed) for polled in came)
    print(f"{len(feeds)} files: {len(articles)} articles, {len(refused)} refused, {failed} files are no feed")
    assert len(articles) > 200


def test_every_list_of_feeds_is_read_or_refused_in_one_sentence():
    paths = sorted(folder("opml").rglob("*.opml"))
    addresses, broken = set(), 0
    for path in paths:
        try:
            addresses |= {feed.url for feed in read_opml(path)}
        except OpmlError as error:
            sentences = str(error).splitlines()
            broken += 1
            assert len(sentences) == 1
    print(f"{len(paths)} lists: {len(addresses)} addresses, {broken} lists are refused")
    assert broken == 0
    assert len(addresses) > 700
