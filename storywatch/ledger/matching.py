"""When two propositions are one claim: who does what to whom, names and numbers first, words second.

A similarity is the mean of containment and overlap of weighted features, 0 to 1. Containment lets a short wording match
a long one; overlap keeps a long one from swallowing everything.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from storywatch.ledger.frames import LIGHT, Frame, agree, exclude, frame_of, same_side
from storywatch.ledger.names import resolve
from storywatch.ledger.policy import LedgerPolicy
from storywatch.ledger.senses import sense
from storywatch.ledger.state import Claim
from storywatch.messages import Proposition
from storywatch.names import fold_name

NAME = 2.0
"""Weight of a name beside an ordinary word."""
NUMBER = 1.5
"""Weight of a number beside an ordinary word."""

OF_SPEECH = 0.6
"""What it is multiplied by when one of the two tells that something was said, and the other tells it."""

CHANGED_PLACES = 0.4
"""What it is multiplied by when two parties change places: all words are the same, and it is another claim."""

OTHER_ACTOR = 0.6
"""What a similarity is multiplied by when somebody else acts: *A invaded* is not *B invaded*."""

LEAST_SHARED = 2
"""Words, names and numbers that two wordings have in common at least, where they are not one event by their frames."""

CACHED = 50_000
"""Propositions whose words are kept between articles, about 1 KB each: a story's claims are described every time."""

Features = dict[str, float]


class Match(Struct, frozen=True):
    """A claim that a proposition resembles."""

    claim: Claim
    score: float
    """Similarity, 0 to 1."""
    containment: float
    """Share of the proposition's weight that the claim has."""
    shared: int
    """Words, names and numbers in common."""
    same_verb: bool
    same_act: bool
    """The same party does the same to the same thing."""
    same_frame: bool
    """One event, and nobody in it is at odds."""
    same_polarity: bool


def describe(proposition: Proposition, aliases: Mapping[str, str]) -> Features:
    """Give a proposition's features with their weights."""
    features: Features = {f"n:{fold_name(resolve(name, aliases))}": NAME for name in proposition.names}
    features.update(_words(proposition))
    return features


@lru_cache(maxsize=CACHED)
def _words(proposition: Proposition) -> tuple[tuple[str, float], ...]:
    """Give the features that do not depend on what the story calls anybody."""
    covered = {word for name in proposition.names for word in fold_name(name).split()}
    words = {f"#{number}": NUMBER for number in proposition.numbers}
    covered.update(proposition.numbers)
    words.update({sense(term): 1.0 for term in proposition.terms if term not in covered})
    return tuple(words.items())


class _Wording(Struct, frozen=True):
    """One wording of a claim, ready to be compared."""

    proposition: Proposition
    features: Features
    weight: float
    """Sum of the features' weights."""
    actors: frozenset[str]
    names: frozenset[str]


class ClaimIndex:
    """A ledger's claims by feature, for one article's worth of look-ups.

    How rare a feature is among the story's claims is taken when the index is made: what most of them say counts for
    less, since the story's own subject does not tell its claims apart.
    """

    def __init__(self, claims: tuple[Claim, ...], aliases: Mapping[str, str]) -> None:
        self._aliases = aliases
        self._claims: dict[str, Claim] = {}
        self._wordings: dict[str, list[_Wording]] = {}
        self._postings: dict[str, set[str]] = defaultdict(set)
        described = {claim.id: [describe(wording, aliases) for wording in claim.wordings] for claim in claims}
        self._frequency = Counter(feature for many in described.values() for feature in set().union(*many))
        self._many = len(claims) + 5.0
        self._rarities: dict[str, float] = {}
        for claim in claims:
            self._add(claim, described[claim.id])

    def put(self, claim: Claim) -> None:
        """Add a claim, or replace an earlier state of it."""
        fresh = claim.wordings[len(self._wordings.get(claim.id, ())) :]
        self._add(claim, [describe(wording, self._aliases) for wording in fresh])

    def _add(self, claim: Claim, fresh: list[Features]) -> None:
        wordings = self._wordings.setdefault(claim.id, [])
        for proposition, features in zip(claim.wordings[len(wordings) :], fresh, strict=True):
            wordings.append(self._prepare(proposition, features))
            for feature in features:
                self._postings[feature].add(claim.id)
        self._claims[claim.id] = claim

    def _prepare(self, proposition: Proposition, features: Features) -> _Wording:
        weighed = {feature: weight * self._rarity(feature) for feature, weight in features.items()}
        names = frozenset(fold_name(resolve(name, self._aliases)) for name in proposition.names)
        actors = frozenset(fold_name(resolve(n, self._aliases)) for n in proposition.subject if n in proposition.names)
        return _Wording(proposition, weighed, sum(weighed.values()), actors, names)

    def _rarity(self, feature: str) -> float:
        rarity = self._rarities.get(feature)
        if rarity is None:
            rarity = self._rarities[feature] = math.log2(1.0 + self._many / (1.0 + self._frequency[feature]))
        return rarity

    def get(self, claim: str) -> Claim:
        """Return the present state of a claim."""
        return self._claims[claim]

    def claims(self) -> tuple[Claim, ...]:
        """Return all claims, in the order in which they were added."""
        return tuple(self._claims.values())

    def find(self, proposition: Proposition, least: float = 0.3) -> list[Match]:
        """Find the claims that resemble a proposition, the most similar first."""
        mine = self._prepare(proposition, describe(proposition, self._aliases))
        if not mine.weight:
            return []
        frame = frame_of(proposition, self._aliases)
        shared: dict[str, float] = defaultdict(float)
        for feature, weight in mine.features.items():
            for claim in self._postings.get(feature, ()):
                shared[claim] += weight
        found = [
            match
            for claim in sorted(claim for claim, weight in shared.items() if weight >= least * mine.weight * 0.5)
            if (match := self._compare(mine, frame, self._claims[claim])).score >= least
        ]
        return sorted(found, key=lambda match: (-match.score, match.claim.id))

    def _compare(self, mine: _Wording, frame: Frame, claim: Claim) -> Match:
        best, best_score, best_shared = None, 0.0, 0.0
        for theirs in self._wordings[claim.id]:
            shared = sum(weight for feature, weight in mine.features.items() if feature in theirs.features)
            if not shared:
                continue
            score = 0.5 * shared / min(mine.weight, theirs.weight)
            score += 0.5 * shared / (mine.weight + theirs.weight - shared)
            if _places_change(mine, theirs):
                score *= CHANGED_PLACES
            elif _actors_differ(mine, theirs):
                score *= OTHER_ACTOR
            if _speaks(mine.proposition) != _speaks(theirs.proposition):
                score *= OF_SPEECH
            if score > best_score:
                best, best_score, best_shared = theirs, score, shared
        if best is None:
            return Match(claim, 0.0, 0.0, 0, same_verb=False, same_act=False, same_frame=False, same_polarity=True)
        other = frame_of(best.proposition, self._aliases)
        one_event = agree(frame, other)
        return Match(
            claim,
            best_score,
            best_shared / mine.weight,
            len(mine.features.keys() & best.features.keys()),
            same_verb=_verbs_agree(mine.proposition, best.proposition),
            same_act=bool(mine.actors & best.actors) and _acts_agree(mine.proposition, best.proposition),
            same_frame=one_event,
            same_polarity=same_side(frame, other) if one_event else _alike(mine, best) and not exclude(frame, other),
        )


SPEECH = frozenset("say tell hear deny confirm claim allege insist acknowledge admit repeat assert state".split())
"""Verbs that tell that something is said: *the army denied that it fired* is not *the army fired*."""


def _alike(one: _Wording, other: _Wording) -> bool:
    return one.proposition.polarity == other.proposition.polarity


def _verbs_agree(one: Proposition, other: Proposition) -> bool:
    mine, theirs = sense(one.predicate), sense(other.predicate)
    objects, others = {sense(word) for word in one.object}, {sense(word) for word in other.object}
    if mine in LIGHT or theirs in LIGHT:
        return bool(objects & others)
    return mine == theirs or mine in others or theirs in objects


def _acts_agree(one: Proposition, other: Proposition) -> bool:
    """The verbs say the same of objects that say the same, or one's verb is the other's object (*ordered*, *signed an
    order*); what is so is not what is to come."""
    if one.mood != other.mood:
        return False
    verb, theirs = sense(one.predicate), sense(other.predicate)
    objects, others = {sense(word) for word in one.object}, {sense(word) for word in other.object}
    if verb in others or theirs in objects:
        return verb not in LIGHT and theirs not in LIGHT
    return verb == theirs and verb not in LIGHT and bool(objects & others)


def _actors_differ(one: _Wording, other: _Wording) -> bool:
    """Both name who acts, it is not the same, and neither mentions the other's."""
    if not one.actors or not other.actors or one.actors & other.actors:
        return False
    return not (one.actors & other.names or other.actors & one.names)


def _places_change(one: _Wording, other: _Wording) -> bool:
    """*A closed its border with B* and *B closed its border with A*: who acts in one is acted on in the other."""
    if one.actors & other.actors or not (one.actors & other.names and other.actors & one.names):
        return False
    return sense(one.proposition.predicate) == sense(other.proposition.predicate)


def _speaks(proposition: Proposition) -> bool:
    """It tells that somebody says, hears or denies something, which is another claim than what is said."""
    return proposition.predicate in SPEECH


def is_same(match: Match, policy: LedgerPolicy) -> bool:
    """Decide whether the proposition words this very claim, in the same or in the opposite polarity."""
    if match.same_frame:
        return match.score >= policy.same_frame
    if not match.same_polarity or match.shared < LEAST_SHARED:
        return False
    if match.same_act:
        return match.score >= policy.same_act
    return match.score >= (policy.same_claim if match.same_verb else policy.same_claim_other_verb)
