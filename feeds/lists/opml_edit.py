"""OPML out: a feed added to a list or taken from it, everything else in the file left as it is, byte by byte.

The list is the user's file: its comments, order, folders, unknown elements and attributes stay. So this cuts and pastes
at the places that the parser names, and never writes the file anew. Knows nothing of polling.
"""

import fcntl
import os
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from feeds.lists.opml import BARE_AMPERSAND, MAX_BYTES, OpmlError, parse_opml

EMPTY = (
    b'<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0">\n  <head>\n    <title>Feeds</title>\n  </head>\n'
    b"  <body>\n  </body>\n</opml>\n"
)
"""A list that names nothing yet."""


@dataclass(frozen=True)
class Outline:
    """One `<outline>` and where it stands."""

    attributes: Mapping[str, str]
    """As written."""
    folders: tuple[str, ...]
    """Titles of the outlines that it is in, the outermost first."""
    start: int
    end: int
    """Of the whole element, in bytes; the closing tag, if any, begins at `close`."""
    close: int | None
    children: int

    def get(self, name: str) -> str:
        """An attribute's value whatever the case of its name; empty where there is none."""
        return next((value.strip() for key, value in self.attributes.items() if key.lower() == name), "")

    @property
    def title(self) -> str:
        """What it is called."""
        return self.get("title") or self.get("text")


def outlines(raw: bytes, path: Path) -> tuple[bytes, tuple[Outline, ...], Outline]:
    """Return the bytes that the places count in, every outline, and the body. Raises OpmlError."""
    parse_opml(raw, path)  # refuses what cannot be polled, with the right words
    if not raw.lstrip(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        raise OpmlError(f"the feed list {path} is in an encoding that cannot be edited: save it as UTF-8")
    scan = _Scan(raw)
    try:
        scan.run()
    except expat.ExpatError:
        scan = _Scan(BARE_AMPERSAND.sub(b"&amp;", raw))
        scan.run()
    if scan.body is None:
        raise OpmlError(f"the feed list {path} has no <body>: add one")
    return scan.raw, tuple(sorted(scan.outlines, key=lambda outline: outline.start)), scan.body


def add_outline(raw: bytes, path: Path, attributes: Mapping[str, str], folders: Sequence[str] = ()) -> bytes:
    """Add an outline at the end of a folder, which is made where it is missing. Raises OpmlError."""
    raw, present, body = outlines(raw, path)
    place, missing = body, list(folders)
    while missing:
        inside = tuple(folders[: len(folders) - len(missing)])
        named = (one for one in present if not one.get("xmlurl") and one.folders == inside and one.title == missing[0])
        folder = next(named, None)
        if folder is None:
            break
        place, missing = folder, missing[1:]
    return _insert(raw, place, _word(attributes, missing, _indentation(raw, place) + _unit(raw), _unit(raw)))


def remove_outlines(raw: bytes, path: Path, unwanted: Callable[[Outline], bool]) -> bytes:
    """Take the feeds that are `unwanted` out, each with its line. Raises OpmlError."""
    raw, present, _ = outlines(raw, path)
    for one in sorted(present, key=lambda outline: -outline.start):
        if not one.get("xmlurl") or not unwanted(one):
            continue
        if one.children:
            raise OpmlError(f"{one.title or one.get('xmlurl')} in {path} has outlines inside it: take it out by hand")
        start, end = one.start, one.end
        before = raw[:start].rstrip(b" \t")
        if before.endswith(b"\n") and raw[end : end + 2].startswith((b"\n", b"\r\n")):  # it has its line to itself
            start, end = len(before), end + (2 if raw[end : end + 1] == b"\r" else 1)
        raw = raw[:start] + raw[end:]
    return raw


def rewrite(path: Path, change: Callable[[bytes], bytes], begin: bytes | None = None) -> None:
    """Put a changed list in the place of the old one, at once: a reader finds the one or the other, whole.

    Two commands wait for each other. `begin` is what a list that does not exist begins as. Raises OpmlError.
    """
    path = path.resolve()
    try:
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            new = change(begin if begin is not None and not path.exists() else path.read_bytes())
            if len(new) > MAX_BYTES:
                raise OpmlError(f"the feed list {path} would be longer than {MAX_BYTES} bytes: split it")
            parse_opml(new, path)
            _replace(path, new)
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise OpmlError(
            f"the feed list {path} cannot be written ({error.strerror}): make it and its folder writable, "
            'or name another list (opml = "..." under [feeds] in storywatch.toml)'
        ) from error


def write_opml(outlines_: Iterable[tuple[Mapping[str, str], Sequence[str]]], path: Path) -> bytes:
    """Write a list of its own: (attributes, folders) of each feed."""
    raw = EMPTY
    for attributes, folders in outlines_:
        raw = add_outline(raw, path, attributes, folders)
    return raw


def _replace(path: Path, new: bytes) -> None:
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("xb") as file:
            if path.exists():
                os.fchmod(file.fileno(), path.stat().st_mode & 0o777)
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


class _Scan:
    """One pass of expat, noting where each element begins and ends."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.outlines: list[Outline] = []
        self.body: Outline | None = None
        self._open: list[tuple[str, dict[str, str], int, list[int]]] = []
        self._folders: list[str] = []
        self._last = ""
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._other
        self._parser.CommentHandler = self._other

    def run(self) -> None:
        self._parser.Parse(self.raw, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._open:
            self._open[-1][3].append(self._parser.CurrentByteIndex)
        self._open.append((name.lower(), attributes, self._parser.CurrentByteIndex, []))
        self._last = "start"
        if name.lower() == "outline":
            lower = {key.lower(): value.strip() for key, value in attributes.items()}
            self._folders.append(lower.get("title") or lower.get("text") or "")

    def _end(self, _: str) -> None:
        name, attributes, start, children = self._open.pop()
        at = self._parser.CurrentByteIndex
        empty = self._last == "start" and self.raw[at - 2 : at] == b"/>"  # then `at` is behind it
        end = at if empty else self.raw.index(b">", at) + 1
        self._last = "end"
        if name == "outline":
            self._folders.pop()
        outline = Outline(attributes, tuple(self._folders), start, end, None if empty else at, len(children))
        if name == "outline":
            self.outlines.append(outline)
        elif name == "body":
            self.body = self.body or outline

    def _other(self, _: str) -> None:
        self._last = "other"


def _word(attributes: Mapping[str, str], folders: Sequence[str], indent: bytes, unit: bytes) -> bytes:
    if folders:
        inner = _word(attributes, folders[1:], indent + unit, unit)
        head = _tag({"text": folders[0], "title": folders[0]})
        return indent + head + b">\n" + inner + indent + b"</outline>\n"
    return indent + _tag(attributes) + b"/>\n"


def _tag(attributes: Mapping[str, str]) -> bytes:
    """Word a tag without its end, in ASCII: whatever the file's encoding is, it is right."""
    words = [f"{name}={quoteattr(value, {chr(10): ' ', chr(13): ' '})}" for name, value in attributes.items()]
    return " ".join(["<outline", *words]).encode("ascii", "xmlcharrefreplace")


def _insert(raw: bytes, place: Outline, text: bytes) -> bytes:
    if place.close is None:  # <body/>, or an empty folder
        name = raw[place.start + 1 : place.end].split(None, 1)[0].rstrip(b"/>")
        slash = raw.rindex(b"/", place.start, place.end)
        closing = _indentation(raw, place) + b"</" + name + b">"
        return raw[:slash].rstrip() + b">\n" + text + closing + raw[place.end :]
    line = raw.rfind(b"\n", 0, place.close) + 1
    if not raw[line : place.close].strip():  # the closing tag has its line to itself
        return raw[:line] + text + raw[line:]
    return raw[: place.close] + b"\n" + text + _indentation(raw, place) + raw[place.close :]


def _unit(raw: bytes) -> bytes:
    return b"\t" if b"\n\t" in raw else b"  "


def _indentation(raw: bytes, place: Outline) -> bytes:
    line = raw.rfind(b"\n", 0, place.start) + 1
    before = raw[line : place.start]
    return before[: len(before) - len(before.lstrip())]
