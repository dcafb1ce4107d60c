"""Who says that a report is not so denies what was reported: *reports that it was sold are wide of the mark*.

Reads the words of one statement (refuting.toml). What that does to a claim is not known here.
"""

import re
from collections.abc import Iterable
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from storywatch.ledger.senses import asserted
from storywatch.ledger.wordfiles import NEVER, Forms, read_words
from storywatch.messages import Proposition

HEAD_TERMS = 3
"""Content words up to which the word for the report is one of the first: *recent media reports that*."""


class Words(Struct, frozen=True):
    """One language's words and forms."""

    reports: str = ""
    false: str = ""
    forms: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    naming: frozenset[str] = frozenset()
    empty: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    signs: Forms = NEVER
    denying: frozenset[str] = frozenset()


class _Forms(Struct, frozen=True):
    forms: tuple[re.Pattern[str], ...]
    called: tuple[re.Pattern[str], ...]
    heads: tuple[re.Pattern[str], ...]


@cache
def load_words(language: str) -> Words:
    """Read the data file; a language that it lacks has no words."""
    return read_words("refuting.toml", Words, language)


@cache
def _read_forms(language: str) -> _Forms:
    words = load_words(language)

    def read(forms: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
        whole = (form.replace("REPORTS", words.reports).replace("FALSE", words.false) for form in forms)
        return tuple(re.compile(form, re.IGNORECASE) for form in whole)

    return _Forms(read(words.forms), read(words.called), read(words.heads))


def is_of_report(proposition: Proposition) -> bool:
    """Tell whether a proposition has a word for what somebody asserted: only then can it call that false."""
    return not asserted().isdisjoint((*proposition.subject, *proposition.object, *proposition.terms[:HEAD_TERMS]))


def only_names_report(proposition: Proposition, language: str) -> bool:
    """Tell whether it names a report by nothing but what it is called: *that*, *the report*, *the baseless rumour*."""
    empty = load_words(language).empty - asserted()
    told = [term for term in proposition.terms if term not in empty]
    return asserted().issuperset(told) and (bool(told) or not proposition.terms)


def names_it(cue: str, language: str) -> bool:
    """Tell whether a cue calls something by a name: *described the report as*."""
    return not load_words(language).naming.isdisjoint(cue.lower().split())


def find_told(content: str, language: str, *, named: bool, denied: bool = False) -> str | None:
    """Give what content says to have been reported, and not to be so; None where it says no such thing.

    `named`: its cue calls it so. `denied`: its cue denies it, so that content need only name the report.
    """
    forms = _read_forms(language)
    known = (*forms.forms, *(forms.called if named or denied else ()), *(forms.heads if denied else ()))
    return next((found["told"].strip(" ,;:“”\"'") for form in known if (found := form.search(content))), None)


def says_no_sign(content: str, cue: Iterable[str], language: str) -> bool:
    """Tell whether it is only said, and not denied, that nothing speaks for it: *there was no sign of a leak*."""
    words = load_words(language)
    return words.denying.isdisjoint(cue) and words.signs.search(content)


def refute(proposition: Proposition, told: str, language: str) -> Proposition | None:
    """Give what was reported of a proposition that says that it is not so; None where nothing of it is left."""
    words = load_words(language)
    terms = proposition.terms
    head = next((place + 1 for place, term in enumerate(terms[:HEAD_TERMS]) if term in asserted()), 0)
    last = len(terms)
    while last > head and terms[last - 1] in words.empty:
        last -= 1
    terms = terms[head:last]
    parts = " ".join(proposition.names).lower().split()
    open_ = [term for term in terms if term not in parts]
    event = proposition.predicate if proposition.predicate in terms else next(iter(open_), None)
    if event is None:
        return None
    before = " ".join(terms[: terms.index(event)])
    subject = tuple(name for name in (*proposition.subject, *proposition.names) if name.lower() in before)
    acted = [word for word in proposition.object if word in terms or word in proposition.names]
    behind = [term for term in open_ if terms.index(term) > terms.index(event)]
    negative = not words.negations.isdisjoint(re.findall(r"n't|\w+", told.lower()))
    return replace(
        proposition,
        subject=subject[:1],
        predicate=event,
        object=tuple(acted or behind[:1]),
        terms=terms,
        polarity="neg" if negative else "pos",
    )
