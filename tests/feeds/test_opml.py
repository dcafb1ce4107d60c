"""Lists of feeds, as people and programs write them."""

from pathlib import Path

import pytest

from feeds.lists.opml import OpmlError, parse_opml, read_opml
from feeds.lists.opml_edit import outlines
from feeds.lists.opml_lenient import find_outlines

LIST = Path("/lists/feeds.opml")


def opml(body: str) -> bytes:
    return f'<opml version="2.0"><body>{body}</body></opml>'.encode()


def test_outlines_nest_attributes_are_in_any_case_and_an_address_counts_once():
    found = parse_opml(
        opml(
            '<outline text="Group"><outline TEXT="One" xmlurl="https://a.example/1"/><outline>'
            '<outline title="Two" XMLURL=" https://a.example/2 "/></outline></outline><outline xmlUrl="https://a.example/1"/>'
        ),
        LIST,
    )
    assert [(feed.title, feed.url) for feed in found] == [
        ("One", "https://a.example/1"),
        ("Two", "https://a.example/2"),
    ]


def test_a_file_is_found_beside_the_list():
    relative, absolute = parse_opml(
        opml('<outline xmlUrl="sample/a%20b.xml"/><outline xmlUrl="file:///x/a%20b.xml"/>'), LIST
    )
    assert (relative.path, absolute.path) == (Path("/lists/sample/a%20b.xml"), Path("/x/a b.xml"))


def test_a_bare_ampersand_in_an_address_is_understood():
    (feed,) = parse_opml(opml('<outline text="A &amp; B" xmlUrl="https://a.example/?a=1&b=2"/>'), LIST)
    assert (feed.title, feed.url) == ("A & B", "https://a.example/?a=1&b=2")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "no well-formed XML"),
        (opml("<outline"), "no well-formed XML: line 1"),
        (b"<rss/>", "is no OPML: its first element is <rss>"),
        (b'<?xml version="1.0" encoding="klingon"?><opml/>', "feeds.opml"),
        (b'<!DOCTYPE o [<!ENTITY a "b">]><opml/>', "declares XML entities"),
        (opml('<outline xmlUrl="ftp://a.example/feed"/>'), "not polled"),
        (opml('<outline xmlUrl="http://[a/feed"/>'), "address that is none"),
    ],
)
def test_a_broken_list_is_one_clear_sentence(raw, words):
    with pytest.raises(OpmlError, match=words.replace("[", r"\[")) as caught:
        parse_opml(raw, LIST)
    assert "\n" not in str(caught.value)


BARE = opml(
    '<outline text="Papers"><outline text="The "Daily" & more" description="By <a href="https://a.example/x" '
    'target="_blank">A & B</a>. <em>Since</em> 1999." xmlUrl="https://a.example/feed?x=1&y=2" fullText="true"/>\n'
    '<outline title="B" xmlUrl="https://b.example/feed"></outline></outline>'
)


def test_a_list_with_bare_quotation_marks_is_read_with_a_warning_and_refused_where_it_is_edited(tmp_path, caplog):
    path = tmp_path / "feeds.opml"
    path.write_bytes(BARE)
    first, second = read_opml(path)
    assert (first.url, first.title, first.full_text) == ("https://a.example/feed?x=1&y=2", 'The "Daily" & more', True)
    assert second.url == "https://b.example/feed"
    assert "no well-formed XML: line 1" in caplog.text
    assert "read as far as it can be: 2 feed(s)" in caplog.text
    with pytest.raises(OpmlError, match="no well-formed XML"):
        parse_opml(BARE, path)


def test_a_well_formed_list_is_read_the_same_leniently():
    raw = opml(
        '<outline text="A &amp; B" xmlUrl="https://a.example/?a=1&amp;b=2"/>'
        '<outline text=\'a "b" c\' XMLURL = "x.xml" />'
    )
    strict = [(feed.title, feed.url) for feed in parse_opml(raw, LIST)]
    found = find_outlines(raw)
    assert [(one["text"], one["xmlurl"]) for one in found] == [
        ("A & B", "https://a.example/?a=1&b=2"),
        ('a "b" c', "x.xml"),
    ]
    assert [title for title, _ in strict] == ["A & B", 'a "b" c']


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", [b'<outline a="', b'a="b"c', b'"', b"<outline ", b' a="b"'])
def test_a_hostile_list_takes_no_quadratic_time(piece):
    assert isinstance(find_outlines(b"<opml><outline " + piece * (3_000_000 // len(piece))), list)


def test_kind_and_full_texts_are_said_by_the_list():
    feeds = parse_opml(
        opml(
            '<outline type="sitemap" fullText="yes" xmlUrl="https://a.example/map"/>'
            '<outline type="page" fulltext="FALSE" xmlUrl="https://b.example/"/>'
            '<outline type="rss" xmlUrl="https://c.example/feed"/>'
        ),
        LIST,
    )
    assert [(feed.kind, feed.full_text) for feed in feeds] == [("sitemap", True), ("page", False), ("feed", None)]


def test_no_refusal_shows_a_password():
    for url in ("ftp://me:secret@a.example/feed", "http://me:secret@[a/feed"):
        with pytest.raises(OpmlError) as caught:
            parse_opml(opml(f'<outline xmlUrl="{url}"/>'), LIST)
        assert "secret" not in str(caught.value)


def test_a_missing_list_says_so(tmp_path):
    with pytest.raises(OpmlError, match="cannot be read"):
        read_opml(tmp_path / "none.opml")


def test_our_own_list_names_the_sample_files_and_live_feeds():
    seeds = Path(__file__).parents[2] / "seeds"
    feeds = read_opml(seeds / "feeds.opml")
    assert {feed.path for feed in feeds if feed.path} == set((seeds / "sample").resolve().glob("*.xml"))
    assert sum(feed.path is None for feed in feeds) >= 12


def test_an_address_that_cannot_be_polled_is_named_once_and_the_others_are_polled(tmp_path, caplog):
    urls = [
        "ftp://user:secret@a.example/feed",
        "http://[::1",
        *(f"gopher://{n}.example/" for n in range(9)),
        "http://b.example/",
    ]
    path = tmp_path / "feeds.opml"
    path.write_bytes(opml("".join(f'<outline text="Paper {n}" xmlUrl="{url}"/>' for n, url in enumerate(urls))))
    assert [feed.url for feed in read_opml(path)] == ["http://b.example/"]
    assert caplog.text.count("ftp://a.example/feed") == 1
    assert "of 'Paper 0': 'ftp://a.example/feed'" in caplog.text
    outlines(path.read_bytes(), path)
    assert caplog.text.count("the others are read") == 3
    assert "secret" not in caplog.text
    assert "8 more addresses" in caplog.text
