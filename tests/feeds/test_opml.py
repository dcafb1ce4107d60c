"""Lists of feeds, as people and programs write them."""

from pathlib import Path

import pytest

from feeds.opml import OpmlError, parse_opml, read_opml

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


def test_a_missing_list_says_so(tmp_path):
    with pytest.raises(OpmlError, match="cannot be read"):
        read_opml(tmp_path / "none.opml")


def test_our_own_list_names_the_sample_files_and_live_feeds():
    seeds = Path(__file__).parents[2] / "seeds"
    feeds = read_opml(seeds / "feeds.opml")
    assert {feed.path for feed in feeds if feed.path} == set((seeds / "sample").resolve().glob("*.xml"))
    assert sum(feed.path is None for feed in feeds) >= 12
