"""Which language a text is in, by the share of its words that are a language's commonest. Knows no models and no rules.

What a feed declares is often its software's default. A declared language is believed unless the text speaks against it;
a text in none of the known languages is None's: rules of another language would only make statements up.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

SAMPLE = 3_000
"""Characters that are looked at: some five hundred words."""

FEWEST = 20
"""Words from which shares say anything; of fewer the declared language is believed."""

LEAST = 0.16
"""Share of commonest words that prose in its own language reaches: of English and French news four in ten are such,
of a table or a list of names one in five, and of other languages' news one in twenty."""

MARGIN = 1.15
"""How many times the declared language's share another's has to be to be believed instead."""

_WORD = re.compile(r"[^\W\d_]+['’]?")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
"""Letters of scripts without spaces: each counts as a word, since a run of them would be one."""


@cache
def load_others() -> dict[str, frozenset[str]]:
    """Commonest words of languages without a pack: near a language that has one, a text of theirs is no text of it."""
    raw = tomllib.loads(files(__package__).joinpath("packs", "others.toml").read_text("utf-8"))
    return {language: frozenset(words.split()) for language, words in raw.items()}


def recognise(declared: str, text: str, common: Mapping[str, frozenset[str]]) -> str | None:
    """Find which of the languages of `common` (ISO 639-1 → commonest words) reads a text; None where none does."""
    declared = declared.lower().replace("_", "-").partition("-")[0]
    sample = text[:SAMPLE]
    words = [word.lower().replace("’", "'") for word in _WORD.findall(_UNSPACED.sub(" ", sample))]
    total = len(words) + len(_UNSPACED.findall(sample))
    if total < FEWEST:
        return declared if declared in common else None
    known = {**load_others(), **common}
    shares = {language: sum(word in own for word in words) / total for language, own in known.items()}
    best = max(shares, key=shares.__getitem__, default=None)
    if best is None or shares[best] < LEAST:
        return None
    if declared in common and shares[declared] >= LEAST and shares[best] < MARGIN * shares[declared]:
        return declared
    return best if best in common else None
