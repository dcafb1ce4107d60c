"""Lemma → sense: words that may word the same event count as one when claims are compared."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _table() -> dict[str, str]:
    groups = tomllib.loads(files("storywatch.ledger").joinpath("senses.toml").read_text("utf-8"))["groups"]
    table: dict[str, str] = {}
    for group in groups:
        words = group.split()
        for word in words:
            table.setdefault(word, words[0])
    return table


def sense(lemma: str) -> str:
    """Give the word that stands for a lemma's group; a lemma of no group stands for itself."""
    return _table().get(lemma, lemma)
