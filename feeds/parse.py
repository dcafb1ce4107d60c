"""Bytes and a content type in, entries out. Opens nothing: no URL, no file, no external entity.

feedparser reads RSS and Atom, ill-formed ones too; json_feed.py reads JSON Feed. feedparser's own sanitiser and its
rewriting of links inside HTML are off: the HTML becomes plain text in article.py, and they cost most of its time.
A date without a zone is taken as UTC, which is feedparser's rule.
"""

import calendar
import io
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import feedparser

from feeds.json_feed import parse_json_feed
from feeds.raw_entry import RawEntry, RawFeed

MAX_ENTRIES = 1_000
"""Items read of one feed at one poll, from its top; real feeds list 10 to 300. The rest is counted in `left_out`."""

_BOM = b"\xef\xbb\xbf"


class FeedError(ValueError):
    """These bytes are no feed. Its text says why, in words for the feed's health."""


def parse(body: bytes, content_type: str, url: str) -> RawFeed:
    """Parse a feed that was fetched from `url`. Raises FeedError, and nothing else."""
    start = body[:200].removeprefix(_BOM).lstrip()
    if start.startswith(b"{"):
        try:
            return parse_json_feed(body, url, MAX_ENTRIES)
        except ValueError as error:
            raise FeedError(str(error)) from error
    headers = {"content-location": url} if url.startswith("http") else {}
    if content_type:
        headers["content-type"] = content_type
    try:
        # A stream, never the bytes themselves: feedparser would take a short string for an address or a file's name.
        parsed = feedparser.parse(
            io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
        found = parsed.entries
        feed = RawFeed(
            title=_text(parsed.feed, "title"),
            site=_text(parsed.feed, "link"),
            entries=tuple(_entry(entry, _text(parsed.feed, "language")) for entry in found[:MAX_ENTRIES]),
            left_out=max(0, len(found) - MAX_ENTRIES),
        )
    except Exception as error:  # feedparser lets whatever hostile input provokes in it through
        raise FeedError(f"not readable as a feed: {type(error).__name__}") from error
    if not parsed.get("version") and not found:
        raise FeedError(_what_it_is(start))
    return feed


def _entry(entry: Mapping[str, Any], language: str) -> RawEntry:
    content, is_html = _content(entry)
    title = entry.get("title_detail") or {}
    return RawEntry(
        guid=_text(entry, "id"),
        link=_text(entry, "link"),
        title=_text(entry, "title"),
        title_is_html="html" in _text(title, "type"),
        content=content,
        content_is_html=is_html,
        published=_moment(entry, "published_parsed") or _moment(entry, "updated_parsed"),
        language=_text(title, "language") or language,
    )


def _content(entry: Mapping[str, Any]) -> tuple[str, bool]:
    """Return `content:encoded` or Atom content, the longest of them; without one, the summary."""
    parts = [(_text(part, "value"), _text(part, "type")) for part in entry.get("content") or () if part]
    parts = [part for part in parts if part[0].strip()]
    if not parts:
        parts = [(_text(entry, "summary"), _text(entry.get("summary_detail") or {}, "type"))]
    value, kind = max(parts, key=lambda part: len(part[0]))
    return value, "html" in kind or not kind


def _text(holder: Mapping[str, Any], key: str) -> str:
    value = holder.get(key)
    return value if isinstance(value, str) else ""


def _moment(entry: Mapping[str, Any], key: str) -> datetime | None:
    """Read a date; `in` first, because feedparser otherwise answers for another key and warns."""
    value = entry.get(key) if key in entry else None
    if not isinstance(value, time.struct_time):
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(value), UTC)
    except (OverflowError, ValueError, OSError):
        return None


def _what_it_is(start: bytes) -> str:
    if not start:
        return "an empty answer instead of a feed"
    if start[:15].lower().startswith((b"<!doctype html", b"<html")):
        return "a web page instead of a feed"
    return "neither RSS, Atom nor JSON Feed"
