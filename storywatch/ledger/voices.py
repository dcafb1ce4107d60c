"""Who is heard in a story: an office, an insider, or somebody who only looks on.

A reader notes what those say who act or stand for a body; a professor's view of it, a broker's or a neighbour's changes
nothing. Knows the words that the speaker is called by, not what is said.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Literal

from msgspec import Struct

from storywatch.ledger.wordfiles import read_words

Voice = Literal["party", "insider", "outsider", "stranger", "nobody"]
"""*stranger*: the words for them are none that we know; *nobody*: the text does not say who."""

BYGONE = frozenset("former ex retired onetime erstwhile ancien ancienne".split())
"""Words of a title that somebody bore once: they speak for nobody but themselves."""

_WORD = re.compile(r"[^\W\d_]+")

Noun = Literal["company", "accuser", "thing"]

MAX_NOUN = 4
"""Words of a noun that stands for somebody named before: *the struggling toy maker*."""

KEPT = 1_000
"""Titles, bodies and other words for speakers of which the words are kept: a story has the same again and again."""


class Words(Struct, frozen=True):
    """One language's words."""

    offices: frozenset[str] = frozenset()
    rulers: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    outside: frozenset[str] = frozenset()
    officials: frozenset[str] = frozenset()
    hearers: frozenset[str] = frozenset()
    definite: frozenset[str] = frozenset()
    companies: frozenset[str] = frozenset()
    accusers: frozenset[str] = frozenset()
    insiders: frozenset[str] = frozenset()
    papers: frozenset[str] = frozenset()
    proxies: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()


@cache
def load_words(language: str) -> Words:
    """Read the data file; a language that it lacks has no words."""
    return read_words("voices.toml", Words, language)


def hear_unnamed(called: str, language: str) -> Voice:
    """Say who an unnamed speaker is, by the words that the text has for it."""
    words, said = load_words(language), _split(called)
    if said & words.outside:
        return "outsider"
    if said & words.insiders and not said & (words.officials | words.offices):
        return "insider"
    if said & (words.officials | words.offices | words.rulers | words.heads | words.papers):
        return "party"
    return "stranger" if said - words.pronouns else "nobody"


def hear_person(
    title: str, body: str, language: str, *, acts: Callable[[str], bool], governs: bool, known: bool
) -> Voice:
    """Say who a person is in the story.

    `acts`: whether a body takes part in the story by itself, and not only as this speaker's employer. `governs`: the
    body is a place or a people. `known`: the person takes part in it.
    """
    words = load_words(language)
    if looks_on(title, body, language):
        return "outsider"
    title_words = _split(title)
    if known or title_words & words.offices:
        return "party"
    if body and acts(body) and (title_words or not governs):
        return "party"
    return "party" if title_words & words.rulers and (governs or not body) else "outsider"


def is_office(called: str, language: str) -> bool:
    """Tell whether words name an office or a body that rules: what it does it has decided."""
    words = load_words(language)
    return bool(_split(called) & (words.officials | words.offices | words.rulers))


def is_paper(called: str, language: str) -> bool:
    """Tell whether words for a speaker are of what somebody wrote: *a draft of the statement*."""
    return not load_words(language).papers.isdisjoint(_split(called))


def looks_on(title: str, body: str, language: str) -> bool:
    """Tell whether somebody is called by what says that they only look on: they settle nothing but their own acts."""
    return bool((_split(title) | _split(body)) & load_words(language).outside)


def has_it_from_others(called: str, language: str, *, person: bool, once: bool) -> bool:
    """Tell whether who has a name is called by what says that they know of others' acts from reports.

    *Norvik, a rival of Kolm Bank*: what is in a name, *Rival Media*, says nothing. `once`: so is whoever held an office
    once, since no other is known that they bear.
    """
    first, *rest = _WORD.findall(called) or [""]
    words = {first.lower() if person else first, *(word for word in rest if word.islower())}
    bygone = BYGONE & words if once else BYGONE & {first.lower()}
    return bool(bygone) or not load_words(language).hearers.isdisjoint(words)


def is_proxy(called: str, language: str) -> bool:
    """Tell whether an unnamed speaker answers for whoever the text puts them with: *the mayor's lawyer*."""
    said = _split(called)
    return not said.isdisjoint(load_words(language).proxies) and said.isdisjoint(BYGONE)


def sort_noun(called: str, language: str) -> Noun | None:
    """Say what a definite noun without a name stands for: *the carmaker* a company; None where it is no such noun.

    *thing*: a body of another sort, or an office.
    """
    words, parts = load_words(language), called.lower().split()
    if not 1 < len(parts) <= MAX_NOUN or parts[0] not in words.definite:
        return None
    if parts[-1] in words.accusers:
        return "accuser"
    if parts[-1] in words.companies:
        return "company"
    return None if parts[-1] in words.officials else "thing"


def hear_body(name: str, language: str) -> Voice:
    """Say what a body that speaks for itself is."""
    return "outsider" if _split(name) & load_words(language).outside else "party"


@lru_cache(maxsize=KEPT)
def _split(text: str) -> frozenset[str]:
    found: list[str] = re.findall(r"[\w-]+", text.lower())
    return frozenset([*found, *(word.removesuffix("s") for word in found)])
