"""Which claim of a story a proposition addresses, and whether who speaks can settle it."""

from msgspec.structs import replace

from storywatch.ledger.bench import Bench
from storywatch.ledger.citing import find_called
from storywatch.ledger.counted import load_words
from storywatch.ledger.fulfilling import is_one_of, is_other
from storywatch.ledger.matching import Match, is_same
from storywatch.ledger.names import resolve
from storywatch.ledger.noting import is_upheaval
from storywatch.ledger.senses import sense, senses_of
from storywatch.ledger.standing import (
    Concern,
    Speaker,
    call_body,
    concern_of,
    does_it,
    has_standing,
    is_authority,
    is_involved,
)
from storywatch.ledger.state import Claim, Role
from storywatch.ledger.undoing import is_put_off, puts_off, undoes
from storywatch.ledger.voices import looks_on
from storywatch.messages import Act, Proposition, Statement

ASSERTING: frozenset[Act] = frozenset({"assert", "confirm"})
PLANNING: frozenset[Act] = frozenset({"commit", "demand"})
BRIEF = 3
"""Features up to which a content is a mere mention of a claim (*the directive*), found by containment."""
WHOLLY = 0.99
"""Containment from which a claim has all of a mention."""


DEFINITE = frozenset(
    "the this that these those its his her their such any le la les l' ce cet cette ces son sa ses leur".split()
)
"""Words before a noun that stands for what was told before: *the directive*, not *cases*."""


def find_claim(bench: Bench, proposition: Proposition, *, about: bool, mention: bool = True) -> Match | None:
    """Find the claim that a proposition words; `about`: that it addresses, be it only by a noun.

    `mention`: its words can be a mere mention of a claim.
    """
    matches = bench.claims.find(proposition)
    if is_upheaval(proposition, bench.analysis.article.language):  # who resigned did something else before, if anything
        comes = not about and proposition.polarity == "pos"  # and who had pleaded not guilty has not pleaded guilty yet
        matches = [m for m in matches if (m.same_verb or m.same_frame) and (m.same_polarity or not comes)]
    if matches and puts_off(proposition):
        matches = [match for match in matches if not match.claim.planned or is_put_off(match.claim)]
    if matches and _meant_doer(proposition) is not None:
        matches = [match for match in matches if not is_anothers(bench, proposition, match.claim)]
    if about and mention and matches and len(proposition.terms) <= BRIEF:
        contained = [match for match in matches if match.containment >= WHOLLY and _holds(match.claim, proposition)]
        if contained:
            return max(contained, key=lambda m: _prominence(bench, m))
    fitting = [
        match
        for match in matches
        if (is_same(match, bench.policy) or (about and match.score >= bench.policy.addressed and match.same_verb))
        and not is_apart(bench, match.claim, proposition)
        and (about or not _counts_anew(bench, match.claim, proposition))
    ]
    return max(fitting, key=lambda m: (m.same_frame, m.same_act, m.same_verb, m.score, m.claim.id), default=None)


def _meant_doer(proposition: Proposition) -> str | None:
    """Name who acts in a proposition that has a mere word for them: *it* in *Norvik denied that it sold it*."""
    names = proposition.names
    return next((name for name in proposition.subject if name[:1].isupper() and name not in names), None)


def is_anothers(bench: Bench, proposition: Proposition, claim: Claim) -> bool:
    """Tell whether a claim is of the act of somebody with a name, and a mere word stands for who acts in a proposition,
    who has nothing to do with it.

    Whoever is in it, bears a word of a name in it, or can settle it, may be who acts in it under another name.
    """
    doer = _meant_doer(proposition)
    if doer is None or find_called(doer, bench.outlets) is not None:
        return False  # *the Echo reported that it had closed it*: a paper tells of others
    concern = concern_of(claim, bench.aliases, bench.roles)
    if concern.actors.isdisjoint(concern.names):
        return False
    role = bench.roles.get(doer) or Role()
    speaker = Speaker(resolve(doer, bench.aliases), role.body, official=True, person=False)
    words = {word for name in speaker.voices for word in name.split()}
    if any(not words.isdisjoint(name.split()) for name in concern.names):
        return False
    return not has_standing(speaker, concern, bench.knowledge.bodies, bench.known.central, asked=True)


def is_apart(bench: Bench, claim: Claim, proposition: Proposition) -> bool:
    """Tell whether what is told as so is something else than what a claim told as planned, alike as they are."""
    if not claim.planned or proposition.mood != "fact":
        return False
    told = "" if bench.part is None else bench.sentence_text(bench.part.sentence)
    one = is_one_of(claim.wordings[0], claim.text, proposition, told)
    return one or undoes(proposition, claim) or is_other(claim.wordings, proposition, bench.fold)


def _counts_anew(bench: Bench, claim: Claim, proposition: Proposition) -> bool:
    """*Eight people died in Orlan*, where the story has *people die every day*, or five dead in another town."""
    if not proposition.numbers or proposition.predicate not in load_words().events:
        return False
    wordings = claim.wordings
    named = {bench.fold(name) for name in proposition.names}
    elsewhere = bool(named) and all(one.names and named.isdisjoint(map(bench.fold, one.names)) for one in wordings)
    return elsewhere or not any(wording.numbers for wording in wordings)


def _holds(claim: Claim, mention: Proposition) -> bool:
    """The claim is of what is mentioned: it is its event, or takes part in it, and is not only named along the way."""
    meant = sense(mention.predicate)
    return any(
        meant in {sense(word) for word in (wording.predicate, *wording.subject, *wording.object)}
        for wording in claim.wordings
    )


def is_party(bench: Bench, speaker: Speaker, claim: Claim) -> bool:
    """Tell whether a claim names its speaker, or the body that it speaks for."""
    concern = concern_of(claim, bench.aliases, bench.roles)
    return not speaker.voices.isdisjoint(concern.actors | concern.names)


def find_named(bench: Bench, words: frozenset[str], speaker: Speaker | None, *, least: int) -> Claim | None:
    """Find the claim on its speaker that few words mean: *the plan*, *no such contract*, *comment*.

    `words`: senses, of which the claim holds at least `least`. What this article says comes first, and of that what it
    opens with; then what somebody reports or plans, what the most articles take up, and what was told first.
    """
    if speaker is None:
        return None
    found: list[tuple[tuple[int, bool, int, bool, int, float, str], Claim]] = []
    for claim in bench.claims.claims():
        if claim.status == "retracted" or claim.wordings[0].polarity == "neg":
            continue
        held = sum(any(word in senses_of(wording.terms) for wording in claim.wordings) for word in words)
        if held < least:
            continue
        if is_party(bench, speaker, claim):
            here = min(bench.said.get(claim.id, ()), default=None)
            place = -here if here is not None else 0
            asked, told = claim.firm or claim.planned, claim.since.timestamp() if claim.since else 0.0
            found.append(((held, here is not None, place, asked, claim.mentions, -told, claim.id), claim))
    return max(found, key=lambda one: one[0])[1] if found else None


def _prominence(bench: Bench, match: Match) -> tuple[bool, int, bool, float, str]:
    """Order the claims that a mention can be of: those of its event, the most taken up, the one just spoken of."""
    claim = match.claim
    return match.same_verb, claim.mentions, claim.id == bench.current, match.score, claim.id


def is_mention(bench: Bench, statement: Statement) -> bool:
    """Tell whether a statement's content can be a mere mention of what was told before."""
    first = bench.word(statement).partition(" ")[0].lower()
    proposition = statement.proposition
    named = proposition is not None and bool(proposition.names)
    return first in DEFINITE or first.startswith("l’") or named or statement.act == "deny"


def is_noteworthy(bench: Bench, proposition: Proposition, speaker: Speaker | None = None) -> bool:
    """Enough words to say something: one more where nobody and nothing is named by a clause (*the secret order* is a
    mention), one fewer where a body says it of something: it declares *a state of emergency*. Of who leaves office it
    takes nothing more.
    """
    if proposition.names and is_upheaval(proposition, bench.analysis.article.language):
        return True
    declares = speaker is not None and not speaker.person and bool(proposition.object or proposition.names)
    loose = not (proposition.subject or proposition.object)
    return len(proposition.terms) >= bench.policy.noteworthy_terms - declares + loose


def may_settle(bench: Bench, speaker: Speaker | None, claim: Claim, *, asked: bool = False) -> bool:
    if speaker is None:
        return False
    concern = concern_of(claim, bench.aliases, bench.roles)
    title = (bench.roles.get(speaker.name) or Role()).title or ""
    if looks_on(title, speaker.body or "", bench.analysis.article.language) and not does_it(
        speaker, concern, bench.knowledge.bodies
    ):
        return False
    return has_standing(speaker, concern, bench.knowledge.bodies, bench.known.central, asked=asked)


def speaks_of_itself(bench: Bench, speaker: Speaker | None, claim: Claim, proposition: Proposition) -> bool:
    """Tell whether who confirms or denies a claim words it as its own: *denied that it was offered one*.

    Where the claim names who acts in it, that is no other's act: *denied that it had hidden any* is of its own.
    """
    if speaker is None:
        return False
    told = concern_of(claim, bench.aliases, bench.roles)
    own = concern_of(replace(claim, wordings=(proposition,)), bench.aliases, bench.roles)
    return is_involved(speaker, own, acts=not told.actors & told.names)


def acts_itself(bench: Bench, speaker: Speaker | None, claim: Claim, proposition: Proposition | None = None) -> bool:
    """Tell whether a claim is of what its speaker does. `proposition`: how the speaker words it."""
    if speaker is None:
        return False
    concern = concern_of(claim, bench.aliases, bench.roles)
    if does_it(speaker, concern, bench.knowledge.bodies):
        return True
    return proposition is not None and _is_of_its_body(bench, speaker, concern, proposition)


def rules_on(bench: Bench, speaker: Speaker | None, claim: Claim) -> bool:
    """Tell whether a claim is in the field that its speaker is the authority on."""
    concern = concern_of(claim, bench.aliases, bench.roles)
    return speaker is not None and is_authority(bench.knowledge.bodies, speaker.voices, concern)


def _is_of_its_body(bench: Bench, speaker: Speaker, concern: Concern, proposition: Proposition) -> bool:
    """*Her government bought it*, of a claim of the government of Orlan: the prime minister of Orlan leads that."""
    doers = concern.actors.intersection(map(bench.fold, proposition.subject))
    own = bench.fold(speaker.name) in map(bench.fold, proposition.names) and speaker.official and speaker.person
    return own and not speaker.voices.isdisjoint(concern.names) and any(call_body(doer) for doer in doers)
