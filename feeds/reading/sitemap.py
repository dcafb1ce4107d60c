"""News sitemaps: an outlet's list of its newest pages, as Google News asks for it. Bytes in, entries out.

Read is what has `news:news` beside its address: title, language, publication date. A list of addresses alone says
nothing of an article, so that a plain sitemap is refused in words. A sitemap index leads to further sitemaps of the
same outlet, the newest first; leads.py fetches them.

By lxml, which mends ill-formed XML; entities are neither loaded nor expanded, and no document has more than MAX_NODES.
"""

import io
import re
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urljoin

from lxml import etree

from feeds.reading.canonical import registrable_domain
from feeds.reading.failing import FeedError
from feeds.reading.moments import read_moment
from feeds.reading.raw_entry import MAX_ENTRIES, RawEntry, RawFeed

MAX_MAPS = 3
"""Sitemaps that are followed from an index at one poll."""

MAX_NODES = 1_000_000
"""Elements of one document, after which it is cut off: 50,000 addresses, the standard's bound, have 400,000."""

MAX_UNPACKED = 50_000_000
"""Bytes of a `.gz` sitemap, unpacked: the standard's bound."""

_LOCAL = re.compile(".*[}:]", re.DOTALL)
"""What comes before a name's own part: a namespace, or a prefix that the document does not declare."""

_GZIP = b"\x1f\x8b"
_OLDEST = datetime(1, 1, 1, tzinfo=UTC)


def parse_sitemap(body: bytes, _content_type: str, url: str) -> RawFeed:
    """Parse a sitemap or a sitemap index that came from `url`. Raises FeedError."""
    rows = list(_rows(unpack(body)))
    maps = [(row["loc"], row.get("lastmod", "")) for kind, row in rows if kind == "sitemap" and row.get("loc")]
    if maps:
        return RawFeed(site=url, leads=_newest_maps(maps, url))
    pages = [row for kind, row in rows if kind == "url" and row.get("loc")]
    news = [row for row in pages if row.get("title")]
    if not news:
        raise FeedError(
            "a sitemap that names pages but no news: use the outlet's news sitemap"
            if pages
            else "no sitemap: it lists no pages"
        )
    entries = sorted((_entry(row, url) for row in news), key=lambda entry: entry.published or _OLDEST, reverse=True)
    return RawFeed(
        title=next((row["name"] for row in news if row.get("name")), ""),
        site=urljoin(url, "/"),
        entries=tuple(entries[:MAX_ENTRIES]),
        left_out=max(0, len(entries) - MAX_ENTRIES),
    )


def is_sitemap(start: bytes) -> bool:
    """Say whether the first bytes of a body look like a sitemap's."""
    return b"<urlset" in start[:2_000] or b"<sitemapindex" in start[:2_000]


def _entry(row: dict[str, str], url: str) -> RawEntry:
    language = row.get("language", "")
    return RawEntry(
        link=urljoin(url, row["loc"]),
        title=row["title"],
        content="",
        published=read_moment(row.get("publication_date", ""), language) or read_moment(row.get("lastmod", "")),
        language=language,
    )


def _newest_maps(maps: list[tuple[str, str]], url: str) -> tuple[str, ...]:
    """Choose news sitemaps where they are called so, and the last changed; a map of another outlet is not followed."""
    outlet = registrable_domain(url)
    own = [(address, changed) for address, changed in maps if registrable_domain(address) == outlet]
    named = [pair for pair in own if "news" in pair[0].lower()] or own
    newest = sorted(named, key=lambda pair: read_moment(pair[1]) or _OLDEST, reverse=True)
    return tuple(dict.fromkeys(address for address, _ in newest))[:MAX_MAPS]


def _rows(body: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield every `url` and `sitemap` with the texts inside it by local name, the first of each."""
    inside: dict[str, str] = {}
    try:
        for count, (_, element) in enumerate(
            etree.iterparse(io.BytesIO(body), recover=True, resolve_entities=False, no_network=True, huge_tree=False)
        ):
            if count >= MAX_NODES:
                return
            name = _LOCAL.sub("", element.tag).lower() if isinstance(element.tag, str) else ""
            if name in {"url", "sitemap"}:
                yield name, inside
                inside = {}
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
            elif element.text and name not in inside:
                inside[name] = " ".join(element.text.split())
    except etree.XMLSyntaxError:
        return


def unpack(body: bytes) -> bytes:
    """Unpack a packed file (.gz), which is no coding of the answer's; another stays as it is. Raises FeedError."""
    if not body.startswith(_GZIP):
        return body
    inflater = zlib.decompressobj(31)
    try:
        unpacked = inflater.decompress(body, MAX_UNPACKED)
    except zlib.error as error:
        raise FeedError("compressed, but broken") from error
    if inflater.unconsumed_tail:
        raise FeedError(f"longer than {MAX_UNPACKED:,} bytes, unpacked")
    return unpacked
