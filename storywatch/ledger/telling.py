"""A change of a claim as a draft of a development, with its state before and after in words."""

from storywatch.ledger.bench import Bench
from storywatch.ledger.drafts import SUBORDINATE, Draft
from storywatch.ledger.explaining import Change, carry, counter, explain, gather_earlier
from storywatch.ledger.headlines import write_headline
from storywatch.ledger.standing import call_body
from storywatch.ledger.state import Claim, Stance
from storywatch.ledger.voices import is_office
from storywatch.messages import Kind, Statement

DEFINITE = ("The ", "Le ", "La ", "Les ", "L'", "L’")
"""How words for one begin whom a reader knows by then: *the federation*."""

MAX_CREDIT = 60
"""Characters of the words for a speaker without a name that a headline begins with."""


def tell(
    bench: Bench,
    kind: Kind,
    claim: Claim,
    stance: Stance | None,
    sentence: int,
    prior: Claim | None,
    rule: str,
    *,
    beside: tuple[str, ...] = (),
    words: str = "",
    manner: str = "",
) -> None:
    """Draft a change. `beside`: who else did the same in the same breath. `words`: what was said of the claim.

    `manner`: the verb for what is done, where it is not the kind's own.
    """
    party = stance.party if stance else None
    unnamed = _call_unnamed(bench) if party == bench.writer else None
    credited = unnamed if kind == "new_claim" and unnamed and _is_credited(bench, unnamed) else None
    if kind == "corroborated" and party == bench.writer and party not in claim.origins:
        credited = claim.origins[-1]
    change = Change(
        kind=kind,
        claim=claim,
        prior=prior,
        stance=stance,
        at=bench.at,
        outlet=bench.outlet,
        writer=bench.writer,
        beside=beside,
        words=words,
        unnamed=unnamed or "",
        manner=manner,
    )
    bench.drafts.append(
        Draft(
            kind=kind,
            headline=write_headline(
                kind,
                credited or party,
                words or claim.text,
                denies=stance is not None and stance.act == "deny",
                beside=beside,
                manner=manner,
            ),
            subject=f"{claim.id}:{party or ''}",
            claim=claim.text,
            party=party,
            before=describe(prior) if prior else None,
            after=describe(claim),
            sentence=sentence,
            also=bench.quoted_with(sentence),
            earlier=gather_earlier(change),
            origins=claim.origins,
            outlets=claim.outlets,
            standing=bool(stance and stance.standing),
            share=bench.share(claim),
            signs=bench.read_signs(claim, sentence) if kind in SUBORDINATE else None,
            rule=rule,
            explanation=explain(change),
            otherwise=counter(change, bench.aliases),
            about=carry(claim, bench.names),
        )
    )


def _call_unnamed(bench: Bench) -> str | None:
    """Word who says what is under judgement where the text gives no name: *The police*, *Two sailors*."""
    part = bench.part
    if not isinstance(part, Statement) or part.speaker_entity:
        return None
    words = bench.speaker_words(part).partition(",")[0].strip()
    return words[0].upper() + words[1:] if words and len(words) <= MAX_CREDIT else None


def _is_credited(bench: Bench, words: str) -> bool:
    """Tell whether a headline begins with an unnamed speaker: an office, or a body that is known in the story."""
    part = bench.part
    if not isinstance(part, Statement):
        return False
    meant = part.speaker_kind == "unknown" and words.startswith(DEFINITE)
    return bool(part.body or meant or call_body(words) or is_office(words, bench.analysis.article.language))


def describe(claim: Claim) -> str:
    """Write a claim's state in words: *reported, declined by the ministry*."""
    state = (claim.status if claim.origins else "open") + (" (planned)" if claim.planned else "")
    if not claim.declined or claim.status in ("confirmed", "retracted"):
        return state  # who did not confirm it before is history
    return f"{state}, declined by {', '.join(claim.declined)}"
