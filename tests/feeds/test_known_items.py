"""What was read before is not read again, and nothing else is left out."""

from datetime import UTC, datetime

import pytest
from feed_server import item, rss
from hypothesis import given
from hypothesis import strategies as st

from feeds.reading.bodies import read_body
from feeds.reading.jobs import FeedJob
from feeds.reading.known_items import MAX_ITEMS, Record, cut_known

T0 = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
URL = "https://paper.example/feed"


def read(body, known=b""):
    return read_body(FeedJob(URL, "", "feed", body, "", URL, T0, known))


def atom(*entries, more=""):
    entries = "".join(f"<entry><id>{name}</id><title>{name}</title></entry>" for name in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{more}{entries}</feed>'.encode()


def titles(said):
    return sorted(article.header.title for article in said.articles)


def test_of_a_changed_feed_only_what_is_new_or_edited_is_read():
    first = read(rss(item("a"), item("b"), item("c")))
    assert (titles(first), first.known) == (["a", "b", "c"], 0)
    second = read(rss(item("d"), item("a"), item("b", "Edited.")), first.record)
    assert (titles(second), second.known) == (["b", "d"], 1)
    third = read(rss(item("d"), item("a"), item("b", "Edited.")), second.record)
    assert (titles(third), third.known) == ([], 3)


def test_atom_is_cut_as_well():
    first = read(atom("a", "b"))
    second = read(atom("c", "a", "b"), first.record)
    assert (titles(second), second.known) == (["c"], 2)


def test_a_link_that_many_items_share_names_none_of_them_whichever_of_them_are_read():
    def live(*names):
        link = "<link>https://paper.example/live</link>"
        return rss(*(f"<item><guid>{name}</guid><title>{name}</title>{link}</item>" for name in names))

    whole = {article.header.title: article.header.id for article in read(live(*"abcde")).articles}
    first = read(live(*"abcd"))
    (new,) = read(live(*"abcde"), first.record).articles
    assert new.header.id == whole["e"]
    assert len(set(whole.values())) == 5


UNSURE = [
    rss(item("a"), "<item><title>b</title><description><![CDATA[<item>x</item>]]></description></item>"),
    rss(item("a"), "<item><title>b</title><description><![CDATA[x</item>y]]></description></item>"),
    rss(item("a"), "<!--", item("c"), "-->", "<item><!-- <x> --><title>b</title></item>"),
    b'<!DOCTYPE rss [<!ENTITY x "y">]>' + rss(item("a")),
    rss(item("a")).decode().replace("utf-8", "utf-16").encode("utf-16"),
    rss(item("a"), item("b")).replace(b"Report", b"\x1b$B"),
]


@pytest.mark.parametrize("body", UNSURE)
def test_a_body_that_cannot_be_taken_apart_for_sure_is_read_whole_every_time(body):
    first = read(body)
    again = read(body, first.record)
    assert titles(again) == titles(first) or (again.known and set(titles(again)) < set(titles(first)))
    new = read(body.replace(b"</channel>", item("new").encode() + b"</channel>"), first.record)
    assert body.startswith(b"\xff\xfe") or "new" in titles(new)


def test_what_was_cut_is_no_item_of_another_feed_and_a_huge_feed_is_read_whole():
    record = read(rss(item("a"))).record
    assert titles(read(rss(item("b")), record)) == ["b"]
    huge = rss(*(item(str(number)) for number in range(MAX_ITEMS + 1)))
    assert cut_known(huge, Record()).whole


items = st.tuples(st.integers(0, 12), st.integers(0, 2), st.integers(0, 1))
lists = st.lists(items, max_size=12, unique_by=lambda one: one[0])


def body_of(listed):
    return rss(
        *(
            f"<item><guid>{name}</guid><title>{name}</title><description>{name} {text}</description>"
            f"<link>https://paper.example/{'live' if shared else name}</link></item>"
            for name, text, shared in listed
        )
    )


@given(lists, lists)
def test_with_what_was_known_a_cut_reading_is_a_whole_one(before, after):
    first, whole = read(body_of(before)), read(body_of(after))
    cut = read(body_of(after), first.record)
    left = [f"{name}" for name, text, shared in after if (name, text, shared) not in before]
    assert titles(cut) == sorted(left)
    ids = {article.header.title: article for article in whole.articles}
    assert all(article == ids[article.header.title] for article in cut.articles)
    assert cut.known == len(after) - len(left)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", [b"<item>", b"<entry ", b"<item></entry>", b"</item><item>", b"<item><!--"])
def test_a_hostile_body_takes_no_quadratic_time(piece):
    assert cut_known(b"<rss>" + piece * (3_000_000 // len(piece)), Record()).known == ()
