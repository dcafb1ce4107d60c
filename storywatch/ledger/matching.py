"""When two propositions are one claim: who does what to whom, names and numbers first, words second.

A similarity is the mean of containment and overlap of weighted features, 0 to 1. Containment lets a short wording match
a long one; overlap keeps a long one from swallowing everything.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping

from msgspec import Struct

from storywatch.ledger.names import fold_name, resolve
from storywatch.ledger.policy import LedgerPolicy
from storywatch.ledger.senses import sense
from storywatch.ledger.state import Claim
from storywatch.messages import Proposition

NAME = 2.0
"""Weight of a name beside an ordinary word."""
NUMBER = 1.5
"""Weight of a number beside an ordinary word."""

Features = dict[str, float]


class Match(Struct, frozen=True):
    """A claim that a proposition resembles."""

    claim: Claim
    score: float
    """Similarity, 0 to 1."""
    containment: float
    """Share of the proposition's weight that the claim has."""
    same_verb: bool
    same_polarity: bool


def describe(proposition: Proposition, aliases: Mapping[str, str]) -> Features:
    """Give a proposition's features with their weights."""
    names = {fold_name(resolve(name, aliases)) for name in proposition.names}
    covered = {word for name in proposition.names for word in fold_name(name).split()}
    features: Features = {f"n:{name}": NAME for name in names if name}
    features.update({f"#{number}": NUMBER for number in proposition.numbers})
    for term in proposition.terms:
        if term not in covered:
            features[sense(term)] = 1.0
    return features


class ClaimIndex:
    """A ledger's claims by feature, for one article's worth of look-ups."""

    def __init__(self, claims: tuple[Claim, ...], aliases: Mapping[str, str]) -> None:
        self._aliases = aliases
        self._claims: dict[str, Claim] = {}
        self._features: dict[str, list[Features]] = {}
        self._postings: dict[str, set[str]] = defaultdict(set)
        self._frequency: Counter[str] = Counter()
        for claim in claims:
            self.put(claim)

    def put(self, claim: Claim) -> None:
        """Add a claim, or replace an earlier state of it."""
        known = self._features.get(claim.id, [])
        features = known + [describe(wording, self._aliases) for wording in claim.wordings[len(known) :]]
        for feature in set().union(*features[len(known) :]) if len(features) > len(known) else ():
            if claim.id not in self._postings[feature]:
                self._postings[feature].add(claim.id)
                self._frequency[feature] += 1
        self._claims[claim.id] = claim
        self._features[claim.id] = features

    def get(self, claim: str) -> Claim:
        """Return the present state of a claim."""
        return self._claims[claim]

    def claims(self) -> tuple[Claim, ...]:
        """Return all claims, in the order in which they were added."""
        return tuple(self._claims.values())

    def _weigh(self, features: Features) -> Features:
        """Let what most of this story's claims say count for less: its own subject tells them not apart."""
        many = len(self._claims) + 5.0
        return {f: w * math.log2(1.0 + many / (1.0 + self._frequency[f])) for f, w in features.items()}

    def find(self, proposition: Proposition, least: float = 0.3) -> list[Match]:
        """Find the claims that resemble a proposition, the most similar first."""
        mine = self._weigh(describe(proposition, self._aliases))
        weight = sum(mine.values())
        if not weight:
            return []
        candidates: set[str] = set().union(*(self._postings.get(feature, ()) for feature in mine))
        found = [
            match
            for claim in sorted(candidates)
            if (match := self._compare(proposition, mine, weight, self._claims[claim])).score >= least
        ]
        return sorted(found, key=lambda match: (-match.score, match.claim.id))

    def _compare(self, proposition: Proposition, mine: Features, weight: float, claim: Claim) -> Match:
        best = Match(claim, 0.0, 0.0, same_verb=False, same_polarity=True)
        for wording, bare in zip(claim.wordings, self._features[claim.id], strict=True):
            theirs = self._weigh(bare)
            other = sum(theirs.values())
            shared = sum(w for feature, w in mine.items() if feature in theirs)
            if not shared or not other:
                continue
            score = 0.5 * shared / min(weight, other) + 0.5 * shared / (weight + other - shared)
            if _actors_differ(proposition, wording, self._aliases):
                score *= 0.6
            if score > best.score:
                best = Match(
                    claim,
                    score,
                    shared / weight,
                    same_verb=_verbs_agree(proposition, wording),
                    same_polarity=proposition.polarity == wording.polarity,
                )
        return best


def _verbs_agree(one: Proposition, other: Proposition) -> bool:
    mine, theirs = sense(one.predicate), sense(other.predicate)
    return (
        mine == theirs or mine in {sense(term) for term in other.terms} or theirs in {sense(term) for term in one.terms}
    )


def _actors_differ(one: Proposition, other: Proposition, aliases: Mapping[str, str]) -> bool:
    """Both name who acts, and it is not the same, nor does either name the other's anywhere."""
    mine = {fold_name(resolve(name, aliases)) for name in one.subject if name in one.names}
    theirs = {fold_name(resolve(name, aliases)) for name in other.subject if name in other.names}
    if not mine or not theirs or mine & theirs:
        return False
    named = {fold_name(resolve(name, aliases)) for name in (*one.names, *other.names)}
    shared = {fold_name(resolve(n, aliases)) for n in one.names} & {fold_name(resolve(n, aliases)) for n in other.names}
    return not ((mine | theirs) & shared) and bool(named)


def is_same(match: Match, policy: LedgerPolicy) -> bool:
    """Decide whether the proposition words this very claim, in the same or in the opposite polarity."""
    return match.score >= (policy.same_claim if match.same_verb else policy.same_claim_other_verb)
