"""From bytes to articles: the formats, the text, the clock, and what is refused."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from feed_server import item, rss
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.reading.article import MAX_TEXT, MAX_TEXT_BYTES, Source, judge_time, make_article, make_articles, refuse
from feeds.reading.failing import FeedError
from feeds.reading.jobs import FeedJob
from feeds.reading.parse import MAX_ENTRIES, parse
from feeds.reading.plain_text import one_line, strip_markup, tidy_plain
from feeds.reading.raw_entry import RawEntry, RawFeed
from feeds.reading.work import do
from storywatch.messages import Article, decode, encode
from storywatch.messages.codec import MAX_BYTES

T0 = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
URL = "https://paper.example/feed"


def articles(body, content_type=""):
    feed = parse(body, content_type, URL)
    return [make_article(entry, Source(URL, feed), T0) for entry in feed.entries]


def test_rss_prefers_content_over_summary_and_keeps_paragraphs():
    (one,) = articles(
        b'<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><language>de-AT</language>'
        b"<item><title>Dam &amp;amp; bridge</title><link>/a?utm_source=x</link><description>Short.</description>"
        b"<content:encoded><![CDATA[<p>One &mdash; two.</p><script>x()</script><p>Three.</p>]]></content:encoded>"
        b"<pubDate>Sun, 01 Mar 2026 09:00:00 +0100</pubDate></item></channel></rss>"
    )
    assert one.text == "One \N{EM DASH} two.\n\nThree."
    assert (one.header.title, one.header.url) == ("Dam & bridge", "https://paper.example/a")
    assert (one.header.outlet, one.header.language) == ("paper.example", "de")
    assert one.header.published == datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def test_atom_reads_xhtml_and_falls_back_to_updated():
    (one,) = articles(
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">A &lt;b>dam&lt;/b></title>'
        b'<link href="https://other.example/a"/><updated>2026-03-01T08:00:00Z</updated><content type="xhtml">'
        b'<div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div></content></entry></feed>'
    )
    assert (one.text, one.header.title, one.header.outlet) == ("One.\n\nTwo.", "A dam", "other.example")
    assert one.header.published == datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def test_json_feed_is_read():
    entry = {
        "id": 1,
        "url": "/a",
        "title": "T",
        "content_text": "One.\r\n\r\nTwo.",
        "date_published": "2026-03-01T09:00:00+01:00",
    }
    body = json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "home_page_url": "https://p.example", "items": [entry, 7]}
    )
    (one,) = articles(body.encode(), "application/feed+json")
    assert (one.text, one.header.url) == ("One.\n\nTwo.", "https://p.example/a")
    assert one.header.published == datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def test_the_fullest_text_wins_and_markup_does_not_count():
    (one,) = articles(
        b'<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item><title>T</title>'
        b"<description>The dam broke at noon.</description>"
        b'<content:encoded><![CDATA[<img src="https://paper.example/a/long/address.jpg" alt="">]]></content:encoded>'
        b"</item></channel></rss>"
    )
    assert one.text == "The dam broke at noon."


def test_links_are_resolved_by_xml_base_and_by_where_the_feed_came_from():
    body = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>'
        b'<entry xml:base="https://paper.example/news/"><title>a</title><link href="dam"/></entry>'
        b'<entry><title>b</title><link href="../dam"/></entry></feed>'
    )
    feed = parse(body, "", "https://cdn.example/feeds/all.xml")
    assert [entry.link for entry in feed.entries] == ["https://paper.example/news/dam", "https://cdn.example/dam"]


def test_links_in_a_file_are_resolved_by_the_outlets_page():
    body = b"<rss><channel><link>https://paper.example/</link><item><title>a</title><link>dam</link></item></channel></rss>"
    assert parse(body, "", "file:///feed.xml").entries[0].link == "https://paper.example/dam"


def test_a_feed_through_feedburner_names_its_pages_own_addresses():
    body = (
        b'<rss xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><item><title>a</title>'
        b"<link>https://feedproxy.google.com/~r/p/1</link>"
        b"<feedburner:origLink>https://paper.example/dam</feedburner:origLink></item></channel></rss>"
    )
    assert parse(body, "", URL).entries[0].link == "https://paper.example/dam"


def made(*entries, site="https://paper.example/"):
    feed = RawFeed(site=site, entries=tuple(entries))
    return [article.header.id for article in make_articles(Source(URL, feed), T0)]


def test_an_entry_whose_guid_changes_stays_the_same_article():
    link = "https://paper.example/dam"
    assert made(RawEntry(title="t", link=link, guid="1")) == made(RawEntry(title="u", link=link, guid="2"))


def test_a_page_that_is_listed_twice_is_one_article():
    link = "https://paper.example/dam"
    first, second = made(RawEntry(title="t", link=link, guid="1"), RawEntry(title="u", link=link, guid="2"))
    assert first == second


@pytest.mark.parametrize("link", ["https://paper.example/", "https://paper.example/live", "https://other.example"])
def test_entries_that_share_a_link_which_says_nothing_of_them_are_articles_of_their_own(link):
    entries = [RawEntry(title=f"t{n}", link=link, guid=f"{n}") for n in range(30)]
    assert len(set(made(*entries))) == 30


def test_entries_of_the_front_page_without_guids_are_known_by_their_words():
    entries = [RawEntry(title=f"t{n % 2}", link="https://paper.example/") for n in range(4)]
    assert len(set(made(*entries))) == 2


def test_an_outlet_without_an_address_is_called_what_the_list_of_feeds_calls_it():
    source = Source("file:///feed.xml", RawFeed(), title="The Paper")
    assert make_article(RawEntry(title="t", guid="1"), source, T0).header.outlet == "The Paper"


@pytest.mark.parametrize(
    ("listed", "told"),
    [
        ({"c": "", "b": "", "a": ""}, ["a", "b", "c"]),
        ({"new": "02", "undated": "", "old": "01"}, ["old", "undated", "new"]),
        ({"old": "01", "undated": "", "new": "02"}, ["old", "undated", "new"]),
        ({"only": "01"}, ["only"]),
        ({}, []),
    ],
)
def test_entries_are_told_oldest_first_by_the_order_that_the_feed_shows(listed, told):
    items = [item(slug, date=day and f"{day} Mar 2026 08:00:00 GMT") for slug, day in listed.items()]
    said = do(FeedJob(URL, "", "feed", rss(*items), "", URL, T0))
    assert [article.header.title for article in said.articles] == told


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html><body>404", "web page"),
        (b"{}", "no JSON Feed"),
        (b"{", "JSON"),
        (b"hello", "neither"),
    ],
)
def test_what_is_no_feed_says_what_it_is(body, words):
    with pytest.raises(FeedError, match=words):
        parse(body, "", URL)


def test_an_entry_without_words_is_refused_and_its_refusal_is_the_same_at_every_poll():
    feed = RawFeed()
    reason = make_article(RawEntry(link="https://a.example/x"), Source(URL, feed), T0)
    assert reason == "neither title nor text"
    messages = [refuse(RawEntry(guid="g\ud800"), Source(URL, feed), reason, T0 + timedelta(hours=n)) for n in range(2)]
    assert messages[0].id == messages[1].id
    assert encode(messages[0])


def test_a_title_alone_is_the_text():
    one = make_article(RawEntry(title="The dam broke", link="https://a.example/x"), Source(URL, RawFeed()), T0)
    assert isinstance(one, Article)
    assert one.text == "The dam broke"


@pytest.mark.parametrize(
    ("published", "judged"),
    [
        (None, T0),
        (T0 - timedelta(days=3), T0 - timedelta(days=3)),
        (T0 + timedelta(minutes=59), T0 + timedelta(minutes=59)),
        (T0 + timedelta(minutes=61), T0),
        (datetime(1970, 1, 1, tzinfo=UTC), T0),
        (datetime(2026, 3, 1, 8, 0), T0),  # noqa: DTZ001 - a time without a zone is what is tested
    ],
)
def test_the_clock_rule(published, judged):
    assert judge_time(published, T0) == judged


def test_no_entity_is_opened_or_expanded(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("TOP SECRET")
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    body = (
        f'<!DOCTYPE rss [{bomb}<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()
        + rss(item("a", "&x; &e9;")).split(b"?>", 1)[1]
    )
    text = json.dumps([str(article) for article in articles(body)])
    assert "TOP SECRET" not in text
    assert len(text) < 5_000


def test_entries_and_texts_are_bounded():
    feed = parse(rss(*(item(f"n{n}") for n in range(MAX_ENTRIES + 7))), "", URL)
    assert (len(feed.entries), feed.left_out) == (MAX_ENTRIES, 7)
    long = RawEntry(title="t", content="word " * 600_000, content_is_html=False)
    assert len(make_article(long, Source(URL, RawFeed()), T0).text) <= MAX_TEXT


@pytest.mark.parametrize("character", ["\N{FIRE}", "\N{EM DASH}", '"', "\\"])
def test_a_text_of_wide_characters_is_cut_to_fit_a_message_with_the_longest_header(character):
    entry = RawEntry(title='"' * 9_999, guid="g", content=character * 2_000_000, content_is_html=False)
    made = make_article(entry, Source(URL, RawFeed(site=f"https://{'h' * 3_000}.example/")), T0)
    assert isinstance(made, Article)
    assert len(made.text) >= MAX_TEXT_BYTES // 4 * 0.95
    assert len(encode(made)) <= MAX_BYTES
    assert decode(encode(made), Article) == made


def test_an_article_that_no_reader_would_take_is_refused():
    made = make_article(RawEntry(title="t"), Source(URL, RawFeed()), datetime(2026, 3, 2))  # noqa: DTZ001 - the fault
    assert isinstance(made, str)
    assert made.startswith("makes no message")


@pytest.mark.parametrize("clean", [strip_markup, tidy_plain, one_line])
def test_what_steers_a_terminal_or_turns_the_order_of_words_is_left_out(clean):
    steering = "\x1b\x7f\x80\x84\x86\x9b\x9f\u202a\u202e\u2066\u2069"
    assert clean(f"one{steering}two\x85three") == "onetwo three"
    if clean is strip_markup:
        deep = "<div>" * 600
        assert clean(f"{deep}one&#x202e;two&#x2066;") == clean("<p>one&#x202e;two") == "onetwo"


@settings(deadline=None)
@given(st.text(), st.text(), st.booleans(), st.text(), st.none() | st.datetimes())
def test_whatever_an_entry_says_it_becomes_a_message_or_a_reason(title, content, is_html, link, published):
    entry = RawEntry(
        title=title,
        title_is_html=is_html,
        content=content,
        content_is_html=is_html,
        link=link,
        guid=link,
        published=published,
    )
    made = make_article(entry, Source(URL, RawFeed()), T0)
    assert encode(made if isinstance(made, Article) else refuse(entry, Source(URL, RawFeed()), made, T0))


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", ["<!--", "<div>", "<a><p>", "<b>", "<a href='", "<table><tr><td>", "<svg>", "<"])
def test_hostile_markup_takes_no_quadratic_time(piece):
    assert isinstance(strip_markup(piece * 200_000), str)


HEAD = b'<?xml version="1.0"?><rss version="2.0"><channel><title>P</title>'
WHOLE = b"<item><title>Dam holds</title><link>/a</link><description>It held.</description></item>"


@pytest.mark.parametrize(
    ("body", "titles", "broken_off"),
    [
        (
            HEAD + WHOLE + b"<item><title>Bridge closed</title><link>/b</link><description>Until Mon",
            ["Dam holds"],
            True,
        ),
        (HEAD + WHOLE + b"<item><title>Bridge", ["Dam holds"], True),
        (HEAD + WHOLE + b"<item", ["Dam holds"], True),
        (HEAD + WHOLE, ["Dam holds"], True),
        (HEAD + WHOLE + b"<item><description><![CDATA[a <item>b</item></rss> c", ["Dam holds"], True),
        (HEAD + b"<item><title>Bridge", [], True),
        (HEAD + WHOLE + b"</channel></rss><!-- cached -->", ["Dam holds"], False),
        (HEAD + b"<item><title>Dam holds</title></channel></rss>", ["Dam holds"], False),
        (
            b"<feed><entry><title>Dam holds</title></entry><entry><title>Bridge closed</title><content>Unt",
            ["Dam holds"],
            True,
        ),
    ],
)
def test_of_a_document_that_breaks_off_only_whole_items_are_read(body, titles, broken_off):
    feed = parse(body, "", URL)
    assert ([entry.title for entry in feed.entries], feed.broken_off) == (titles, broken_off)
