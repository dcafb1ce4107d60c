"""What a view, a promise, a demand or a refusal to comment does to a claim: it moves no status."""

from msgspec.structs import replace

from storywatch.ledger.addressing import find_claim, may_settle
from storywatch.ledger.bench import Bench
from storywatch.ledger.standing import Speaker, stands_for
from storywatch.ledger.state import Claim
from storywatch.ledger.telling import tell
from storywatch.ledger.worth import introduces
from storywatch.messages import Statement


def take_side(bench: Bench, statement: Statement, claim: Claim, speaker: Speaker | None) -> None:
    """Note a view, a promise or a demand about a known claim: who spoke for the first time is news."""
    standing = may_settle(bench, speaker, claim)
    stance = bench.stance(speaker, statement.act, statement.sentence, standing=standing)
    claim = bench.take_up(bench.add_stance(claim, stance, None))
    if speaker and introduces(bench, statement, speaker):
        bench.introduce(speaker)
        rule = f"{speaker.name} speaks in this story for the first time"
        tell(bench, "new_party", claim, stance, statement.sentence, None, rule)
    else:
        bench.refuse("view", f"{statement.act}: a stance on a known claim, by nobody who first speaks for a body here")


def decline(bench: Bench, statement: Statement, speaker: Speaker | None) -> None:
    """Note that a party was asked and did not confirm: told once a party and claim."""
    if speaker is None:
        bench.refuse("no_speaker", "nobody knows who does not confirm it")
        return
    prior = None
    if statement.proposition is not None and statement.proposition.terms:
        match = find_claim(bench, statement.proposition, about=True)
        prior = match.claim if match else None
    elif bench.current is not None:
        prior = bench.claims.get(bench.current)
    if prior is None:
        bench.refuse("nothing_asked", "no claim of the story is known that it could be about")
        return
    if not (speaker.official or may_settle(bench, speaker, prior)):
        bench.refuse("no_standing", f"{stands_for(speaker)} could not settle it")
        return
    if speaker.name in prior.declined:
        bench.refuse("already_declined", f"{speaker.name} had not confirmed it before")
        return
    stance = bench.stance(speaker, "decline", statement.sentence, standing=True)
    claim = bench.take_up(replace(bench.add_stance(prior, stance, None), declined=(*prior.declined, speaker.name)))
    rule = f"{speaker.name} was asked and did not confirm it"
    tell(bench, "declined", claim, stance, statement.sentence, prior, rule)
