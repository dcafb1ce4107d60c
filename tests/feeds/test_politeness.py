"""A day of polling hundreds of feeds of every temper, on a clock that leaps: no request that an outlet may resent."""

import asyncio
import os
import random
from collections import Counter
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from recording_web import T0, RecordingWeb, read_listing
from virtual_time import run_virtually

from feeds.address import FeedAddress
from feeds.http.pace import PacePolicy
from feeds.polling.fetch import Fetcher
from feeds.polling.poller import Poller
from feeds.polling.round import Round
from feeds.polling.schedule import SchedulePolicy
from storywatch.archive import Journal

SLOW = bool(os.environ.get("STORYWATCH_SLOW"))
FEEDS = 500
HOSTS = 60
HOURS = 24
INTERVAL = timedelta(minutes=5 if SLOW else 60)
"""The default interval takes a minute of processor time; the rules are the same with a longer one."""

TEMPERS = (
    "quiet steady lively dated bare fresh night slow busy full gone broken away circle moved moved-later "
    "quiet quiet quiet steady"
).split()


@pytest.fixture(scope="module")
def day():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("feeds.polling.poller.LOOK_SECONDS", 30.0)  # it looks when something is due all the same
        yield from a_day()


def a_day():
    memory = Path("/dev/shm")  # thousands of durable writes: on a disk, waiting for it would take most of the time
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        journal = Journal(Path(folder) / "archive.sqlite")
        yield live_a_day(journal), journal
        journal.close()


def live_a_day(journal):
    pace = PacePolicy()
    web = RecordingWeb(pace.at_once, pace.spacing)

    async def live():
        loop = asyncio.get_running_loop()

        def clock():
            return T0 + timedelta(seconds=loop.time())

        feeds = [
            FeedAddress(f"http://host{number % HOSTS}.example/{TEMPERS[number % len(TEMPERS)]}/{number}")
            for number in range(FEEDS)
        ]
        fetcher = Fetcher(web, pace, contact="news@monitor.example")
        jitter = random.Random(7).random
        policy = SchedulePolicy(interval=INTERVAL)
        poller = Poller(feeds, journal, Round(fetcher, (), clock, read_listing), policy, clock=clock, jitter=jitter)
        stop = asyncio.Event()
        loop.call_later(HOURS * 3600, stop.set)
        await poller.run(stop)

    run_virtually(live())
    return web


def test_no_rule_of_any_outlet_was_broken(day):
    web, _ = day
    print(f"{sum(web.asked.values())} requests: {dict(web.asked)}; answers: {dict(web.statuses)}")
    assert web.violations == []


def test_every_temper_was_met(day):
    web, _ = day
    assert {"home", *TEMPERS} == set(web.asked)
    assert {200, 302, 304, 308, 410, 429, 500, 503} <= set(web.statuses)
    assert web.asked["gone"] == TEMPERS.count("gone") * FEEDS // len(TEMPERS)


@pytest.mark.skipif(SLOW, reason="at the default interval a feed's first day is too short to tell")
def test_a_lively_feed_is_polled_more_often_than_a_quiet_one(day):
    web, _ = day
    feeds = Counter({kind: TEMPERS.count(kind) for kind in TEMPERS})
    assert web.asked["lively"] / feeds["lively"] > 3 * web.asked["quiet"] / feeds["quiet"]


def test_what_moved_for_good_is_asked_at_its_new_address_only(day):
    web, journal = day
    moved = [url for url in web.polls if "/moved/" in url]
    assert moved
    assert {len(web.polls[url]) for url in moved} == {SchedulePolicy().moves}
    assert all(journal.feed_states()[url].address.startswith("http://new") for url in moved)


def test_polls_do_not_fall_into_step(day):
    web, _ = day
    seconds = Counter(int(moment) for url, moments in web.polls.items() for moment in moments if moment > 3_600)
    assert max(seconds.values()) <= HOSTS / 4
