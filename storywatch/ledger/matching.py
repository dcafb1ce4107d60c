"""When two propositions are one claim: who does what to whom, names and numbers first, words second.

A similarity is the mean of containment and overlap of weighted features, 0 to 1. Containment lets a short wording match
a long one; overlap keeps a long one from swallowing everything.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from storywatch.ledger.bounding import choose_leaving
from storywatch.ledger.frames import agree, events_of, exclude, is_firm, same_side
from storywatch.ledger.grid import Shared, Sought, measure
from storywatch.ledger.policy import LedgerPolicy
from storywatch.ledger.shelf import Left, Shelf
from storywatch.ledger.state import Claim
from storywatch.ledger.wordings import Features, Wording, acts_agree, compare_actors, prepare, tell_apart, verbs_agree
from storywatch.messages import Proposition

OF_SPEECH = 0.6
"""What it is multiplied by when one of the two tells that something was said, and the other tells it."""

LEAST_SHARED = 2
"""Words, names and numbers that two wordings have in common at least, where they are not one event by their frames."""

LEAST = 0.3
"""Similarity from which a claim is found."""

FEW = 8
"""Claims up to which each is compared: there is nothing to leave out."""


class Match(Struct, frozen=True, gc=False):
    """A claim that a proposition resembles."""

    claim: Claim
    score: float
    """Similarity, 0 to 1."""
    containment: float
    """Share of the proposition's weight that the claim has."""
    shared: int
    """Words, names and numbers in common."""
    same_verb: bool
    other_act: bool
    """The verbs are of two acts."""
    same_act: bool
    """The same party does the same to the same thing."""
    same_frame: bool
    """One event, and nobody in it is at odds."""
    firm_frame: bool
    """One event, one that acts, and one that it acts on or in."""
    same_polarity: bool


class _Asked(Struct, gc=False):
    """A look-up, and what it found."""

    wording: Wording
    sought: Sought
    events: frozenset[str]
    """Those that are its very event."""
    near: dict[str, list[Shared]]
    """Claims of before this article that can be near enough, with what each wording has in common with it."""
    found: dict[str, Match] | None = None
    """By the claim's id; None before it was asked."""


class _Fresh(Struct, eq=False, gc=False):
    """A wording that this article adds to a claim."""

    claim: str
    wording: Wording
    weight: float
    """The sum of its features' weights in this story."""


class ClaimIndex:
    """A ledger's claims by feature, for one article's worth of look-ups.

    How rare a feature is among the story's claims is taken when the index is made: what most of them say counts for
    less, since the story's own subject does not tell its claims apart.
    """

    def __init__(
        self,
        claims: tuple[Claim, ...],
        aliases: Mapping[str, str],
        shelf: Shelf | None = None,
        since: Left | None = None,
    ) -> None:
        """`shelf`: what was prepared of these claims before; it is brought to their present state. `since`: what was
        left there of this very ledger."""
        self._aliases = aliases
        self._shelf = shelf or Shelf()
        self._claims: dict[str, Claim] = {claim.id: claim for claim in claims}
        self._shelf.stock(self._claims, aliases, since)
        self._few = [claim.id for claim in claims] if len(claims) <= FEW else None
        self._fresh: dict[str, list[_Fresh]] = {}
        """What this article adds to a claim."""
        self._holding: dict[str, list[_Fresh]] = defaultdict(list)
        """Of that, what has a feature."""
        self._expected: dict[int, _Asked] = {}
        """Look-ups by the identity of what is looked up."""
        self._asked: _Asked | None = None
        """What was looked up last: as a rule it is asked for again, or put next."""
        self._changed: set[str] = set()
        """Claims that were put since."""
        self._stirred: dict[str, None] = {}
        """Claims that were put, or went."""

    def put(self, claim: Claim) -> None:
        """Add a claim, or replace an earlier state of it."""
        fresh = self._fresh.setdefault(claim.id, [])
        for proposition in claim.wordings[len(self._shelf.wordings(claim.id)) + len(fresh) :]:
            expected = self._expected.get(id(proposition))
            wording = expected.wording if expected else prepare(proposition, self._aliases)
            weight = expected.sought.weight if expected else sum(self._shelf.grid.weigh(wording.features).values())
            one = _Fresh(claim.id, wording, weight)
            fresh.append(one)
            for feature in wording.features:
                self._holding[feature].append(one)
        self._claims[claim.id] = claim
        self._changed.add(claim.id)
        self._stirred[claim.id] = None

    def close(self, bound: int) -> tuple[tuple[Claim, ...], tuple[str, ...]]:
        """Give the claims that stay, by id, and the ids of those that were put or went.

        What was prepared for this article is left to the shelf: the next one most likely needs it.
        """
        self._shelf.offer((one.wording for fresh in self._fresh.values() for one in fresh), self._aliases)
        for gone in choose_leaving(self.claims(), bound):
            del self._claims[gone.id]
            self._stirred[gone.id] = None
        return tuple([self._claims[name] for name in sorted(self._claims)]), tuple(self._stirred)

    def count_words(self) -> tuple[Counter[str], Counter[str]]:
        """Say how many of the claims before this article have a folded name, and a term, as they were first worded."""
        return self._shelf.held, self._shelf.terms

    def __contains__(self, claim: str) -> bool:
        return claim in self._claims

    def get(self, claim: str) -> Claim:
        """Return the present state of a claim."""
        return self._claims[claim]

    def claims(self) -> tuple[Claim, ...]:
        """Return all claims, in the order in which they were added."""
        return tuple(self._claims.values())

    def expect(self, propositions: Iterable[Proposition], least: float = LEAST) -> None:
        """Prepare look-ups that will most likely be made: together they take a fraction of the time."""
        asked = [self._ask(proposition, least) for proposition in propositions]
        if self._few is not None:
            for one in asked:
                one.near.update((claim, self._share_kept(one.sought, claim)) for claim in self._few)
        elif asked:
            events = self._shelf.events
            alike = [[claim for event in one.events for claim in events.get(event, ())] for one in asked]
            near = self._shelf.grid.compare([one.sought for one in asked], alike)
            for one, claims in zip(asked, near, strict=True):
                one.near.update(claims)
        for one in asked:
            self._expected[id(one.wording.proposition)] = one

    def _ask(self, proposition: Proposition, least: float) -> _Asked:
        wording = prepare(proposition, self._aliases)
        features = self._shelf.grid.weigh(wording.features)
        weight = sum(features.values())
        return _Asked(wording, Sought(features, weight, least), events_of(wording.frame), {})

    def _share_kept(self, sought: Sought, claim: str) -> list[Shared]:
        """Compare with the wordings of a claim of before this article, as `Grid.compare` does."""
        weighed = zip(self._shelf.grid.weights_of(claim), self._shelf.wordings(claim), strict=True)
        return [_share(sought, theirs.features, weight) for weight, theirs in weighed]

    def find(self, proposition: Proposition, least: float = LEAST) -> list[Match]:
        """Find the claims that resemble a proposition, the most similar first, or tell of its very event."""
        asked = self._expected.get(id(proposition))
        if asked is None or asked.sought.least != least:
            self.expect((proposition,), least)
            asked = self._expected[id(proposition)]
        if asked is not self._asked or asked.found is None:
            self._asked, asked.found = asked, {}
            self._compare_all(asked, asked.found, {*asked.near, *self._sift_fresh(asked)})
        elif self._changed:
            for claim in self._changed:
                asked.found.pop(claim, None)
            self._compare_all(asked, asked.found, self._changed)
        self._changed = set()
        found = list(asked.found.values())
        if len(found) > 1:
            found.sort(key=lambda match: (-match.score, match.claim.id))
        return found

    def _sift_fresh(self, asked: _Asked) -> Iterator[str]:
        """Give the claims that this article's wordings make near enough."""
        sought, shares = asked.sought, dict[_Fresh, float]()
        for feature, weight in sought.features.items():
            for one in self._holding.get(feature, ()):
                shares[one] = shares.get(one, 0.0) + weight
        for one, shared in shares.items():
            if one.wording.frame.event in asked.events or measure(shared, sought.weight, one.weight) >= sought.least:
                yield one.claim

    def _compare_all(self, asked: _Asked, found: dict[str, Match], claims: Iterable[str]) -> None:
        for claim in claims:
            match = self._compare(asked, self._claims[claim])
            if match is not None:
                found[claim] = match

    def _compare(self, asked: _Asked, claim: Claim) -> Match | None:
        """Compare with a claim's most similar wording; None where that is neither near enough nor the very event."""
        mine, sought, kept = asked.wording, asked.sought, asked.near.get(claim.id)
        shares = [] if kept is None else [*zip(kept, self._shelf.wordings(claim.id), strict=True)]
        if claim.id in self._fresh:
            shares += [(_share(sought, one.wording.features, one.weight), one.wording) for one in self._fresh[claim.id]]
        best, best_score, best_shared = None, 0.0, 0.0
        for (near, shared), theirs in shares:
            if near <= best_score:
                continue
            score = near
            if mine.actors and theirs.actors and mine.actors.isdisjoint(theirs.actors):
                score *= compare_actors(mine, theirs)
            if mine.speaks != theirs.speaks:
                score *= OF_SPEECH
            if score > best_score:
                best, best_score, best_shared = theirs, score, shared
        if best is None:
            return None
        frame, other = mine.frame, best.frame
        one_event = other.event in asked.events and agree(frame, other)
        firm = one_event and is_firm(frame, other)
        if best_score < sought.least and not firm:
            return None
        same_verb = verbs_agree(mine, best)
        return Match(
            claim,
            best_score,
            best_shared / sought.weight,
            len(sought.features.keys() & best.features.keys()),
            same_verb=same_verb,
            other_act=not same_verb and tell_apart(mine, best),
            same_act=bool(mine.actors & best.actors) and acts_agree(mine, best),
            same_frame=one_event,
            firm_frame=firm,
            same_polarity=same_side(frame, other) if one_event else _alike(mine, best) and not exclude(frame, other),
        )


def _share(sought: Sought, theirs: Features, weight: float) -> Shared:
    """Compare with a wording of this weight."""
    shared = sum([own for feature, own in sought.features.items() if feature in theirs])
    return measure(shared, sought.weight, weight) if shared else 0.0, shared


def _alike(one: Wording, other: Wording) -> bool:
    return one.proposition.polarity == other.proposition.polarity


def is_same(match: Match, policy: LedgerPolicy) -> bool:
    """Decide whether the proposition words this very claim, in the same or in the opposite polarity."""
    if match.same_frame:
        return match.score >= (policy.firm_frame if match.firm_frame else policy.same_frame)
    if not match.same_polarity or match.shared < LEAST_SHARED:
        return False
    if match.same_act:
        return match.score >= policy.same_act
    if match.other_act:
        return False
    return match.score >= (policy.same_claim if match.same_verb else policy.same_claim_other_verb)
