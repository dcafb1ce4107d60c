"""The outlines of a list that is no well-formed XML: quotation marks, `<` and `&` left bare inside attributes. Pure.

One list in five that people pass around is so, by programs that paste a feed's description as it is. A mending XML
parser (lxml's) drops the outline's later attributes, the feed's address among them. Here an attribute ends at the
quotation mark that is followed by another attribute or by the tag's end, which is what the writer meant.
"""

import re
from html import unescape
from itertools import pairwise

MAX_OUTLINE = 20_000
"""Characters of one outline that are looked at; a description has a thousand."""

_OPML = re.compile(r"<opml[\s>]", re.IGNORECASE)
_OUTLINE = re.compile(r"<outline\s", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(?<=[\s\"'])([\w:.-]{1,40})\s*=\s*([\"'])")
_END = re.compile(r"\s*(?:/?>\s*(?:<|$)|$)|\s+[\w:.-]{1,40}\s*=\s*[\"']")


def find_outlines(raw: bytes) -> list[dict[str, str]]:
    """Return the attributes of every outline, their names in lower case; none where this is no OPML at all."""
    text = raw.decode("utf-8-sig", "replace")
    if "<!entity" in text.lower() or not _OPML.search(text[:5_000]):
        return []
    starts = [match.end() for match in _OUTLINE.finditer(text)]
    return [_attributes(text[start:end]) for start, end in pairwise([*starts, len(text)])]


def _attributes(text: str) -> dict[str, str]:
    text = " " + text[:MAX_OUTLINE]
    found: dict[str, str] = {}
    place = 0
    while (name := _ATTRIBUTE.search(text, place)) is not None:
        between = text[place : name.start()]
        if place and between.strip():
            break  # the tag has ended: what follows is another element's
        place = _close(text, name.end(), name[2])
        found.setdefault(name[1].lower(), unescape(text[name.end() : place].strip()))
        place += 1
    return found


def _close(text: str, place: int, mark: str) -> int:
    """Return where a value ends that began at `place`: at a mark that something follows which ends a value."""
    while (end := text.find(mark, place)) >= 0:
        if _END.match(text, end + 1):
            return end
        place = end + 1
    return len(text)
