"""Numbers as English writes them: digits, words, scales, ranges. Knows nothing of what they count."""

import re

_DIGITS = re.compile(r"^[$€£¥]?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:(k|m|bn|b|tn)|)$", re.IGNORECASE)
RANGE = re.compile(r"^(\d[\d,.]*)[-–—](\d[\d,.]*)$")
_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6,
    "bn": 1e9, "tn": 1e12, "k": 1e3, "b": 1e9,
}  # fmt: skip
VAGUE = {"dozens": 24.0, "scores": 40.0, "hundreds": 200.0, "thousands": 2e3, "millions": 2e6, "billions": 2e9}


def value_of(words: list[str]) -> float | None:
    """Value of one number's words: *two hundred thousand*, *1.5 million*. None where they are no number."""
    total, part, seen = 0.0, 0.0, False
    for word in words:
        for piece in word.split("-"):
            number: float | None = _UNITS.get(piece)
            if number is None:
                if piece in SCALES and (seen or len(words) > 1 or piece in {"hundred", "thousand", "million", "dozen"}):
                    part = (part or 1.0) * SCALES[piece]
                    if SCALES[piece] >= 1e3:  # noqa: PLR2004 - *two hundred thousand* multiplies, then adds up
                        total, part = total + part, 0.0
                    seen = True
                    continue
                if piece in VAGUE:
                    return VAGUE[piece]
                number = value_of_word(piece)
                if number is None:
                    return None
            part += number
            seen = True
    return total + part if seen else None


def value_of_word(word: str) -> float | None:
    """Value of a single word: *17*, *1,052*, *87m*, *six*."""
    match = _DIGITS.match(word)
    if match is None:
        return float(_UNITS[word]) if word in _UNITS else None
    scale = SCALES.get((match[3] or "").lower(), 1)
    try:
        return float(match[1].replace(",", "") + (match[2] or "")) * scale
    except (ValueError, OverflowError):
        return None
