"""`storywatch feeds ...` as a person meets it: against a real server, on a list file and an archive."""

import json
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from msgspec.structs import replace

from feeds.lists.opml import read_opml
from feeds.reading.confined import Bounds, Confinement
from service.cli import main
from service.feed_list import FeedFile, read_entries
from service.refusals import RefusedError
from service.supervisor import claim_folder
from storywatch import config as configuration
from storywatch.archive import FILE, FeedState, Journal, page_budget
from storywatch.archive.feed_health import FeedHealth
from storywatch.archive.subscriptions import Subscription, Subscriptions
from storywatch.config import Feeds
from tests.builders import article
from tests.feeds.feed_server import Answer, FeedServer, item, rss

LONG = " ".join(["The dam above Marlow broke at dawn on Sunday."] * 30)


@pytest.fixture
def server():
    running = FeedServer()
    yield running
    running.close()


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A working folder with a configuration that allows this machine's own server, and a list of one feed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "storywatch.toml").write_text(
        'archive = "var"\n[feeds]\nopml = "mine.opml"\nallow_networks = ["127.0.0.0/8"]\nhost_spacing_seconds = 0\n'
    )
    (tmp_path / "mine.opml").write_text(
        '<opml version="2.0"><head><title>Mine</title></head><body>\n'
        '  <outline text="The Gazette" xmlUrl="https://gazette.example/feed" x="kept"/>\n</body></opml>\n'
    )
    return tmp_path


def run(capsys, *arguments) -> tuple[int, str, str]:
    code = main(["feeds", arguments[0], "--config", "storywatch.toml", *map(str, arguments[1:])])
    out, err = capsys.readouterr()
    return code, out, err


def refused(capsys, *arguments) -> str:
    code, _, err = run(capsys, *arguments)
    assert code == 2
    assert err.startswith("storywatch: ")
    assert len(err.strip().splitlines()) == 1
    return err


def urls(path) -> list[str]:
    return [feed.url for feed in read_opml(path)]


def test_a_feed_is_added_with_a_preview_into_its_folder(home, server, capsys):
    server.answers["/feed"] = Answer(200, rss(item("Dam breaks", LONG), item("Short one", "A dam broke.")))
    code, out, _ = run(capsys, "add", server.url("/feed"), "--folder", "News/Local", "--full-text")
    assert code == 0
    assert "Dam breaks" in out
    assert "270 words" in out
    assert "2 item(s)" in out
    (added,) = [one for one in read_entries(home / "mine.opml") if one.feed.url == server.url("/feed")]
    assert (added.title, added.folders, added.attributes["fullText"]) == ("The Paper", ("News", "Local"), "true")
    assert 'x="kept"' in (home / "mine.opml").read_text()


def test_a_page_leads_to_its_feed_and_one_with_several_asks_which(home, server, capsys):
    link = '<link rel="alternate" type="application/rss+xml" href="{}" title="{}">'
    server.answers["/a"] = server.answers["/b"] = Answer(200, rss(item("a")))
    server.answers["/comments"] = Answer(200, rss(item("c")))
    pages = {"/one": ("/a", "/comments"), "/two": ("/a", "/b")}
    for page, paths in pages.items():
        head = "".join(link.format(path, path[1:]) for path in paths)
        server.answers[page] = Answer(200, f"<html><head>{head}</head></html>".encode(), {"Content-Type": "text/html"})
    code, out, err = run(capsys, "add", server.url("/two"))
    assert code == 2
    assert server.url("/a") in out
    assert server.url("/b") in out
    assert "which of the 2" in err
    assert run(capsys, "add", server.url("/one"))[0] == 0
    assert urls(home / "mine.opml")[1:] == [server.url("/a")]


def test_what_is_there_already_is_refused_however_it_is_written(home, capsys):
    for spelling in ("https://gazette.example/feed", "http://www.gazette.example/feed/", "GAZETTE.example/feed"):
        assert "already" in refused(capsys, "add", spelling)


def test_an_address_inside_our_own_network_is_refused_with_the_way_to_allow_it(home, server, capsys):
    (home / "storywatch.toml").write_text('[feeds]\nopml = "mine.opml"\n')
    assert "allow_networks" in refused(capsys, "add", server.url("/feed"))
    assert server.requests == []
    assert urls(home / "mine.opml") == ["https://gazette.example/feed"]


def test_an_address_without_a_scheme_is_taken_by_http_where_https_does_not_answer_which_is_said(home, server, capsys):
    server.answers["/feed"] = Answer(200, rss(item("Dam breaks")))
    place = server.url("/feed").removeprefix("http://")
    code, out, _ = run(capsys, "add", place)
    assert code == 0
    assert f"https://{place} does not answer" in out
    assert "taken by http, which is not encrypted" in out
    assert urls(home / "mine.opml")[1:] == [server.url("/feed")]
    told = refused(capsys, "add", place.replace("feed", "none"))
    assert "by https: " in told
    assert "by http: the server answers 404" in told
    assert "by http" not in refused(capsys, "add", f"https://{place.replace('feed', 'none')}")
    assert refused(capsys, "add", "nowhere.invalid/feed").count("cannot be looked up") == 1


def test_a_hostile_body_is_read_apart_and_costs_no_more_than_its_bounds(home, server, capsys, monkeypatch):
    monkeypatch.setattr("service.feed_probe.Confinement", partial(Confinement, bounds=Bounds(seconds=0.6)))
    server.answers["/feed"] = Answer(
        200, b"<rss><channel><item><title>" + b"<b>" * 400_000 + b"</title></item></channel></rss>"
    )
    assert "not added: takes more than 1 s to be read" in refused(capsys, "add", server.url("/feed"))


def test_what_is_no_feed_is_refused_and_added_only_anyway(home, server, capsys):
    assert "404" in refused(capsys, "add", server.url("/none"))
    assert "no address" in refused(capsys, "add", "nonsense")
    assert run(capsys, "add", server.url("/none"), "--anyway")[0] == 0
    assert urls(home / "mine.opml")[1:] == [server.url("/none")]


def test_a_file_is_added_by_its_path_and_named_relative_to_the_list(home, capsys):
    (home / "there").mkdir()
    (home / "there" / "a.xml").write_bytes(rss(item("a")))
    assert run(capsys, "add", "there/a.xml")[0] == 0
    assert 'text="The Paper" xmlUrl="there/a.xml"' in (home / "mine.opml").read_text()
    (home / "there" / "b.html").write_text("<html>no feed</html>")
    assert "not added" in refused(capsys, "add", "there/b.html")


def test_the_sample_stays_as_it_is_and_the_first_feed_begins_a_list_of_one_s_own(home, server, capsys):
    (home / "storywatch.toml").write_text('[feeds]\nallow_networks = ["127.0.0.0/8"]\nhost_spacing_seconds = 0\n')
    server.answers["/feed"] = Answer(200, rss(item("a")))
    before = configuration.SAMPLE_LIST.read_bytes()
    assert FeedFile(Feeds()).source == configuration.SAMPLE_LIST
    code, out, _ = run(capsys, "add", server.url("/feed"))
    assert code == 0
    assert "Began a list of your own" in out
    assert configuration.SAMPLE_LIST.read_bytes() == before
    assert urls(home / "feeds.opml") == [*urls(configuration.SAMPLE_LIST), server.url("/feed")]
    assert FeedFile(Feeds()).source.resolve() == home / "feeds.opml"


def test_a_feed_is_removed_and_its_habit_with_it(home, capsys):
    health = FeedHealth(home / "var" / FILE)
    health.change({"https://gazette.example/feed": lambda habit: habit}, datetime.now(UTC))
    assert "feeds list" in refused(capsys, "remove", "https://other.example/")
    assert run(capsys, "remove", "gazette.example/feed")[0] == 0
    assert urls(home / "mine.opml") == []
    assert health.habits() == {}
    health.close()


def test_export_and_import_keep_titles_folders_and_attributes(home, capsys):
    (home / "theirs.opml").write_text(
        '<opml><body><outline text="Far"><outline text="Éire &amp; Co" xmlUrl="https://e.example/?a=1&amp;b=2" '
        'fullText="true" category="x"/></outline><outline xmlUrl="https://www.gazette.example/feed"/>'
        '<outline xmlUrl="secret.xml"/></body></opml>'
    )
    _, out, _ = run(capsys, "import", "theirs.opml")
    assert "1 feed(s) added" in out
    assert "1 known already" in out
    assert "1 left out" in out
    assert run(capsys, "export", "out.opml")[0] == 0
    ours, theirs = read_entries(home / "mine.opml"), read_entries(home / "out.opml")
    assert [(one.feed, dict(one.attributes), one.folders) for one in theirs] == [
        (one.feed, dict(one.attributes), one.folders) for one in ours
    ]
    assert ours[1].folders == ("Far",)
    assert ours[1].attributes["category"] == "x"
    assert run(capsys, "export")[1].startswith("<?xml")


def test_an_export_onto_the_list_itself_is_refused_for_it_would_lose_what_only_the_user_put_there(home, capsys):
    before = (home / "mine.opml").read_bytes()
    code, _, err = run(capsys, "export", "./mine.opml")
    assert code
    assert "name another" in err
    assert (home / "mine.opml").read_bytes() == before


def test_the_list_says_how_each_feed_is_on_any_terminal_and_as_json(home, capsys, monkeypatch):
    now = datetime.now(UTC)
    journal = Journal(home / "var" / FILE)
    state = FeedState(
        url="https://gazette.example/feed", polled=now, succeeded=now - timedelta(hours=5), failures=2,
        error="the server answers 503 Service Unavailable", due=now + timedelta(minutes=20),
    )  # fmt: skip
    journal.accept([], [state])
    journal.close()
    for columns in (40, 60, 120):
        monkeypatch.setenv("COLUMNS", str(columns))
        _, out, _ = run(capsys, "list")
        lines = out.splitlines()
        assert max(map(len, lines)) <= max(columns, 70)
        assert "failing" in lines[1]
        assert "5 h ago" in lines[1]
        assert "in 20 min" in lines[1]
        assert "503" in out
    row = json.loads(run(capsys, "list", "--json")[1])
    assert (row["condition"], row["failures"], row["items_a_day"]) == ("failing", 2, None)
    assert row["error"] == state.error


def test_the_list_says_of_which_feed_not_all_pages_are_fetched(home, capsys, monkeypatch):
    monkeypatch.setattr(page_budget, "PAGES_A_DAY", 1)
    now = datetime.now(UTC)
    journal = Journal(home / "var" / FILE)
    entries = [replace(article(key, at=now), feed="https://gazette.example/feed") for key in ("a", "b", "c")]
    journal.take_in([], waiting=entries)
    journal.close()
    assert "2 item(s) of today have the feed's own text, since 2,000 pages of one feed" in run(capsys, "list")[1]
    assert json.loads(run(capsys, "list", "--json")[1])["beyond_pages_a_day"] == 2


def test_the_list_says_whose_last_answer_breaks_off(home, capsys):
    now = datetime.now(UTC)
    journal = Journal(home / "var" / FILE)
    journal.accept([], [FeedState(url="https://gazette.example/feed", polled=now, succeeded=now, broken_off=True)])
    journal.close()
    shown = run(capsys, "list")[1]
    assert "its last answer breaks off" in shown
    assert shown.endswith("1 feed(s), 1 with something wrong\n")
    assert json.loads(run(capsys, "list", "--json")[1])["broken_off"] is True


def test_a_check_says_what_it_saw_and_fails_where_something_is_wrong(home, server, capsys):
    server.answers["/good"] = Answer(200, rss(item("Dam breaks")))
    (home / "mine.opml").write_text(f'<opml><body><outline text="Good" xmlUrl="{server.url("/good")}"/></body></opml>')
    code, out, _ = run(capsys, "check")
    assert (code, out.split()[0]) == (0, "ok")
    code, out, _ = run(capsys, "check", server.url("/bad"))
    assert (code, out.split()[0]) == (1, "FAILS")
    assert "404" in out
    assert "Dam breaks" in run(capsys, "check", server.url("/good"))[1]
    assert not (home / "var").exists()  # nothing is stored


def test_a_list_that_cannot_be_read_or_written_is_one_sentence(home, capsys):
    assert "cannot be read" in refused(capsys, "import", "none.opml")
    (home / "mine.opml").write_text("<opml><body>")
    assert "well-formed" in refused(capsys, "list")


ILL_FORMED = (
    '<opml><body><outline text="The "Daily"" xmlUrl="https://daily.example/feed" fullText="true"/>\n'
    '<outline text="B" xmlUrl="https://b.example/feed"/></body></opml>'
)


def test_an_ill_formed_list_is_read_with_one_line_and_refused_with_one_line_where_it_is_changed(home, capsys, caplog):
    (home / "mine.opml").write_text(ILL_FORMED)
    code, out, _ = run(capsys, "list")
    assert code == 0
    assert "https://daily.example/feed" in out
    assert len(caplog.records) == 1
    caplog.clear()
    for command in (("add", "https://c.example/feed", "--anyway"), ("remove", "B"), ("import", "mine.opml")):
        assert "line 1: not well-formed (invalid token): mend it there, or let `storywatch feeds export" in refused(
            capsys, *command
        )
        assert not caplog.records
    assert (home / "mine.opml").read_text() == ILL_FORMED


def test_an_export_mends_an_ill_formed_list_and_an_import_reads_it(home, capsys, caplog):
    (home / "theirs.opml").write_text(ILL_FORMED)
    code, out, _ = run(capsys, "import", "theirs.opml")
    assert (code, out) == (0, "2 feed(s) added to mine.opml.\n")
    assert len(caplog.records) == 1
    (home / "mine.opml").write_text(ILL_FORMED)
    assert run(capsys, "export", "mended.opml")[0] == 0
    daily, other = read_entries(home / "mended.opml")
    assert (daily.title, daily.feed.url, daily.feed.full_text) == ('The "Daily"', "https://daily.example/feed", True)
    assert dict(other.attributes) == {"text": "B", "xmlUrl": "https://b.example/feed"}


def test_an_import_names_an_address_that_cannot_be_polled_once_and_without_its_password(home, capsys, caplog):
    (home / "theirs.opml").write_text(
        '<opml><body><outline text="Odd" xmlUrl="gopher://ann:secret@odd.example/feed"/>'
        '<outline xmlUrl="https://b.example/feed"/></body></opml>'
    )
    assert run(capsys, "import", "theirs.opml")[1] == "1 feed(s) added to mine.opml.\n"
    (record,) = caplog.records
    assert "of 'Odd': 'gopher://odd.example/feed'" in record.message


def test_a_title_that_looks_like_an_address_takes_no_feed_out(home, capsys):
    outline = '<outline text="https://1.example/feed" xmlUrl="https://2.example/feed"/>'
    (home / "mine.opml").write_text(f"<opml><body>{outline}</body></opml>")
    assert "is not in mine.opml" in refused(capsys, "remove", "https://1.example/feed")
    assert run(capsys, "remove", "https://2.example/feed")[0] == 0


def test_what_the_list_shows_is_what_remove_and_check_take(home, server, capsys):
    server.answers["/feed"] = Answer(200, rss(item("Dam breaks")))
    (home / "a.xml").write_bytes(rss(item("a")))
    named = [
        ("Good", server.url("/feed")),
        ("File", "a.xml"),
        ("Twice", "https://1.example/"),
        ("Twice", "https://2.example/"),
    ]
    outlines = "".join(f'<outline text="{title}" xmlUrl="{url}"/>' for title, url in named)
    (home / "mine.opml").write_text(f"<opml><body>{outlines}</body></opml>")
    shown = run(capsys, "list")[1]
    addresses = [line.strip() for line in shown.splitlines() if "://" in line]
    assert addresses == [server.url("/feed"), (home / "a.xml").as_uri(), "https://1.example/", "https://2.example/"]
    assert "Dam breaks" in run(capsys, "check", "good")[1]
    assert "No such title is not in mine.opml: `storywatch feeds list`" in refused(capsys, "remove", "No such title")
    assert "name one by its address, https://1.example/, https://2.example/" in refused(capsys, "remove", "Twice")
    (home / "a.xml").unlink()
    for address in addresses[1:]:
        assert run(capsys, "remove", address)[0] == 0
    assert run(capsys, "remove", "Good")[0] == 0
    assert "names no feed: `storywatch feeds add URL` adds one" in run(capsys, "list")[1]


def test_a_list_that_is_not_there_is_refused_in_the_same_words_by_all_who_read_it(home, capsys):
    (home / "storywatch.toml").write_text('[feeds]\nopml = "none.opml"\n')
    for command in (
        ["run"],
        ["poll", "--kafka", "127.0.0.1:1"],
        ["feeds", "list"],
        ["feeds", "check"],
        ["feeds", "export"],
    ):
        assert main([*command, "--config", "storywatch.toml"]) == 2
        assert capsys.readouterr().err == (
            "storywatch: the feed list none.opml cannot be read (No such file or directory): check the path, or begin "
            "it with `storywatch feeds add URL`\n"
        )
    assert not (home / "var").exists()


def test_a_news_sitemap_is_added_as_any_feed(home, server, capsys):
    news = (
        "<news:news><news:publication><news:name>The Paper</news:name><news:language>en</news:language>"
        "</news:publication><news:publication_date>2026-03-01T08:00:00Z</news:publication_date>"
        "<news:title>Dam breaks</news:title></news:news>"
    )
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    body = f"<urlset {space}><url><loc>{server.url('/story')}</loc>{news}</url></urlset>"
    server.answers["/news.xml"] = Answer(200, body.encode(), {"Content-Type": "application/xml"})
    code, out, err = run(capsys, "add", server.url("/news.xml"))
    assert (code, err) == (0, "")
    assert "Dam breaks" in out
    assert "titles only" in out


def test_the_list_says_which_feeds_are_pushed(home, capsys):
    now = datetime.now(UTC)
    store = Subscriptions(home / "var" / FILE)
    one = Subscription(
        feed="https://gazette.example/feed", hub="https://hub.example/", topic="https://gazette.example/feed",
        path="p", secret="s", phase="active", until=now + timedelta(days=1),  # noqa: S106
    )  # fmt: skip
    store.change(one.feed, lambda _: one)
    store.close()
    assert "pushed" in run(capsys, "list")[1]
    assert json.loads(run(capsys, "list", "--json")[1])["pushed"] is True


def test_pollers_share_an_archive_s_folder_and_a_monitor_has_it_to_itself(tmp_path):
    with claim_folder(tmp_path, shared=True), claim_folder(tmp_path, shared=True), pytest.raises(RefusedError):
        claim_folder(tmp_path)
    with claim_folder(tmp_path), pytest.raises(RefusedError):
        claim_folder(tmp_path, shared=True)
