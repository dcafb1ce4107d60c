"""What it does to a claim of what is planned that somebody gives the plan up, or refuses to carry it out."""

from msgspec.structs import replace

from storywatch.ledger.addressing import ASSERTING, acts_itself, find_claim, may_settle
from storywatch.ledger.bench import Bench
from storywatch.ledger.matching import Match
from storywatch.ledger.moving import move
from storywatch.ledger.origins import Origin, origin_of
from storywatch.ledger.standing import Speaker
from storywatch.ledger.state import Claim
from storywatch.ledger.undoing import find_plan, is_refusal, rejects
from storywatch.ledger.worth import introduces
from storywatch.messages import Narration, Proposition, Statement


def gives_up(bench: Bench, statement: Statement, proposition: Proposition, speaker: Speaker | None) -> bool:
    """*We have scrapped our plan to close it*: deny the plan, where its speaker can settle that."""
    found = _find_dropped(bench, proposition) if statement.act in ASSERTING else None
    if found is None or speaker is None or not _is_its_own(bench, speaker, found[0].claim):
        return False
    origin = origin_of(statement, bench.speaker_words(statement), bench.writer, bench.aliases)
    newcomer = introduces(bench, statement, speaker)
    _deny(bench, statement.sentence, found, speaker, origin, newcomer=newcomer)
    return True


def drops(bench: Bench, narration: Narration, origin: Origin) -> bool:
    """*The union called off its strike*: as told by who writes, the plan is given up by whoever does so there."""
    proposition = narration.proposition
    found = _find_dropped(bench, proposition) if proposition.subject else None
    speaker = bench.recognise(" ".join(proposition.subject)) if found else None
    if found is None or speaker is None or not _is_its_own(bench, speaker, found[0].claim):
        return False
    _deny(bench, narration.sentence, found, speaker, origin)
    return True


def _find_dropped(bench: Bench, proposition: Proposition) -> tuple[Match, Proposition] | None:
    """Find the plan that a proposition says is given up. Whoever gives it up need not be who was to act."""
    plan = find_plan(proposition)
    for one in () if plan is None else (plan, replace(plan, subject=())):
        match = find_claim(bench, one, about=False)
        if match is None or not match.claim.planned or not match.same_polarity:
            continue
        if match.same_frame or match.same_act or match.same_verb:
            return match, one
    return None


def _is_its_own(bench: Bench, speaker: Speaker, claim: Claim) -> bool:
    """Tell whether a plan is its speaker's to give up: it is to act, or has announced it."""
    return may_settle(bench, speaker, claim) or not speaker.voices.isdisjoint(map(bench.fold, claim.origins))


def _deny(
    bench: Bench,
    sentence: int,
    found: tuple[Match, Proposition],
    speaker: Speaker,
    origin: Origin,
    *,
    newcomer: bool = False,
) -> None:
    match, plan = found
    told, denied = replace(match, same_polarity=True), replace(plan, polarity="pos")
    move(bench, "deny", denied, told, sentence, speaker, origin, newcomer=newcomer, gives_up=True)


def is_given_up(bench: Bench, statement: Statement, proposition: Proposition) -> bool:
    """*The council scrapped its plan to close it*: nobody plans to close it there."""
    parts: tuple[Statement | Narration, ...] = (*bench.analysis.statements, *bench.analysis.narration)
    here = (part.proposition for part in parts if part is not statement and part.sentence == statement.sentence)
    plans = (find_plan(one) for one in here if one is not None)
    return any(plan is not None and plan.predicate == proposition.predicate for plan in plans)


def ends_plan(
    bench: Bench, statement: Statement, proposition: Proposition, match: Match, speaker: Speaker | None
) -> bool:
    """*Will not close the pier*, and *refused to close it* of who was to do so."""
    if is_refusal(statement.act, proposition, match):
        return True
    return statement.act == "oppose" and rejects(proposition, match.claim) and acts_itself(bench, speaker, match.claim)


def refuse_plan(
    bench: Bench, statement: Statement, proposition: Proposition, match: Match, speaker: Speaker | None
) -> None:
    """A plan that is refused is denied by who refuses it, whatever else is said of it."""
    origin = origin_of(statement, bench.speaker_words(statement), bench.writer, bench.aliases)
    newcomer = introduces(bench, statement, speaker)
    told, denied = replace(match, same_polarity=True), replace(proposition, polarity="pos")
    move(bench, "deny", denied, told, statement.sentence, speaker, origin, newcomer=newcomer)
