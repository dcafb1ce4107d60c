"""A feed's address over time: redirects, validators, patience."""

from datetime import UTC, datetime, timedelta

import pytest
from virtual_time import run_virtually

from feeds.address import FeedAddress
from feeds.http.headers import fresh_for
from feeds.http.pace import PacePolicy
from feeds.http.transport import Response
from feeds.polling.fetch import Fetcher, name_us
from feeds.polling.outcome import Failed, Fetched, Held, Unchanged
from feeds.polling.schedule import SchedulePolicy, settle
from storywatch.archive import FeedState

T0 = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
FEED = "https://paper.example/feed"
OTHER = "https://b.example/f"


class Web:
    """Answers by address, and records what it was asked."""

    def __init__(self, answers):
        self.answers = answers
        self.requests = []

    async def send(self, request):
        self.requests.append((request.place.url, dict(request.headers)))
        return self.answers.get(request.place.url, Response(404))

    def urls(self):
        return [url for url, _ in self.requests]


def poll(web, *states, now=T0):
    """Fetch once for each state, with one fetcher."""

    async def once():
        fetcher = Fetcher(web, PacePolicy(spacing=0.0))
        return [await fetcher.fetch(FeedAddress(state.url), state, now) for state in states]

    came = run_virtually(once())
    return came[0] if len(came) == 1 else came


def to(location, status=301):
    return Response(status, (("location", location),))


BODY = Response(200, (("etag", '"1"'),), b"<rss/>")


@pytest.mark.parametrize(
    ("answers", "moved"),
    [
        ({FEED: to("/new"), "https://paper.example/new": BODY}, "https://paper.example/new"),
        ({FEED: to("//b.example/", 308), "https://b.example/": to("/f"), "https://b.example/f": BODY}, OTHER),
        ({FEED: to("/new", 302), "https://paper.example/new": BODY}, None),
        ({FEED: to("/a"), "https://paper.example/a": to("/b", 307), "https://paper.example/b": BODY}, None),
        ({FEED: to("http://paper.example/feed"), "http://paper.example/feed": BODY}, None),
        ({FEED: BODY}, None),
    ],
)
def test_an_address_is_new_where_every_hop_is_for_good_and_none_leaves_https(answers, moved):
    came = poll(Web(answers), FeedState(url=FEED))
    assert isinstance(came, Fetched)
    assert came.moved == moved


def test_a_feed_that_has_moved_is_asked_where_it_is_with_its_validators():
    web = Web({FEED: to("https://new.example/feed"), "https://new.example/feed": BODY})
    state = FeedState(url=FEED)
    for number in range(SchedulePolicy().moves):
        state = settle(state, poll(web, state), T0 + timedelta(hours=number), SchedulePolicy(), 0.0)
    web.requests.clear()
    poll(web, state)
    assert web.urls() == ["https://new.example/feed"]
    assert web.requests[0][1]["If-None-Match"] == '"1"'


@pytest.mark.parametrize("etag", ['"1"', 'W/"1"', "unquoted", '"with, comma"', 'W/"x"y"', '""'])
def test_validators_go_back_byte_for_byte(etag):
    web = Web({FEED: Response(200, (("etag", etag), ("last-modified", "yesterday-ish")), b"<rss/>")})
    state = settle(FeedState(url=FEED), poll(web, FeedState(url=FEED)), T0, SchedulePolicy(), 0.0)
    poll(web, state)
    asked = web.requests[1][1]
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == (etag, "yesterday-ish")


def test_a_304_without_validators_keeps_them_and_one_with_others_takes_these():
    state = FeedState(url=FEED, etag='"1"', last_modified="then")
    assert poll(Web({FEED: Response(304)}), state) == Unchanged('"1"', "then")
    assert poll(Web({FEED: Response(304, (("etag", '"2"'),))}), state) == Unchanged('"2"', "then")


def test_what_asks_for_patience_gets_it_for_its_whole_host():
    other = FeedState(url="https://paper.example/other")
    web = Web({FEED: Response(429, (("retry-after", "120"),)), other.url: BODY})
    refused, held = poll(web, FeedState(url=FEED), other)
    assert (refused.problem, refused.retry_after) == ("throttled", timedelta(minutes=2))
    assert isinstance(held, Held)
    assert held.wait == timedelta(minutes=2)
    assert web.urls() == [FEED]


@pytest.mark.parametrize("url", ["ftp://paper.example/feed", "https://", "http://[x/"])
def test_an_address_that_cannot_be_asked_fails_its_feed_alone(url):
    came = poll(Web({}), FeedState(url=url))
    assert isinstance(came, Failed)
    assert "address" in came.error


def test_we_say_who_we_are_and_whom_to_write_to():
    assert name_us("news@monitor.example").startswith("Storywatch/")
    assert "news@monitor.example" in name_us("news@monitor.example")


@pytest.mark.parametrize(
    ("headers", "minutes"),
    [
        ([("cache-control", "public, max-age=600")], 10),
        ([("cache-control", "max-age=600"), ("age", "240")], 6),
        ([("cache-control", 'Max-Age="600"')], 10),
        ([("cache-control", "no-cache, max-age=600")], None),
        ([("cache-control", "max-age=0")], None),
        ([("cache-control", "max-age=x")], None),
        ([("expires", "Mon, 02 Mar 2026 08:15:00 GMT")], 15),
        ([("expires", "Mon, 02 Mar 2026 08:15:00 GMT"), ("date", "Mon, 02 Mar 2026 08:10:00 GMT")], 5),
        ([("expires", "0")], None),
        ([("cache-control", "max-age=99999999999")], 24 * 60),
        ([], None),
    ],
)
def test_how_long_an_answer_is_fresh(headers, minutes):
    fresh = fresh_for(Response(200, tuple(headers)), T0)
    assert fresh == (timedelta(minutes=minutes) if minutes is not None else None)
