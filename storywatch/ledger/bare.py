"""Who a speaker is that is only called by a noun, *the carmaker*: who alone can mean itself, or nobody's report.

What such a one confirms rests on no source of the outlet's own. Knows a claim's actors, and no verdicts.
"""

from storywatch.ledger.bench import Bench
from storywatch.ledger.names import resolve
from storywatch.ledger.origins import Origin
from storywatch.ledger.standing import Speaker
from storywatch.ledger.state import Claim
from storywatch.ledger.voices import sort_noun
from storywatch.messages import Act, Proposition, Statement

SETTLING: frozenset[Act] = frozenset({"confirm", "deny"})
"""Acts of who is asked whether it is so: of whom the story tells of."""


def name_bare(
    bench: Bench,
    statement: Statement,
    proposition: Proposition,
    claim: Claim,
    speaker: Speaker | None,
    origin: Origin,
) -> tuple[Speaker | None, Origin]:
    """Name who confirms or denies a claim of itself without a name in the sentence; else take it for no origin."""
    if statement.speaker_entity or statement.body or (speaker is not None and not speaker.name.islower()):
        return speaker, origin
    noun = sort_noun(bench.speaker_words(statement), bench.analysis.article.language)
    itself = statement.act in SETTLING and noun == "company" and not proposition.subject
    meant = _find_actor(bench, claim) if itself else None
    if meant is not None:
        bench.meet(meant, statement.sentence)
        return meant, Origin(meant.name, firm=True)
    told = statement.act == "confirm" if noun in ("company", "thing") else noun == "accuser"
    return speaker, Origin(origin.name, firm=False) if told else origin


def _find_actor(bench: Bench, claim: Claim) -> Speaker | None:
    """Find the one body that acts in a claim; a person's or a place's act is no company's."""
    named = {
        resolve(name, bench.aliases) for wording in claim.wordings for name in wording.subject if name in wording.names
    }
    entity = bench.known.entity(next(iter(named))) if len(named) == 1 else None
    if entity is None or entity.kind != "organisation":
        return None
    return Speaker(next(iter(named)), None, official=True, person=False)
