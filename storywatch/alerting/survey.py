"""What a watched proposition would have matched: hits among developments, and near misses with the reason. Pure."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec import Struct

from storywatch.alerting.rules import Watching
from storywatch.alerting.watches import Watch, compare, hold, judge
from storywatch.messages import About, Development, Proposition, Verdict

NEAR = 0.25
"""Likeness from which a claim that is another is shown as a near miss."""

MAX_MISSES = 10


class Hit(Struct, frozen=True):
    """A development that moves the proposition."""

    development: Development
    verdict: Verdict
    score: float


class Miss(Struct, frozen=True):
    """A claim that is nearly the proposition, or is it and was not moved."""

    claim: str
    score: float
    why_not: str
    at: datetime | None = None


class Aside(Struct, frozen=True):
    """What an article says and the ledger put aside."""

    text: str
    reason: str
    rule: str
    at: datetime
    propositions: tuple[Proposition, ...]


class Candidate(Struct, frozen=True):
    """A claim that a ledger keeps, told or not."""

    text: str
    status: str
    about: About


def find_hits(watch: Watch, developments: Iterable[Development], watching: Watching) -> Iterator[Hit]:
    """Yield the developments that would have raised an alert, reports among them."""
    for development in developments:
        holding = hold(watch, development, watching.policy, watching.given)
        if holding.verdict is not None:
            yield Hit(development, holding.verdict, holding.score)


def find_misses(
    watch: Watch,
    developments: Iterable[Development],
    candidates: Iterable[Candidate],
    watching: Watching,
    asides: Iterable[Aside] = (),
) -> list[Miss]:
    """Return what came near and would have raised none, the nearest first, each claim once."""
    misses: dict[str, Miss] = {}
    hits: set[str] = set()
    for development in developments:
        holding = hold(watch, development, watching.policy, watching.given)
        text = development.claim or development.headline
        if holding.verdict is not None:
            hits.add(text)
        elif holding.score >= NEAR:
            _keep(misses, Miss(text, holding.score, holding.why_not, development.published))
    for candidate in candidates:
        match = compare(watch, candidate.about, watching.given, watching.policy)
        if match is not None and match.score >= NEAR:
            why = judge(match, watching.policy) or f"it is this claim, which stays {candidate.status}: nothing moved it"
            _keep(misses, Miss(candidate.text, match.score, why))
    for aside in asides:
        match = compare(watch, About(wordings=aside.propositions), watching.given, watching.policy)
        if match is not None and match.score >= NEAR:
            why = (
                judge(match, watching.policy)
                or f"it concerns this claim, and was put aside as `{aside.reason}`: {aside.rule}"
            )
            _keep(misses, Miss(aside.text, match.score, why, aside.at))
    left = [miss for text, miss in misses.items() if text not in hits]
    return sorted(left, key=lambda miss: (-miss.score, miss.claim))[:MAX_MISSES]


def _keep(misses: dict[str, Miss], miss: Miss) -> None:
    known = misses.get(miss.claim)
    if known is None or known.score < miss.score:
        misses[miss.claim] = miss
