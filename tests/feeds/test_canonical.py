"""One page, one URL, one id."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.reading.canonical import article_id, canonicalise, registrable_domain, without_credentials


@pytest.mark.parametrize(
    ("given_url", "canonical"),
    [
        ("HTTPS://WWW.Example.COM:443/A/b?utm_source=rss&id=7#top", "https://www.example.com/A/b?id=7"),
        ("http://example.com.:80", "http://example.com/"),
        ("http://user:secret@example.com/x", "http://example.com/x"),
        ("https://example.com:8443/x", "https://example.com:8443/x"),
        ("https://example.com/a/../b/./c", "https://example.com/b/c"),
        ("https://example.com/caf%c3%a9/%7Euser", "https://example.com/caf%C3%A9/~user"),
        ("https://example.com/café", "https://example.com/caf%C3%A9"),
        ("https://bücher.example/x", "https://xn--bcher-kva.example/x"),
        ("https://example.com/news/2026/dam/amp/", "https://example.com/news/2026/dam/"),
        ("https://example.com/news/amp", "https://example.com/news/amp"),
        ("https://example.com/x?outputType=amp&b=2&a=1", "https://example.com/x?b=2&a=1"),
        ("https://example.com/x?at_medium=RSS&at_campaign=rss", "https://example.com/x"),
        ("https://example.com/#!/page", "https://example.com/#!/page"),
    ],
)
def test_a_url_has_one_form(given_url, canonical):
    assert canonicalise(given_url) == canonical


@pytest.mark.parametrize(
    "through",
    [
        "https://www.google.com/url?q=https%3A%2F%2Fpaper.example%2Fdam%3Fid%3D7&sa=U",
        "https://www.google.co.uk/url?rct=j&url=https://paper.example/dam?id%3D7&ct=ga",
        "https://t.umblr.com/redirect?z=https%3A%2F%2Fpaper.example%2Fdam%3Fid%3D7&t=abc",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fpaper.example%2Fdam%3Fid%3D7%26fbclid%3Dx&h=y",
        "https://href.li/?https://paper.example/dam?id=7",
        "https://www.google.com/amp/s/paper.example/dam%3Fid=7".replace("%3F", "?"),
        "https://paper-example.cdn.ampproject.org/c/s/paper.example/dam?id=7",
        "https://r.search.yahoo.com/_ylt=A0/RV=2/RE=1/RO=10/RU=https%3a%2f%2fpaper.example%2fdam%3fid%3d7/RK=0/RS=x",
        "https://www.google.com/url?q=https%3A%2F%2Ft.umblr.com%2Fredirect%3Fz%3Dhttps%253A%252F%252Fpaper.example%252Fdam%253Fid%253D7",
    ],
)
def test_a_link_through_a_redirector_is_the_page_that_it_leads_to(through):
    assert canonicalise(through) == "https://paper.example/dam?id=7"


@pytest.mark.parametrize(
    "kept",
    [
        "https://paper.example/url?q=https://other.example/",
        "https://www.google.com/url?q=javascript:alert(1)",
        "https://www.google.com/search?q=https://paper.example/",
        "https://feedproxy.google.com/~r/paper/~3/abc/",
    ],
)
def test_a_link_that_only_looks_like_a_redirector_is_kept(kept):
    assert canonicalise(kept) == kept


@pytest.mark.parametrize(
    "none", ["", "mailto:a@b.example", "javascript:x", "tag:a,2026:1", "//x", "http://", "http://a:x/"]
)
def test_what_is_no_page_has_no_form(none):
    assert canonicalise(none) is None


urls = st.one_of(
    st.text(max_size=60),
    st.text(max_size=60).map(lambda tail: f"http://example.com/{tail}"),
    st.from_regex(
        r"https?://[A-Za-z.:@\[\]0-9-]{1,15}(/[a-z%./;A-F0-9]{0,20})?(\?[a-z=&%;_+]{0,20})?(#!?[a-z%]{0,5})?"
    ),
)


@given(urls)
def test_canonicalising_twice_changes_nothing(url):
    once = canonicalise(url)
    assert once is None or canonicalise(once) == once


def test_what_names_the_same_page_has_the_same_id():
    ways = [
        "https://www.example.com/a/",
        "http://example.com/a",
        "https://m.example.com/a?utm_medium=x",
        "https://example.com/a#c",
    ]
    assert len({article_id(canonicalise(way), "feed", "guid", "text") for way in ways}) == 1
    assert article_id(canonicalise("https://example.com/b"), "feed", "guid", "text") != article_id(
        canonicalise("https://example.com/a"), "feed", "guid", "text"
    )


def test_without_a_page_the_guid_names_an_entry_and_without_one_its_words():
    assert article_id(None, "f", "1", "a") == article_id(None, "f", "1", "b") != article_id(None, "g", "1", "a")
    assert article_id(None, "f", "", "a  b") == article_id(None, "f", "", "a b") != article_id(None, "f", "", "c")


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://www.bbc.co.uk/news/1", "bbc.co.uk"),
        ("https://edition.cnn.com/x", "cnn.com"),
        ("https://someone.github.io/x", "someone.github.io"),
        ("https://harbour.example/x", "harbour.example"),
        ("http://127.0.0.1:8000/x", "127.0.0.1"),
        ("http://[::1]/x", "[::1]"),
        ("http://localhost/x", "localhost"),
        ("", None),
    ],
)
def test_the_outlet_is_what_someone_registered(url, outlet):
    assert registrable_domain(url) == outlet


def test_credentials_are_never_shown():
    assert without_credentials("https://me:secret@example.com/feed?x=@") == "https://example.com/feed?x=@"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://me:pa/ss@a.example/f", "https://a.example/f"),
        ("https://me:/ss@a.example/f", "https://a.example/f"),
        ("https://me:pa?ss@a.example/f", "https://a.example/f"),
        ("https://me:pa#ss@a.example/f", "https://a.example/f"),
        ("https:/me:pass@a.example/f", "https:/a.example/f"),
        ("https:\\\\me:pass@a.example/f", "https:\\\\a.example/f"),
        ("http:me:pass@a.example/f", "http:a.example/f"),
        ("feed:https://me:pass@a.example/f", "feed:https://a.example/f"),
        ("//me:pass@a.example/f", "a.example/f"),
        ("me:pass@a.example/f", "a.example/f"),
        ("http://me:pa@ss@[a/f", "http://[a/f"),
    ],
)
def test_of_an_address_that_is_none_nothing_before_the_last_at_is_shown(url, shown):
    assert without_credentials(url) == shown


@pytest.mark.parametrize(
    "url", ["https://a.example/@me/feed", "https://a.example:8443/@me", "file:///lists/a@b.xml", "http:a.example/f", ""]
)
def test_an_address_without_credentials_is_shown_as_it_is(url):
    assert without_credentials(url) == url
