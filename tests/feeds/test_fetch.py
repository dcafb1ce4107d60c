"""Fetching from a server that is right, slow, large, broken or hostile."""

import asyncio
import gzip
import itertools
import time
from datetime import UTC, datetime, timedelta

import pytest
from feed_server import LOOPBACK, Answer
from hypothesis import given
from hypothesis import strategies as st

from feeds.address import FeedAddress
from feeds.http.headers import MAX_RETRY_AFTER, retry_after
from feeds.http.transport import MAX_BODY
from feeds.polling.fetch import open_fetcher
from feeds.polling.outcome import Failed, Fetched, Unchanged
from feeds.polling.schedule import SchedulePolicy, settle
from storywatch.archive import FeedState

T0 = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def get(url, state=None, seconds=5.0):
    async def once():
        async with open_fetcher(LOOPBACK, total_seconds=seconds) as fetcher:
            return await fetcher.fetch(FeedAddress(url), state or FeedState(url=url), T0)

    return asyncio.run(once())


def test_validators_are_given_back_and_304_is_unchanged(server):
    def answer(request):
        known = request.headers.get("if-none-match") == 'W/"7"'
        return Answer(304) if known else Answer(200, b"<rss/>", {"ETag": 'W/"7"', "Last-Modified": "Sun, 01 Mar 2026"})

    server.answers["/feed"] = answer
    first = get(server.url("/feed"))
    assert isinstance(first, Fetched)
    state = settle(FeedState(url=server.url("/feed")), first, T0, SchedulePolicy(), 0.0)
    assert get(state.url, state) == Unchanged('W/"7"', "Sun, 01 Mar 2026")
    assert server.requests[0].headers["user-agent"].startswith("Storywatch/")
    assert server.requests[1].headers["if-modified-since"] == "Sun, 01 Mar 2026"


def test_the_same_body_without_validators_is_unchanged(server):
    server.answers["/feed"] = Answer(200, b"<rss/>")
    first = get(server.url("/feed"))
    state = settle(FeedState(url=server.url("/feed")), first, T0, SchedulePolicy(), 0.0)
    assert get(state.url, state) == Unchanged()


def test_gzip_is_unpacked(server):
    server.answers["/feed"] = Answer(200, gzip.compress(b"<rss/>"), {"Content-Encoding": "gzip"})
    assert get(server.url("/feed")).body == b"<rss/>"


@pytest.mark.parametrize(
    ("answer", "problem", "words"),
    [
        (Answer(410), "gone", "410 Gone"),
        (Answer(404), "refused", "404 Not Found"),
        (Answer(429, headers={"Retry-After": "120"}), "throttled", "429"),
        (Answer(503, headers={"Retry-After": "120"}), "throttled", "503"),
        (Answer(200, b"x" * (MAX_BODY + 1)), "unreadable", "longer than"),
        (Answer(200, gzip.compress(b"x" * (MAX_BODY * 5)), {"Content-Encoding": "gzip"}), "unreadable", "a bomb"),
        (Answer(200, b"plain", {"Content-Encoding": "gzip"}), "unreadable", "broken"),
        (Answer(200, gzip.compress(b"x" * 999)[:-9], {"Content-Encoding": "gzip"}), "unreadable", "cut off"),
        (Answer(200, b"x", {"Content-Encoding": "zstd"}), "unreadable", "not asked for"),
        (Answer(302, headers={"Location": "/feed"}), "refused", "in a circle"),
        (Answer(302, headers={"Location": "file:///etc/passwd"}), "refused", "redirects to an address of a kind"),
    ],
)
def test_a_problem_is_named(server, answer, problem, words):
    server.answers["/feed"] = answer
    outcome = get(server.url("/feed"))
    assert isinstance(outcome, Failed)
    assert outcome.problem == problem
    assert words in outcome.error
    assert (outcome.retry_after == timedelta(minutes=2)) == (problem == "throttled")


def test_a_servers_words_cannot_steer_a_terminal(server):
    server.answers["/feed"] = Answer(200, b"x", {"Content-Encoding": "br\x1b[2J\x9b\x85" + "x" * 20})
    outcome = get(server.url("/feed"))
    assert isinstance(outcome, Failed)
    assert outcome.error.isprintable()
    assert Failed("refused", "a\u202eb\r\nc\x1b").error == "abc"


def test_an_endless_body_ends_at_the_bound(server, monkeypatch):
    monkeypatch.setattr("feeds.http.client.MAX_BODY", 100_000)
    server.answers["/feed"] = Answer(pieces=lambda: itertools.repeat(b"x" * 10_000))
    assert "longer than" in get(server.url("/feed")).error


def test_a_slow_drip_ends_at_the_deadline(server):
    def drip():
        while True:
            time.sleep(0.05)
            yield b"x"

    server.answers["/feed"] = Answer(pieces=drip)
    started = time.monotonic()
    outcome = get(server.url("/feed"), seconds=0.5)
    assert outcome.problem == "unreachable"
    assert time.monotonic() - started < 3


def test_a_closed_port_is_unreachable():
    assert get("http://127.0.0.1:1/feed").problem == "unreachable"


def test_a_file_is_read_again_only_when_it_has_changed(tmp_path):
    path = tmp_path / "feed.xml"
    feed = FeedAddress(path.as_uri(), path=path)

    def look(state):
        async def once():
            async with open_fetcher(LOOPBACK) as fetcher:
                return await fetcher.fetch(feed, state, T0)

        outcome = asyncio.run(once())
        return outcome, settle(state, outcome, T0, SchedulePolicy(), 0.0)

    missing, state = look(FeedState(url=feed.url))
    assert missing.problem == "unreachable"
    path.write_text("<rss/>")
    first, state = look(state)
    assert first.body == b"<rss/>"
    assert isinstance(look(state)[0], Unchanged)
    path.touch()
    touched, state = look(state)
    assert isinstance(touched, Unchanged)
    path.write_text("<rss>more</rss>")
    assert isinstance(look(state)[0], Fetched)


@given(
    st.one_of(st.text(), st.integers().map(str), st.datetimes().map(lambda d: d.strftime("%a, %d %b %Y %H:%M:%S GMT")))
)
def test_retry_after_never_leaves_its_limits(value):
    wait = retry_after(value, T0)
    assert wait is None or timedelta(0) <= wait <= MAX_RETRY_AFTER


def test_retry_after_takes_seconds_and_dates():
    assert retry_after("120", T0) == timedelta(minutes=2)
    assert retry_after("Sun, 01 Mar 2026 08:05:00 GMT", T0) == timedelta(minutes=5)
    assert retry_after("soon", T0) is None
