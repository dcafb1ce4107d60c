"""What comes of a plan that fails: *will not close it*, *scrapped its plan to close it*. Knows no ledger."""

from msgspec.structs import replace

from storywatch.ledger.frames import LIGHT
from storywatch.ledger.matching import Match
from storywatch.ledger.senses import (
    exclude_each_other,
    gives_up,
    intentions,
    pausing,
    putting_off,
    sense,
    senses,
    undoing,
)
from storywatch.ledger.state import Claim
from storywatch.messages import Act, Proposition

OWN: frozenset[Act] = frozenset({"assert", "assess", "commit"})
"""Acts by which somebody says what is to come of its own accord, and not what it wants of others."""


def puts_off(proposition: Proposition) -> bool:
    """Tell whether it says that something will be later, or not: *postponed the opening*, *called off the strike*.

    What is said there of the opening is another claim than that it will be, and no repeat of it.
    """
    return proposition.mood == "fact" and sense(proposition.predicate) in putting_off()


def is_put_off(claim: Claim) -> bool:
    """Tell whether a claim is of such: its own words say so."""
    return any(not putting_off().isdisjoint(senses((one.predicate, *one.terms))) for one in claim.wordings)


def is_refusal(act: Act, proposition: Proposition, match: Match) -> bool:
    """Tell whether it says that what is planned will not be: *the board will not close the pier*."""
    one_event = match.same_frame or match.same_act or match.same_verb
    negated = proposition.polarity == "neg" and not match.same_polarity
    return act in OWN and negated and match.claim.planned and one_event


def rejects(proposition: Proposition, claim: Claim) -> bool:
    """Tell whether what is rejected is what was planned, or to be passed: *refused to close it*, *rejected the bill*.

    Asked of who was to do it: nobody else's refusal ends a plan.
    """
    if not claim.planned or proposition.polarity == "neg":
        return False
    rejected = sense(proposition.predicate)
    if rejected in intentions():  # *rejected the plan to close it*
        rejected = next((one for one in map(sense, proposition.terms) if one not in intentions()), rejected)
    return any(
        rejected == event or (rejected in senses(wording.object) and exclude_each_other("reject", event))
        for wording in claim.wordings
        for event in (sense(wording.predicate),)
    )


def undoes(proposition: Proposition, claim: Claim) -> bool:
    """Tell whether it says that what is planned is stopped: *banned the strike* of *will strike* or *go on strike*."""
    stopping = sense(proposition.predicate)
    if stopping not in undoing() or proposition.polarity == "neg":
        return False
    stopped = senses(proposition.object)
    planned = [
        event
        for wording in claim.wordings
        for event in (wording.predicate, *(wording.object if wording.predicate in LIGHT else ()))
    ]
    return stopping not in senses(planned) and not stopped.isdisjoint(senses(planned))


def find_plan(proposition: Proposition) -> Proposition | None:
    """Give the plan that a proposition says is given up; None where it says no such thing.

    *Scrapped its plan to close the pier*, *has no plan to close it*, *called off its closure*: what is planned is the
    first word behind the plan, or what is called off itself.
    """
    what = _find_given_up(proposition) if proposition.mood == "fact" else None
    if what is None:
        return None
    terms = proposition.terms
    behind = terms[terms.index(what) + 1 :] if what in terms else ()
    if not behind and proposition.polarity == "neg":
        return None
    event = behind[0] if behind and sense(what) in intentions() else what
    named = " ".join(proposition.names).lower().split()
    if event in named or not event.islower():
        return None
    undergoes = tuple(name for name in proposition.names if name not in proposition.subject)
    rest = tuple(term for term in behind if term != event and term not in named)
    left = tuple(term for term in terms if sense(term) not in gives_up() | intentions())
    return replace(
        proposition, predicate=event, object=(*undergoes, *rest)[:1], terms=left, mood="future", polarity="pos"
    )


def _find_given_up(proposition: Proposition) -> str | None:
    """Give the word for what is scrapped, or for the plan that is said not to be there."""
    what = proposition.object[0] if proposition.object else None
    if proposition.polarity == "pos":
        stopped = sense(proposition.predicate) in gives_up() or proposition.predicate in pausing()
        return what if stopped else None
    if what is not None and proposition.predicate == "have" and sense(what) in intentions():
        return what
    return proposition.predicate if sense(proposition.predicate) in intentions() else None
