"""Whether what is told as done is what was planned: there, to that, and as much of it.

*Will close its plant in Lind* is not done where another plant is closed, the canteen of the plant, or three plants of
eleven. Knows no ledger; asked only of what is so alike that it would pass for the plan's end.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from msgspec import Struct

from storywatch.ledger.senses import sense, senses
from storywatch.ledger.wordfiles import read_words
from storywatch.messages import Proposition

_DIGITS = re.compile(r"\d[\d, \u00a0\u202f]*(?:\.\d+)?$")
_YEAR = re.compile(r"(?:19|20)\d\d$")

COUNTED = 4
"""Words between a number and what it counts, at most: *three of Northland's eleven old plants*."""


class Words(Struct, frozen=True):
    """The data file."""

    times: frozenset[str]
    amounts: frozenset[str]
    numerals: dict[str, str]
    multiples: frozenset[str]


@cache
def _words() -> Words:
    return read_words("fulfilling.toml", Words)


def is_other(plans: Sequence[Proposition], done: Proposition, fold: Callable[[str], str]) -> bool:
    """Tell whether something else is done than what was planned, or a part of it.

    `plans`: how the plan was worded. `fold`: gives the ledger's form of a name.
    """
    return _is_elsewhere(plans, done, fold) or _is_of_it(plans, done) or _is_another_amount(plans, done)


def is_one_of(plan: Proposition, text: str, done: Proposition, told: str) -> bool:
    """Tell whether one thing is done of so many that were planned: *closed its library* of *will close five libraries*.

    `text`, `told`: their wordings, since lemmas do not say whether one is meant or more.
    """
    words = _words()
    what = done.object[0] if done.object else ""
    if what not in plan.terms or what in words.times | words.amounts or any(_quantities(done)):
        return False
    counted = plan.terms[max(0, plan.terms.index(what) - COUNTED) : plan.terms.index(what)]
    if not any(number in counted for number in plan.numbers) or not any(_quantities(plan)):
        return False
    ending = what[-1:].replace("y", "(?:y|ie)")
    one, more = rf"\b{re.escape(what)}\b", rf"\b{re.escape(what[:-1])}{ending}e?s\b"
    text, told = text.lower(), told.lower()
    return bool(re.search(more, text) and re.search(one, told)) and not re.search(more, told)


def _is_elsewhere(plans: Sequence[Proposition], done: Proposition, fold: Callable[[str], str]) -> bool:
    """*In Ashel* and not *in Lind*: beside who acts both have names, and no two of them share a word."""
    acting = {fold(name) for one in (*plans, done) for name in one.subject}
    meant = {fold(name) for one in plans for name in one.names} - acting
    told = {fold(name) for name in done.names} - acting
    return bool(meant and told) and {w for name in meant for w in name.split()}.isdisjoint(
        w for name in told for w in name.split()
    )


def _is_of_it(plans: Sequence[Proposition], done: Proposition) -> bool:
    """*The canteen of the plant*, *three of the plants*: done to something of what was meant, which it names too."""
    words = _words()
    what = {word for word in done.object if word.islower()} - words.times - words.amounts
    meant = {sense(word) for one in plans for word in one.object if word.islower()}
    if not what or not meant or not meant.isdisjoint(senses((*done.object, *done.subject))):
        return False
    known = {sense(word) for one in plans for word in (*one.terms, one.predicate)}
    return not meant.isdisjoint(senses(done.terms)) and known.isdisjoint(senses(what))


def _is_another_amount(plans: Sequence[Proposition], done: Proposition) -> bool:
    """*2 million* and not *50 million*: both have quantities, and none in common."""
    told = set(_quantities(done))
    meant = {quantity for one in plans for quantity in _quantities(one)} if told else set()
    return bool(told and meant) and told.isdisjoint(meant)


def _quantities(one: Proposition) -> Iterator[str]:
    """Give a proposition's numbers that are of no day, hour or year, in digits."""
    words, terms = _words(), one.terms
    for number in one.numbers:
        if number in words.multiples or _YEAR.match(number):
            continue
        place = terms.index(number) if number in terms else -1
        beside = (*terms[max(0, place - 1) : place], *terms[place + 1 : place + 2]) if place >= 0 else ()
        if not words.times.isdisjoint(beside):
            continue
        digits = words.numerals.get(number, number)
        if _DIGITS.match(digits):
            yield re.sub(r"[, \u00a0\u202f]", "", digits)
