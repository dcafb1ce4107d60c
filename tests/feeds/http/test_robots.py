"""robots.txt: asked once, kept for a day, and believed."""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from virtual_time import run_virtually

from feeds.address import FeedAddress
from feeds.http.pace import PacePolicy
from feeds.http.transport import Response, TransportError
from feeds.polling.fetch import Fetcher
from feeds.polling.outcome import Failed, Fetched
from storywatch.archive import FeedState

T0 = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
PAGE = "https://paper.example/news/1"


class Site:
    """Answers robots.txt as told, and every page."""

    def __init__(self, robots):
        self.robots = robots
        self.asked = []

    async def send(self, request):
        self.asked.append((request.place.url, asyncio.get_running_loop().time()))
        if not request.place.url.endswith("/robots.txt"):
            return Response(200, (("content-type", "text/html"),), b"<p>News</p>")
        if isinstance(self.robots, Exception):
            raise self.robots
        return self.robots

    def paths(self):
        return [url.removeprefix("https://paper.example") for url, _ in self.asked]


def text(body):
    return Response(200, (), body.encode())


def look(site, *visits):
    """Look at pages, each (address, how long after the start)."""

    async def all_of_them():
        fetcher = Fetcher(site, PacePolicy(spacing=0.0))
        return [await fetcher.fetch_page(url, T0 + later) for url, later in visits]

    return run_virtually(all_of_them())


def test_a_page_that_the_site_shuts_out_is_not_asked_for():
    site = Site(text("User-agent: *\nDisallow: /private\n\nUser-agent: Storywatch\nDisallow: /news/*/edit$\n"))
    came = look(site, (PAGE, timedelta(0)), (f"{PAGE}/edit", timedelta(0)), (f"{PAGE}/edit/2", timedelta(0)))
    assert [type(one) for one in came] == [Fetched, Failed, Fetched]
    assert (came[1].problem, "robots.txt" in came[1].error) == ("forbidden", True)
    assert site.paths() == ["/robots.txt", "/news/1", "/news/1/edit/2"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_site_without_rules_allows_everything(status):
    (came,) = look(Site(Response(status)), (PAGE, timedelta(0)))
    assert isinstance(came, Fetched)


@pytest.mark.parametrize("robots", [Response(500), Response(503), Response(429), TransportError("no", reached=False)])
def test_a_site_whose_rules_cannot_be_read_is_left_alone_for_an_hour(robots):
    site = Site(robots)
    hour = timedelta(hours=1)
    came = look(site, (PAGE, timedelta(0)), (PAGE, hour / 2), (PAGE, hour))
    assert {one.problem for one in came} == {"forbidden"}
    assert site.paths() == ["/robots.txt", "/robots.txt"]


def test_rules_are_asked_for_once_a_day_even_by_many_at_once():
    site = Site(text("User-agent: *\nAllow: /\n"))

    async def at_once():
        fetcher = Fetcher(site, PacePolicy(spacing=0.0))
        await asyncio.gather(*(fetcher.fetch_page(f"{PAGE}{number}", T0) for number in range(9)))
        await fetcher.fetch_page(PAGE, T0 + timedelta(hours=23))
        assert site.paths().count("/robots.txt") == 1
        await fetcher.fetch_page(PAGE, T0 + timedelta(hours=25))
        assert site.paths().count("/robots.txt") == 2

    run_virtually(at_once())


def test_a_crawl_delay_is_kept():
    site = Site(text("User-agent: *\nCrawl-delay: 7\n"))
    look(site, *((f"{PAGE}{number}", timedelta(0)) for number in range(4)))
    moments = [moment for url, moment in site.asked if not url.endswith("/robots.txt")]
    assert min(later - sooner for sooner, later in pairwise(moments)) >= 7


def test_a_feed_is_polled_whatever_the_rules_and_a_sitemap_is_not():
    site = Site(text("User-agent: *\nDisallow: /\n"))

    async def both():
        fetcher = Fetcher(site, PacePolicy(spacing=0.0))
        url = "https://paper.example/feed"
        feed = await fetcher.fetch(FeedAddress(url), FeedState(url=url), T0)
        return feed, await fetcher.fetch(FeedAddress(url, kind="sitemap"), FeedState(url=url), T0)

    feed, sitemap = run_virtually(both())
    assert isinstance(feed, Fetched)
    assert sitemap.problem == "forbidden"


@pytest.mark.parametrize(
    "body", ["\0" * 1_000, "User-agent: *\nDisallow: /" + "*a" * 5_000, "Disallow: %%%\nCrawl-delay: x"]
)
def test_hostile_rules_cost_no_time(body):
    (came,) = look(Site(text(body)), ("https://paper.example/" + "a" * 3_000, timedelta(0)))
    assert isinstance(came, Fetched)


def test_a_site_with_a_thousand_hosts_and_long_rules_fills_no_memory(monkeypatch):
    monkeypatch.setattr("feeds.http.robots.MAX_KEPT", 10_000)
    site = Site(text("User-agent: *\n" + "Disallow: /private\n" * 5))
    pages = [f"https://h{number}.paper.example/1" for number in range(9)]
    look(site, *((page, timedelta(0)) for page in (*pages, pages[-1], pages[0])))
    asked = [url for url, _ in site.asked if url.endswith("/robots.txt")]
    assert asked.count("https://h8.paper.example/robots.txt") == 1
    assert asked.count("https://h0.paper.example/robots.txt") == 2
