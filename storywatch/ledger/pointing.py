"""What *that*, *the report* and *the charge* point at: what an article has just told somebody else to have said.

Knows the order in which an article says things. What whoever points does to a claim is not known here.
"""

from storywatch.ledger.addressing import is_party
from storywatch.ledger.bench import Bench
from storywatch.ledger.opening import INFINITIVE
from storywatch.ledger.standing import Speaker
from storywatch.ledger.state import Claim

NEAR = 2
"""Sentences up to which *the report* and *that* mean what was just told."""

LEAD = 3
"""An article's first sentences: with a word for it, what they tell is meant further down too."""


def find_just_told(bench: Bench, here: int, speaker: Speaker, *, lead: bool = False) -> Claim | None:
    """Find what others were just told to say of a speaker. `lead`: or at the article's beginning."""
    told = list[tuple[int, int, Claim]]()
    for order, (name, places) in enumerate(bench.said.items()):
        claim = bench.claims.get(name) if name in bench.claims else None
        place = max(
            (one for one in places if one <= here and (here - one <= NEAR or (lead and one < LEAD))), default=-1
        )
        if claim is not None and place >= 0 and is_party(bench, speaker, claim) and _is_others(bench, claim, speaker):
            told.append((place, order, claim))
    return max(told, key=lambda one: one[:2])[2] if told else None


def says_it(bench: Bench, claim: Claim, speaker: Speaker) -> bool:
    """Tell whether it is what the speaker says in this very article."""
    return any(one.party == speaker.name and _is_here(bench, one.evidence.article) for one in claim.stances)


def _is_others(bench: Bench, claim: Claim, speaker: Speaker) -> bool:
    """Somebody else is told to say it here: a caption or a reminder is no charge, nor *to come from the bank*."""
    if claim.text.partition(" ")[0] in INFINITIVE:
        return False
    here = [one for one in claim.stances if _is_here(bench, one.evidence.article)]
    return bool(here) and all(one.party != speaker.name for one in here)


def _is_here(bench: Bench, article: str) -> bool:
    return article == bench.analysis.article.id
