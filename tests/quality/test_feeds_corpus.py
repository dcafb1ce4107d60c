"""Real and pathological feeds through our own reading: no crash, no hang, no entry lost without a reason."""

import io
import os
import re
import time
import warnings
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest

from feeds.article import Source, make_article, refuse
from feeds.opml import OpmlError, read_opml
from feeds.failing import FeedError
from feeds.parse import MAX_ENTRIES, parse
from storywatch.messages import Article, encode

DATA = Path(os.environ.get("STORYWATCH_SHARED", Path(__file__).parents[3] / "shared")) / "data"
URL = "https://paper.example/feed.xml"
FETCHED = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
SLOWEST = 5.0
"""Seconds for one feed; the slowest takes a tenth of one."""

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


def test_every_entry_of_every_feed_becomes_an_article_or_is_refused_with_a_reason():
    paths = sorted(folder("feeds").rglob("*.xml"))
    articles, refused, no_feeds = 0, 0, 0
    for path in paths:
        body = path.read_bytes()
        content_type = served_as(body)
        started = time.monotonic()
        try:
            feed = parse(body, content_type, URL)
        except FeedError:
            assert yielded(body, content_type) == 0, path
            no_feeds += 1
            continue
        assert len(feed.entries) == min(yielded(body, content_type), MAX_ENTRIES), path
        for entry in feed.entries:
            made = make_article(entry, Source(URL, feed), FETCHED)
            if isinstance(made, Article):
                assert encode(made)
                articles += 1
            else:
                assert encode(refuse(entry, Source(URL, feed), made, FETCHED))
                refused += 1
        assert time.monotonic() - started < SLOWEST, path
    print(f"{len(paths)} files: {articles} articles, {refused} refused, {no_feeds} files are no feed")
    assert articles > 200


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
    print(f"{len(paths)} lists: {len(addresses)} addresses, {broken} lists are no well-formed XML")
    assert len(addresses) > 500
