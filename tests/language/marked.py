"""Sentences whose speaker, cue and content are marked in the text, and how well an analysis finds them.

A line is `act polarity | text` with `[s speaker]`, `[c cue]` and `[k content]` in the text; `- | text` holds none.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from storywatch.messages import Analysis, Span, Statement

ENOUGH = 0.6
"""Characters shared, of those that either has, from which a span is found: an article more or less is no error."""

_MARK = re.compile(r"\[([sck]) ([^\]]*)\]")


class Marked(Struct, frozen=True):
    """One sentence and what is in it. `act` is empty where it holds no statement."""

    text: str
    act: str
    polarity: str
    parts: dict[str, set[int]]
    """`s`, `c` and `k` → the characters marked so, without spaces."""


class Score(Struct, frozen=True):
    """What was found of some sentences."""

    precision: float
    recall: float
    acts: float
    """Share of right acts among the statements found."""
    polarity: float
    misses: tuple[str, ...]


def read_marked(path: Path) -> Iterator[Marked]:
    for line in path.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield _read_line(line)


def _read_line(line: str) -> Marked:
    label, _, marked = (part.strip() for part in line.partition("|"))
    act, _, polarity = label.partition(" ")
    text, last = "", 0
    parts: dict[str, set[int]] = {"s": set(), "c": set(), "k": set()}
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        parts[match[1]].update(i for i, c in enumerate(match[2], len(text)) if not c.isspace())
        text += match[2]
        last = match.end()
    return Marked(text + marked[last:], "" if act == "-" else act, polarity, parts)


def _characters(text: str, spans: tuple[Span, ...]) -> set[int]:
    return {i for start, end in spans for i in range(start, end) if not text[i].isspace()}


def _is_same(found: set[int], wanted: set[int]) -> bool:
    return found == wanted or len(found & wanted) >= ENOUGH * len(found | wanted) > 0


def finds(one: Marked, statement: Statement) -> bool:
    """Are this statement's speaker and content the marked ones?"""
    return _is_same(_characters(one.text, statement.speaker), one.parts["s"]) and _is_same(
        _characters(one.text, statement.content), one.parts["k"]
    )


def score(pairs: list[tuple[Marked, Analysis]]) -> Score:
    """Compare what was found with what is marked."""
    found = sum(len(analysis.statements) for _, analysis in pairs)
    wanted = sum(1 for one, _ in pairs if one.act)
    hits = [
        (one, hit)
        for one, analysis in pairs
        if one.act and (hit := next((s for s in analysis.statements if finds(one, s)), None)) is not None
    ]
    right = [one for one, hit in hits if hit.act == one.act]
    polar = [one for one, hit in hits if hit.polarity == one.polarity]
    wrong = [f"{one.act} but {hit.act}: {one.text}" for one, hit in hits if hit.act != one.act]
    missed = [one.text for one, analysis in pairs if one.act and not any(finds(one, s) for s in analysis.statements)]
    return Score(
        precision=len(hits) / max(1, found),
        recall=len(hits) / max(1, wanted),
        acts=len(right) / max(1, len(hits)),
        polarity=len(polar) / max(1, len(hits)),
        misses=(*wrong, *missed),
    )
