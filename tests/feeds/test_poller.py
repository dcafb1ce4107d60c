"""The loop: in order, held up by nobody, calm about a missing network."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from feed_server import LOOPBACK, Answer, item, rss

from feeds.address import FeedAddress
from feeds.http.guard import Guard
from feeds.polling.fetch import open_fetcher
from feeds.polling.intake import Intake
from feeds.polling.poller import Poller
from feeds.polling.reading import read_here
from feeds.polling.round import Round
from feeds.polling.schedule import SchedulePolicy
from feeds.polling.wave import Failure, Wave, describe_articles, describe_failures
from storywatch.archive import ArchiveUnavailableError, Journal

T0 = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@pytest.fixture
def journal(tmp_path):
    opened = Journal(tmp_path / "archive.sqlite")
    yield opened
    opened.close()


def poll_until(journal, urls, done, *, clock=lambda: T0, seconds=8.0, settings=LOOPBACK):
    """Run a poller until `done()` holds; fail if that takes longer than `seconds`."""

    async def session():
        stop = asyncio.Event()
        async with open_fetcher(settings, total_seconds=3.0) as fetcher:
            feeds = [FeedAddress(url) for url in urls]
            policy = SchedulePolicy(interval=timedelta(seconds=1))
            allows = Guard(settings.allow_networks).allows
            rounds = Round(fetcher, (), clock)
            poller = Poller(feeds, journal, rounds, policy, clock=clock, jitter=lambda: 0.0, allows=allows)
            running = asyncio.create_task(poller.run(stop))
            deadline = time.monotonic() + seconds
            while not done() and time.monotonic() < deadline and not running.done():  # noqa: ASYNC110 - any condition
                await asyncio.sleep(0.02)
            reached = done()
            stop.set()
            await running
            return reached

    assert asyncio.run(session()), "not reached in time"


def test_a_first_poll_tells_a_story_in_order_across_feeds(server, journal):
    server.answers["/a"] = Answer(
        200,
        rss(item("third", date="Sun, 01 Mar 2026 10:00:00 GMT"), item("first", date="Sun, 01 Mar 2026 08:00:00 GMT")),
    )
    server.answers["/b"] = Answer(200, rss(item("second", date="Sun, 01 Mar 2026 09:00:00 GMT")))
    poll_until(journal, [server.url("/a"), server.url("/b")], lambda: journal.waiting() == 3)
    assert [row.article.header.title for row in journal.undone(9)] == ["first", "second", "third"]


def test_a_slow_feed_holds_up_no_other(server, journal):
    def slowly():
        time.sleep(2.9)
        yield b""

    server.answers["/slow"] = Answer(pieces=slowly)
    server.answers["/quick"] = Answer(200, rss(item("a")))
    # Two seconds are over while the slow one is still under way.
    poll_until(journal, [server.url("/slow"), server.url("/quick")], lambda: journal.waiting() == 1, seconds=2.0)


def test_an_unchanged_feed_gives_nothing_new_and_its_validators_survive_a_restart(server, journal):
    def answer(request):
        if request.headers.get("if-none-match") == '"1"':
            return Answer(304)
        return Answer(200, rss(item("a"), item("b")), {"ETag": '"1"'})

    server.answers["/feed"] = answer
    url = server.url("/feed")
    poll_until(journal, [url], lambda: journal.waiting() == 2)
    later = T0 + timedelta(minutes=1)
    poll_until(journal, [url], lambda: journal.feed_states()[url].polled == later, clock=lambda: later)
    assert journal.waiting() == 2
    assert [request.headers.get("if-none-match") for request in server.requests] == [None, '"1"']


def test_what_an_unchanged_feed_lists_is_not_new_again_after_the_window(server, journal):
    server.answers["/feed"] = Answer(200, rss(item("a")))
    url = server.url("/feed")
    poll_until(journal, [url], lambda: journal.waiting() == 1)
    journal.mark_done(journal.undone(1)[0].article.header.id, 1)
    for days in (20, 40):
        now = T0 + timedelta(days=days)
        poll_until(journal, [url], lambda now=now: journal.feed_states()[url].polled == now, clock=lambda now=now: now)
    server.answers["/feed"] = Answer(200, rss(item("a"), item("b")))
    now = T0 + timedelta(days=41)
    poll_until(journal, [url], lambda: journal.waiting() == 1, clock=lambda: now)
    assert [row.article.header.title for row in journal.undone(9)] == ["b"]


def test_nothing_is_forgotten_right_after_a_start_or_a_jump_of_the_clock(journal, monkeypatch):
    pruned = []
    monkeypatch.setattr(journal, "prune", pruned.append)
    now = T0
    intake = Intake(journal, SchedulePolicy(), lambda: now, lambda _: None, lambda: 0.0)
    for minutes in (0, 50, 61, 122, 40 * 24 * 60, 40 * 24 * 60 + 59, 40 * 24 * 60 + 60, 30, 91):
        now = T0 + timedelta(minutes=minutes)
        asyncio.run(intake.prune())
    assert [(at - T0) / timedelta(minutes=1) for at in pruned] == [61, 122, 40 * 24 * 60 + 60, 91]


def test_an_archive_that_is_unavailable_for_a_while_loses_nothing(server, journal, monkeypatch, caplog):
    monkeypatch.setattr("feeds.polling.poller.RETRY_SECONDS", 0.02)
    failures = iter([True] * 3)
    accept = journal.take_in

    def full(*arguments, **pages):
        if next(failures, False):
            raise ArchiveUnavailableError("the disk is full")
        return accept(*arguments, **pages)

    monkeypatch.setattr(journal, "take_in", full)
    server.answers["/feed"] = Answer(200, rss(item("a")))
    poll_until(journal, [server.url("/feed")], lambda: journal.waiting() == 1)
    assert len(server.requests) == 1
    assert caplog.text.count("the disk is full") == 1


def test_an_item_that_a_body_breaks_off_in_is_read_once_it_is_whole(server, journal):
    whole = rss(item("a"), item("b", "The bridge is closed until Monday."))
    url, bodies = server.url("/feed"), [whole[: whole.rindex(b" until")], whole]

    def answer(request):
        if request.headers.get("if-none-match") == '"1"':
            return Answer(304)
        return Answer(200, bodies[0], {"ETag": '"1"'})

    server.answers["/feed"] = answer
    poll_until(journal, [url], lambda: journal.waiting() == 1)
    assert journal.feed_states()[url].broken_off
    del bodies[0]
    poll_until(journal, [url], lambda: journal.waiting() == 2, clock=lambda: T0 + timedelta(minutes=1))
    assert not journal.feed_states()[url].broken_off


def test_an_edited_article_is_its_next_revision(server, journal):
    url = server.url("/feed")
    server.answers["/feed"] = Answer(200, rss(item("a", "Eleven are missing.")))
    poll_until(journal, [url], lambda: journal.waiting() == 1)
    server.answers["/feed"] = Answer(200, rss(item("a", "Seventeen are missing.")))
    later = T0 + timedelta(minutes=1)
    poll_until(journal, [url], lambda: journal.waiting() == 2, clock=lambda: later)
    assert [(row.article.header.revision, row.article.header.published) for row in journal.undone(9)][1] == (2, later)


def test_an_entry_that_is_no_article_is_refused_and_the_others_go_on(server, journal):
    server.answers["/feed"] = Answer(200, rss(item("a"), "<item><link>https://paper.example/none</link></item>"))
    poll_until(journal, [server.url("/feed")], lambda: journal.waiting() == 1)
    (refused,) = journal.unsent_refusals(9)
    assert (refused.step, refused.error, refused.key) == (
        "feeds",
        "neither title nor text",
        "https://paper.example/none",
    )


def test_a_feed_that_asks_for_patience_or_is_gone_is_not_asked_again(server, journal):
    server.answers["/busy"] = Answer(429, headers={"Retry-After": "600"})
    server.answers["/gone"] = Answer(410)
    urls = [server.url("/busy"), server.url("/gone")]
    poll_until(journal, urls, lambda: len(journal.feed_states()) == 2)
    for minutes in (1, 9):
        with pytest.raises(AssertionError, match="not reached"):
            poll_until(
                journal,
                urls,
                lambda: len(server.requests) > 2,
                clock=lambda m=minutes: T0 + timedelta(minutes=m),
                seconds=0.4,
            )
    poll_until(journal, urls, lambda: len(server.requests) > 2, clock=lambda: T0 + timedelta(minutes=11))
    assert [request.path for request in server.requests].count("/gone") == 1


def test_a_feed_that_was_refused_for_its_address_is_polled_at_the_next_start_once_that_is_allowed(server, journal):
    server.answers["/feed"] = Answer(200, rss(item("a")))
    url = server.url("/feed")
    nothing_allowed = msgspec.structs.replace(LOOPBACK, allow_networks=())
    poll_until(journal, [url], lambda: journal.feed_states().get(url) is not None, settings=nothing_allowed)
    state = journal.feed_states()[url]
    assert state.forbidden == "127.0.0.1"
    put_off = msgspec.structs.replace(state, failures=9, due=T0 + timedelta(hours=20))
    journal.take_in([], [put_off], [], {})
    with pytest.raises(AssertionError, match="not reached"):
        poll_until(journal, [url], lambda: journal.feed_states()[url] != put_off, settings=nothing_allowed, seconds=0.4)
    poll_until(journal, [url], lambda: journal.waiting() == 1)
    assert journal.feed_states()[url].forbidden is None


def test_a_page_instead_of_a_feed_is_told_in_words(server, journal):
    url = server.url("/feed")
    server.answers["/feed"] = Answer(200, b"<!doctype html><html>Sign in</html>", {"ETag": '"x"'})
    poll_until(journal, [url], lambda: url in journal.feed_states())
    state = journal.feed_states()[url]
    assert (state.error, state.etag, state.failures) == ("a web page instead of a feed", None, 1)


def test_a_missing_network_is_one_calm_line():
    failed = [
        Failure(f"https://{n}.example/", "unreachable", "no such host", T0 + timedelta(minutes=5)) for n in range(12)
    ]
    assert describe_failures(failed, 13, T0) == (
        "12 of 13 feeds unreachable (no network?): https://0.example/, https://1.example/, https://2.example/ "
        "and 9 more; next try in 5 min"
    )
    broken = Failure("https://x.example/", "refused", "the server answers 404 Not Found", T0 + timedelta(minutes=5))
    assert (
        describe_failures([broken], 13, T0) == "https://x.example/: the server answers 404 Not Found; next try in 5 min"
    )


def test_what_is_new_is_said_with_where_it_came_from():
    assert describe_articles(Wave(polled=3, articles=2)) == "2 new article(s) from 3 feed(s)"
    assert describe_articles(Wave(pages=4, articles=4)) == "4 new article(s) from 4 page(s)"
    assert describe_articles(Wave(polled=1, pages=4, articles=5)) == "5 new article(s) from 1 feed(s) and 4 page(s)"


def test_a_feed_that_lists_more_than_is_read_of_it_is_said_once_a_day(server, journal, monkeypatch, caplog):
    monkeypatch.setattr("feeds.reading.parse.MAX_ENTRIES", 2)
    url = server.url("/feed")
    server.answers["/feed"] = Answer(200, rss(*(item(str(n)) for n in range(5))))
    poll_until(journal, [url], lambda: journal.waiting() == 2)
    said = [record.message for record in caplog.records if "lists very much" in record.message]
    assert said == [f"{url} lists very much: 3 item(s) beyond the 1,000 that are read of one poll are left out"]


def test_a_body_is_read_whole_twice_a_day_and_cut_in_between(server, journal):
    url, now, known = server.url("/feed"), [T0], []

    async def watched(feed, fetched, at, record):
        known.append(bool(record))
        return await read_here(feed, fetched, at, record)

    async def session():
        async with open_fetcher(LOOPBACK) as fetcher:
            poller = Poller(
                [FeedAddress(url)],
                journal,
                Round(fetcher, (), lambda: now[0], watched),
                SchedulePolicy(),
                clock=lambda: now[0],
            )
            stop = asyncio.Event()
            running = asyncio.create_task(poller.run(stop))
            for number, hours in enumerate((0, 5, 11, 14, 20, 25, 27)):
                server.answers["/feed"] = Answer(200, rss(*(item(str(one)) for one in range(number + 1))))
                now[0] = T0 + timedelta(hours=hours)
                poller._agenda.put(url, "127.0.0.1", None)
                poller._awake.set()
                while journal.waiting() < number + 1:  # noqa: ASYNC110 - the journal tells nobody
                    await asyncio.sleep(0.01)
            stop.set()
            await running

    asyncio.run(asyncio.wait_for(session(), 20))
    assert known == [False, True, True, False, True, True, False]


def test_a_clock_that_ran_ahead_and_was_set_back_stops_no_feed(server, journal):
    server.answers["/feed"] = lambda _: Answer(200, rss(item("a")))
    url = server.url("/feed")
    ahead = T0 + timedelta(days=3_650)
    now = [ahead]

    def polled_again():
        state = journal.feed_states().get(url)
        if state is not None:
            now[0] = T0 if now[0] == ahead else now[0] + timedelta(seconds=2)
        return state is not None and state.polled < ahead

    poll_until(journal, [url], polled_again, clock=lambda: now[0])
