"""An article's words as numbers: what texts are compared by when one may be a copy of another.

Case, punctuation, spacing and line breaks do not count. Knows no language: a word is a run of letters and digits, and
each character of a script that is written without spaces is one.
"""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from storywatch.messages import Sentence

RUN = 4
"""Words in a row that are one shingle: longer ones miss what was edited, shorter ones are anybody's."""

MAX_WORDS = 4_000
"""Words that are read of an article: a longer text is known by its beginning."""

_BREAK, _QUOTE = "\x01", '"'
_BREAK_NUMBER, _QUOTE_NUMBER = zlib.crc32(_BREAK.encode()), zlib.crc32(_QUOTE.encode())

_BLANKS = bytes.maketrans(
    blanked := bytes(byte for byte in range(0x80) if not (chr(byte).isalnum() or chr(byte) in _BREAK + _QUOTE)),
    b" " * len(blanked),
)
"""All of ASCII but letters, digits and our two marks becomes a blank."""

_SYMBOL = re.compile(rb"\xc2[\x80-\xbf]|\xe2[\x80-\xbf]{2}|\xe3\x80[\x80-\xbf]|\xef\xbc[\x80-\x8f\x9a-\xa0]")
"""Signs beyond ASCII in UTF-8: dashes, currencies, brackets, full-width punctuation."""

_CHARACTER = re.compile(rb"[\xe3-\xe9][\x80-\xbf]{2}")
"""A character of a script without spaces in UTF-8: kana and Han."""

_TELLING = re.compile(r"\b\d\w*|(?<=[\w,;] )[^\W\d_a-z]\w*")

_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], np.uint64)
_MIX = np.uint64(0xFF51AFD7ED558CCD)


@dataclass(frozen=True)
class Wording:
    """The words of an article's prose, in order."""

    words: NDArray[np.uint64]
    """A number for each word."""
    shingles: NDArray[np.uint64]
    """A number for each run of RUN words, by its first word."""
    sentence: NDArray[np.intp]
    """The index of each word's sentence."""
    own: NDArray[np.bool_]
    """Words outside quotation marks: those that an outlet chose itself."""
    prints: NDArray[np.uint32]
    """A number for each sentence of the article, headings too; 0 where it has no words."""


def read_wording(sentences: Sequence[Sentence]) -> Wording:
    """Read the words of sentences; those that are no prose only have their print."""
    tokens = _tokens([sentence.text for sentence in sentences])
    breaks, marks = tokens == _BREAK_NUMBER, tokens == _QUOTE_NUMBER
    is_word = ~(breaks | marks)
    place_of = np.cumsum(breaks)
    words, place = tokens[is_word], place_of[is_word]
    paragraphs = np.array([sentence.paragraph for sentence in sentences], np.intp)
    prints = _prints(words, place, len(sentences))
    if not len(words):
        return Wording(words, words, place, is_word[:0], prints)
    quoted = _quoted(marks, place_of, paragraphs)[is_word]
    prose = np.flatnonzero(paragraphs[place] >= 0)[:MAX_WORDS]
    kept = words[prose]
    return Wording(kept, _shingles(kept), place[prose], ~quoted[prose], prints)


def print_sentence(text: str) -> int:
    """Give a sentence's print, 32 bits: the same for the same words."""
    tokens = _tokens([text])
    words = tokens[tokens != _QUOTE_NUMBER]
    return int(_prints(words, np.zeros(len(words), np.intp), 1)[0])


def telling_words(text: str) -> frozenset[int]:
    """Give a sentence's numbers in digits and its capital words but the first: what an edit must leave to be none."""
    return frozenset(zlib.crc32(word.lower().encode("utf-8", "surrogatepass")) for word in _TELLING.findall(text))


def _tokens(texts: Sequence[str]) -> NDArray[np.uint64]:
    """Number the words, the quotation marks and the breaks between texts."""
    whole = f" {_BREAK} ".join(text.replace(_BREAK, " ") for text in texts)
    whole = whole.replace("“", _QUOTE).replace("”", _QUOTE).replace("``", _QUOTE).replace("''", _QUOTE)
    plain = whole.replace(_QUOTE, f" {_QUOTE} ").lower().encode("utf-8", "surrogatepass")
    if not plain.isascii():
        plain = _CHARACTER.sub(rb" \g<0> ", _SYMBOL.sub(b" ", plain))
    found = plain.translate(_BLANKS).split()
    return np.fromiter(map(zlib.crc32, found), np.uint64, len(found))


def _prints(words: NDArray[np.uint64], place: NDArray[np.intp], many: int) -> NDArray[np.uint32]:
    """Hash each sentence's words with their order; no words give 0."""
    bounds = np.searchsorted(place, np.arange(many + 1))
    turn = (np.arange(len(words)) - bounds[place]).astype(np.uint64)
    mixed = (words + np.uint64(1)) * (turn * _FACTORS[0] | np.uint64(1))
    mixed ^= mixed >> np.uint64(31)
    sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum(mixed * _MIX)))
    prints: NDArray[np.uint32] = ((sums[bounds[1:]] - sums[bounds[:-1]]) >> np.uint64(32)).astype(np.uint32)
    return prints


def _quoted(marks: NDArray[np.bool_], place: NDArray[np.intp], paragraphs: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Say of each token whether it is inside quotation marks; a new paragraph begins outside."""
    if not marks.any():
        return marks
    before = np.cumsum(marks)
    opens = np.concatenate(([True], np.diff(paragraphs[place]) != 0))
    base = np.maximum.accumulate(np.where(opens, before - marks, 0))
    inside: NDArray[np.bool_] = np.equal((before - base) % 2, 1)
    return inside


def _shingles(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    many = max(0, len(words) - RUN + 1)
    mixed = np.zeros(many, np.uint64)
    for step, factor in enumerate(_FACTORS):
        mixed += words[step : step + many] * factor
    mixed ^= mixed >> np.uint64(29)
    mixed *= _MIX
    mixed ^= mixed >> np.uint64(32)
    return mixed
