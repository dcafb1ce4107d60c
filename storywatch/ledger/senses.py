"""Lemma → sense: words that may word the same event count as one when claims are compared."""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from storywatch.ledger.wordfiles import read_file, stand_in


def _read() -> dict[str, Any]:
    return read_file("senses.toml")


@cache
def groups() -> dict[str, str]:
    """Give for each lemma of a group the word that stands for it."""
    return {lemma.replace("_", " "): head for lemma, head in stand_in(_read()["groups"]).items()}


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


@lru_cache(maxsize=20_000)  # a claim's words are asked for at every refusal that could be about it
def senses_of(terms: tuple[str, ...]) -> frozenset[str]:
    """Give the senses of the words of one wording."""
    return senses(terms)


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
def opposites() -> frozenset[tuple[str, str]]:
    """Give the pairs of senses that are never one event, either way round."""
    named = [*_denials(), *(tuple(pair.split()) for pair in _read()["opposites"])]
    return frozenset(pair for one, other in named for pair in ((one, other), (other, one)))


def exclude_each_other(one: str, other: str) -> bool:
    """Tell whether two senses are never of one event: *raise*, *cut*."""
    return (one, other) in opposites()


@cache
def leaves_open() -> frozenset[str]:
    """Give the senses of verbs by which their object is not done: it is undone, spoken of or dealt with."""
    listed = (*_read()["undoing"].split(), *_read()["dealing"].split(), *stances(), *speech())
    return senses(verb.replace("_", " ") for verb in listed)


@cache
def gives_up() -> frozenset[str]:
    """Give the senses of verbs that give up what is still to come: *scrap*, *shelve*."""
    return senses(_read()["giving_up"].split())


@cache
def putting_off() -> frozenset[str]:
    """Give the senses of verbs by which what is to come will be later, or not: *postpone*, *call off*."""
    return senses(verb.replace("_", " ") for verb in _read()["putting_off"].split())


@cache
def pausing() -> frozenset[str]:
    """Give the verbs by which what is still to come is put off for good or for now: *suspend*."""
    return frozenset(_read()["pausing"].split())


@cache
def undoing() -> frozenset[str]:
    """Give the senses of verbs whose object does not come to be: *ban*, *call off*."""
    return senses(_read()["undoing"].split()) | gives_up()


@cache
def intentions() -> frozenset[str]:
    """Give the senses of words for what somebody means to do: *plan*, *decision*."""
    return senses(_read()["intentions"].split())


@cache
def sums() -> frozenset[str]:
    """Give the senses of words for money."""
    return senses(_read()["sums"].split())


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
