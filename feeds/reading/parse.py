"""Bytes and a content type in, entries out. Opens nothing: no URL, no file, no external entity.

feedparser reads RSS and Atom, ill-formed ones too; json_feed.py reads JSON Feed, moments.py dates, wishes.py what the
feed asks for. feedparser's own sanitiser and its rewriting of links inside HTML are off: the HTML becomes plain text in
article.py, and they cost most of its time. Links of items are resolved by feedparser, against `xml:base` and where the
feed came from in the end; in a file, which came from nowhere, against the outlet's page.
"""

import calendar
import io
import re
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

import feedparser

from feeds.reading.broken_off import breaks_off, keep_whole
from feeds.reading.failing import FeedError
from feeds.reading.json_feed import parse_json_feed
from feeds.reading.moments import read_moment
from feeds.reading.raw_entry import MAX_ENTRIES, RawEntry, RawFeed
from feeds.reading.wishes import read_wishes

MAX_STRANGE = 20
"""Dates of one feed at one poll that cannot be read, after which only common forms are tried: the rest is slow."""

_BOM = b"\xef\xbb\xbf"
_TAG = re.compile("<[^<>]*>")


def parse(body: bytes, content_type: str, url: str) -> RawFeed:
    """Parse a feed that was fetched from `url`. Raises FeedError, and nothing else."""
    start = body[:200].removeprefix(_BOM).lstrip()
    if start.startswith(b"{"):
        try:
            return parse_json_feed(body, url, MAX_ENTRIES)
        except ValueError as error:
            raise FeedError(str(error)) from error
    if broken_off := breaks_off(body):
        body = keep_whole(body)
    headers = {"content-location": url} if url.startswith("http") else {}
    if content_type:
        headers["content-type"] = content_type
    try:
        # A stream, never the bytes themselves: feedparser would take a short string for an address or a file's name.
        parsed = feedparser.parse(
            io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
        found = parsed.entries
        channel = _Channel(_text(parsed.feed, "language"), _text(parsed.feed, "link"))
        feed = RawFeed(
            title=_text(parsed.feed, "title"),
            site=channel.site,
            entries=tuple(channel.entry(entry) for entry in found[:MAX_ENTRIES]),
            left_out=max(0, len(found) - MAX_ENTRIES),
            broken_off=broken_off,
            hints=read_wishes(body),
        )
    except MemoryError:  # the process's bound: confined_worker.py tells it
        raise
    except Exception as error:  # feedparser lets whatever hostile input provokes in it through
        raise FeedError(f"not readable as a feed: {type(error).__name__}") from error
    if not parsed.get("version") and not found:
        raise FeedError(_what_it_is(start))
    return feed


class _Channel:
    """What all entries of a feed share while they are read."""

    def __init__(self, language: str, site: str) -> None:
        self.site = site
        self._language = language
        self._strange = 0

    def entry(self, entry: Mapping[str, Any]) -> RawEntry:
        content, is_html = _content(entry)
        title = entry.get("title_detail") or {}
        language = _text(title, "language") or self._language
        return RawEntry(
            guid=_text(entry, "id"),
            # A feed that goes through FeedBurner keeps the page's own address here.
            link=_resolve(self.site, _text(entry, "feedburner_origlink") or _text(entry, "link")),
            title=_text(entry, "title"),
            title_is_html="html" in _text(title, "type"),
            content=content,
            content_is_html=is_html,
            published=self._moment(entry, language),
            language=language,
        )

    def _moment(self, entry: Mapping[str, Any], language: str) -> datetime | None:
        """When published, else when updated or created."""
        for key in ("published", "updated", "created"):
            written = _text(entry, key) if key in entry else ""  # else feedparser answers for another key, and warns
            moment = read_moment(written, language, rare=self._strange < MAX_STRANGE) if written else None
            if moment is None and written:
                self._strange += 1
                moment = _feedparsers(entry, key + "_parsed")
            if moment is not None:
                return moment
        return None


def _resolve(site: str, link: str) -> str:
    if not link or "://" in link[:12] or not site:
        return link
    try:
        return urljoin(site, link)
    except ValueError:
        return link


def _content(entry: Mapping[str, Any]) -> tuple[str, bool]:
    """Return the fullest of `content:encoded`, Atom contents and the summary; markup does not count."""
    parts = [(_text(part, "value"), _text(part, "type")) for part in entry.get("content") or () if part]
    parts.append((_text(entry, "summary"), _text(entry.get("summary_detail") or {}, "type")))
    value, kind = max(parts, key=lambda part: len(_TAG.sub("", part[0])) if part[0].strip() else -1)
    return value, "html" in kind or not kind


def _text(holder: Mapping[str, Any], key: str) -> str:
    value = holder.get(key)
    return value if isinstance(value, str) else ""


def _feedparsers(entry: Mapping[str, Any], key: str) -> datetime | None:
    """feedparser's reading: it knows a few more forms."""
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
