"""When two propositions are one claim: who does what to whom, names and numbers first, words second.

A similarity is the mean of containment and overlap of weighted features, 0 to 1. Containment lets a short wording match
a long one; overlap keeps a long one from swallowing everything.
"""

import math
from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from msgspec import Struct

from storywatch.ledger.frames import LIGHT, Frame, agree, exclude, is_firm, may_agree, same_side
from storywatch.ledger.policy import LedgerPolicy
from storywatch.ledger.senses import sense
from storywatch.ledger.shelf import Features, Shelf, Wording, prepare
from storywatch.ledger.state import Claim
from storywatch.messages import Proposition

OF_SPEECH = 0.6
"""What it is multiplied by when one of the two tells that something was said, and the other tells it."""

CHANGED_PLACES = 0.4
"""What it is multiplied by when two parties change places: all words are the same, and it is another claim."""

OTHER_ACTOR = 0.6
"""What a similarity is multiplied by when somebody else acts: *A invaded* is not *B invaded*."""

LEAST_SHARED = 2
"""Words, names and numbers that two wordings have in common at least, where they are not one event by their frames."""

_NOBODY: AbstractSet[str] = frozenset()


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
    firm_frame: bool
    """One event, one that acts, and one that it acts on or in."""
    same_polarity: bool


class _Weighed(Struct, frozen=True):
    """A wording with its weights in this story."""

    proposition: Proposition
    features: Features
    """Each with its own weight, not this story's."""
    actors: frozenset[str]
    names: frozenset[str]
    frame: Frame
    speaks: bool
    """It tells that something is said, which is another claim than what is said."""
    weight: float
    """Sum of the features' weights in this story."""


class ClaimIndex:
    """A ledger's claims by feature, for one article's worth of look-ups.

    How rare a feature is among the story's claims is taken when the index is made: what most of them say counts for
    less, since the story's own subject does not tell its claims apart.
    """

    def __init__(self, claims: tuple[Claim, ...], aliases: Mapping[str, str], shelf: Shelf | None = None) -> None:
        """`shelf`: what was prepared of these claims before; it is brought to their present state."""
        self._aliases = aliases
        self._shelf = shelf or Shelf()
        self._shelf.stock(claims, aliases)
        self._claims: dict[str, Claim] = {claim.id: claim for claim in claims}
        self._many = len(claims) + 5.0
        self._rarities: dict[str, float] = {}
        self._fresh: dict[str, list[Wording]] = {}
        """What this article adds to a claim."""
        self._fresh_postings: dict[str, set[str]] = defaultdict(set)
        self._weighed: dict[str, list[_Weighed]] = {}
        self._last: Wording | None = None
        """What was looked up last: as a rule it is what is put next."""

    def put(self, claim: Claim) -> None:
        """Add a claim, or replace an earlier state of it."""
        fresh = self._fresh.setdefault(claim.id, [])
        for proposition in claim.wordings[len(self._shelf.wordings(claim.id)) + len(fresh) :]:
            last = self._last
            wording = last if last and last.proposition is proposition else prepare(proposition, self._aliases)
            fresh.append(wording)
            for feature in wording.features:
                self._fresh_postings[feature].add(claim.id)
        self._claims[claim.id] = claim

    def _weigh(self, wording: Wording) -> _Weighed:
        rarities = self._rarities
        weight = sum(
            [weight * (rarities.get(feature) or self._rarity(feature)) for feature, weight in wording.features.items()]
        )
        return _Weighed(
            wording.proposition,
            wording.features,
            wording.actors,
            wording.names,
            wording.frame,
            wording.proposition.predicate in SPEECH,
            weight,
        )

    def _weighed_wordings(self, claim: str) -> list[_Weighed]:
        known = self._weighed.setdefault(claim, [])
        kept, fresh = self._shelf.wordings(claim), self._fresh.get(claim, ())
        if len(known) < len(kept) + len(fresh):
            known.extend([self._weigh(wording) for wording in (*kept, *fresh)[len(known) :]])
        return known

    def _rarity(self, feature: str) -> float:
        rarity = self._rarities.get(feature)
        if rarity is None:
            frequency = self._shelf.frequency.get(feature, 0)
            rarity = self._rarities[feature] = math.log2(1.0 + self._many / (1.0 + frequency))
        return rarity

    def names(self, claim: str) -> frozenset[str]:
        """Who is in a claim as it was first worded, by folded name."""
        return self._shelf.wordings(claim)[0].names

    def get(self, claim: str) -> Claim:
        """Return the present state of a claim."""
        return self._claims[claim]

    def claims(self) -> tuple[Claim, ...]:
        """Return all claims, in the order in which they were added."""
        return tuple(self._claims.values())

    def find(self, proposition: Proposition, least: float = 0.3) -> list[Match]:
        """Find the claims that resemble a proposition, the most similar first, or tell of its very event."""
        wording = self._last = prepare(proposition, self._aliases)
        mine = self._weigh(wording)
        features = {feature: weight * self._rarity(feature) for feature, weight in wording.features.items()}
        if not mine.weight:
            return []
        shared: dict[str, float] = defaultdict(float)
        for feature, weight in features.items():
            kept = self._shelf.postings.get(feature, _NOBODY)
            for claim in kept:
                shared[claim] += weight
            for claim in self._fresh_postings.get(feature, _NOBODY) - kept:
                shared[claim] += weight
        found = [
            match
            for claim in sorted(claim for claim, weight in shared.items() if weight >= least * mine.weight * 0.25)
            if self._is_near(mine, claim, shared[claim], least)
            and (match := self._compare(mine, features, self._claims[claim], shared[claim])) is not None
            and (match.score >= least or match.firm_frame)
        ]
        return sorted(found, key=lambda match: (-match.score, match.claim.id))

    def _is_near(self, mine: _Weighed, claim: str, most: float, least: float) -> bool:
        """Tell cheaply whether a claim can be as alike as `least`, or be the very event."""
        return any(
            _likeness(most, mine.weight, theirs.weight) >= least or may_agree(mine.frame, theirs.frame)
            for theirs in self._weighed_wordings(claim)
        )

    def _compare(self, mine: _Weighed, features: Features, claim: Claim, most: float) -> Match | None:
        """Compare with the most similar wording of a claim. `most`: the weight that they share at most."""
        best, best_score, best_shared = None, 0.0, 0.0
        for theirs in self._weighed_wordings(claim.id):
            if _likeness(most, mine.weight, theirs.weight) < best_score:
                continue
            held = theirs.features
            shared = sum([weight for feature, weight in features.items() if feature in held])
            score = _likeness(shared, mine.weight, theirs.weight)
            if _places_change(mine, theirs):
                score *= CHANGED_PLACES
            elif _actors_differ(mine, theirs):
                score *= OTHER_ACTOR
            if mine.speaks != theirs.speaks:
                score *= OF_SPEECH
            if score > best_score:
                best, best_score, best_shared = theirs, score, shared
        if best is None:
            return None
        frame, other = mine.frame, best.frame
        one_event = agree(frame, other)
        return Match(
            claim,
            best_score,
            best_shared / mine.weight,
            len(features.keys() & best.features.keys()),
            same_verb=_verbs_agree(mine.proposition, best.proposition),
            same_act=bool(mine.actors & best.actors) and _acts_agree(mine.proposition, best.proposition),
            same_frame=one_event,
            firm_frame=one_event and is_firm(frame, other),
            same_polarity=same_side(frame, other) if one_event else _alike(mine, best) and not exclude(frame, other),
        )


def _likeness(shared: float, mine: float, theirs: float) -> float:
    """Return the mean of containment and overlap; it grows with the weight that is shared."""
    return 0.5 * shared / min(mine, theirs) + 0.5 * shared / max(mine + theirs - shared, shared, 1e-9)


SPEECH = frozenset("say tell hear deny confirm claim allege insist acknowledge admit repeat assert state".split())
"""Verbs that tell that something is said: *the army denied that it fired* is not *the army fired*."""


def _alike(one: _Weighed, other: _Weighed) -> bool:
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


def _actors_differ(one: _Weighed, other: _Weighed) -> bool:
    """Both name who acts, it is not the same, and neither mentions the other's."""
    if not one.actors or not other.actors or one.actors & other.actors:
        return False
    return not (one.actors & other.names or other.actors & one.names)


def _places_change(one: _Weighed, other: _Weighed) -> bool:
    """*A closed its border with B* and *B closed its border with A*: who acts in one is acted on in the other."""
    if one.actors & other.actors or not (one.actors & other.names and other.actors & one.names):
        return False
    return sense(one.proposition.predicate) == sense(other.proposition.predicate)


def is_same(match: Match, policy: LedgerPolicy) -> bool:
    """Decide whether the proposition words this very claim, in the same or in the opposite polarity."""
    if match.same_frame:
        return match.score >= (policy.firm_frame if match.firm_frame else policy.same_frame)
    if not match.same_polarity or match.shared < LEAST_SHARED:
        return False
    if match.same_act:
        return match.score >= policy.same_act
    return match.score >= (policy.same_claim if match.same_verb else policy.same_claim_other_verb)
