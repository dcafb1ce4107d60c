"""Which claims of a story can be near enough to a proposition: all claims against many propositions at once, by arrays.

How rare a feature is among the story's claims is part of its weight: what most of them say counts for less, since the
story's own subject does not tell its claims apart. A look-up only leaves out: what it gives is compared claim by claim
elsewhere (storywatch.ledger.matching). Knows features by their words.
"""

import math
from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from storywatch.ledger.wordings import Features

SLACK = 1.0 - 1e-9
"""Arrays add up in another order: a claim that misses by so little is given too."""

Numbers = NDArray[np.intp]
Weights = NDArray[np.float64]


class Sought(Struct, frozen=True, gc=False):
    """What is looked for."""

    features: Features
    """With their weights in this story."""
    weight: float
    """Their sum."""
    enough: float
    """The weight that a claim has in common with it at least."""
    least: float
    """The similarity from which a claim is wanted."""


class _Rows:
    """Rows of features, one below the other; each has a place, which is given anew when the row goes."""

    def __init__(self) -> None:
        self.features: Numbers = np.zeros(0, np.intp)
        self.own: Weights = np.zeros(0)
        self.places: Numbers = np.zeros(0, np.intp)
        """The row that each is in."""
        self.many = 0
        self._free: list[int] = []
        self._coming: dict[int, tuple[list[int], list[float]]] = {}
        self._going: list[int] = []

    def put(self, features: list[int], own: list[float]) -> int:
        """Add a row; return its place."""
        place = self._free.pop() if self._free else self.many
        self.many = max(self.many, place + 1)
        self._coming[place] = features, own
        return place

    def drop(self, place: int) -> None:
        """Take a row away."""
        self._free.append(place)
        if self._coming.pop(place, None) is None:
            self._going.append(place)

    def settle(self) -> None:
        """Take what came and went into the arrays."""
        if self._going:
            stays = np.ones(self.many, bool)
            stays[self._going] = False
            kept = stays[self.places]
            self.features, self.own, self.places = self.features[kept], self.own[kept], self.places[kept]
        if self._coming:
            features = [feature for row, _ in self._coming.values() for feature in row]
            own = [weight for _, row in self._coming.values() for weight in row]
            places = np.repeat(list(self._coming), [len(row) for row, _ in self._coming.values()])
            self.features = np.concatenate((self.features, np.array(features, np.intp)))
            self.own = np.concatenate((self.own, np.array(own, float)))
            self.places = np.concatenate((self.places, places))
        self._coming, self._going = {}, []


class Grid:
    """The features of a story's claims, by number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._spare: list[int] = []
        """Numbers whose feature no claim has any more."""
        self._held: list[int] = []
        """How many claims have a feature, by its number."""
        self._wordings, self._together = _Rows(), _Rows()
        """What each wording has; and each claim in its wordings together."""
        self._places: dict[str, tuple[int, list[int]]] = {}
        """Claim → its row of `_together`, and those of its wordings."""
        self._claims: list[str] = []
        """By row."""
        self._owners: list[int] = []
        """The row of the claim that has a wording, by the wording's row; -1 of none."""
        self._rarities: list[float] = []
        """How rare it is, by how many claims have it."""
        self._weighed: Weights = np.zeros(0)
        """The weight of each wording, by its row."""
        self._lightest: Weights = np.zeros(0)
        """The weight of each claim's lightest wording, by the claim's row."""

    def put(self, claim: str, wordings: Sequence[Features]) -> None:
        """Add a claim that is not here."""
        each = [([self._number(feature) for feature in features], list(features.values())) for features in wordings]
        numbers, own = each[0]
        if len(each) > 1:
            numbers = list(dict.fromkeys(number for features, _ in each for number in features))
            own = [0.0] * len(numbers)
        for number in numbers:
            self._held[number] += 1
        place = self._together.put(numbers, own)
        self._claims[place : place + 1] = [claim]
        rows = [self._wordings.put(*one) for one in each]
        for row in rows:
            self._owners[row : row + 1] = [place]
        self._places[claim] = place, rows

    def _number(self, feature: str) -> int:
        number = self._numbers.get(feature)
        if number is None:
            number = self._numbers[feature] = self._spare.pop() if self._spare else len(self._held)
            self._held[number : number + 1] = [0]
        return number

    def drop(self, claim: str, wordings: Sequence[Features]) -> None:
        """Take a claim away that was put with these wordings."""
        place, rows = self._places.pop(claim)
        self._together.drop(place)
        for row in rows:
            self._wordings.drop(row)
            self._owners[row] = -1
        for feature in {feature for features in wordings for feature in features}:
            number = self._numbers[feature]
            self._held[number] -= 1
            if not self._held[number]:
                del self._numbers[feature]
                self._spare.append(number)

    def settle(self) -> None:
        """Weigh all claims, when some came or went. Every look-up rests on this."""
        many = len(self._places)
        if len(self._rarities) != many + 1:
            self._rarities = [math.log2(1.0 + (many + 5.0) / (1.0 + held)) for held in range(many + 1)]
        wordings, together = self._wordings, self._together
        wordings.settle()
        together.settle()
        held = np.bincount(together.features, minlength=len(self._held))
        rarities = np.array(self._rarities)[held]
        weighed = np.bincount(wordings.places, wordings.own * rarities[wordings.features], wordings.many)
        self._weighed = weighed.astype(float, copy=False)
        lightest = np.full(together.many + 1, np.inf)
        np.minimum.at(lightest, self._owners, self._weighed)
        self._lightest = lightest

    def weigh(self, features: Features) -> Features:
        """Give features with their weights in this story."""
        numbers, held, rarities = self._numbers, self._held, self._rarities
        return {
            feature: own * rarities[0 if (number := numbers.get(feature)) is None else held[number]]
            for feature, own in features.items()
        }

    def weights_of(self, claim: str) -> list[float]:
        """Give the weight of each of a claim's wordings; nothing of a claim that is not here."""
        return [float(self._weighed[row]) for row in self._places.get(claim, (0, ()))[1]]

    def sift(self, sought: Sequence[Sought]) -> list[list[str]]:
        """Give for each that is looked for the claims that can be near enough by what they have in common with it.

        A claim is taken to be as near as its lightest wording would be if that had all that the claim has in common.
        """
        given: list[list[str]] = [[] for _ in sought]
        numbers, wanted = self._numbers, dict[int, int]()
        cells = [
            (wanted.setdefault(numbers[feature], len(wanted)), column, weight)
            for column, one in enumerate(sought)
            for feature, weight in one.features.items()
            if feature in numbers
        ]
        if not cells:
            return given
        asked = np.zeros((len(wanted), len(sought)))
        rows, columns, weights = zip(*cells, strict=True)
        asked[rows, columns] = weights
        row_of = np.full(len(self._held), -1)
        row_of[list(wanted)] = range(len(wanted))
        found = row_of[self._together.features]
        shared = np.flatnonzero(found >= 0)
        if not shared.size:
            return given
        places = self._together.places[shared]
        starts = np.concatenate(([0], np.flatnonzero(places[1:] != places[:-1]) + 1))
        all_most = np.add.reduceat(asked[found[shared]], starts)
        mine, enough, least = np.array([(one.weight, one.enough, one.least) for one in sought]).T
        row, column = np.nonzero(all_most > enough * SLACK)
        most, claims, weight = all_most[row, column], places[starts[row]], mine[column]
        theirs = self._lightest[claims]
        near = 0.5 * most / np.minimum(weight, theirs) + 0.5 * most / np.maximum(weight + theirs - most, most)
        fit = near >= least[column] * SLACK
        for place, one in zip(claims[fit].tolist(), column[fit].tolist(), strict=True):
            given[one].append(self._claims[place])
        return given
