"""Which language a text is in, by its words. Pure; knows nothing of feeds or of which languages are read.

By py3langid (BSD-3, its model inside). On 100 characters or more it errs once in two thousand news texts, and what a
feed claims errs far more often: docs/decisions/0011-full-text-and-language.md has the figures.
"""

import re
from functools import lru_cache
from typing import Any

LEAST = 100
"""Characters below which a text says too little."""

ENOUGH = 400
"""Characters that are looked at; more changes nothing and takes longer (0.2 ms for these)."""

SURE = 0.9
"""The least probability. Names and figures without sentences stay below it."""

_CODE = re.compile("[a-z]{2}")


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the text's language; None where that cannot be told."""
    if len(text) < LEAST:
        return None
    code, probability = _identifier().classify(text[:ENOUGH])
    return code if probability >= SURE and _CODE.fullmatch(code) else None


@lru_cache(maxsize=1)
def _identifier() -> Any:  # noqa: ANN401 - it ships no types
    """About 100 MB with numpy, so imported only where a text asks for it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - see above

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
