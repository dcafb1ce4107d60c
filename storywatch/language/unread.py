"""What is read of an article whose language no pack reads: sentences, numbers in digits, words to cluster by.

Knows characters only. There are no statements, no names and no narration: each would be guessed.
"""

import re
from collections.abc import Iterator

from storywatch.language.page.prose import read_lines
from storywatch.language.recognition import load_others, recognise
from storywatch.messages import Analysis, Article, Figure, Sentence
from storywatch.stories.terms import fold, weigh

MAX_SENTENCES = 2_000
"""Sentences kept of one article."""

MAX_FIGURES = 60
"""Figures kept of one article."""

LONGEST_NUMBER = 20
"""Digits and separators of a number: a longer run is a code."""

_END = re.compile(r"(?<![.!?…؟।])[.!?…؟।]++[\"”’»)\]]*+\s+(?=\S)|[。！？]+[」』”）]*")
"""A run of marks is looked at once: one that goes on for pages would else be looked at from each of its marks."""

_NUMBER = re.compile(
    r"(?<![\w.,٫٬/:-])(?P<sign>[$€£¥])?\s?"
    r"(?P<digits>(?![0٠])\d{1,3}(?:[.,٬  '’]\d{3})+(?:[.,٫]\d{1,2})?|\d+(?:[.,٫]\d+)?)"
    r"(?![\w/:-]|[.,٫٬]\d)(?:\s?(?P<unit>[%€$£¥]))?(?:\s+(?P<what>[^\W\d_]{2,40}))?"
)
_THOUSANDS = re.compile(r"[.,٬  '’](?=\d{3}(?!\d))")
_YEARS = range(1500, 2101)


def analyse_unread(article: Article, max_chars: int) -> Analysis:
    """Read what needs no language."""
    text = article.text[:max_chars]
    sentences: list[Sentence] = []
    for line in read_lines(text, article.header.title):
        for start, end in _split(text, line.start, line.end):
            if len(sentences) < MAX_SENTENCES:
                sentences.append(Sentence(start=start, end=end, text=text[start:end], paragraph=line.paragraph))
    return Analysis(
        article=article.header,
        sentences=tuple(sentences),
        figures=tuple(_figures(sentences)),
        terms=weigh(article.header.title, text, _common(article, text)),
        truncated=len(article.text) > max_chars,
    )


def _common(article: Article, text: str) -> frozenset[str]:
    """The words that say nothing, where the language is one that is at least known by them."""
    others = load_others()
    return others.get(recognise(article.header.language, text, others) or "", frozenset())


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a line after each mark that ends a sentence in some script."""
    for stop in _END.finditer(text, start, end):
        last = start + len(text[start : stop.end()].rstrip())
        if last > start:
            yield start, last
        start = stop.end()
    last = start + len(text[start:end].rstrip())
    if last > start:
        yield start, last


def _figures(sentences: list[Sentence]) -> Iterator[Figure]:
    """Numbers in digits, with the word after them; years, dates, times and numbers that name are none."""
    count = 0
    for s, sentence in enumerate(sentences):
        if sentence.paragraph < 0:
            continue
        for match in _NUMBER.finditer(sentence.text):
            digits, unit = match["digits"], match["sign"] or match["unit"] or ""
            if len(digits) > LONGEST_NUMBER or (not unit and (not match["what"] or _is_year(digits))):
                continue
            count += 1
            if count > MAX_FIGURES:
                return
            yield Figure(
                what=(fold(match["what"]),) if match["what"] else (),
                value=_value_of(digits),
                unit=unit,
                span=(sentence.start + match.start("digits"), sentence.start + match.end("digits")),
                sentence=s,
            )


def _value_of(digits: str) -> float:
    """A mark before three digits parts thousands, unless there are none: *0.125* is an eighth."""
    whole = digits if int(digits[0]) == 0 else _THOUSANDS.sub("", digits)
    return float(whole.replace(",", ".").replace("٫", "."))


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits.isdigit() and int(digits) in _YEARS  # noqa: PLR2004 - a year's digits
