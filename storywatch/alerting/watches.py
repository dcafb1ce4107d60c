"""A proposition that a subscriber wrote in plain words, held against the claims that developments move. Pure.

The words are parsed by the language step, which is somebody else's: what comes in is its analysis. Matched as the
ledger matches (storywatch.ledger.matching).
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from msgspec import Struct
from msgspec.structs import replace

from storywatch.ledger import LedgerPolicy
from storywatch.ledger.ladder import SETTLING
from storywatch.ledger.matching import ClaimIndex, Match, is_same
from storywatch.ledger.state import Claim
from storywatch.messages import About, Analysis, Article, Development, Header, Proposition, Statement, Verdict
from storywatch.names import fold_name

LEAST_TERMS = 3
"""Names and content words of a watched proposition, at least: *the directive* alone would match whatever names it."""

FULL_NAME = 2
"""What a name of several words counts: fewer bear it than one of its words."""

EXAMPLE = "The White House confirms it issued the directive"

REMEDY = f"write one sentence that says who does what, like {EXAMPLE!r}"

_PRONOUNS = {
    "en": frozenset("he she it they we i".split()),
    "fr": frozenset("il elle ils elles on nous je".split()),
}
"""By language, those that stand for who speaks where they begin what is said and stand for nobody else."""

_CONJUNCTIONS = frozenset({"that", "que", "qu"})
"""What may stand before them."""

_AS_SAID = {"en": "It is said that {}", "fr": "On dit que {}"}
"""By language, a sentence in which the words are what is said."""

_ARTICLES = frozenset({"the", "a", "an", "le", "la", "les", "un", "une", "des"})
"""Words that are small where they begin no sentence; others may be names."""

_WRITTEN = datetime.fromtimestamp(0, UTC)
"""A proposition has no day: the same words are always read the same."""

_OPPOSITE: dict[Verdict, Verdict | None] = {
    "confirmed": "denied", "denied": "confirmed", "declined": "declined", "retracted": "retracted",
    "reported": None, "carried_out": None,
}  # fmt: skip
"""What a move of the opposite claim is for a watched one; a report of the opposite is no move of it."""


class UnreadableWatchError(ValueError):
    """These words are no proposition that can be followed; the message says why and what to write instead."""


class Watch(Struct, frozen=True):
    """A proposition to be followed."""

    words: str
    proposition: Proposition
    language: str
    settled: bool = False
    """It asks for somebody's word on it (*A confirms that B*), and not for B as such."""


class Holding(Struct, frozen=True):
    """How a watched proposition stands to a claim or to what moved it."""

    score: float
    verdict: Verdict | None
    """None where the claim is another, or nothing befell the proposition."""
    why_not: str
    """Empty where there is a verdict."""


def pose(words: str, language: str) -> Article:
    """Write a proposition as the article that the language step reads."""
    text = words.strip()
    text = text[:1].upper() + text[1:]
    header = Header(
        id="watch", url="", outlet="watch", title="", published=_WRITTEN, fetched=_WRITTEN, language=language
    )
    return Article(header=header, text=text if text.endswith((".", "!", "?")) else text + ".")


def pose_as_said(words: str, language: str) -> Article:
    """Write a proposition as what somebody says, for `read_watch` where it takes a stand."""
    text = words.strip()
    opening = text.split(maxsplit=1)[0] if text else ""
    if opening.lower() in _ARTICLES:
        text = opening.lower() + text[len(opening) :]
    return pose(_AS_SAID.get(language, "{}").format(text), language)


def takes_stand(analysis: Analysis) -> bool:
    """Tell whether `pose(words)` reads as a stand on a thing, and nothing else: *approved it*, *refused to sign*,
    *offered a bonus*.

    In an article that is what somebody thinks of the thing; in a watch it is an act, and the thing alone another claim.
    """
    return bool(analysis.statements) and all(
        one.act == "oppose"
        or (one.act in ("support", "commit") and one.proposition is not None and not one.proposition.subject)
        for one in analysis.statements
    )


def read_watch(words: str, analysis: Analysis) -> Watch:
    """Take the proposition out of the analysis of `pose(words)`: what is said in it, where somebody says something.

    Where that `takes_stand`, it is to be the analysis of `pose_as_said(words)`. Raises UnreadableWatchError.
    """
    if len(analysis.sentences) > 1:
        raise _unreadable(words, f"it has {len(analysis.sentences)} sentences")
    language = analysis.article.language
    said = [
        (complete(one.proposition, _content(one, words), one.speaker_entity, language), one.act in SETTLING)
        for one in analysis.statements
        if one.proposition is not None
    ]
    found = [*said, *((complete(part.proposition), False) for part in analysis.narration)]
    if not found:
        raise _unreadable(words, "nobody is read to do or be anything in it")
    if all(one.mood == "question" for one, _ in found):
        raise _unreadable(words, "it is a question")
    for proposition, settled in found:
        if _features(proposition) >= LEAST_TERMS and (proposition.subject or proposition.object):
            return Watch(words, proposition, language, settled)
    raise _unreadable(words, "what is read of it says too little to be told from other claims")


def complete(proposition: Proposition, words: str = "", speaker: str | None = None, language: str = "") -> Proposition:
    """Count who acts among the names where only a pronoun stands for them (*the board confirms it closed the bridge*).

    `words` are the proposition's, by `speaker`: where nobody was read to act in them, and they begin with a pronoun and
    act on something, it is the speaker who acts.
    """
    subject = proposition.subject
    if not subject and speaker and proposition.object and _begins_with_pronoun(words, language):
        subject = (speaker,)
    actors = (name for name in subject if name[:1].isupper())  # what is no name is a lemma
    return replace(proposition, subject=subject, names=tuple(dict.fromkeys((*proposition.names, *actors))))


def _begins_with_pronoun(words: str, language: str) -> bool:
    opening = re.findall(r"\w+", words.lower())[:2]
    if opening[:1] and opening[0] in _CONJUNCTIONS:
        del opening[0]
    return bool(opening) and opening[0] in _PRONOUNS.get(language, ())


def _content(statement: Statement, words: str) -> str:
    text = pose(words, "").text
    return " ".join(text[start:end] for start, end in statement.content)


def _features(proposition: Proposition) -> int:
    """Count what tells a proposition from others: a full name is two, *made* and *went* count beside a name."""
    parts = [fold_name(name).split() for name in proposition.names]
    words = {*proposition.terms, proposition.predicate} if parts else {*proposition.terms}
    names = sum(min(len(part), FULL_NAME) for part in parts)
    return names + len(words - {word for part in parts for word in part})


def _unreadable(words: str, why: str) -> UnreadableWatchError:
    return UnreadableWatchError(f"cannot watch {words!r}: {why}; {REMEDY}")


def hold(watch: Watch, development: Development, policy: LedgerPolicy, given: Mapping[str, str]) -> Holding:
    """Say what a development does to a watched proposition.

    `given`: folded name → name, of what is known beforehand.
    """
    if development.about is None:
        return Holding(0.0, None, f"{development.kind} concerns no claim")
    if development.language != watch.language:
        return Holding(0.0, None, f"it is told in another language ({development.language})")
    match = compare(watch, _complete_about(development, development.about), given, policy)
    why_not = judge(match, policy)
    if match is None or why_not:
        return Holding(match.score if match else 0.0, None, why_not)
    verdict: Verdict | None = befalls(development)
    if not match.same_polarity and verdict is not None:
        verdict = _OPPOSITE[verdict]
        if verdict is None:
            return Holding(match.score, None, "it tells the opposite")
    return Holding(match.score, verdict, "" if verdict else f"{development.kind} settles nothing")


def compare(watch: Watch, about: About, given: Mapping[str, str], policy: LedgerPolicy) -> Match | None:
    """Hold a proposition against a claim's wordings, by the names that the story and the knowledge file use.

    The nearest of those that are the proposition, else the nearest of all.
    """
    wordings = tuple(complete(wording) for wording in about.wordings)
    aliases = {**given, **about.aliases}
    found = _find(watch, wordings, aliases)
    if found is None or len(wordings) == 1 or not judge(found, policy):
        return found
    single = (_find(watch, (wording,), aliases) for wording in wordings)
    return max(
        (match for match in single if match is not None),
        key=lambda match: (not judge(match, policy), match.score),
        default=found,
    )


def _find(watch: Watch, wordings: tuple[Proposition, ...], aliases: Mapping[str, str]) -> Match | None:
    claim = Claim(id="", text="", wordings=wordings, status="reported", origins=(), outlets=())
    found = ClaimIndex((claim,), aliases).find(watch.proposition, least=0.0)
    return found[0] if found else None


def _complete_about(development: Development, about: About) -> About:
    """Put the party in the place of a pronoun that begins its own claim, or one that it has the standing to settle."""
    own = development.before is None or development.kind in {"confirmed", "denied", "reversed", "retracted"}
    if not own or not about.wordings:
        return about
    first = complete(about.wordings[0], development.claim or "", development.party, development.language)
    return replace(about, wordings=(first, *about.wordings[1:]))


def judge(match: Match | None, policy: LedgerPolicy) -> str:
    """Say why a claim is not the one that is watched; empty where it is.

    Stricter than the ledger, which also takes claims with different verbs for one where enough else is the same: an
    alert of what nobody said is worse than none.
    """
    if match is None or not match.score:
        return "they have nothing in common"
    if not (match.same_verb or match.same_act or match.same_frame):
        verb = match.claim.wordings[0].predicate
        return f"likeness {match.score:.2f}, but with another verb ({verb!r}): that is another claim"
    if is_same(match, policy) or (match.score >= policy.addressed and match.same_verb):
        return ""
    return f"likeness {match.score:.2f} with the same verb; from {policy.addressed:.2f} they are one claim"


def befalls(development: Development) -> Verdict | None:
    """Say what a development does to its own claim."""
    match development.kind:
        case "confirmed" | "denied" | "declined" | "retracted" | "carried_out":
            return development.kind
        case "reversed":
            return "denied" if (development.after or "").startswith(("denied", "disputed")) else "confirmed"
        case "new_claim" | "new_party" | "corroborated":
            # Who says first-hand what nobody had reported settles it as it is told.
            return "confirmed" if (development.after or "").startswith("confirmed") else "reported"
        case "new_story" | "resumed" | "surge":
            return "reported"  # by the sentence that opens it
        case _:
            return None
