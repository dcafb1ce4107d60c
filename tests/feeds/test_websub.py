"""Hubs: found, asked, confirmed, renewed and left; and what they deliver, if they signed it."""

import asyncio
import contextlib
import time
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

import aiohttp
import msgspec
import pytest
from feed_server import LOOPBACK, Answer, item, rss
from hypothesis import given
from hypothesis import strategies as st

from feeds.lists.opml import FeedAddress
from feeds.polling.fetch import open_fetcher
from feeds.polling.fleet import ERRANDS, OUTBOX, Fleet
from feeds.polling.outcome import Fetched
from feeds.polling.poller import Poller
from feeds.polling.round import Round
from feeds.polling.schedule import SchedulePolicy
from feeds.websub import lifecycle
from feeds.websub.hubs import Offer, find_offer
from feeds.websub.lifecycle import WebSubPolicy
from feeds.websub.listener import AT_ONCE, AT_ONCE_OF_ONE, Listener
from feeds.websub.service import WebSub
from feeds.websub.signature import HEADER, METHODS, is_signed, sign
from feeds.websub.subscriber import Subscriber
from storywatch.archive import FILE, ArchiveUnavailableError, Journal, Leases
from storywatch.archive.subscriptions import Subscription, Subscriptions, is_alive

T0 = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
POLICY = WebSubPolicy()
OFFER = Offer("https://hub.example/", "https://paper.example/feed")
HEAD = '<atom:link rel="hub" href="https://hub.example/"/><atom:link href="/feed" rel=\'self\'/>'


def fetched(body: bytes = b"", *links: str) -> Fetched:
    return Fetched(body, "", "https://paper.example/rss", "d", links=links)


def wanted() -> Subscription:
    one = lifecycle.want(None, "f", OFFER, "path", "secret")
    assert one is not None
    return one


@pytest.mark.parametrize(
    "answer",
    [
        fetched(b"", '<https://hub.example/>; rel="hub", </feed>; rel=self'),
        fetched(b"", '<https://hub.example/>; rel="preconnect hub"', "</feed>; rel=SELF"),
        fetched(rss(item("a"), channel=HEAD)),
        fetched(f"<feed><LINK rel='hub' href='https://hub.example/' />{HEAD}<entry/></feed>".encode()),
        fetched(b'{"hubs": [{"type": "WebSub", "url": "https://hub.example/"}], "feed_url": "/feed", "items": []}'),
        fetched(rss(item("a"), channel=HEAD.split("/>")[1] + "/>"), "<https://hub.example/>; rel=hub"),
    ],
)
def test_a_hub_is_found_wherever_feeds_name_it(answer):
    assert find_offer(answer) == OFFER


@pytest.mark.parametrize(
    "answer",
    [
        fetched(rss(item("a"))),
        fetched(rss(f"<item>{HEAD}</item>")),
        fetched(b"", "<https://hub.example/>; rel=hub"),
        fetched(b"", "<javascript:x>; rel=hub, </feed>; rel=self"),
        fetched(b"", "<https://[bad>; rel=hub, </feed>; rel=self"),
        fetched(b"{" * 100_000),
    ],
)
def test_what_is_no_offer_is_none(answer):
    assert find_offer(answer) is None


@given(st.binary(max_size=300), st.lists(st.text(max_size=100), max_size=3))
def test_whatever_a_feed_says_is_read_without_harm(body, links):
    find_offer(fetched(b"<link " * 20 + body, *links))
    find_offer(fetched(body))


def test_a_long_hostile_head_is_searched_in_no_time():
    began = time.process_time()
    for piece in (
        b"<link rel='hub' " * 9_000,
        b"<a:link " + b"x=' " * 30_000,
        b"<link " + b"<" * 90_000,
        b"rel=" * 30_000,
    ):
        find_offer(fetched(piece))
        find_offer(fetched(b"", piece[:2_048].decode()))
    assert time.process_time() - began < 1.0


@given(st.binary(), st.text(), st.sampled_from(METHODS), st.binary(max_size=8))
def test_a_signature_is_right_for_its_body_and_secret_only(body, secret, method, other):
    secret = secret.encode("utf-8", "replace").decode()
    header = sign(body, secret, method)
    assert is_signed(body, header, secret)
    assert not is_signed(body + b"x", header, secret)
    assert not is_signed(body, header, secret + "x")
    assert not is_signed(body, header[:-1], secret)
    for wrong in (None, "", header.replace("=", ""), f"md5={header}", other.decode("latin-1"), f"{method}="):
        assert not is_signed(body, wrong, secret)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["ask", "fail", "confirm", "refuse", "leave", "want", "another"]),
        st.floats(0, 10**7),
        st.integers(0, 10**6),
    ),
    max_size=25,
)


def step_on(one: Subscription, step: str, seconds: float, wait: int, now: datetime) -> Subscription | None:
    offers = {"want": OFFER, "another": Offer(OFFER.hub, "https://paper.example/other")}
    if step in offers:
        return lifecycle.want(one, "f", offers[step], f"path{wait}", "s")
    if step == "confirm":
        return lifecycle.confirm(one, seconds, now, POLICY) or one
    decide = {"ask": lifecycle.ask, "fail": lambda *rest: lifecycle.fail(rest[0], "no", *rest[1:])}
    decide["refuse"] = lambda *rest: lifecycle.refuse(rest[0], "", *rest[1:])
    return decide[step](one, now, POLICY) if step in decide else lifecycle.leave(one)


@given(STEPS)
def test_however_hubs_behave_a_subscription_is_asked_for_neither_hastily_nor_never(steps):
    one, now = wanted(), T0
    for step, seconds, wait in steps:
        now += timedelta(seconds=wait)
        before = one or wanted()
        one = step_on(before, step, seconds, wait, now)
        if one is not None and step in {"ask", "fail", "refuse"}:  # each is followed by patience, and that ends
            assert POLICY.retry <= one.due - now <= POLICY.longest_retry
        if one is not None and step == "confirm" and one != before:
            assert now < one.due < one.until <= now + POLICY.longest_lease
        assert one is None or not is_alive(one, now) or one.phase in {"active", "asked"}


def test_only_what_was_asked_for_is_confirmed_and_only_for_a_sensible_time():
    asked = lifecycle.ask(wanted(), T0, POLICY)
    confirmed = lifecycle.confirm(asked, 864_000, T0, POLICY)
    assert confirmed.until == T0 + timedelta(days=10)
    assert confirmed.due < confirmed.until
    assert lifecycle.confirm(wanted(), 864_000, T0, POLICY) is None
    assert lifecycle.confirm(lifecycle.leave(asked), 864_000, T0, POLICY) is None
    assert lifecycle.confirm(asked, 1, T0, POLICY) is None


def test_a_hub_that_never_confirms_a_goodbye_is_let_go_and_one_that_confirms_late_is_heard():
    one, asked = lifecycle.leave(lifecycle.ask(wanted(), T0, POLICY)), 0
    while one is not None:
        one, asked = lifecycle.ask(one, T0, POLICY), asked + 1
    assert asked == POLICY.goodbyes + 1
    late = lifecycle.fail(lifecycle.ask(wanted(), T0, POLICY), "no", T0, POLICY)
    assert lifecycle.confirm(late, 864_000, T0, POLICY).phase == "active"


def test_while_a_lease_is_renewed_the_hub_still_delivers():
    active = lifecycle.confirm(lifecycle.ask(wanted(), T0, POLICY), 864_000, T0, POLICY)
    renewing = lifecycle.ask(active, active.due, POLICY)
    assert is_alive(renewing, active.due)
    assert not is_alive(renewing, active.until)
    assert not is_alive(lifecycle.leave(active), T0)


class House:
    """A poller with WebSub on a fixed clock, and a feed server that is the hub, too."""

    def __init__(self, server, folder) -> None:
        self.server = server
        self.now = T0
        self.journal, self.store = Journal(folder / FILE), Subscriptions(folder / FILE)
        self.leases = Leases(folder / FILE)
        self.requests: list[dict[str, str]] = []
        self.feed = FeedAddress(server.url("/feed"))
        hub = f'<link rel="hub" href="{server.url("/hub")}"/><link rel="self" href="{server.url("/feed")}"/>'
        self.head = hub
        server.answers["/feed"] = Answer(200, rss(item("a"), channel=hub), {"ETag": '"1"'})
        server.answers["/hub"] = self.hub

    def hub(self, request) -> Answer:
        self.requests.append({name: value for name, (value,) in parse_qs(request.body.decode()).items()})
        return Answer(202)

    def clock(self) -> datetime:
        return self.now

    def one(self) -> Subscription | None:
        return next(iter(self.store.all()), None)

    @contextlib.asynccontextmanager
    async def running(self):
        fleet = self.fleet = Fleet(self.leases, "a", (OUTBOX, ERRANDS), self.clock)
        fleet.beat(())
        stop = asyncio.Event()
        async with open_fetcher(LOOPBACK) as fetcher, aiohttp.ClientSession() as http:
            self.http = http
            subscriber = Subscriber(self.store, fetcher, "https://me.example/hooks/", self.clock)
            rounds = Round(fetcher, (subscriber,), self.clock)
            self.listed = [self.feed]
            self.poller = Poller(
                fleet.choose(self.listed), self.journal, rounds, SchedulePolicy(), clock=self.clock, fleet=fleet,
                errands=(subscriber,), slow_down=subscriber.slow_down, jitter=lambda: 0.0,
            )  # fmt: skip
            self.service = WebSub(
                subscriber, self.poller, rounds, self.journal, fleet, lambda: self.listed, lambda: None
            )
            self.port = await self.service.listener.start("127.0.0.1", 0)
            polling = asyncio.create_task(self.poller.run(stop))
            yield
            stop.set()
            await polling
            await self.service.listener.stop()
        for archive in (self.journal, self.store, self.leases):
            archive.close()

    async def confirm(self, mode: str = "subscribe", **more: str) -> tuple[int, str]:
        asked = {"hub.mode": mode, "hub.topic": self.feed.url, "hub.challenge": "c h", "hub.lease_seconds": "864000"}
        url = f"http://127.0.0.1:{self.port}/any/{self.one().path}"
        async with self.http.get(url, params=asked | more) as response:
            return response.status, await response.text()

    async def deliver(self, body: bytes, *, header: str | None = None, path: str | None = None) -> int:
        signed = {HEADER: header if header is not None else sign(body, self.one().secret)}
        url = f"http://127.0.0.1:{self.port}/hooks/{path or self.one().path}"
        async with self.http.post(url, data=body, headers=signed) as response:
            return response.status

    async def until(self, true) -> None:
        deadline = time.monotonic() + 20
        while not true():
            assert time.monotonic() < deadline, "not reached in time"
            await asyncio.sleep(0.02)

    async def subscribed(self) -> None:
        await self.until(lambda: self.requests)
        assert await self.confirm() == (200, "c h")


@pytest.fixture
def house(server, tmp_path):
    return House(server, tmp_path)


def titles(journal) -> list[str]:
    return [row.article.header.title for row in journal.undone(99)]


def test_a_feed_with_a_hub_is_subscribed_pushed_polled_rarely_and_left_in_the_end(house):
    async def session():
        async with house.running():
            await house.subscribed()
            (asked,) = house.requests
            one = house.one()
            assert (asked["hub.mode"], asked["hub.topic"]) == ("subscribe", house.feed.url)
            assert asked["hub.callback"] == f"https://me.example/hooks/{one.path}"
            assert (asked["hub.secret"], len(one.path)) == (one.secret, 32)
            assert one.until == T0 + timedelta(days=10)

            began = time.monotonic()
            assert await house.deliver(rss(item("b"), channel=house.head)) == 202
            await house.until(lambda: titles(house.journal) == ["a", "b"])
            assert time.monotonic() - began < 1
            await house.until(lambda: house.journal.feed_states()[house.feed.url].due == T0 + timedelta(hours=1))
            assert house.journal.feed_states()[house.feed.url].etag == '"1"'

            assert await house.deliver(rss(item("b"), channel=house.head)) == 202  # again, as hubs do
            house.now = one.due
            house.fleet.beat(())
            await house.until(lambda: len(house.requests) == 2)  # renewed before its end
            polls = [request for request in house.server.requests if request.path == "/feed"]
            assert [poll.headers.get("if-none-match") for poll in polls] == [None, '"1"']  # the safety net
            assert titles(house.journal) == ["a", "b"]

            house.listed.clear()
            await house.service._refresh(leave=True)
            await house.until(lambda: house.requests[-1]["hub.mode"] == "unsubscribe")
            assert await house.confirm("unsubscribe") == (200, "c h")
            assert house.store.all() == []

    asyncio.run(session())


def test_a_feed_that_another_poller_polls_is_delivered_all_the_same_and_its_state_left_alone(house):
    async def session():
        async with house.running():
            await house.subscribed()
            house.poller.assign([])
            state = house.journal.feed_states()
            assert await house.deliver(rss(item("b"), channel=house.head)) == 202
            assert titles(house.journal) == ["a", "b"]  # it was kept before it was answered
            assert house.journal.feed_states() == state

    asyncio.run(session())


def test_while_the_archive_cannot_be_used_hubs_are_asked_to_come_again(house, monkeypatch):
    def locked(*_, **__):
        raise ArchiveUnavailableError("locked")

    async def session():
        async with house.running():
            await house.until(lambda: house.requests)
            with monkeypatch.context() as patch:
                patch.setattr(house.store, "change", locked)
                assert (await house.confirm())[0] == 503
            assert await house.confirm() == (200, "c h")
            house.poller.assign([])
            with monkeypatch.context() as patch:
                patch.setattr(house.journal, "take_in", locked)
                assert await house.deliver(rss(item("b"), channel=house.head)) == 503
            assert await house.deliver(rss(item("b"), channel=house.head)) == 202

    asyncio.run(session())


def test_only_the_poller_whose_job_it_is_listens(house, monkeypatch):
    monkeypatch.setattr("feeds.websub.service.LOOK_SECONDS", 0.02)

    async def session():
        async with house.running():
            await house.service.listener.stop()
            listening = asyncio.create_task(house.service.run("127.0.0.1", 0))
            await house.until(lambda: house.service.listener.running)
            house.fleet.forget({ERRANDS})
            await house.until(lambda: not house.service.listener.running)
            house.fleet.beat(())
            await house.until(lambda: house.service.listener.running)
            listening.cancel()
            await asyncio.wait({listening})
            assert not house.service.listener.running

    asyncio.run(session())


def test_what_nobody_signed_is_dropped_and_an_unknown_path_is_404(house):
    async def session():
        async with house.running():
            await house.subscribed()
            body = rss(item("forged"))
            assert await house.deliver(body, header="") == 202
            assert await house.deliver(body, header=sign(body, "guess")) == 202
            assert await house.deliver(body, header=sign(body + b" ", house.one().secret)) == 202
            assert await house.deliver(body, path="0" * 32) == 404
            assert await house.deliver(b"x" * 10_000_001) == 413
            await asyncio.sleep(0.3)
            assert titles(house.journal) == ["a"]

    asyncio.run(session())


def test_what_was_not_asked_for_is_not_confirmed_and_a_denial_falls_back_to_polling(house):
    async def session():
        async with house.running():
            await house.until(lambda: house.requests)
            other = {"hub.topic": "https://other.example/"}
            assert (await house.confirm(**other))[0] == 404
            assert (await house.confirm("unsubscribe"))[0] == 404
            assert (await house.confirm(**{"hub.challenge": ""}))[0] == 404
            assert house.one().phase == "asked"
            assert (await house.confirm("denied", **{"hub.reason": "no such topic"}))[0] == 200
            assert house.one().phase == "refused"
            assert "no such topic" in house.one().error
            assert house.poller._intake._slow_down(house.feed.url) is None

    asyncio.run(session())


def test_a_hub_that_fails_is_asked_again_later_and_polled_around(house):
    house.server.answers["/hub"] = Answer(500)

    async def session():
        async with house.running():
            await house.until(lambda: house.one() is not None and house.one().failures == 1)
            assert "500" in house.one().error
            assert house.one().due == T0 + POLICY.retry
            assert house.poller._intake._slow_down(house.feed.url) is None

    asyncio.run(session())


def test_a_hub_inside_our_own_network_is_not_asked(house):
    house.server.answers["/feed"] = Answer(
        200, rss(item("a"), channel=house.head.replace(house.server.url("/hub"), "http://10.0.0.1/hub"))
    )

    async def session():
        async with house.running():
            await house.until(lambda: house.one() is not None and house.one().failures == 1)
            assert "allow_networks" in house.one().error

    asyncio.run(session())


def test_a_hub_that_sends_slowly_leaves_room_for_the_others():
    class Known:
        def find(self, path):
            return msgspec.structs.replace(wanted(), feed=path, path=path)

    async def deliver(*_):
        """Nothing."""

    async def session():
        listener = Listener(Known(), deliver)
        port = await listener.start("127.0.0.1", 0)
        drips = [await asyncio.open_connection("127.0.0.1", port) for _ in range(AT_ONCE)]
        for _, writer in drips:
            writer.write(b"POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx")
            await writer.drain()
        # All but two are sent away at once, so that they have been counted by the time that another hub comes.
        turned_away = asyncio.as_completed([reader.readline() for reader, _ in drips])
        said = [await next(turned_away) for _ in range(AT_ONCE - AT_ONCE_OF_ONE)]
        async with aiohttp.ClientSession() as http, http.post(f"http://127.0.0.1:{port}/other", data=b"x") as response:
            status = response.status
        for _, writer in drips:
            writer.close()
        await listener.stop()
        return said, status

    said, status = asyncio.run(session())
    assert all(b" 503 " in line for line in said)
    assert status == 202
