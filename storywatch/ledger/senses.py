"""Lemma → sense: words that may word the same event count as one when claims are compared."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(files("storywatch.ledger").joinpath("senses.toml").read_text("utf-8"))


@cache
def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for group in _read()["groups"]:
        words = group.split()
        for word in words:
            table.setdefault(word, words[0])
    return table


@cache
def _opposites() -> frozenset[tuple[str, str]]:
    pairs = [tuple(pair.split()) for pair in _read()["opposites"]]
    return frozenset(found for one, other in pairs for found in ((one, other), (other, one)))


def sense(lemma: str) -> str:
    """Give the word that stands for a lemma's group; a lemma of no group stands for itself."""
    return _table().get(lemma, lemma)


def are_opposite(one: str, other: str) -> bool:
    """Tell whether two senses exclude each other: *arrest* and *escape*, *dead* and *alive*."""
    return (one, other) in _opposites()


@cache
def speech() -> frozenset[str]:
    """Give the verbs by which somebody says, hears or denies something."""
    return frozenset(_read()["speech"].split())
