"""Where a text may be cut without a sentence being cut. Knows characters only; no model and no language.

A piece is parsed by itself, so that its parse depends on nothing else: it ends with a line, or with a sentence that
ends beyond doubt. Where there is doubt (*Gen. Ortiz*, *the U.S. Senate*) nothing is cut, and the parser finds what
sentences a piece has.
"""

import re

SHORTEST_SURE = 3
"""Letters of a lower-case word before a full stop that ends a sentence: shorter ones may be an abbreviation."""

SHORTEST_SURE_CAPITALISED = 6
"""The same for a capitalised word: *Gen.*, *Sept.*, *Minn.* are abbreviations."""

LONGEST_WORD = 40
"""Characters looked back over for the word before a full stop."""

_SPACE = re.compile(r"\s+")
_ENDS_LINE = re.compile(r"""[.!?:;"”’»)\]]""")
_STOP = re.compile(r"""(?P<mark>[.!?…])(?P<close>["”’»)\]]*)\s+(?=["“‘«(\[]?[^\W\d_a-z])""")
_CAPTION = re.compile(
    r"""(?P<caption>[^\W\d_a-z][^.!?:"“”]{2,80}:\s(?:"[^"]{4,400}"|“[^“”]{4,400}”))\s+"""
    r"""(?=[^\W\d_a-z][\w'’-]*(?:\s[^\W\d_a-z][\w'’-]*){0,5}\s[^\W\d_A-Z])"""
)
"""What prose opens with where a page has lost the end of a caption: *Ana Prieto: "It holds" The town was*."""
_ABBREVIATIONS = frozenset("etc vs approx resp incl dept".split())


def cut_pieces(text: str) -> list[tuple[int, int]]:
    """Cut into pieces from the first character to after the last, in order and without the space between them."""
    pieces: list[tuple[int, int]] = []
    for start, end in _lines(text):
        begin = start
        caption = _CAPTION.match(text, start, end)
        if caption is not None:
            pieces.append(caption.span("caption"))
            begin = caption.end()
        for stop in _STOP.finditer(text, begin, end):
            if _is_sure(text, begin, stop):
                pieces.append((begin, stop.end("close")))
                begin = stop.end()
        pieces.append((begin, end))
    return pieces


def _lines(text: str) -> list[tuple[int, int]]:
    """Lines from their first to their last word; a line break that only wraps a running sentence is none."""
    lines: list[tuple[int, int]] = []
    begin = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    for gap in _SPACE.finditer(text, begin, end):
        breaks = gap.group().count("\n")
        if not breaks or (breaks == 1 and text[gap.end()].islower() and not _ENDS_LINE.match(text[gap.start() - 1])):
            continue
        lines.append((begin, gap.start()))
        begin = gap.end()
    if begin < end:
        lines.append((begin, end))
    return lines


def _is_sure(text: str, begin: int, stop: re.Match[str]) -> bool:
    """Whether a sentence ends here beyond doubt."""
    if stop["mark"] != ".":
        return stop["close"] == ""
    before = text[max(begin, stop.start() - LONGEST_WORD) : stop.start()].split()
    word = before[-1].lstrip("“‘«(['\"") if before else ""
    if stop["close"] or word[-1:] in "”’\"')]»%" or word[-1:].isdigit():
        return True
    last = word.rpartition("-")[2].rpartition("—")[2]
    if not last.isalpha() or last in _ABBREVIATIONS:
        return False
    return len(last) >= (SHORTEST_SURE if last.islower() else SHORTEST_SURE_CAPITALISED)
