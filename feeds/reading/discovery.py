"""From a web page to its feeds. Pure over the page's bytes, and a thin part that asks for what the page names.

A page names its feeds in `<link rel="alternate">`. Where it names none, a few usual addresses are tried, one after the
other and by the fetcher's rules, but only for a user who is adding a feed: no poll guesses.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from feeds.reading.failing import FeedError
from feeds.reading.parse import parse
from feeds.reading.plain_text import is_deep, one_line
from feeds.reading.raw_entry import RawFeed

MAX_HEAD = 500_000
"""Bytes of a page in which its feeds are looked for; they stand in its head."""

MAX_FOUND = 10
"""Feeds of one page."""

USUAL_PATHS = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json")
"""Where outlets keep a feed that their pages do not name."""

_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json", "text/xml")
_COMMENTS = ("comment", "kommentar", "commentaire", "comentario")


@dataclass(frozen=True)
class Found:
    """A feed that a page names."""

    url: str
    title: str = ""


def find_feeds(page: bytes, url: str) -> tuple[Found, ...]:
    """Return the feeds that a page at `url` names, in its order, feeds of comments last; none for what is no page."""
    head = page[:MAX_HEAD].decode("utf-8", "replace")
    end = head.lower().find("</head")
    head = head[:end] if end >= 0 else head
    if "<" not in head or is_deep(head):
        return ()
    tree = LexborHTMLParser(head)
    base_tag = tree.css_first("base[href]")
    base = _join(url, (base_tag.attributes.get("href") or "") if base_tag is not None else "") or url
    found: dict[str, Found] = {}
    for link in tree.css("link[href]"):
        attributes = {name: value or "" for name, value in link.attributes.items()}
        kind = attributes.get("type", "").split(";")[0].strip().lower()
        relations = attributes.get("rel", "").lower().split()
        address = _join(base, attributes.get("href", ""))
        if address is None or not _names_feed(relations, kind, address):
            continue
        found.setdefault(address, Found(address, one_line(attributes.get("title", ""))[:200]))
    ordered = sorted(found.values(), key=_is_of_comments)
    return tuple(ordered[:MAX_FOUND])


Get = Callable[[str], Awaitable[tuple[bytes, str, str] | None]]
"""Fetch an address by all rules: body, content type and final address; None where there is none."""


async def discover(url: str, get: Get) -> tuple[tuple[Found, RawFeed], ...]:
    """Return the feeds that `url` is or leads to, each as read, the likeliest first. At most 1 + MAX_FOUND requests."""
    fetched = await get(url)
    if fetched is None:
        return ()
    body, content_type, final = fetched
    feed = _read(body, content_type, final)
    if feed is not None:
        return ((Found(final, feed.title), feed),)
    named = find_feeds(body, final)
    usual = [Found(address) for path in USUAL_PATHS if (address := _join(final, path)) is not None]
    read: list[tuple[Found, RawFeed]] = []
    for one in named or usual:
        got = await get(one.url)
        feed = _read(*got) if got is not None else None
        if feed is not None:
            read.append((one, feed))
            if not named:
                break  # a guess that was right is enough
    return tuple(read)


def _read(body: bytes, content_type: str, url: str) -> RawFeed | None:
    try:
        return parse(body, content_type, url)
    except FeedError:
        return None


def _names_feed(relations: list[str], kind: str, address: str) -> bool:
    if "stylesheet" in relations or urlsplit(address).scheme not in {"http", "https"}:
        return False
    if "feed" in relations:
        return True
    json = kind == "application/json"  # WordPress names its interface so, too
    return "alternate" in relations and kind in _TYPES and not (json and "wp-json" in address)


def _is_of_comments(found: Found) -> bool:
    words = f"{found.url} {found.title}".lower()
    return any(word in words for word in _COMMENTS)


def _join(base: str, address: str) -> str | None:
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return None
