"""What a reader would not write down: pictures, the page itself, advice to everybody, what might be.

Each rule states a reader's reason and holds for a claim that the story did not have. What moves the ladder is told
whatever its words are. Knows the words of one sentence; who says them is weighed in storywatch.ledger.voices.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from msgspec import Struct

from storywatch.ledger.refusals import Reason
from storywatch.ledger.wordfiles import NEVER, Forms, read_words
from storywatch.messages import Act, Proposition, Statement

LEANING_WORDS = 6
"""Words at a quotation's beginning in which it leans on others."""

NEGATION_REACH = 4
"""Words up to a cue's end that can take it away: *has not yet asked*."""

NAMING: frozenset[Act] = frozenset({"demand", "support", "oppose"})
"""Acts that are done to what a noun names: *condemned the delay*."""

KEPT_ANSWERS = 64
"""Sentences whose answers are kept, an article's or two: several statements stand in one."""

Overlooked = tuple[Reason, str]

_Forms = dict[str, list[frozenset[str]]]
"""Verbs, with the sets of words of which one has to stand beside each."""


class Words(Struct, frozen=True):
    """One language's words and forms."""

    captions: Forms = NEVER
    pages: Forms = NEVER
    precedents: Forms = NEVER
    conditions: Forms = NEVER
    fiction: Forms = NEVER
    mock: Forms = NEVER
    denying: Forms = NEVER
    void: frozenset[str] = frozenset()
    unverified: Forms = NEVER
    secondhand: Forms = NEVER
    public: frozenset[str] = frozenset()
    leaning: frozenset[str] = frozenset()
    filling: Forms = NEVER
    pointing: Forms = NEVER
    naming: frozenset[str] = frozenset()
    linking: frozenset[str] = frozenset()
    accuses: frozenset[str] = frozenset()
    accusing: str = ""
    accused: str = ""
    asking: frozenset[str] = frozenset()
    opening: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    reports: frozenset[str] = frozenset()
    manners: frozenset[str] = frozenset()
    upheavals: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()


@cache
def load_words(language: str) -> Words:
    """Read the data file; a language that it lacks has no words."""
    return read_words("noting.toml", Words, language)


@lru_cache(maxsize=KEPT_ANSWERS)
def overlook_sentence(text: str, language: str) -> Overlooked | None:
    """Say why nothing that a sentence tells is news; None where it may be."""
    words = load_words(language)
    if words.captions.search(text):
        return "caption", "it describes a picture"
    if words.pages.search(text):
        return "page", "it speaks of the page, not of the world"
    return None


def overlook_statement(
    statement: Statement, proposition: Proposition, content: str, text: str, language: str, *, body: bool
) -> Overlooked | None:
    """Say why what somebody says is no news; None where it may be.

    `content`: its wording; `text`: the sentence's; `body`: a body speaks, which can declare by a mere noun.
    """
    words = load_words(language)
    if statement.act == "demand" and _is_for_everybody(proposition, words):
        return "advice", "advice to everybody, not a demand on a party of the story"
    first = content.partition(" ")[0]
    opens = "" if is_initials(first) else first.lower()  # *WHO will send more* asks nothing
    if opens in words.asking and (statement.form != "direct" or "?" in content):
        return "question", "it names what is asked or told, and does not say it"
    bare = not (proposition.subject or proposition.object or proposition.numbers or statement.act in NAMING)
    if bare and not body and opens not in words.opening:
        return "noun", "a noun without a clause: it says nothing of it"
    if statement.form == "direct" and not proposition.names and not proposition.numbers and _leans(content, words):
        return "leaning", "a quotation without a name or a number, which leans on the words around it"
    if proposition.mood == "conditional" and words.conditions.search(text):
        return "conditional", "it would be so only under an *if*"
    if is_precedent(content, language):
        return "precedent", "it tells of other times and other places"
    return None


def word_accusation(cue: Iterable[str], content: str, language: str) -> str | None:
    """Word what somebody is accused of: *accusation against Ana Prieto of taking it*; None where nobody is."""
    words = load_words(language)
    found = None if words.accuses.isdisjoint(cue) else re.match(words.accusing, content)
    return None if found is None else words.accused.format(whom=found["whom"], what=found["what"])


_ASKING = frozenset("what which where when why how".split())
"""Words that ask in capitals too: *WHY it matters*."""


def is_initials(word: str) -> bool:
    """Tell whether a word is a name's initials, which may spell another: *WHO*, *IT*, not *I*."""
    return len(word) > 1 and word.isupper() and word.lower() not in _ASKING


def only_names(cue: str, language: str) -> bool:
    """Tell whether what stands behind a cue says too little without it: *accused*, *expressed doubt about*."""
    words, said = load_words(language), cue.lower().split()
    return bool(said) and (said[-1] in words.linking or not words.naming.isdisjoint(said))


@lru_cache(maxsize=KEPT_ANSWERS)
def is_fiction(text: str, language: str) -> bool:
    """Tell whether a sentence tells of a film, a novel or an exercise: nothing in it has happened."""
    return load_words(language).fiction.search(text)


def is_mock(texts: Iterable[str], language: str) -> bool:
    """Tell whether a page is labelled as made up: *Satire: ...* above it, *Satire.* before its first sentence."""
    mock = load_words(language).mock
    return any(mock.search(text) for text in texts)


def is_unverified(text: str, language: str) -> bool:
    """Tell whether who writes says that it could not check a report itself: it has it from others."""
    return load_words(language).unverified.search(text)


def is_secondhand(beside: str, language: str) -> bool:
    """Tell whether a report rests on one told before: *citing the same memo*, *learned from the newspaper that*."""
    return load_words(language).secondhand.search(beside)


@lru_cache(maxsize=KEPT_ANSWERS)
def is_precedent(text: str, language: str) -> bool:
    """Tell whether words compare with other times and other places: *the last spill of similar size took a year*."""
    return load_words(language).precedents.search(text)


def lacks(upto: str, language: str) -> bool:
    """Tell whether the words up to a cue take it away: *has not recommended*."""
    return bool(load_words(language).negations & set(re.findall(r"[\w']+", upto.lower())[-NEGATION_REACH:]))


def passes_on(proposition: Proposition, language: str) -> bool:
    """Tell whether narration only says that there are reports: *there were reports*, not *two were reported dead*."""
    bare = not (proposition.subject or proposition.object)
    return bare and proposition.predicate in load_words(language).reports


def is_upheaval(proposition: Proposition, language: str) -> bool:
    """Tell whether it says that somebody left office, was charged or set free: nobody does so a second time."""
    return _has_form(proposition, _upheavals(language))


def is_verdict(proposition: Proposition, language: str) -> bool:
    """Tell whether it says that somebody was found guilty or not, or what they get for it."""
    return _has_form(proposition, _verdicts(language))


def _has_form(proposition: Proposition, forms: _Forms) -> bool:
    return any(rest.issubset(proposition.terms) for rest in forms.get(proposition.predicate, ()))


@cache
def _upheavals(language: str) -> _Forms:
    return _read_forms(load_words(language).upheavals)


@cache
def _verdicts(language: str) -> _Forms:
    return _read_forms(load_words(language).verdicts)


def _read_forms(worded: Iterable[str]) -> _Forms:
    """Give by each verb what has to stand with it."""
    forms: _Forms = {}
    for verb, *rest in (form.split() for form in worded):
        forms.setdefault(verb, []).append(frozenset(rest))
    return forms


def _leans(content: str, words: Words) -> bool:
    """*We have a problem with it*, *this is why it matters*: it is about the speaker, or about what was said before."""
    if words.pointing.search(content):
        return True
    leaning = [word for word in re.findall(r"\w+", content.lower())[:LEANING_WORDS] if word in words.leaning]
    if leaning and words.filling.search(content):
        leaning.pop(0)  # *it is wrong to close the bridge*
    return bool(leaning)


def _is_for_everybody(proposition: Proposition, words: Words) -> bool:
    addressed = (*proposition.subject, *proposition.object, *proposition.terms[:1])
    return bool(words.public & {word.lower() for word in addressed})
