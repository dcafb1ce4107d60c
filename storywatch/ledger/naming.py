"""What claims and figures are called: the same by the same article, wherever and whenever it is read."""

import hashlib
from collections.abc import Iterable


def name_claim(story: str, article: str, sentence: int, terms: Iterable[str]) -> str:
    """Name a claim after where it was first read."""
    mark = "\x1f".join((story, article, str(sentence), *terms))
    return "c" + hashlib.blake2b(mark.encode(), digest_size=8).hexdigest()


def name_figure(story: str, track: Iterable[str], unit: str) -> str:
    """Name a figure after what it counts."""
    mark = "\x1f".join((story, unit, *track))
    return "f" + hashlib.blake2b(mark.encode(), digest_size=8).hexdigest()
