"""How an origin takes back what it reported: it withdraws it, or is an outlet and says that its report was wrong."""

import re
from collections.abc import Collection

from msgspec.structs import replace

from storywatch.ledger.addressing import ASSERTING
from storywatch.ledger.asking import is_press
from storywatch.ledger.bench import Bench
from storywatch.ledger.citing import find_called
from storywatch.ledger.corrections import load_words
from storywatch.ledger.headlines import MAX_CHARS, shorten
from storywatch.ledger.matching import Match, is_same
from storywatch.ledger.senses import asserted, sense, senses
from storywatch.ledger.standing import Speaker
from storywatch.ledger.state import Claim, Stance, Status
from storywatch.ledger.telling import tell
from storywatch.messages import Proposition, Statement

SHORTEST = len("wrongly said")
"""Characters from which a cue can say that it was not so."""

TOPIC_WORDS = 3
"""Words of a claim, that of its event among them, by which *its report on the sale of the crane* means it."""

_BARE = re.compile(r"^\W*(?:on\s+)?(?P<word>\w*)\W*$")
"""What stands behind *its report* where that names no topic: *on Tuesday*, *later*."""


def withdraw(bench: Bench, statement: Statement, proposition: Proposition, speaker: Speaker | None) -> bool:
    """Let who takes a report back do so; tell whether a statement is about that.

    *The Gazette wrongly reported that* is where the Gazette says so; elsewhere it is no report, and takes nothing back.
    """
    if statement.act == "retract":
        _retract(bench, statement, proposition, speaker)
        return True
    if statement.act not in ASSERTING or not _is_called_wrong(bench, statement):
        return False
    if speaker is not None and find_called(speaker.name, (bench.outlet,)) is not None:
        _retract(bench, statement, proposition, speaker)
    else:
        bench.refuse("wrongly", "who writes says that it was not so")
    return True


def _retract(bench: Bench, statement: Statement, proposition: Proposition, speaker: Speaker | None) -> None:
    """Let an origin take back what it reported; nobody else can."""
    names = _name_origins(bench, statement, speaker)
    own = [
        match
        for match in bench.claims.find(proposition)
        if match.claim.status != "retracted"
        and not names.isdisjoint(match.claim.origins)
        and (is_same(match, bench.policy) or match.same_verb)  # it may be worded more loosely, and is no other thing
    ]
    verb = sense(proposition.predicate)
    best = max(own, key=lambda m: (any(sense(w.predicate) == verb for w in m.claim.wordings), m.score), default=None)
    prior = None if best is None else best.claim
    if prior is None and asserted().issuperset(proposition.terms) and bench.analysis.sentences:
        prior = _find_meant(bench, statement, frozenset(name for name in names if _is_outlet(bench, name)))
    if prior is None:
        bench.refuse(
            "not_origin", f"{' or '.join(sorted(names)) or 'who takes it back'} is the origin of no such claim"
        )
        return
    _take_back(bench, statement, prior, names, speaker)


def disown(bench: Bench, statement: Statement, match: Match, speaker: Speaker | None) -> bool:
    """Let an outlet that says its own report was wrong take it back; tell whether it does.

    Whoever else now denies what it said before turns round, and takes no report back.
    """
    opposite = (statement.act == "deny") != (not match.same_polarity)
    if statement.act not in ("deny", "confirm") or not opposite or match.claim.status == "retracted":
        return False
    if speaker is None and not _is_paper(bench, statement):
        return False
    names = {name for name in _name_origins(bench, statement, speaker) if _is_outlet(bench, name)}
    if names.isdisjoint(match.claim.origins):
        return False
    _take_back(bench, statement, match.claim, names, speaker)
    return True


def _is_called_wrong(bench: Bench, statement: Statement) -> bool:
    """Tell whether who writes says in the cue that it was not so: *wrongly reported that*."""
    long = [bench.quote(start, end) for start, end in statement.cue if end - start >= SHORTEST]
    words = load_words(bench.analysis.article.language).wrongly if long else frozenset()
    return any(not words.isdisjoint(cue.lower().split()) for cue in long)


def _name_origins(bench: Bench, statement: Statement, speaker: Speaker | None) -> frozenset[str]:
    """Name who takes it back as origins are kept: *the Lakeside Post* is `lakeside-post.example`.

    Who speaks for a body takes back what the body said; *the newspaper* is the one that the text was last about.
    """
    if speaker is None:
        if not _is_paper(bench, statement):
            return frozenset([bench.writer])
        told = bench.claims.get(bench.current).origins if bench.current is not None else ()
        return frozenset(name for name in told if _is_outlet(bench, name))
    names = [name for name in (speaker.name, speaker.body) if name]
    bodies = names[1:] if speaker.person else names
    outlets = [find_called(name, bench.outlets) for name in bodies]
    return frozenset([*names, *filter(None, outlets)])


def _is_paper(bench: Bench, statement: Statement) -> bool:
    """Tell whether an outlet speaks that is called by its sort alone."""
    called = bench.speaker_words(statement).lower().split()[-1:]
    return not load_words(bench.analysis.article.language).papers.isdisjoint(called)


def _is_outlet(bench: Bench, name: str) -> bool:
    return is_press(bench, name) or find_called(name, bench.outlets) is not None


def _find_meant(bench: Bench, statement: Statement, names: frozenset[str]) -> Claim | None:
    """Find what *its report on the sale of the crane* means; without a topic, what the text was last about.

    `names`: of outlets. What else is called a claim or a statement may be no report: *withdrew its claim for damages*.
    """
    sentence = bench.analysis.sentences[statement.sentence]
    behind = sentence.text[max(0, max((end for _, end in statement.content), default=0) - sentence.start) :]
    words = senses(re.findall(r"\w+", behind.lower()))
    own = [one for one in bench.claims.claims() if one.status != "retracted" and not names.isdisjoint(one.origins)]
    held = {one.id: len(words & _terms(one)) for one in own if words & senses(w.predicate for w in one.wordings)}
    most = max(held.values(), default=0)
    if most >= TOPIC_WORDS:
        meant = [one for one in own if held.get(one.id) == most]
        return meant[0] if len(meant) == 1 else None
    bare = _BARE.match(behind)
    if bare is None or not (sentence.dated or bare["word"].islower() or not bare["word"]):
        return None
    return next((one for one in own if one.id == bench.current), None)


def _terms(claim: Claim) -> frozenset[str]:
    return senses(term for wording in claim.wordings for term in wording.terms)


def _take_back(
    bench: Bench, statement: Statement, prior: Claim, names: Collection[str], speaker: Speaker | None
) -> None:
    """Take back a claim by the first of its origins that has one of these names."""
    name = next(origin for origin in prior.origins if origin in names)
    if speaker is None and name != bench.writer:
        speaker = Speaker(name, None, official=True, person=False)
    stance = bench.stance(speaker, "retract", statement.sentence, standing=True)
    take_back(bench, prior, name, stance, f"{name} was an origin and takes it back", sentence=statement.sentence)


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
