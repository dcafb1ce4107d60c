"""Where quotation marks open and close. Knows characters only: no parse, no speaker.

Marks pair up within a paragraph. A paragraph that opens a quotation and does not close it is quoted to its end, which
is how English prints a quotation of several paragraphs; a lone mark anywhere else is no quotation.
"""

import re
from bisect import bisect_right

from storywatch.messages import Span

_MARK = re.compile(r"[“”„«»\"‘’'\n]|''|``")
_PAIRS = {"“": "”", "„": "“”", "«": "»", '"': '"', "``": "''", "''": "''", "‘": "’", "'": "'"}
_SINGLE = frozenset("‘'")

MAX_UNCLOSED = 3_000
"""Characters that a quotation without an end may run to the end of its paragraph; beyond that the mark was a slip."""


def find_quotes(text: str) -> list[Span]:
    """Outermost quotations in text order, marks included."""
    found: list[Span] = []
    opened: tuple[int, str] | None = None
    paragraph = 0
    for match in _tokens(text):
        mark, at = match[1], match[0]
        if mark == "\n":
            _close_at_line_end(text, found, opened, paragraph, at)
            opened, paragraph = None, at + 1
        elif opened is None:
            if mark in _PAIRS and _can_open(text, at, mark):
                opened = (at, mark)
        elif mark in _PAIRS[opened[1]] and len(mark) == len(opened[1]) and _can_close(text, at, mark, opened[1]):
            if at - opened[0] > 1:
                found.append((opened[0], at + len(mark)))
            opened = None
        elif opened[1] in _SINGLE and mark in '“"«' and _can_open(text, at, mark):
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
    if opened is None or opened[1] in _SINGLE or end - opened[0] > MAX_UNCLOSED:
        return
    if text[paragraph : opened[0]].strip() and opened[1] != "“":
        return
    end = opened[0] + len(text[opened[0] : end].rstrip())
    if end - opened[0] > 1:
        found.append((opened[0], end))


def _can_open(text: str, at: int, mark: str) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + len(mark)] if at + len(mark) < len(text) else " "
    if mark in _SINGLE:
        return not before.isalnum() and before not in "’'" and after.isalnum()
    return not (before.isdigit() and mark == '"' and not after.isalnum())


def _can_close(text: str, at: int, mark: str, opening: str) -> bool:
    if opening not in _SINGLE:
        return True
    after = text[at + len(mark)] if at + len(mark) < len(text) else " "
    return not after.isalnum() and not text[at - 1].isspace()


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
