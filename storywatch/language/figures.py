"""The numbers that a text gives for things counted or measured. Knows nothing of who gives them.

Not figures: dates, times, ages, ordinals, scores, numbers that name (Article 40, Room 12), numbers of a list.
"""

import re
from typing import Literal

from msgspec import Struct

from storywatch.language.tree import Tree

Bound = Literal["exact", "about", "at least", "at most"]

MAX_FIGURES = 120
"""Figures kept of one article: a table of more is no story's figure."""

_DIGITS = re.compile(r"^[$€£¥]?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:(k|m|bn|b|tn)|)$", re.IGNORECASE)
_RANGE = re.compile(r"^(\d[\d,.]*)[-–—](\d[\d,.]*)$")
_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6,
    "bn": 1e9, "tn": 1e12, "k": 1e3, "b": 1e9,
}  # fmt: skip
_VAGUE = {"dozens": 24.0, "scores": 40.0, "hundreds": 200.0, "thousands": 2e3, "millions": 2e6, "billions": 2e9}
_MONEY = {"$": "$", "us$": "$", "€": "€", "£": "£", "¥": "¥", "dollar": "$", "euro": "€", "pound": "£", "yen": "¥"}
_SKIPPED_ENTITIES = frozenset({"DATE", "TIME", "ORDINAL"})
_TIMES = frozenset(
    "second minute hour day week month year decade century am pm a.m. p.m. o'clock year-old gmt edt est bst percentage".split()
)
_MEASURES = frozenset(
    "barrel mile kilometre kilometer km metre meter m foot feet ton tonne kilogram kg pound ounce gallon litre liter acre "
    "hectare inch mph degree megawatt kilowatt point".split()
)
_ABOUT = frozenset("about around approximately roughly some nearly almost estimated near circa".split())
_NEAR = 4
"""Tokens before a number in which *at least* and the like are looked for."""


class Number(Struct, frozen=True):
    """A number in place: tokens `first` to `last`, what it counts, and how exactly."""

    first: int
    last: int
    what: tuple[str, ...]
    value: float
    high: float | None
    bound: Bound
    unit: str


def find_numbers(tree: Tree) -> list[Number]:
    """Read all figures of a text, in order."""
    skipped = {i for first, after, label in tree.ents if label in _SKIPPED_ENTITIES for i in range(first, after)}
    found: list[Number] = []
    i = 0
    while i < tree.n and len(found) < MAX_FIGURES:
        if (tree.tag[i] == "CD" or tree.lower[i] in _VAGUE) and i not in skipped and not tree.space[i]:
            last = i
            while (
                last + 1 < tree.n
                and (tree.tag[last + 1] == "CD" or tree.lower[last + 1] in _SCALES)
                and not tree.space[last + 1]
            ):
                last += 1
            number = _read(tree, i, last)
            if number is not None:
                found.append(number)
                last = number.last
            i = last + 1
        else:
            i += 1
    return found


def _read(tree: Tree, first: int, last: int) -> Number | None:
    value = _value(tree.lower[first : last + 1])
    high = None
    if value is None:
        pair = _RANGE.match(tree.lower[first])
        if pair is None:
            return None
        value, high = _single(pair[1]), _single(pair[2])
        if value is None:
            return None
    end = last
    if end + 2 < tree.n and tree.lower[end + 1] in {"to", "-", "–", "or"} and tree.tag[end + 2] == "CD":
        stop = end + 2
        while stop + 1 < tree.n and (tree.tag[stop + 1] == "CD" or tree.lower[stop + 1] in _SCALES):
            stop += 1
        top = _value(tree.lower[end + 2 : stop + 1])
        if top is not None and top > value:
            scale = _SCALES.get(tree.lower[stop], 1)
            value, high, end = value * scale if value < scale else value, top, stop
    unit = ""
    sign = tree.lower[first - 1] if first else ""
    if sign in _MONEY and tree.end[first - 1] >= tree.start[first] - 1:
        unit, first = _MONEY[sign], first - 1
    elif end + 1 < tree.n and tree.lower[end + 1] in {"%", "percent", "pct"}:
        unit, end = "%", end + 1
    elif end + 2 < tree.n and tree.lower[end + 1] == "per" and tree.lower[end + 2] == "cent":
        unit, end = "%", end + 2
    head = _counted(tree, last)
    if _is_name(tree, first, last, head):
        return None
    what: tuple[str, ...] = ()
    if head is not None:
        lemma = tree.lemma[head].lower()
        if lemma in _TIMES or tree.lower[head].startswith(("year", "yr")):
            return None
        if not unit and lemma in _MONEY:
            unit = _MONEY[lemma]
        elif not unit and lemma in _MEASURES:
            unit = lemma
        what = _what(tree, head, unit)
    elif not unit and value < 1000 and tree.dep[last] in {"ROOT", "appos", "punct", "meta"}:  # noqa: PLR2004
        return None
    if not what:
        what = _around(tree, last)
    if not unit and not what:
        return None
    return Number(first, end, what, value, high, _bound(tree, first), unit)


def _value(words: list[str]) -> float | None:
    total, part, seen = 0.0, 0.0, False
    for word in words:
        for piece in word.split("-"):
            number = _UNITS.get(piece)
            if number is None:
                if piece in _SCALES and (
                    seen or len(words) > 1 or piece in {"hundred", "thousand", "million", "dozen"}
                ):
                    part = (part or 1.0) * _SCALES[piece]
                    if _SCALES[piece] >= 1e3:  # noqa: PLR2004 - *two hundred thousand* multiplies, then adds up
                        total, part = total + part, 0.0
                    seen = True
                    continue
                if piece in _VAGUE:
                    return _VAGUE[piece]
                number = _single(piece)
                if number is None:
                    return None
            part += number
            seen = True
    return total + part if seen else None


def _single(word: str) -> float | None:
    match = _DIGITS.match(word)
    if match is None:
        return float(_UNITS[word]) if word in _UNITS else None
    scale = _SCALES.get((match[3] or "").lower(), 1)
    try:
        return float(match[1].replace(",", "") + (match[2] or "")) * scale
    except (ValueError, OverflowError):
        return None


def _counted(tree: Tree, number: int) -> int | None:
    """The noun that the number counts: *17 people*, *dozens of people*, *17 of the workers*."""
    i = number
    for _ in range(4):
        dep, head = tree.dep[i], tree.head[i]
        for k in tree.kids[i]:
            if k > i and tree.dep[k] == "prep" and tree.lower[k] == "of" and (below := tree.kid(k, "pobj")) is not None:
                if tree.tag[below] == "CD":
                    continue
                return below
        if dep in {"nummod", "quantmod", "compound", "nmod", "amod", "npadvmod"} and head != i:
            if (
                tree.pos[head] in {"NOUN", "PROPN"}
                and tree.tag[head] != "CD"
                and tree.lower[head] not in {"%", "percent", "$"}
            ):
                return head
            i = head
            continue
        return None
    return None


def _what(tree: Tree, head: int, unit: str) -> tuple[str, ...]:
    words = [tree.lemma[head].lower()]
    if unit == words[0] or (unit in _MONEY.values() and words[0] in _MONEY):
        words = []
    for k in tree.kids[head]:
        if k < head and tree.dep[k] in {"amod", "compound", "nmod"} and tree.pos[k] in {"ADJ", "NOUN", "PROPN", "VERB"}:
            if tree.tag[k] != "CD":
                words.append(tree.lemma[k].lower())
        elif k > head and tree.dep[k] == "prep" and tree.lower[k] in {"of", "in"}:
            below = tree.kid(k, "pobj")
            if below is not None and tree.tag[below] != "CD":
                words.append(tree.lemma[below].lower())
        elif k > head and tree.dep[k] == "acl":
            words.append(tree.lemma[k].lower())
    verb = tree.head[head]
    if tree.dep[head] in {"nsubj", "nsubjpass", "dobj"} and tree.pos[verb] == "VERB":
        words.append(tree.lemma[verb].lower())
    return tuple(dict.fromkeys(words))[:6]


def _around(tree: Tree, number: int) -> tuple[str, ...]:
    """Of a number without a noun (*the toll rose to 17*): its verb's subject, and the verb."""
    i = number
    for _ in range(5):
        if tree.pos[i] in {"VERB", "AUX"}:
            subject = tree.kid(i, "nsubj", "nsubjpass")
            words = [] if subject is None or tree.pos[subject] == "PRON" else [tree.lemma[subject].lower()]
            if subject is not None:
                words.extend(tree.lemma[k].lower() for k in tree.kids[subject] if tree.dep[k] in {"amod", "compound"})
            if tree.pos[i] == "VERB":
                words.append(tree.lemma[i].lower())
            return tuple(dict.fromkeys(words))
        if tree.head[i] == i:
            return ()
        i = tree.head[i]
    return ()


def _is_name(tree: Tree, first: int, last: int, head: int | None) -> bool:
    """*Article 40*, *Boeing 737*, *the 2016 election*, a list's number, an age set off by commas."""
    word = tree.lower[last]
    digits = word.isdigit()
    if head is None and digits and first and tree.pos[first - 1] == "PROPN" and tree.head[last] == first - 1:
        return True
    if head is not None and head < first and tree.dep[last] == "nummod" and tree.tag[head] in {"NNP", "NN"}:
        return True
    if digits and len(word) == 4 and 1900 <= int(word) <= 2100 and (head is None or tree.tag[head] in {"NN", "NNP"}):  # noqa: PLR2004
        return True
    commas = first > 0 and tree.lower[first - 1] == "," and last + 1 < tree.n and tree.lower[last + 1] in {",", "."}
    if head is None and digits and len(word) <= 3 and commas:  # noqa: PLR2004
        return True
    opens = first == tree.sentences[tree.sentence[first]][0]
    return digits and opens and last + 1 < tree.n and tree.lower[last + 1] in {".", ")", ":", "]"}


def _bound(tree: Tree, first: int) -> Bound:
    before = " ".join(tree.lower[max(0, first - _NEAR) : first])
    after = tree.lower[first - 1] if first else ""
    if before.endswith(
        ("at least", "more than", "over", "no fewer than", "no less than", "greater than", "upwards of")
    ):
        return "at least"
    if before.endswith(("at most", "less than", "fewer than", "up to", "under", "below", "as many as", "no more than")):
        return "at most"
    if tree.lower[first] in _VAGUE:
        return "at least"
    return "about" if after in _ABOUT else "exact"
