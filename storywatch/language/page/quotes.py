"""Where quotation marks open and close. Knows characters only: no parse, no speaker.

Marks pair up within a paragraph. A paragraph that opens a quotation and does not close it is quoted to its end where
the next one opens too, which is how English prints a quotation of several paragraphs; else the closing mark was lost,
and what stands after the last comma is who said it. Where a page has lost its lines, a straight mark that opens a
sentence opens a quotation, whatever was open. A lone straight mark anywhere else is no quotation.
"""

import re
from bisect import bisect_right

from storywatch.messages import Span

_MARK = re.compile(r"[“”„«»‹›\"‘’'\n]|''|``")
_PAIRS = {
    "“": "”", "„": "“”", "”": "”", "«": "»", "‹": "›", "»": "«", '"': '"', "``": "''", "''": "''", "‘": "’", "'": "'",
}  # fmt: skip
_SINGLE = frozenset("‘'")
_TURNED = frozenset("”»")
"""Marks that close as a rule, and open where a word follows them: *”so”*, *»so«*."""

_DECADE = re.compile(r"\d\ds?\b")
_MIXED = frozenset({("“", '"'), ('"', "”")})
_STOPS = frozenset(".!?…")
_ENDS = _STOPS | {","}
_ENDS_SPEECH = re.compile(r"[,.!?…][’'](?!\w)")
_LAST_COMMA = re.compile(r",(?=\s[^,.!?]*[.!?]?\s*$)")

MAX_UNCLOSED = 3_000
"""Characters that a quotation without an end may run to the end of its paragraph; beyond that the mark was a slip."""

MAX_AHEAD = 600
"""Characters looked ahead for the end of speech in single marks."""

SHORTEST_SINGLE = 4
"""Characters between single marks, with them: *rock 'n' roll* quotes nothing."""


def find_quotes(text: str) -> list[Span]:
    """Outermost quotations in text order, marks included."""
    found: list[Span] = []
    opened: tuple[int, str] | None = None
    paragraph = 0
    for at, mark in _tokens(text):
        if mark == "\n":
            _close_at_line_end(text, found, opened, paragraph, at)
            opened, paragraph = None, at + 1
        elif opened is None:
            if mark in _PAIRS and _can_open(text, at, mark):
                opened = (at, mark)
        elif mark == opened[1] == '"' and _opens_anew(text, at):
            other = text.find("”", opened[0], at) + 1  # marks of two kinds on one page
            end = other or len(text[:at].rstrip())
            if end - opened[0] <= MAX_UNCLOSED:
                found.append((opened[0], end))
            opened = (at, mark)
        elif _is_closed(text, opened, at, mark):
            end = at + len(mark)
            if end - opened[0] >= (SHORTEST_SINGLE if mark in "’'" else 2 * len(mark) + 1):
                found.append((opened[0], end))
            opened = None
        elif opened[1] in _SINGLE and mark in '“"«' and _can_open(text, at, mark) and not _speech_ends(text, at):
            opened = (at, mark)
    _close_at_line_end(text, found, opened, paragraph, len(text))
    return found


def _tokens(text: str) -> list[tuple[int, str]]:
    """Marks by place; two straight apostrophes in a row are one mark."""
    marks: list[tuple[int, str]] = []
    for match in _MARK.finditer(text):
        at, mark = match.span()[0], match.group()
        if mark == "'" and text.startswith("''", at):
            mark = "''"
        if marks and marks[-1][1] == "''" and marks[-1][0] == at - 1:
            continue
        marks.append((at, mark))
    return marks


def _close_at_line_end(text: str, found: list[Span], opened: tuple[int, str] | None, paragraph: int, end: int) -> None:
    if opened is None or opened[1] in _SINGLE or opened[1] in _TURNED or end - opened[0] > MAX_UNCLOSED:
        return
    before = text[paragraph : opened[0]].strip()
    if before and before[-1] not in ",:" and opened[1] != "“":
        return
    end = opened[0] + len(text[opened[0] : end].rstrip())
    following = text[end : end + MAX_UNCLOSED].lstrip()
    lost = None if before or following.startswith(opened[1]) else _LAST_COMMA.search(text, opened[0], end)
    end = end if lost is None else lost.end()
    if end - opened[0] > 1:
        found.append((opened[0], end))


def _can_open(text: str, at: int, mark: str) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + len(mark)] if at + len(mark) < len(text) else " "
    if mark in _SINGLE:
        return not before.isalnum() and before not in "’'" and after.isalnum() and not _DECADE.match(text, at + 1)
    if mark in _TURNED:
        return before.isspace() and after.isalnum()
    return not (before.isdigit() and mark == '"' and not after.isalnum())


def _opens_anew(text: str, at: int) -> bool:
    """A straight mark between a sentence's end and a capital: the next paragraph of speech, on a page without lines."""
    before = text[max(0, at - 3) : at]
    return before[-1:].isspace() and before.rstrip()[-1:] in _STOPS and text[at + 1 : at + 2].isupper()


def _is_closed(text: str, opened: tuple[int, str], at: int, mark: str) -> bool:
    """Does this mark close what is open? A page with marks of two kinds may open with one and close with the other."""
    start, opening = opened
    if mark in _PAIRS[opening] and len(mark) == len(opening):
        return _can_close(text, at, mark, opening)
    if (opening, mark) not in _MIXED or at - start > MAX_UNCLOSED or text[at - 1] not in _ENDS:
        return False
    if mark == '"':
        return text.count('"', start, at) % 2 == 0
    return text.count("“", start, at) <= text.count("”", start, at)


def _can_close(text: str, at: int, mark: str, opening: str) -> bool:
    if opening not in _SINGLE:
        return True
    after = text[at + len(mark)] if at + len(mark) < len(text) else " "
    if after.isalnum() or text[at - 1].isspace():
        return False
    return text[at - 1] != "s" or not after.isspace() or not _speech_ends(text, at)


def _speech_ends(text: str, at: int) -> bool:
    """Is there, later on the line, a single mark that ends speech, with no other that opens some before it?"""
    line = text.find("\n", at, at + MAX_AHEAD)
    end = _ENDS_SPEECH.search(text, at, line if line >= 0 else at + MAX_AHEAD)
    return end is not None and not any(
        text[k] in _SINGLE and _can_open(text, k, text[k]) for k in range(at + 1, end.start())
    )


class Quotes:
    """Which quotation a character lies in."""

    __slots__ = ("_starts", "spans")

    def __init__(self, text: str) -> None:
        self.spans = find_quotes(text)
        self._starts = [start for start, _ in self.spans]

    def at(self, char: int) -> int | None:
        """Index of the quotation that holds this character."""
        k = bisect_right(self._starts, char) - 1
        return k if k >= 0 and char < self.spans[k][1] else None

    def overlapping(self, start: int, end: int) -> list[int]:
        """Indices of the quotations that share a character with [start, end)."""
        k = max(0, bisect_right(self._starts, start) - 1)
        found = []
        while k < len(self.spans) and self.spans[k][0] < end:
            if self.spans[k][1] > start:
                found.append(k)
            k += 1
        return found
