"""A denial in a few words that names what it denies by a noun: *no such contract exists*, *rejected the allegation*."""

from msgspec.structs import replace

from storywatch.ledger.addressing import ASSERTING, BRIEF, find_named, is_party
from storywatch.ledger.asking import is_press
from storywatch.ledger.bench import Bench
from storywatch.ledger.matching import Match
from storywatch.ledger.moving import move
from storywatch.ledger.noting import load_words
from storywatch.ledger.origins import origin_of
from storywatch.ledger.senses import senses
from storywatch.ledger.standing import Speaker
from storywatch.ledger.state import Claim
from storywatch.messages import Proposition, Statement

NEAR = 2
"""Sentences up to which *the report* and *that* mean what was just told."""


def rebuts(bench: Bench, statement: Statement, proposition: Proposition, speaker: Speaker | None) -> bool:
    """Let *no such contract exists* deny the contract."""
    rebutted = _find_rebutted(bench, statement, proposition, speaker)
    if rebutted is None:
        return False
    told, denied = rebutted
    origin = origin_of(statement, bench.speaker_words(statement), bench.writer, bench.aliases)
    move(bench, "deny", denied, told, statement.sentence, speaker, origin)
    return True


def _find_rebutted(
    bench: Bench, statement: Statement, proposition: Proposition, speaker: Speaker | None
) -> tuple[Match, Proposition] | None:
    """*No such contract exists*, *there is no such plan*: the claim on its speaker that has the word."""
    if statement.act not in ASSERTING or proposition.polarity != "neg" or proposition.names or proposition.numbers:
        return None
    if speaker is None or is_press(bench, speaker.name):
        return None
    words = load_words(bench.analysis.article.language)
    left = [term for term in proposition.terms if term not in words.void]
    if not words.denying.search(bench.word(statement)) or not 0 < len(left) <= BRIEF:
        return None
    claim = find_named(bench, senses(left), speaker, least=len(left))
    if claim is None:
        return None
    return _meant(claim, len(left)), replace(proposition, polarity="pos")


def find_alleged(bench: Bench, statement: Statement, speaker: Speaker | None) -> Match | None:
    """*She rejected the allegation*, *the bank denied that*: what the article has just said of whoever rejects it.

    With a word for it, it may be what was said of them further up.
    """
    if speaker is None:
        return None
    here, just = statement.sentence, list[tuple[int, int, Claim]]()
    for order, (name, places) in enumerate(bench.said.items()):
        place = max((one for one in places if here - NEAR <= one <= here), default=None)
        if place is None or name not in bench.claims:
            continue
        told = bench.claims.get(name)
        if is_party(bench, speaker, told) and not _says_it(bench, told, speaker):
            just.append((place, order, told))
    if just:
        return _meant(max(just, key=lambda one: one[:2])[2], 0)
    if statement.proposition is None or not statement.proposition.terms:
        return None
    claim = find_named(bench, frozenset(), speaker, least=0)
    return None if claim is None or claim.id not in bench.said else _meant(claim, 0)


def _says_it(bench: Bench, claim: Claim, speaker: Speaker) -> bool:
    """It is what the speaker says in this very article: whoever denies *that* denies another's words."""
    article = bench.analysis.article.id
    return any(one.party == speaker.name and one.evidence.article == article for one in claim.stances)


def _meant(claim: Claim, shared: int) -> Match:
    """Give a claim that is meant by words that do not say it."""
    return Match(
        claim, 1.0, 1.0, shared, same_verb=False, other_act=False, same_act=False, same_frame=False,
        firm_frame=False, same_polarity=True,
    )  # fmt: skip
