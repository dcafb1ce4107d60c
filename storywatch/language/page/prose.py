"""Which lines of a page are prose. Knows characters only; offsets stay those of the text.

A page brings more than the story: its title again, bylines, captions, *also read* lines, lists of references, share
buttons. A heading is parsed, since it can hold a statement, but nothing is narrated by it; the rest is not parsed.
"""

import re
from typing import Literal

from msgspec import Struct

from storywatch.language.page.furniture import is_furniture

Kind = Literal["prose", "heading", "furniture", "references"]

HEADING_WORDS = 14
"""A line without a full stop and of at most this many words is a heading."""

_LINE = re.compile(r"[^\n]+")
_REFERENCES = re.compile(r"(?i)^\W*(?:references|sources|further reading|notes|bibliography|footnotes|links)\W*$")
_ITEM = re.compile(r"^\s*(?:[-–—•*·▪◦]|\[?\d{1,2}[\].)])\s+")
_ENDS = re.compile(r"""[.!?…:;,]["”’'»)\]\s]*(?:\[\d+\][\s]*)*$""")


class Line(Struct, frozen=True):
    """One line of a page. `paragraph` counts lines of prose from 0; -1 where it is none."""

    start: int
    end: int
    kind: Kind
    paragraph: int


def read_lines(text: str, title: str) -> list[Line]:
    """Classify each line that is not empty."""
    lines: list[Line] = []
    paragraph = 0
    references = False
    wanted = _bare(title)
    for match in _LINE.finditer(text):
        line = match.group().strip()
        if not line:
            continue
        item = _ITEM.match(line)
        if _REFERENCES.match(line):
            references = True
            kind: Kind = "references"
        elif references and (item or not _ENDS.search(line)):
            kind = "references"
        else:
            references = False
            kind = _judge(line, wanted, item=item is not None)
        prose = kind == "prose"
        lines.append(Line(match.start(), match.end(), kind, paragraph if prose else -1))
        paragraph += prose
    return lines


def _judge(line: str, title: str, *, item: bool) -> Kind:
    if is_furniture(line):
        return "furniture"
    if title and len(line) <= 2 * len(title) and _bare(line) == title:
        return "heading"
    if _ENDS.search(line) or item:
        return "prose"
    return "heading" if len(line.split()) <= HEADING_WORDS else "prose"


def _bare(line: str) -> str:
    return "".join(c for c in line.casefold() if c.isalnum())
