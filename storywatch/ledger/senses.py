"""Lemma → sense: words that may word the same event count as one when claims are compared."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from storywatch.ledger.wordfiles import read_file, stand_in


def _read() -> dict[str, Any]:
    return read_file("senses.toml")


@cache
def groups() -> dict[str, str]:
    """Give for each lemma of a group the word that stands for it."""
    return stand_in(_read()["groups"])


@cache
def _denials() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(pair.split()) for pair in _read()["denials"])


def sense(lemma: str) -> str:
    """Give the word that stands for a lemma's group; a lemma of no group stands for itself."""
    return groups().get(lemma, lemma)


def senses(lemmas: Iterable[str]) -> frozenset[str]:
    """Give the senses of several lemmas."""
    table = groups()
    return frozenset([table.get(lemma, lemma) for lemma in lemmas])


def denies(said: str, told: str) -> bool:
    """Tell whether to say one sense denies what was told by another: *alive* of somebody told to be *dead*."""
    return (told, said) in _denials()


@cache
def _denied() -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for told, said in _denials():
        table[said] = table.get(said, frozenset()) | {told}
    return table


def denied_by(said: str) -> frozenset[str]:
    """Give the senses that a sense denies."""
    return _denied().get(said, frozenset())


@cache
def speech() -> frozenset[str]:
    """Give the verbs by which somebody says, hears or denies something."""
    return frozenset(_read()["speech"].split())


@cache
def stances() -> frozenset[str]:
    """Give the verbs by which somebody takes a side."""
    return frozenset(_read()["stances"].split())


@cache
def asserted() -> frozenset[str]:
    """Give the nouns that stand for what somebody asserted, without saying what."""
    return frozenset(_read()["asserted"].split())
