"""From a web page to its feeds."""

import asyncio

import pytest
from feed_server import item, rss

from feeds.reading.discovery import MAX_FOUND, USUAL_PATHS, discover, find_feeds, look

URL = "https://paper.example/section/"


def page(*links):
    return f"<!DOCTYPE html><html><head>{''.join(links)}</head><body><link rel=alternate href=/x>".encode()


def alternate(href, kind="application/rss+xml", title="", rel="alternate"):
    return f'<link rel="{rel}" type="{kind}" href="{href}" title="{title}">'


def test_the_feeds_that_a_page_names_are_found_in_its_order_comments_last():
    links = [
        alternate("/comments/feed", title="Comments"),
        alternate("rss.xml", title="The &amp; Paper"),
        alternate("https://cdn.example/feed.json", "application/feed+json"),
        alternate("/wp-json/wp/v2/pages/1", "application/json"),
        alternate("/fr/", "text/html"),
        alternate("javascript:alert(1)"),
        alternate("/style.xsl", "text/xml", rel="alternate stylesheet"),
        '<link rel="feed" href="/plain">',
    ]
    found = find_feeds(page(*links), URL)
    assert [one.url.removeprefix("https://") for one in found] == [
        "paper.example/section/rss.xml",
        "cdn.example/feed.json",
        "paper.example/plain",
        "paper.example/comments/feed",
    ]
    assert found[0].title == "The & Paper"


def test_a_base_in_the_page_counts():
    (one,) = find_feeds(page('<base href="/de/">', alternate("feed")), URL)
    assert one.url == "https://paper.example/de/feed"


@pytest.mark.timeout(20)
@pytest.mark.parametrize("body", [b"", b"\0\xff", b"<div>" * 200_000, page(alternate("http://[")), b"<link " * 90_000])
def test_what_is_no_page_or_a_hostile_one_names_none(body):
    assert find_feeds(body, URL) == ()


def test_no_page_names_more_than_a_few():
    assert len(find_feeds(page(*(alternate(f"/f{n}") for n in range(999))), URL)) == MAX_FOUND


def ask(answers, url=URL):
    asked = []

    async def get(address):
        asked.append(address)
        return (answers[address], "", address) if address in answers else None

    async def have_looked(job):
        return look(job)

    return asyncio.run(discover(url, get, have_looked)), asked


def test_a_feed_leads_to_itself_and_a_page_to_what_it_names():
    feed = rss(item("a"))
    (found,), asked = ask({URL: feed})
    assert (found.title, found.url, asked) == ("The Paper", URL, [URL])
    named = "https://paper.example/rss"
    (found,), asked = ask({URL: page(alternate("/rss"), alternate("/gone")), named: feed})
    assert (found.url, len(asked)) == (named, 3)


def test_a_page_that_names_none_has_the_usual_addresses_tried_until_one_is_right():
    (found,), _ = ask({URL: page(), "https://paper.example/rss.xml": rss(item("a"))})
    assert found.url == "https://paper.example/rss.xml"
    nothing, asked = ask({URL: page()})
    assert (nothing, len(asked)) == ((), 1 + len(USUAL_PATHS))
