"""How an origin takes back what it reported."""

from msgspec.structs import replace

from storywatch.ledger.bench import Bench
from storywatch.ledger.citing import find_outlet
from storywatch.ledger.headlines import MAX_CHARS, shorten
from storywatch.ledger.senses import sense
from storywatch.ledger.standing import Speaker
from storywatch.ledger.state import Claim, Stance, Status
from storywatch.ledger.telling import tell
from storywatch.messages import Proposition, Statement


def retract(bench: Bench, statement: Statement, proposition: Proposition, speaker: Speaker | None) -> None:
    """Let an origin take back what it reported; nobody else can."""
    name = _name_origin(bench, speaker)
    own = [
        match
        for match in bench.claims.find(proposition)
        if name in match.claim.origins and match.claim.status != "retracted"
    ]
    if not own:
        bench.refuse("not_origin", f"{name} is the origin of no such claim")
        return
    verb = sense(proposition.predicate)
    prior = max(own, key=lambda m: (any(sense(w.predicate) == verb for w in m.claim.wordings), m.score)).claim
    stance = bench.stance(speaker, "retract", statement.sentence, standing=True)
    take_back(bench, prior, name, stance, f"{name} was an origin and takes it back", sentence=statement.sentence)


def _name_origin(bench: Bench, speaker: Speaker | None) -> str:
    """Name who takes it back as origins are kept: *the Lakeside Post* is `lakeside-post.example`."""
    if speaker is None:
        return bench.writer
    outlet = None if speaker.person else find_outlet(f"the {speaker.name}", bench.outlets)
    return outlet or speaker.name


def take_back(
    bench: Bench, prior: Claim, name: str, stance: Stance, rule: str, *, sentence: int, correction: int | None = None
) -> None:
    """Take an origin from a claim, which is retracted when it was the last. `correction`: where it says how it is."""
    origins = tuple(origin for origin in prior.origins if origin != name)
    status: Status = prior.status if origins else "retracted"
    claim = bench.take_up(
        replace(bench.add_stance(prior, stance, None), status=status, origins=origins or prior.origins)
    )
    tell(bench, "retracted", claim, stance, sentence, prior, rule)
    draft = bench.drafts[-1]
    if status != "retracted":
        draft = replace(draft, after=f"{draft.after}, taken back by {name}")
    if correction is not None:
        now = f" Now: {shorten(bench.sentence_text(correction), MAX_CHARS // 2)}"
        headline = shorten(draft.headline, MAX_CHARS - len(now) - 1).rstrip(".") + "." + now
        draft = replace(draft, headline=headline, also=(*draft.also, correction))
    bench.drafts[-1] = draft
