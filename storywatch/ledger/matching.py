"""When two propositions are one claim: who does what to whom, names and numbers first, words second.

A similarity is the mean of containment and overlap of weighted features, 0 to 1. Containment lets a short wording match
a long one; overlap keeps a long one from swallowing everything.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from msgspec import Struct

from storywatch.ledger.frames import LIGHT, agree, events_of, exclude, is_firm, same_side
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


class _Asked(Struct):
    """A look-up, and what it found."""

    wording: Wording
    features: Features
    """With their weights in this story."""
    weight: float
    """Their sum."""
    least: float
    found: dict[str, Match]
    """By the claim's id."""


Weighed = tuple[float, Wording]
"""A wording and the sum of its features' weights in this story."""


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
        self._fresh: dict[str, list[Wording]] = {}
        """What this article adds to a claim."""
        self._fresh_postings: dict[str, set[str]] = defaultdict(set)
        self._weighed: dict[str, list[Weighed]] = {}
        self._asked: _Asked | None = None
        """What was looked up last: as a rule it is asked for again, or put next."""
        self._changed: set[str] = set()
        """Claims that were put since."""

    def put(self, claim: Claim) -> None:
        """Add a claim, or replace an earlier state of it."""
        fresh = self._fresh.setdefault(claim.id, [])
        for proposition in claim.wordings[len(self._shelf.wordings(claim.id)) + len(fresh) :]:
            last = self._asked.wording if self._asked else None
            wording = last if last and last.proposition is proposition else prepare(proposition, self._aliases)
            fresh.append(wording)
            for feature in wording.features:
                self._fresh_postings[feature].add(claim.id)
            self._weighed.pop(claim.id, None)
        self._claims[claim.id] = claim
        self._changed.add(claim.id)

    def _weigh(self, wording: Wording) -> float:
        rarities = self._shelf.rarities
        return sum([weight * rarities[feature] for feature, weight in wording.features.items()])

    def _weighed_wordings(self, claim: str) -> list[Weighed]:
        known = self._weighed.get(claim)
        if known is None:
            wordings = (*self._shelf.wordings(claim), *self._fresh.get(claim, ()))
            known = self._weighed[claim] = [(self._weigh(one), one) for one in wordings]
        return known

    def release(self) -> None:
        """Leave what was prepared for this article to the shelf: the next one most likely needs it."""
        self._shelf.offer((one for fresh in self._fresh.values() for one in fresh), self._aliases)

    def count_words(self) -> tuple[Counter[str], Counter[str]]:
        """Say how many of the claims before this article have a folded name, and a term, as they were first worded."""
        return self._shelf.held, self._shelf.terms

    def get(self, claim: str) -> Claim:
        """Return the present state of a claim."""
        return self._claims[claim]

    def claims(self) -> tuple[Claim, ...]:
        """Return all claims, in the order in which they were added."""
        return tuple(self._claims.values())

    def find(self, proposition: Proposition, least: float = 0.3) -> list[Match]:
        """Find the claims that resemble a proposition, the most similar first, or tell of its very event."""
        asked = self._asked
        again = asked is not None and asked.wording.proposition is proposition
        if asked is None or not again or asked.least != least:
            wording = asked.wording if asked and again else prepare(proposition, self._aliases)
            asked = self._asked = self._ask(wording, least)
            asked.found.update(self._compare_all(asked, self._share(asked.features)))
        elif self._changed:
            for claim in self._changed:
                asked.found.pop(claim, None)
            shared = {claim: self._share_of(asked.features, claim) for claim in self._changed}
            asked.found.update(self._compare_all(asked, shared))
        self._changed = set()
        return sorted(asked.found.values(), key=lambda match: (-match.score, match.claim.id))

    def _ask(self, wording: Wording, least: float) -> _Asked:
        rarities = self._shelf.rarities
        features = {feature: weight * rarities[feature] for feature, weight in wording.features.items()}
        return _Asked(wording, features, sum(features.values()), least, {})

    def _share(self, features: Features) -> dict[str, float]:
        """Say which weight each claim has in common with features, in all its wordings together."""
        shared: dict[str, float] = defaultdict(float)
        postings, fresh = self._shelf.postings, self._fresh_postings
        for feature, weight in features.items():
            kept = postings.get(feature, _NOBODY)
            for claim in kept:
                shared[claim] += weight
            if feature in fresh:
                for claim in fresh[feature] - kept:
                    shared[claim] += weight
        return shared

    def _share_of(self, features: Features, claim: str) -> float:
        held = [wording.features for _, wording in self._weighed_wordings(claim)]
        return sum([weight for feature, weight in features.items() if any(feature in one for one in held)])

    def _compare_all(self, asked: _Asked, shared: Mapping[str, float]) -> dict[str, Match]:
        """Compare with the claims that by their weights, or by their event, can be near enough."""
        mine, least = asked.weight, asked.least
        enough, events, weighed = least * mine * 0.25, events_of(asked.wording.frame), self._weighed
        found: dict[str, Match] = {}
        for claim, most in shared.items():
            if most < enough or not most:
                continue
            for theirs, wording in weighed.get(claim) or self._weighed_wordings(claim):
                less, either = min(mine, theirs), max(mine + theirs - most, most)
                # as _likeness has it, without a call: this is asked of every claim that shares a word
                if 0.5 * most / less + 0.5 * most / either >= least or wording.frame.event in events:
                    match = self._compare(asked, self._claims[claim], most)
                    if match is not None and (match.score >= least or match.firm_frame):
                        found[claim] = match
                    break
        return found

    def _compare(self, asked: _Asked, claim: Claim, most: float) -> Match | None:
        """Compare with the most similar wording of a claim. `most`: the weight that they share at most."""
        mine, weight, features = asked.wording, asked.weight, asked.features
        best, best_score, best_shared = None, 0.0, 0.0
        for their_weight, theirs in self._weighed_wordings(claim.id):
            if _likeness(most, weight, their_weight) < best_score:
                continue
            held = theirs.features
            shared = sum([own for feature, own in features.items() if feature in held])
            score = _likeness(shared, weight, their_weight)
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
            best_shared / weight,
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


def _alike(one: Wording, other: Wording) -> bool:
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


def _actors_differ(one: Wording, other: Wording) -> bool:
    """Both name who acts, it is not the same, and neither mentions the other's."""
    if not one.actors or not other.actors or one.actors & other.actors:
        return False
    return not (one.actors & other.names or other.actors & one.names)


def _places_change(one: Wording, other: Wording) -> bool:
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
