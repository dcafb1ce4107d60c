"""Numbers as a language writes them: digits, words, scales, ranges, shares. Knows nothing of what they count."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
from msgspec import Struct

LONGEST = 40
"""Characters of a word that can be a number: a longer run of digits is a code."""

VAGUE_LEAST = 2.0
"""What *thousands* has at least of a thousand; *tens of thousands* has ten."""

_DIGITS = re.compile(r"^([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(\.[0-9]+)?([a-z]*)$")
_PAIR = re.compile(r"^([0-9][0-9,.]*)[-–—]([0-9][0-9,.]*[a-z]*)$")
_THOUSAND = 1000


class Numerals(Struct, frozen=True):
    """The words of a language that numbers are made of."""

    little: frozenset[str]
    """Words within a number that add nothing: *a hundred and five*."""
    parts: frozenset[str]
    """Between a part and a small whole: *four in 10*."""
    units: dict[str, float]
    scales: dict[str, float]
    suffixes: dict[str, float]
    """Scales that are written on to digits: *87m*."""
    vague: dict[str, float]
    """*dozens*: the least that the word can mean."""
    shares: dict[str, float]
    """*third*: in percent."""
    factors: dict[str, float]
    """*double*: how many times as many."""


@cache
def read_words() -> dict[str, Any]:
    """Read the words for numbers, measures and times: English ones, which a pack glosses its language's by."""
    return tomllib.loads(files("storywatch.language").joinpath("packs", "en.figures.toml").read_text("utf-8"))


@cache
def load_numerals() -> Numerals:
    """Read the number words."""
    raw = read_words()["numerals"]
    return msgspec.convert(raw | {name: raw[name].split() for name in ("little", "parts")}, Numerals)


def value_of(words: list[str], numerals: Numerals | None = None) -> float | None:
    """Value of one number's words, lower case: *two hundred thousand*, *1.5 million*. None where they are no number."""
    numerals = numerals or load_numerals()
    total = 0.0
    part: float | None = None
    """What the next scale multiplies: *two hundred* of *two hundred thousand*."""
    seen = False
    for piece in _pieces(words, numerals):
        scale = numerals.scales.get(piece) or (numerals.suffixes.get(piece) if seen else None)
        if scale is not None:
            part = (1.0 if part is None else part) * scale
            if scale >= _THOUSAND:  # multiplied, it adds up with what follows
                total, part = total + part, None
        elif piece in numerals.vague:
            part = (VAGUE_LEAST if part is None else part) * numerals.vague[piece] / VAGUE_LEAST
        else:
            number = value_of_word(piece, numerals)
            if number is None:
                return None
            part = (part or 0.0) + number
        seen = True
    return total + (part or 0.0) if seen else None


def _pieces(words: list[str], numerals: Numerals) -> list[str]:
    """Single words without those that add nothing: *twenty-one* is two, *two hundred and five* is three."""
    split = (piece for word in words for piece in (word.split("-") if word[:1].isalpha() else [word]))
    return [piece for piece in split if piece not in numerals.little]


def value_of_word(word: str, numerals: Numerals | None = None) -> float | None:
    """Value of a single word: *17*, *1,052*, *87m*, *six*."""
    numerals = numerals or load_numerals()
    if word in numerals.units:
        return float(numerals.units[word])
    match = _DIGITS.match(word) if len(word) <= LONGEST else None
    if match is None or not (match[1] or match[2]):
        return None
    if match[3] and match[3] not in numerals.suffixes:
        return None
    return float((match[1] or "0").replace(",", "") + (match[2] or "")) * numerals.suffixes.get(match[3], 1.0)


def range_of(word: str, numerals: Numerals | None = None) -> tuple[float, float] | None:
    """Both ends of a range in one word: *15-18*. None where it is none, as a score or a code is none."""
    pair = _PAIR.match(word) if len(word) <= LONGEST else None
    if pair is None:
        return None
    low, high = value_of_word(pair[1], numerals), value_of_word(pair[2], numerals)
    return None if low is None or high is None or low >= high else (low, high)
