"""Full texts and revisits over real HTTP: fetched politely, told once, whatever is killed when."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest
from feed_server import LOOPBACK, Answer, rss

from feeds.address import FeedAddress
from feeds.pages.pages import FULL, FullTexts, Pages
from feeds.pages.revisits import RevisitPolicy
from feeds.polling.fetch import open_fetcher
from feeds.polling.leads import Leads
from feeds.polling.poller import Poller
from feeds.polling.reading import read_here
from feeds.polling.round import Round
from feeds.polling.schedule import SchedulePolicy
from feeds.reading.confined import Confinement
from feeds.reading.work import do
from storywatch.archive import Journal, page_budget

T0 = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
POLICY = RevisitPolicy(retries=(timedelta(seconds=1),) * 2)


class Inline(Confinement):
    """Reads in this process: what is tested here is not the bounds."""

    async def run(self, job, answer):
        return do(job)


class Clock:
    """A clock that a test sets; it runs with the real one from there."""

    def __init__(self) -> None:
        self._ahead = T0 - datetime.now(UTC)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def jump(self, ahead: timedelta) -> None:
        self._ahead += ahead


@pytest.fixture
def journal(tmp_path):
    opened = Journal(tmp_path / "archive.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def clock():
    return Clock()


def entry(server, slug, text="A dam broke."):
    return (
        f"<item><title>{slug}</title><link>{server.url('/' + slug)}</link><guid>{slug}</guid>"
        f"<description>{text}</description><pubDate>Sun, 01 Mar 2026 08:00:00 GMT</pubDate></item>"
    )


def page(slug, more="", head=""):
    paragraphs = "".join(
        f"<p>The ministry said of {slug} that part {n} of the dam above the valley had held, and nobody was hurt.</p>"
        for n in range(6)
    )
    return Answer(
        200,
        f"<html><head><title>{slug}</title>{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{slug}</h1>{paragraphs}{more}</article></body></html>".encode(),
        {"Content-Type": "text/html; charset=utf-8"},
    )


def run(server, journal, clock, done, *, path="/feed", full_text=True, seconds=8.0, confinement=None, kind="feed"):
    """Poll one feed with its pages until `done()` holds; fail if that takes longer than `seconds`."""

    async def session():
        stop = asyncio.Event()
        async with open_fetcher(LOOPBACK, total_seconds=3.0) as fetcher, confinement or Inline() as reading:
            poller = Poller(
                [FeedAddress(server.url(path), full_text=full_text, kind=kind)],
                journal,
                Round(fetcher, (Leads(fetcher, read_here), FullTexts(default=False)), clock),
                SchedulePolicy(interval=timedelta(seconds=1), shortest=timedelta(seconds=1)),
                clock=clock,
                errands=(Pages(journal, fetcher, reading, POLICY, clock),),
                jitter=lambda: 0.0,
            )
            running = asyncio.create_task(poller.run(stop))
            deadline = time.monotonic() + seconds
            while not done() and time.monotonic() < deadline and not running.done():  # noqa: ASYNC110 - any condition
                await asyncio.sleep(0.02)
            reached = done()
            stop.set()
            await running
            return reached

    assert asyncio.run(session()), "not reached in time"


def told(journal):
    return [row.article for row in journal.undone(99)]


def test_an_article_is_told_with_the_text_of_its_page_once(server, journal, clock):
    server.answers["/feed"] = Answer(200, rss(entry(server, "a")))
    server.answers["/a"] = page("a", head='<link rel="canonical" href="/a?from=canonical">')
    run(server, journal, clock, lambda: len(told(journal)) == 1, confinement=Confinement(), seconds=40)
    (article,) = told(journal)
    assert article.text.count("nobody was hurt") == 6
    assert article.header.url == server.url("/a?from=canonical")
    assert article.header.published == datetime(2026, 3, 1, 8, tzinfo=UTC)
    assert list(dict.fromkeys(request.path for request in server.requests)) == ["/feed", "/robots.txt", "/a"]


@pytest.mark.parametrize("full_text", [False, None])
def test_a_feed_without_full_texts_has_no_page_fetched(server, journal, clock, full_text):
    server.answers["/feed"] = Answer(200, rss(entry(server, "a")))
    run(server, journal, clock, lambda: len(told(journal)) == 1, full_text=full_text)
    assert {request.path for request in server.requests} == {"/feed"}


def test_an_entry_that_is_whole_in_its_feed_has_no_page_fetched(server, journal, clock):
    server.answers["/feed"] = Answer(200, rss(entry(server, "a", "word " * FULL)))
    run(server, journal, clock, lambda: len(told(journal)) == 1)
    assert {request.path for request in server.requests} == {"/feed"}


@pytest.mark.parametrize(
    "answer",
    [
        Answer(403),
        Answer(404),
        Answer(200, b"<html><body><p>Subscribe to read."),
        page("a", head='<script type="application/ld+json">{"isAccessibleForFree": "False"}</script>'),
        Answer(302, headers={"Location": "/"}),
    ],
)
def test_a_page_that_cannot_be_read_leaves_the_feeds_text_at_once(server, journal, clock, answer):
    server.answers["/feed"] = Answer(200, rss(entry(server, "a")))
    server.answers |= {"/a": answer, "/": page("home")}
    run(server, journal, clock, lambda: len(told(journal)) == 1)
    assert told(journal)[0].text == "A dam broke."
    assert journal.pages() == (0, 0)


def test_what_robots_txt_forbids_is_not_fetched(server, journal, clock):
    server.answers["/feed"] = Answer(200, rss(entry(server, "a")))
    server.answers |= {"/a": page("a"), "/robots.txt": Answer(200, b"User-agent: *\nDisallow: /a")}
    run(server, journal, clock, lambda: len(told(journal)) == 1)
    assert told(journal)[0].text == "A dam broke."
    assert "/a" not in {request.path for request in server.requests}


def test_a_server_that_fails_is_asked_again_and_then_the_feeds_text_goes(server, journal, clock):
    server.answers["/feed"] = Answer(200, rss(entry(server, "a"), entry(server, "b")))
    failures = iter([Answer(500)])
    server.answers["/a"] = lambda _: next(failures, page("a"))
    server.answers["/b"] = Answer(503)
    run(server, journal, clock, lambda: len(told(journal)) == 2, seconds=12)
    texts = {article.header.title: article.text for article in told(journal)}
    assert texts["b"] == "A dam broke."
    assert "nobody was hurt" in texts["a"]
    assert sum(request.path == "/b" for request in server.requests) == 3


def test_a_feed_that_lists_very_many_pages_is_bounded_and_that_is_said_once(
    server, journal, clock, monkeypatch, caplog
):
    caplog.set_level("INFO")
    monkeypatch.setattr(page_budget, "PAGES_A_DAY", 2)
    slugs = [f"p{n}" for n in range(5)]
    server.answers["/feed"] = lambda _: Answer(200, rss(*(entry(server, slug) for slug in slugs)))
    server.answers |= {f"/{slug}": page(slug) for slug in [*slugs, "p5"]}
    run(server, journal, clock, lambda: len(told(journal)) == 5)
    slugs.append("p5")
    clock.jump(timedelta(hours=1))
    run(server, journal, clock, lambda: len(told(journal)) == 6)
    assert sum("nobody was hurt" in one.text for one in told(journal)) == 2
    assert len({request.path for request in server.requests} - {"/feed", "/robots.txt"}) == 2
    said = [record.message for record in caplog.records if "lists very much" in record.message]
    assert len(said) == 2  # once by each of the two pollers
    assert said[0].startswith(f"{server.url('/feed')} lists very much: 3 item(s) go with the feed's own text")


def test_an_edit_is_a_revision_and_a_deletion_says_so_with_validators_all_the_while(server, journal, clock):
    def answer(request):
        if request.headers.get("if-none-match") == '"1"':
            return Answer(304)
        first = page("a")
        return Answer(200, first.body, first.headers | {"ETag": '"1"'})

    server.answers["/feed"] = Answer(200, rss(entry(server, "a")))
    server.answers["/a"] = answer
    run(server, journal, clock, lambda: len(told(journal)) == 1)

    def looks():
        return sum(request.path == "/a" for request in server.requests)

    clock.jump(timedelta(hours=1))
    run(server, journal, clock, lambda: looks() == 2 and not journal.due_pages(clock(), 1))
    assert len(told(journal)) == 1
    server.answers["/a"] = page("a", "<p>Correction: an earlier version said that the dam had burst in the night.</p>")
    clock.jump(timedelta(hours=5))
    run(server, journal, clock, lambda: len(told(journal)) == 2)
    server.answers["/a"] = Answer(410)
    clock.jump(timedelta(hours=18))
    run(server, journal, clock, lambda: looks() == 4 and not journal.due_pages(clock(), 1))
    assert len(told(journal)) == 2
    clock.jump(POLICY.confirm)
    run(server, journal, clock, lambda: len(told(journal)) == 3)
    first, edited, gone = told(journal)
    assert "Correction" in edited.text
    assert [one.header.revision for one in (first, edited, gone)] == [1, 2, 3]
    assert [one.gone for one in (first, edited, gone)] == [False, False, True]
    assert edited.header.published > first.header.published
    assert journal.pages() == (0, 0)


def test_a_sitemap_index_is_a_feed_and_its_pages_give_the_texts(server, journal, clock):
    news = (
        '<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{}</loc><news:news>'
        "<news:publication_date>2026-03-01T08:00:00Z</news:publication_date><news:title>The dam</news:title>"
        "</news:news></url></urlset>"
    )
    server.answers["/index.xml"] = Answer(
        200, f"<sitemapindex><sitemap><loc>{server.url('/news.xml')}</loc></sitemap></sitemapindex>".encode()
    )
    server.answers["/news.xml"] = Answer(200, news.format(server.url("/a")).encode())
    server.answers["/a"] = page("a")
    run(server, journal, clock, lambda: len(told(journal)) == 1, path="/index.xml")
    (article,) = told(journal)
    assert (article.header.title, article.feed) == ("The dam", server.url("/index.xml"))
    assert "nobody was hurt" in article.text


def test_a_page_without_a_feed_of_its_own_name_leads_to_the_feed_that_it_names(server, journal, clock):
    server.answers["/"] = Answer(200, b'<html><head><link rel=alternate type="application/rss+xml" href="/feed">')
    server.answers["/feed"] = Answer(200, rss(entry(server, "a")))
    run(server, journal, clock, lambda: len(told(journal)) == 1, path="/", kind="page", full_text=False)
    assert told(journal)[0].feed == server.url("/")


class KilledError(Exception):
    """Stands for a kill: nothing is stored after it."""


class Mortal(Journal):
    """A journal whose process is killed at its n-th transaction, before or after it is committed."""

    def __init__(self, path, lives, *, after):
        super().__init__(path)
        self._lives, self._after = lives, after

    def take_in(self, *arguments, **pages):
        self._lives -= 1
        if self._lives < 0 or (self._lives == 0 and not self._after):
            raise KilledError
        accepted = super().take_in(*arguments, **pages)
        if self._lives == 0:
            raise KilledError
        return accepted


@pytest.mark.parametrize("after", [False, True])
def test_a_kill_at_any_transaction_loses_nothing_and_tells_nothing_twice(server, tmp_path, clock, after):
    slugs = ["a", "b", "c"]
    listed = rss(*(entry(server, slug) for slug in slugs))
    server.answers["/feed"] = lambda request: (
        Answer(304) if request.headers.get("if-none-match") else Answer(200, listed, {"ETag": '"1"'})
    )
    server.answers |= {f"/{slug}": page(slug) for slug in slugs}
    path = tmp_path / "archive.sqlite"
    for life in range(1, 4):
        mortal = Mortal(path, life, after=after)
        try:
            run(server, mortal, clock, lambda: False, seconds=2.5)
        except (KilledError, AssertionError):
            pass
        finally:
            mortal.close()
    journal = Journal(path)
    run(server, journal, clock, lambda: len(told(journal)) == len(slugs))
    assert sorted((one.header.title, one.header.revision) for one in told(journal)) == [(slug, 1) for slug in slugs]
    assert all("nobody was hurt" in one.text for one in told(journal))
    journal.close()
