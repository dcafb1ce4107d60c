"""JSON Feed 1 and 1.1 (jsonfeed.org), which feedparser 6 does not read. Lenient: only `items` must be there."""

import json
from typing import Any
from urllib.parse import urljoin

from feeds.reading.moments import read_moment
from feeds.reading.raw_entry import RawEntry, RawFeed


def parse_json_feed(body: bytes, url: str, limit: int) -> RawFeed:
    """Parse up to `limit` items. Raises ValueError, in words, for what is no JSON Feed."""
    try:
        document = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not readable as JSON ({type(error).__name__})") from error
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(items, list):
        raise ValueError("JSON, but no JSON Feed: it has no list of items")  # noqa: TRY004 - the input is wrong, no caller
    language = _text(document, "language")
    site = _text(document, "home_page_url")
    entries = tuple(_entry(item, site or url, language) for item in items[:limit] if isinstance(item, dict))
    return RawFeed(title=_text(document, "title"), site=site, entries=entries, left_out=max(0, len(items) - limit))


def _entry(item: dict[str, Any], base: str, language: str) -> RawEntry:
    html = _text(item, "content_html")
    link = _text(item, "url") or _text(item, "external_url")
    guid = item.get("id")
    return RawEntry(
        guid=str(guid) if isinstance(guid, (str, int, float)) else "",
        link=_join(base, link) if link else "",
        title=_text(item, "title"),
        content=html or max(_text(item, "content_text"), _text(item, "summary"), key=len),
        content_is_html=bool(html),
        published=read_moment(_text(item, "date_published")) or read_moment(_text(item, "date_modified")),
        language=_text(item, "language") or language,
    )


def _join(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:
        return link


def _text(holder: dict[str, Any], key: str) -> str:
    value = holder.get(key)
    return value if isinstance(value, str) else ""
