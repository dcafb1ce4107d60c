"""A denial in a few words that names what it denies by a noun: *no such contract exists*, *rejected the allegation*."""

from msgspec.structs import replace

from storywatch.ledger.addressing import ASSERTING, BRIEF, find_named, is_party
from storywatch.ledger.asking import is_press
from storywatch.ledger.bench import Bench
from storywatch.ledger.matching import Match
from storywatch.ledger.moving import move
from storywatch.ledger.noting import load_words
from storywatch.ledger.origins import origin_of
from storywatch.ledger.pointing import find_just_told
from storywatch.ledger.senses import senses
from storywatch.ledger.standing import Speaker
from storywatch.ledger.state import Claim
from storywatch.messages import Proposition, Statement


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

    With a word for it, it may be what the article begins with.
    """
    if speaker is None or statement.proposition is None:
        return None
    claim = find_just_told(bench, statement.sentence, speaker, lead=bool(statement.proposition.terms))
    if claim is None and statement.proposition.terms and not bench.said:
        claim = _find_alone(bench, speaker)
    return None if claim is None else _meant(claim, 0)


def _find_alone(bench: Bench, speaker: Speaker) -> Claim | None:
    """Give the one claim of the story that somebody reports of its speaker, where nothing is told of it here."""
    reported = [
        claim
        for claim in bench.claims.claims()
        if claim.status in ("reported", "corroborated")
        and claim.firm
        and claim.wordings[0].polarity == "pos"
        and is_party(bench, speaker, claim)
        and all(stance.party != speaker.name for stance in claim.stances)
    ]
    return reported[0] if len(reported) == 1 else None


def _meant(claim: Claim, shared: int) -> Match:
    """Give a claim that is meant by words that do not say it."""
    return Match(
        claim, 1.0, 1.0, shared, same_verb=False, other_act=False, same_act=False, same_frame=False,
        firm_frame=False, same_polarity=True,
    )  # fmt: skip
