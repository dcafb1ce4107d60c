"""What a view, a promise, a demand or a refusal to comment does to a claim: it moves no status."""

from collections.abc import Sequence

from msgspec.structs import replace

from storywatch.ledger.addressing import is_party, may_settle
from storywatch.ledger.asking import find_asked, is_press, is_undenied, leaves_out
from storywatch.ledger.bench import Bench
from storywatch.ledger.headlines import join
from storywatch.ledger.matching import Match
from storywatch.ledger.moving import is_one
from storywatch.ledger.opening import SIDES, lasts
from storywatch.ledger.refusals import Reason
from storywatch.ledger.standing import Speaker, stands_for
from storywatch.ledger.state import Claim, Stance
from storywatch.ledger.telling import tell
from storywatch.ledger.worth import introduces
from storywatch.messages import Proposition, Statement

UNDENIED = "does not deny"
"""What a party does that only lets a claim stand: that says more than not to confirm it."""


def take_side(
    bench: Bench, statement: Statement, proposition: Proposition, match: Match, speaker: Speaker | None
) -> None:
    """Note a view, a promise or a demand about a known claim: who turns round, or spoke for the first time, is news."""
    prior = match.claim
    stance = bench.stance(speaker, statement.act, statement.sentence, standing=may_settle(bench, speaker, prior))
    lasting = lasts(bench, statement)
    claim = bench.take_up(bench.add_stance(prior, stance, None) if lasting else prior)
    turned = lasting and speaker is not None and proposition.mood == "fact" and _turns(match, stance)
    if speaker and turned:
        rule = f"{speaker.name} took the other side before"
        told = replace(claim, text=bench.word(statement))  # the plan, and not that it was once backed
        tell(bench, "reversed", told, stance, statement.sentence, prior, rule)
    elif speaker and introduces(bench, statement, speaker):
        bench.introduce(speaker)
        rule = f"{speaker.name} speaks in this story for the first time"
        tell(bench, "new_party", claim, stance, statement.sentence, prior, rule, words=bench.utter(statement))
    else:
        rule = "what is thought or wanted of a claim that the story has: told of a body when it first speaks here"
        bench.refuse("view", rule)


def _turns(match: Match, stance: Stance) -> bool:
    """Tell whether a party that favoured it in an earlier article now opposes it, or the other way round."""
    if stance.act not in SIDES or not match.same_polarity:
        return False
    own = [one for one in match.claim.stances if one.act in SIDES and is_one(one, stance)]
    return bool(own) and own[-1].act != stance.act and own[-1].at < stance.at


def decline(bench: Bench, statement: Statement, speakers: Sequence[Speaker]) -> None:
    """Note that parties were asked and did not confirm: told once a party and claim, of several together."""
    if not speakers:
        bench.refuse("no_speaker", "nobody knows who does not confirm it")
        return
    if leaves_out(bench, statement):
        bench.refuse("nothing_asked", "it leaves something out that nobody is told to have asked for")
        return
    prior = find_asked(bench, statement, speakers[0])
    if prior is None:
        bench.refuse("nothing_asked", "no claim of the story is known that it could be about")
        return
    whys = [_why_unasked(bench, prior, one) for one in speakers]
    names = tuple(one.name for one, why in zip(speakers, whys, strict=True) if why is None)
    if not names:
        bench.refuse(*next(filter(None, whys)))
        return
    declining = [one for one in speakers if one.name in names]
    stances = [bench.stance(one, "decline", statement.sentence, standing=True) for one in declining]
    claim = replace(prior, declined=(*prior.declined, *names))
    for stance in stances:
        claim = bench.add_stance(claim, stance, None)
    known = bool(prior.origins)
    claim = bench.take_up(claim) if known else bench.open(claim)
    rule = f"{join(names)} {'was' if len(names) == 1 else 'were'} asked and did not confirm it"
    before = prior if known else None
    manner = UNDENIED if not names[1:] and is_undenied(bench, statement) else ""
    tell(bench, "declined", claim, stances[0], statement.sentence, before, rule, beside=names[1:], manner=manner)


def _why_unasked(bench: Bench, prior: Claim, speaker: Speaker) -> tuple[Reason, str] | None:
    """Say why a party's refusal is none; None where it is."""
    if is_press(bench, speaker.name) or not (
        speaker.official or is_party(bench, speaker, prior) or may_settle(bench, speaker, prior)
    ):
        return "no_standing", f"{stands_for(speaker)} could not settle it"
    if any(one.act == "confirm" and speaker.name in (one.party, one.body) for one in prior.stances):
        return "repeat", f"{speaker.name} has confirmed it: to say no more takes nothing back"
    unnamed = any(name.islower() for name in (speaker.name, *prior.declined))  # *the ministry*: whoever was named
    for name in prior.declined:
        role = bench.roles.get(name)
        if unnamed or name in (speaker.name, speaker.body) or (role is not None and role.body == speaker.name):
            return "already_declined", f"{name} had not confirmed it before"  # a body and who speaks for it are one
    return None
