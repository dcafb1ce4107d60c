"""What a view, a promise, a demand or a refusal to comment does to a claim: it moves no status."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from storywatch.ledger.addressing import BRIEF, find_claim, find_named, is_mention, is_party, may_settle
from storywatch.ledger.bench import Bench
from storywatch.ledger.headlines import join
from storywatch.ledger.matching import Match
from storywatch.ledger.moving import is_one
from storywatch.ledger.noting import is_verdict
from storywatch.ledger.opening import SIDES, lasts, write_claim
from storywatch.ledger.reading import PLAIN
from storywatch.ledger.refusals import Reason
from storywatch.ledger.senses import senses
from storywatch.ledger.standing import Speaker, concern_of, stands_for
from storywatch.ledger.state import Claim, Stance
from storywatch.ledger.telling import tell
from storywatch.ledger.worth import introduces
from storywatch.messages import Proposition, Statement
from storywatch.names import fold_name

ASKED = frozenset("asked pressed questioned interroge interrogee interroges".split())
"""Words, folded, of a sentence in which somebody was asked: not to know is then an answer."""

_ON_THE = re.compile(r"\b(?:on|about|sur)\s+(?:the|these|those|les?|la|ces)\b|\bon l['’]", re.IGNORECASE)
"""How a refusal names what its article has spoken of: *comment on the talks*."""

COMMENT = frozenset(
    """comment confirm deny request question query inquiry enquiry call message email letter interview report
story article matter issue subject allegation accusation claim commentaire commenter confirmer dementir demande question
appel sollicitation information""".split()
)
"""Words, folded, of a refusal that name what was asked by no word of its own: *requests for comment*."""

WHEN = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday today yesterday tonight immediately further lundi mardi
mercredi jeudi vendredi samedi dimanche hier""".split()
)
"""Words, folded, for when or how far somebody refused: *declined to comment on Tuesday*."""

UNSAID = COMMENT | WHEN


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
    prior = _asked(bench, statement, speakers[0])
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
    tell(bench, "declined", claim, stances[0], statement.sentence, before, rule, beside=names[1:])


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


def _asked(bench: Bench, statement: Statement, speaker: Speaker) -> Claim | None:
    """Find what was asked: a claim of the story, or by a refusal in so many words what nobody has claimed yet."""
    proposition = statement.proposition
    own = [term for term in proposition.terms if fold_name(term) not in UNSAID] if proposition else []
    if proposition is None or not own:
        return _find_lead(bench, speaker)
    match = find_claim(bench, proposition, about=is_mention(bench, statement))
    if match is not None:
        return match.claim
    if len(own) <= BRIEF or proposition.names:
        words = senses(own)
        meant = find_named(bench, words, speaker, least=len(words) if proposition.names else 1)
        if meant is not None:
            return meant
    cue = " ".join(bench.quote(start, end) for start, end in statement.cue)
    if (about := _find_beside(bench, statement, speaker, own)) is not None:
        return about
    bare = len(proposition.terms) < bench.policy.noteworthy_terms and not proposition.subject
    asked = ASKED.intersection(fold_name(bench.sentence_text(statement.sentence)).split())
    if bare or statement.form == "direct" or (PLAIN.intersection(fold_name(cue).split()) and not asked):
        return None
    return write_claim(bench, proposition, bench.word(statement), statement.sentence, None)


def _find_lead(bench: Bench, speaker: Speaker) -> Claim | None:
    """Find what a bare refusal is about: what the article opens with, if that is of the speaker, else what is."""
    if bench.current is None:  # its title may say what
        return find_named(bench, frozenset(), speaker, least=0)
    said = (one for one in bench.said.items() if one[0] in bench.claims)  # a denial without standing opens none
    first = min(said, key=lambda one: min(one[1]), default=(bench.current, ()))[0]
    claims = [bench.claims.get(name) for name in (first, bench.current)]
    of_speaker = next((claim for claim in claims if is_party(bench, speaker, claim)), None)
    told = of_speaker or find_named(bench, frozenset(), speaker, least=0) or claims[-1]
    return None if _is_for_the_court(bench, told, speaker) else told


def _is_for_the_court(bench: Bench, claim: Claim, speaker: Speaker) -> bool:
    """*The mayor was convicted of taking it from Orlan Mills*: it is not Orlan Mills that is asked whether she was."""
    if not is_verdict(claim.wordings[0], bench.analysis.article.language):
        return False
    concern = concern_of(claim, bench.aliases, bench.roles)
    return speaker.voices.isdisjoint(concern.actors | concern.undergoers)


def _find_beside(bench: Bench, statement: Statement, speaker: Speaker, words: Sequence[str]) -> Claim | None:
    """*Declined to comment on the talks*: find the claim on its speaker that the article tells in the same words,
    though they are none of the claim's own: *said people who knew of the talks*.
    """
    if len(words) > BRIEF or not _ON_THE.search(bench.word(statement)):
        return None
    for name, sentences in sorted(bench.said.items(), key=lambda one: min(one[1])):
        text = " ".join([bench.sentence_text(place).lower() for place in sentences])
        if name in bench.claims and all(re.search(rf"\b{re.escape(word)}", text) for word in words):
            claim = bench.claims.get(name)
            if is_party(bench, speaker, claim):
                return claim
    return None


def is_press(bench: Bench, name: str) -> bool:
    """Tell whether a name is an outlet's. One that could not confirm a thing says so of itself: nobody asked it."""
    folded = fold_name(name)
    ours = {fold_name(bench.outlet), fold_name(bench.writer)}
    return folded in ours or folded in bench.press.houses or name in bench.press.agencies
