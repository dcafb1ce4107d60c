"""What a story's claims have in common with propositions: all wordings against many propositions at once, by arrays.

How rare a feature is among the story's claims is part of its weight: what most of them say counts for less, since the
story's own subject does not tell its claims apart. Knows features by their words, and neither names nor events.
"""

import math
from collections.abc import Iterable, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from storywatch.ledger.wordings import Features

Numbers = NDArray[np.intp]
Weights = NDArray[np.float64]

Shared = tuple[float, float]
"""How near a wording is, 0 to 1, and the weight that it has in common."""


class Sought(Struct, frozen=True, gc=False):
    """What is looked for."""

    features: Features
    """With their weights in this story."""
    weight: float
    """Their sum."""
    least: float
    """The likeness from which a wording is wanted."""


def measure(shared: float, mine: float, theirs: float) -> float:
    """Return the mean of containment and overlap; it grows with the weight that is shared."""
    return 0.5 * shared / min(mine, theirs) + 0.5 * shared / max(mine + theirs - shared, shared, 1e-9)


def _measure(shared: Weights, mine: Weights, theirs: Weights) -> Weights:
    """Do so for many."""
    least, both = np.minimum(mine, theirs), np.maximum(mine + theirs - shared, shared)
    return 0.5 * shared / np.maximum(least, 1e-9) + 0.5 * shared / np.maximum(both, 1e-9)


class _Rows:
    """Wordings, one below the other, each with its features; a row that goes is given anew."""

    def __init__(self) -> None:
        self.features: Numbers = np.zeros(0, np.intp)
        self.places: Numbers = np.zeros(0, np.intp)
        """The row that each is in."""
        self.many = 0
        self._free: list[int] = []
        self._coming: dict[int, list[int]] = {}
        self._going: list[int] = []

    def put(self, features: list[int]) -> int:
        """Add a row; return its place."""
        place = self._free.pop() if self._free else self.many
        self.many = max(self.many, place + 1)
        self._coming[place] = features
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
            self.features, self.places = self.features[kept], self.places[kept]
        if self._coming:
            features = [feature for row in self._coming.values() for feature in row]
            places = np.repeat(list(self._coming), [len(row) for row in self._coming.values()])
            self.features = np.concatenate((self.features, np.array(features, np.intp)))
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
        self._own: list[float] = []
        """The weight of a feature by its sort, by its number."""
        self._rows = _Rows()
        self._places: dict[str, list[int]] = {}
        """Claim → the rows of its wordings."""
        self._owners: list[str] = []
        """Whose wording it is, by its row."""
        self._rarities: list[float] = []
        """How rare it is, by how many claims have it."""
        self._weighed: Weights = np.zeros(0)
        """The weight of each wording, by its row."""
        self._holders: Numbers = np.zeros(0, np.intp)
        """The rows that have a feature, feature by feature."""
        self._begins: Numbers = np.zeros(0, np.intp)
        """Where those of a feature begin there, by its number, and where those of the last end."""

    def put(self, claim: str, wordings: Sequence[Features]) -> None:
        """Add a claim that is not here."""
        each = [[self._number(feature, own) for feature, own in features.items()] for features in wordings]
        for number in {number for features in each for number in features}:
            self._held[number] += 1
        rows = self._places[claim] = [self._rows.put(features) for features in each]
        for row in rows:
            self._owners[row : row + 1] = [claim]

    def _number(self, feature: str, own: float) -> int:
        number = self._numbers.get(feature)
        if number is None:
            number = self._numbers[feature] = self._spare.pop() if self._spare else len(self._held)
            self._held[number : number + 1] = [0]
            self._own[number : number + 1] = [own]
        return number

    def drop(self, claim: str, wordings: Sequence[Features]) -> None:
        """Take a claim away that was put with these wordings."""
        for row in self._places.pop(claim):
            self._rows.drop(row)
        for feature in {feature for features in wordings for feature in features}:
            number = self._numbers[feature]
            self._held[number] -= 1
            if not self._held[number]:
                del self._numbers[feature]
                self._spare.append(number)

    def settle(self) -> None:
        """Weigh all claims, when some came or went. Every look-up rests on this."""
        many, rows = len(self._places), self._rows
        if len(self._rarities) != many + 1:
            self._rarities = [math.log2(1.0 + (many + 5.0) / (1.0 + held)) for held in range(many + 1)]
        rows.settle()
        weights = np.array(self._own) * np.array(self._rarities)[self._held]
        self._weighed = np.bincount(rows.places, weights[rows.features], rows.many).astype(float, copy=False)
        narrow = rows.features.astype(np.min_scalar_type(len(self._held)))  # numbers of two bytes are sorted by digits
        self._holders = rows.places[np.argsort(narrow, kind="stable")]
        self._begins = np.concatenate(([0], np.cumsum(np.bincount(rows.features, minlength=len(self._held)))))

    def weigh(self, features: Features) -> Features:
        """Give features with their weights in this story."""
        numbers, held, rarities = self._numbers, self._held, self._rarities
        return {
            feature: own * rarities[0 if (number := numbers.get(feature)) is None else held[number]]
            for feature, own in features.items()
        }

    def weights_of(self, claim: str) -> list[float]:
        """Give the weight of each of a claim's wordings; nothing of a claim that is not here."""
        return [float(self._weighed[row]) for row in self._places.get(claim, ())]

    def compare(self, sought: Sequence[Sought], besides: Sequence[Iterable[str]]) -> list[dict[str, list[Shared]]]:
        """Compare each that is looked for with all wordings: give the claims of which one is near enough.

        `besides`: claims that are given for each, however near they are. Of a claim all wordings are given, in order.
        """
        given: list[dict[str, list[Shared]]] = [{claim: [] for claim in claims} for claims in besides]
        shares = self._share(sought)
        mine, least = np.array([(one.weight, one.least) for one in sought]).T
        column, row = np.divmod(np.flatnonzero(shares), max(1, self._rows.many))
        near = _measure(shares[column, row], mine[column], self._weighed[row]) >= least[column]
        for place, found in zip(column[near].tolist(), row[near].tolist(), strict=True):
            given[place][self._owners[found]] = []
        wanted = [
            (place, claim, row) for place, one in enumerate(given) for claim in one for row in self._places[claim]
        ]
        if wanted:
            places, claims, rows = zip(*wanted, strict=True)
            column, row = np.array(places), np.array(rows)
            shared = shares[column, row]
            likeness = _measure(shared, mine[column], self._weighed[row])
            for place, claim, *pair in zip(places, claims, likeness.tolist(), shared.tolist(), strict=True):
                given[place][claim].append((pair[0], pair[1]))
        return given

    def _share(self, sought: Sequence[Sought]) -> Weights:
        """Give the weight that each that is looked for, by row, has in common with each wording, by column."""
        many, numbers = self._rows.many, self._numbers
        cells = [
            (number, place * many, weight)
            for place, one in enumerate(sought)
            for feature, weight in one.features.items()
            if (number := numbers.get(feature)) is not None
        ]
        if not cells:
            return np.zeros((len(sought), many))
        asked, begins, weights = zip(*cells, strict=True)
        ends = self._begins[np.array(asked) + 1]
        held = ends - self._begins[np.array(asked)]
        steps = np.cumsum(held)
        holders = self._holders[np.arange(steps[-1]) + np.repeat(ends - steps, held)]
        cell = np.repeat(begins, held) + holders
        shares = np.bincount(cell, np.repeat(weights, held), len(sought) * many).astype(float, copy=False)
        return shares.reshape(len(sought), many)
