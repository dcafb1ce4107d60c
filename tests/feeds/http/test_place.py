"""Addresses taken apart: what is dialled, and what of them is never shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.http.place import PlaceError, follow, locate


def test_credentials_are_kept_apart_from_the_address():
    place = locate("https://reader:p%40ss@Paper.Example:443/feed?x=1#part")
    assert place.url == "https://paper.example/feed?x=1"
    assert place.credentials == ("reader", "p@ss")
    assert place.host == "paper.example"


@pytest.mark.parametrize(
    "url", ["ftp://paper.example/", "file:///etc/passwd", "gopher://x/", "http://", "http:///x", "//x/", "javascript:1",
            "http://[::1", "http://a b/", "http://x:99999/", "http://paper.example/" + "x" * 5_000],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_in_words(url):
    with pytest.raises(PlaceError, match="address"):
        locate(url)


def test_a_redirect_takes_credentials_to_its_own_origin_only():
    place = locate("https://reader:secret@paper.example/feed")
    assert follow(place, "/new").credentials == ("reader", "secret")
    assert follow(place, "http://paper.example/feed").credentials is None
    assert follow(place, "https://other.example/").credentials is None
    assert follow(place, "https://thief:x@other.example/").credentials is None
    with pytest.raises(PlaceError):
        follow(place, "file:///etc/passwd")


@given(st.text(max_size=80))
def test_no_address_can_end_its_line(tail):
    try:
        place = locate("http://paper.example/" + tail)
    except PlaceError:
        return
    assert place.url.isascii()
    assert place.url.isprintable()
    assert " " not in place.url
    assert locate(place.url).url == place.url
