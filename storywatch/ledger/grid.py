"""Which claims of a story can be near enough to a proposition: all claims against many propositions at once, by arrays.

It only leaves out: what it gives is compared claim by claim elsewhere (storywatch.ledger.matching). Knows features by
their words.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from storywatch.ledger.wordings import Features

SLACK = 1.0 - 1e-9
"""Arrays add up in another order: a claim that misses by so little is given too."""

Numbers = NDArray[np.intp]
Weights = NDArray[np.float64]


class Sought(Struct, frozen=True):
    """What is looked for."""

    features: Features
    """With their weights in this story."""
    weight: float
    """Their sum."""
    enough: float
    """The weight that a claim has in common with it at least."""
    least: float
    """The similarity from which a claim is wanted."""


class Grid:
    """The features of claims, by number; each claim has a slot."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._spare: list[int] = []
        """Numbers whose feature no claim has any more."""
        self._own: list[float] = []
        """A feature's own weight, by number."""
        self._slots: dict[str, int] = {}
        self._claims: list[str] = []
        """By slot."""
        self._empty: list[int] = []
        """Slots whose claim went."""
        self._features = self._owners = np.zeros(0, np.intp)
        """What each claim has in its wordings together, claim after claim; and the slot that each of these is of."""
        self._coming: dict[int, Numbers] = {}
        self._going: list[int] = []
        """Slots that were filled and emptied since the arrays were made."""
        self._several: dict[int, list[Numbers]] = {}
        """What each wording has, of claims with several."""
        self._lightest: Weights = np.zeros(0)
        """The weight of each slot's lightest wording."""

    def put(self, claim: str, wordings: Sequence[Features]) -> None:
        """Add a claim that is not here."""
        each = [
            np.array([self._number(*one) for one in features.items()], np.intp) for features in wordings if features
        ]
        if not each:
            return  # it is like nothing
        if self._empty:
            slot = self._empty.pop()
            self._claims[slot] = claim
        else:
            slot = len(self._claims)
            self._claims.append(claim)
        self._slots[claim] = slot
        self._coming[slot] = each[0]
        if len(each) > 1:
            self._coming[slot], self._several[slot] = np.unique(np.concatenate(each)), each

    def _number(self, feature: str, own: float) -> int:
        number = self._numbers.get(feature)
        if number is None:
            number = self._numbers[feature] = self._spare.pop() if self._spare else len(self._own)
            self._own[number : number + 1] = [own]
        return number

    def drop(self, claim: str, orphans: Iterable[str]) -> None:
        """Take a claim away. `orphans`: its features that no other claim has."""
        self._spare.extend([self._numbers.pop(feature) for feature in orphans])
        slot = self._slots.pop(claim, None)
        if slot is None:
            return
        self._empty.append(slot)
        self._several.pop(slot, None)
        if self._coming.pop(slot, None) is None:
            self._going.append(slot)

    def weigh(self, rarities: Weights) -> None:
        """Take the claims that came and went, and weigh all. `rarities`: of a feature, by how many claims have it."""
        if self._going:
            left = np.ones(len(self._claims), bool)
            left[self._going] = False
            stays = left[self._owners]
            self._features, self._owners = self._features[stays], self._owners[stays]
        if self._coming:
            slots, come = list(self._coming), list(self._coming.values())
            self._features = np.concatenate([self._features, *come])
            self._owners = np.concatenate([self._owners, np.repeat(slots, [one.size for one in come])])
        self._going, self._coming = [], {}
        held = np.bincount(self._features, minlength=len(self._own))
        weights = np.array(self._own) * rarities[held]
        self._lightest = np.bincount(self._owners, weights[self._features], len(self._claims))
        if self._several:
            each = [wording for wordings in self._several.values() for wording in wordings]
            weighed = np.add.reduceat(weights[np.concatenate(each)], _starts(each))
            lightest = np.minimum.reduceat(weighed, _starts(list(self._several.values())))
            self._lightest[list(self._several)] = lightest

    def sift(self, sought: Sequence[Sought]) -> list[list[str]]:
        """Give for each that is looked for the claims that can be near enough by what they have in common with it.

        A claim is taken to be as near as its lightest wording would be if that had all that the claim has in common.
        Ask when the claims were weighed.
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
        row_of = np.full(len(self._own), -1)
        row_of[list(wanted)] = range(len(wanted))
        found = row_of[self._features]
        shared = np.flatnonzero(found >= 0)
        owners = self._owners[shared]
        starts = np.flatnonzero(np.diff(owners, prepend=-1))
        slots = owners[starts]
        most = np.add.reduceat(asked[found[shared]], starts)
        theirs = self._lightest[slots, None]
        mine, enough, least = np.array([(one.weight, one.enough, one.least) for one in sought]).T
        near = 0.5 * most / np.minimum(mine, theirs) + 0.5 * most / np.maximum(mine + theirs - most, most)
        fit = (most > 0) & (most >= enough * SLACK) & (near >= least * SLACK)
        places, columns = np.nonzero(fit)
        for slot, column in zip(slots[places].tolist(), columns.tolist(), strict=True):
            given[column].append(self._claims[slot])
        return given


def _starts(parts: Sequence[Sequence[object] | Numbers]) -> Numbers:
    """Give where each part begins in all of them together."""
    return np.cumsum([0, *map(len, parts[:-1])])
