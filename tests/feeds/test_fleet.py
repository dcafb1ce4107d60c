"""Several pollers on one archive: each feed one's, a dead one's soon another's, and a late one's results dropped."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from feed_server import LOOPBACK, Answer, item, rss

from feeds.address import FeedAddress
from feeds.polling.fetch import open_fetcher
from feeds.polling.fleet import ERRANDS, OUTBOX, Fleet, share_of
from feeds.polling.outcome import Fetched
from feeds.polling.poller import Poller
from feeds.polling.roster import FeedList, Roster
from feeds.polling.round import Round
from feeds.polling.schedule import SchedulePolicy
from storywatch.archive import FILE, ArchiveUnavailableError, Journal, Leases

T0 = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
HOSTS = [FeedAddress(f"https://paper-{number}.example/feed") for number in range(40)]


class Clock:
    def __init__(self) -> None:
        self.now = T0

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def archive(tmp_path):
    opened = Journal(tmp_path / FILE), Leases(tmp_path / FILE)
    yield opened
    for one in opened:
        one.close()


def fleet(archive, name, clock) -> Fleet:
    return Fleet(archive[1], name, (OUTBOX, ERRANDS), clock)


def urls(feeds) -> set[str]:
    return {feed.url for feed in feeds}


def test_feeds_of_one_host_are_in_one_share():
    assert share_of(FeedAddress("https://a.example/1")) == share_of(FeedAddress("https://user:pass@a.example:8443/2"))
    assert len({share_of(feed) for feed in HOSTS}) > 20


def test_two_share_all_feeds_and_no_feed_and_no_job_is_both_s(archive, clock):
    one, other = fleet(archive, "a", clock), fleet(archive, "b", clock)
    for _ in range(2):
        one.beat(())
        other.beat(())
    mine, theirs = urls(one.choose(HOSTS)), urls(other.choose(HOSTS))
    assert not mine & theirs
    assert mine | theirs == urls(HOSTS)
    assert min(len(mine), len(theirs)) > 8
    assert [one.has(OUTBOX), other.has(OUTBOX)] == [True, False]


def test_a_beat_says_when_the_feeds_to_poll_are_others(archive, clock):
    one, other = fleet(archive, "a", clock), fleet(archive, "b", clock)
    assert one.beat(())
    one.choose(HOSTS)
    assert not one.beat(())
    other.beat(())
    assert one.beat(())


def test_half_a_list_is_not_taken_for_the_list(tmp_path):
    file = tmp_path / "feeds.opml"
    whole = "".join(f'<outline xmlUrl="{feed.url}"/>' for feed in HOSTS)
    file.write_text(f"<opml><body>{whole}</body></opml>")
    feeds = FeedList(file)
    with file.open("w") as writer:
        writer.write(f"<opml><body>{whole[:200]}")
        writer.flush()
        assert not feeds.refresh()
        writer.write(f"{whole[200 : -len(whole) // 40]}</body></opml>")
    assert not feeds.refresh()
    assert urls(feeds.feeds) == urls(HOSTS)
    assert feeds.refresh()
    assert not feeds.refresh()
    assert urls(feeds.feeds) == urls(HOSTS[:-1])


def test_a_list_that_stays_cut_off_loses_no_feed_and_says_so_once(tmp_path, caplog):
    file = tmp_path / "feeds.opml"
    whole = [f'<outline xmlUrl="{feed.url}"/>' for feed in HOSTS[:8]]
    file.write_text(f"<opml><body>{''.join(whole)}</body></opml>")
    feeds = FeedList(file)
    file.write_text("<opml><body>" + "".join(whole[:3]))
    assert [feeds.refresh() for _ in range(4)] == [False] * 4
    assert urls(feeds.feeds) == urls(HOSTS[:8])
    assert caplog.text.count(f"it has lost {HOSTS[3].url}, ") == caplog.text.count("and 2 more: mend it") == 1
    file.write_text("<opml><body>" + "".join(whole) + f'<outline text="a "b"" xmlUrl="{HOSTS[8].url}"/>')
    assert [feeds.refresh() for _ in range(2)] == [False, True]  # ill-formed, but nothing is missing
    assert urls(feeds.feeds) == urls(HOSTS[:9])
    file.write_text("<opml><body>" + "".join(whole[:3]) + "</body></opml>")
    assert [feeds.refresh() for _ in range(2)] == [False, True]
    assert urls(feeds.feeds) == urls(HOSTS[:3])


def test_another_list_may_be_ill_formed_and_name_other_feeds(tmp_path):
    own, sample = tmp_path / "own.opml", tmp_path / "sample.opml"
    sample.write_text(f'<opml><body><outline xmlUrl="{HOSTS[0].url}"/></body></opml>')
    feeds = FeedList(own, sample)
    own.write_text(f'<opml><body><outline text="a "b"" xmlUrl="{HOSTS[1].url}"/></body></opml>')
    assert [feeds.refresh() for _ in range(2)] == [False, True]
    assert urls(feeds.feeds) == urls(HOSTS[1:2])


class Gate:
    """A fetch that ends when the test says so."""

    def __init__(self) -> None:
        self.open, self.asked = asyncio.Event(), asyncio.Event()
        self.states = []

    @property
    def fetched(self) -> int:
        return len(self.states)

    async def fetch(self, feed, state, now):
        self.states.append(state)
        self.asked.set()
        await self.open.wait()
        return Fetched(rss(item("a")), "", feed.url, "digest", '"1"')


def test_what_a_poller_fetched_while_another_took_its_feed_over_is_dropped(archive, clock):
    journal, _ = archive
    one, other = fleet(archive, "a", clock), fleet(archive, "b", clock)
    one.beat(())

    async def session():
        gate, stop = Gate(), asyncio.Event()
        feeds = one.choose(HOSTS[:1])
        poller = Poller(feeds, journal, Round(gate, (), clock), SchedulePolicy(), clock=clock, fleet=one)
        running = asyncio.create_task(poller.run(stop))
        await gate.asked.wait()
        clock.now += timedelta(seconds=31)  # it sleeps, and its lease runs out
        assert urls(other.choose(HOSTS[:1])) == set()
        other.beat(())
        assert urls(other.choose(HOSTS[:1])) == urls(HOSTS[:1])
        gate.open.set()
        await asyncio.sleep(0.3)
        stop.set()
        await running
        return gate.fetched

    assert asyncio.run(session()) == 1
    assert journal.feed_states() == {}
    assert journal.waiting() == 0


async def until(true):
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.02)


def test_a_feed_that_another_polled_meanwhile_is_asked_no_sooner_than_the_other_was_told(archive, clock, tmp_path):
    journal, _ = archive
    one, other = fleet(archive, "a", clock), fleet(archive, "b", clock)
    file = tmp_path / "feeds.opml"
    file.write_text(f'<opml><body><outline xmlUrl="{HOSTS[0].url}"/></body></opml>')
    feeds, gate, stop = FeedList(file), Gate(), asyncio.Event()
    gate.open.set()
    one.beat(())

    async def session():
        poller = Poller(
            one.choose(feeds.feeds), journal, Round(gate, (), clock), SchedulePolicy(), clock=clock, fleet=one
        )
        running = asyncio.create_task(poller.run(stop))
        await until(journal.feed_states)
        clock.now += timedelta(days=1)  # it sleeps, and the feed is long due when it wakes
        other.beat(())
        (state,) = journal.feed_states().values()
        told = msgspec.structs.replace(state, polled=clock.now, due=clock.now + timedelta(hours=20), etag='"2"')
        journal.accept([], [told])
        other.leave()
        assert one.beat(())
        assert one.begin(HOSTS[0]) is None
        roster = asyncio.create_task(Roster(feeds, one).run(poller, beat_seconds=0.02))
        await until(lambda: one.begin(HOSTS[0]) is not None)
        await asyncio.sleep(1.2)
        assert gate.fetched == 1
        clock.now = told.due + timedelta(seconds=1)
        await until(lambda: gate.fetched == 2)
        roster.cancel()
        stop.set()
        await running

    asyncio.run(session())
    assert gate.states[-1].etag == '"2"'


def test_feeds_whose_states_cannot_be_read_for_a_while_are_polled_later(archive, clock, tmp_path, monkeypatch, caplog):
    monkeypatch.setattr("feeds.polling.roster.RETRY_SECONDS", 0.02)
    journal, _ = archive
    ours, gate, stop = fleet(archive, "a", clock), Gate(), asyncio.Event()
    file = tmp_path / "feeds.opml"
    file.write_text(f'<opml><body><outline xmlUrl="{HOSTS[0].url}"/></body></opml>')
    feeds, failures, read = FeedList(file), iter([True] * 3), journal.feed_states
    gate.open.set()

    def locked():
        if next(failures, False):
            raise ArchiveUnavailableError("the archive is locked")
        return read()

    async def session():
        poller = Poller((), journal, Round(gate, (), clock), SchedulePolicy(), clock=clock, fleet=ours)
        monkeypatch.setattr(journal, "feed_states", locked)
        running = asyncio.create_task(poller.run(stop))
        roster = asyncio.create_task(Roster(feeds, ours).run(poller, beat_seconds=0.02))
        await until(read)
        roster.cancel()
        stop.set()
        await running

    asyncio.run(session())
    assert set(read()) == {HOSTS[0].url}
    assert caplog.text.count("the archive is locked") == 1


def test_a_changed_list_is_polled_without_a_restart_and_a_broken_one_changes_nothing(archive, clock, server, tmp_path):
    journal, _ = archive
    file = tmp_path / "feeds.opml"

    def write(*paths: str) -> None:
        outlines = "".join(f'<outline xmlUrl="{server.url(path)}"/>' for path in paths)
        beside = tmp_path / "beside"
        beside.write_text(f"<opml><body>{outlines}</body></opml>")
        beside.replace(file)

    for path in ("/a", "/b"):
        server.answers[path] = Answer(200, rss(item(path[1:])))
    write("/a")

    async def session():
        ours = fleet(archive, "a", clock)
        ours.beat(())
        feeds, stop = FeedList(file), asyncio.Event()
        async with open_fetcher(LOOPBACK) as fetcher:
            poller = Poller(
                ours.choose(feeds.feeds), journal, Round(fetcher, (), clock), SchedulePolicy(), clock=clock, fleet=ours
            )
            running = asyncio.create_task(poller.run(stop))
            roster = asyncio.create_task(Roster(feeds, ours).run(poller, beat_seconds=0.02))
            await until(lambda: journal.waiting() == 1)
            write("/a", "/b")
            await until(lambda: journal.waiting() == 2)
            file.write_text("<opml><body>")
            await asyncio.sleep(0.1)
            write("/b")
            await until(lambda: len(feeds.feeds) == 1)
            roster.cancel()
            stop.set()
            await running

    asyncio.run(session())
    assert set(journal.feed_states()) == {server.url("/a"), server.url("/b")}
