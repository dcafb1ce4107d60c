"""From a web page to its feeds. Pure over the page's bytes, and a thin part that asks for what the page names, and has
each body read by somebody else.

A page names its feeds in `<link rel="alternate">`. Where it names none, a few usual addresses are tried, one after the
other and by the fetcher's rules, but only for a user who is adding a feed: no poll guesses.
"""

from collections.abc import Awaitable, Callable
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from feeds.reading.failing import FeedError
from feeds.reading.jobs import Found, LookJob, LookRead
from feeds.reading.parse import parse
from feeds.reading.plain_text import is_deep, one_line

MAX_HEAD = 500_000
"""Bytes of a page in which its feeds are looked for; they stand in its head."""

MAX_FOUND = 10
"""Feeds of one page."""

USUAL_PATHS = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json")
"""Where outlets keep a feed that their pages do not name."""

_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json", "text/xml")
_COMMENTS = ("comment", "kommentar", "commentaire", "comentario")


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


Look = Callable[[LookJob], Awaitable[LookRead]]
"""Have a body looked at, by `look` and within bounds."""


async def discover(url: str, get: Get, have_looked: Look) -> tuple[Found, ...]:
    """Return the feeds that `url` is or leads to, the likeliest first. At most 1 + MAX_FOUND requests.

    Each goes by its own title, else by what the page calls it.
    """
    fetched = await get(url)
    if fetched is None:
        return ()
    seen = await have_looked(LookJob(*fetched))
    if seen.feed is not None:
        return (seen.feed,)
    usual = [Found(address) for path in USUAL_PATHS if (address := _join(fetched[2], path)) is not None]
    found: list[Found] = []
    for one in seen.names or usual:
        got = await get(one.url)
        feed = (await have_looked(LookJob(*got))).feed if got is not None else None
        if feed is not None:
            found.append(Found(one.url, feed.title or one.title))
            if not seen.names:
                break  # a guess that was right is enough
    return tuple(found)


def look(job: LookJob) -> LookRead:
    """Tell a feed from a page that names some, and from what is neither."""
    try:
        feed = parse(job.body, job.content_type, job.url)
    except FeedError:
        return LookRead(names=find_feeds(job.body, job.url))
    return LookRead(feed=Found(job.url, feed.title))


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
