"""OPML in: the list of feeds to poll. Knows nothing of polling.

Read with expat directly, which lets every entity declaration be refused before it can expand or name a file. A list
that is no well-formed XML is read leniently where it is only read, with a warning (opml_lenient.py), and refused where
it is to be edited.

Of an outline count `xmlUrl`; `title` or `text`; `type`, where it is `sitemap` (a news sitemap) or `page` (a web page
that names its feed); and `fullText`, `true` or `false`: whether the pages of its entries are fetched.
"""

import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname
from xml.parsers import expat

from feeds.address import FeedAddress, Kind
from feeds.lists.opml_lenient import find_outlines
from feeds.reading.canonical import without_credentials

log = logging.getLogger("storywatch.feeds")

MAX_BYTES = 10_000_000
"""A list of a hundred thousand feeds fits."""

MAX_NAMED = 100
"""Characters of a title that a refusal names."""

NAMED = 3
"""Addresses that cannot be polled, or were lost, and are named in the log; of more their number."""

BARE_AMPERSAND = re.compile(rb"&(?!(?:#\d+|#x[0-9a-fA-F]+|\w+);)")
"""The one mistake that most lists written by hand or by small programs make: an address with a bare `&`."""


class OpmlError(ValueError):
    """The list cannot be read. Its text is one sentence with file, line and reason."""


class AddressError(OpmlError):
    """One address of the list cannot be polled."""


class IllFormedError(OpmlError):
    """The list is no well-formed XML."""


_KINDS: dict[str, Kind] = {"sitemap": "sitemap", "page": "page"}
_YES, _NO = frozenset({"true", "yes", "1", "on"}), frozenset({"false", "no", "0", "off"})


def read_opml(path: Path, before: Iterable[FeedAddress] = ()) -> tuple[FeedAddress, ...]:
    """Read a file, in its order, each address once.

    Outlines may nest to any depth and their attributes be in any case. A list that is ill-formed is read as far as it
    can be, with a warning; not where that would lose one of `before`, which it named before: it may be cut off.
    Raises OpmlError.
    """
    raw = read_raw(path)
    try:
        feeds, refused = _parse(raw, path)
    except IllFormedError as error:
        feeds, refused = _choose(find_outlines(raw), path)
        if not feeds:
            raise
        if lost := _lost(before, feeds):
            raise IllFormedError(f"{error}; read as far as it can be, it has lost {lost}: mend it") from error
        log.warning("%s; read as far as it can be: %d feed(s)", error, len(feeds))
    for one in refused[:NAMED]:
        log.warning("%s; the others are read", one)
    if len(refused) > NAMED:
        log.warning("%d more addresses of the feed list %s cannot be polled", len(refused) - NAMED, path)
    return feeds


def _lost(before: Iterable[FeedAddress], feeds: Iterable[FeedAddress]) -> str:
    """Name what of `before` is not among `feeds`; empty where nothing is missing."""
    present = {feed.url for feed in feeds}
    lost = [without_credentials(feed.url) for feed in before if feed.url not in present]
    return ", ".join(lost[:NAMED]) + (f" and {len(lost) - NAMED} more" if len(lost) > NAMED else "")


def read_raw(path: Path) -> bytes:
    """Read a list's bytes, as many as a list may have. Raises OpmlError."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise OpmlError(
            f"the feed list {path} cannot be read ({error.strerror}): check the path, "
            "or begin it with `storywatch feeds add URL`"
        ) from error
    except OSError as error:
        raise OpmlError(f"the feed list {path} cannot be read ({error.strerror}): check the path") from error
    if len(raw) > MAX_BYTES:
        raise OpmlError(f"the feed list {path} is longer than {MAX_BYTES} bytes: split it")
    return raw


def parse_opml(raw: bytes, path: Path) -> tuple[FeedAddress, ...]:
    """Parse the bytes of the list at `path`, against whose folder relative addresses are resolved; warns of nothing."""
    return _parse(raw, path)[0]


_Chosen = tuple[tuple[FeedAddress, ...], Sequence[AddressError]]
"""What can be polled, and what not."""


def _parse(raw: bytes, path: Path) -> _Chosen:
    try:
        root, outlines = _outlines(raw, path)
    except IllFormedError:
        repaired = BARE_AMPERSAND.sub(b"&amp;", raw)
        if repaired == raw:
            raise
        root, outlines = _outlines(repaired, path)
    if root != "opml":
        raise OpmlError(f"the feed list {path} is no OPML: its first element is <{root}>")
    return _choose(outlines, path)


def _choose(outlines: Iterable[dict[str, str]], path: Path) -> _Chosen:
    """Take each address once; one that cannot be polled is left out, and alone fails its list."""
    feeds: dict[str, FeedAddress] = {}
    refused: list[AddressError] = []
    for outline in outlines:
        try:
            feed = address_of(outline, path)
        except AddressError as error:
            refused.append(error)
            continue
        if feed is not None:
            feeds.setdefault(feed.url, feed)
    if refused and not feeds:
        raise refused[0]
    return tuple(feeds.values()), refused


def _outlines(raw: bytes, path: Path) -> tuple[str, list[dict[str, str]]]:
    """Return the name of the first element, and the attributes of every outline."""
    names: list[str] = []
    outlines: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if not names:
            names.append(name.lower())
        if name.lower() == "outline":
            outlines.append({key.lower(): value.strip() for key, value in attributes.items()})

    def refuse(*_: object) -> None:
        raise OpmlError(
            f"the feed list {path} declares XML entities, which a list of feeds has no use for: remove them"
        )

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(raw, True)
    except OpmlError:
        raise
    except expat.ExpatError as error:
        reason = expat.errors.messages.get(error.code, "not well-formed")
        raise IllFormedError(f"the feed list {path} is no well-formed XML: line {error.lineno}: {reason}") from error
    except (LookupError, ValueError) as error:
        raise OpmlError(f"the feed list {path} is in an encoding that cannot be read: save it as UTF-8") from error
    return names[0], outlines


def address_of(outline: dict[str, str], path: Path) -> FeedAddress | None:
    """None for a group, or for an outline of another kind (`type="link"` points to a page or another list)."""
    url = outline.get("xmlurl", "")
    if not url:
        return None
    wish = outline.get("fulltext", "").lower()
    return replace(
        _address(outline, url, path),
        kind=_KINDS.get(outline.get("type", "").lower(), "feed"),
        full_text=True if wish in _YES else False if wish in _NO else None,
    )


def _address(outline: dict[str, str], url: str, path: Path) -> FeedAddress:
    title = outline.get("title") or outline.get("text") or ""
    named = f", of {title[:MAX_NAMED]!r}" if title else ""
    try:
        scheme = urlsplit(url).scheme.lower()
    except ValueError as error:
        raise AddressError(
            f"the feed list {path} has an address that is none{named}: {without_credentials(url)!r} ({error})"
        ) from error
    if scheme in {"http", "https"}:
        return FeedAddress(url, title)
    if scheme == "feed":  # an old habit: feed://host/path, feed:https://host/path
        rest = url.split(":", 1)[1]
        return FeedAddress(f"http:{rest}" if rest.startswith("//") else rest, title)
    if scheme == "file":
        file = Path(url2pathname(urlsplit(url).path))
    elif not scheme or len(scheme) == 1:  # a relative path, or a drive letter
        file = path.parent / url
    else:
        raise AddressError(
            f"the feed list {path} has an address of a kind that is not polled{named}: {without_credentials(url)!r}; "
            "http(s) addresses and paths of files are polled: take it out"
        )
    file = file.resolve()
    return FeedAddress(file.as_uri(), title, file)
