"""The live stories of one language, found by the terms that they share with an article.

The index is a function of the states in it and nothing else, so that one rebuilt from the table, in any order, decides
as the one that was lost. Knows nothing of thresholds: it finds and scores, `assign` decides.
"""

import math
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import msgspec
import numpy as np
from msgspec.structs import replace

from storywatch.stories.policy import StoryPolicy
from storywatch.stories.silence import Silence
from storywatch.stories.state import Member, StoryState
from storywatch.stories.vocabulary import Numbers, Vocabulary, Weights

PROBES = 32
"""An article's heaviest terms, by which candidates are found; all terms score."""

MAX_VISITS = 12_000
"""Holders looked at to find candidates: terms that would go beyond, the most common ones, find none."""

CANDIDATES = 24
"""Stories that are scored in full, those that share most with the article."""

LEAST_LENGTH = 8.0
"""What an article is taken to say at least, as the length of its vector: three words are not much like anything."""

BREADTH = 6.0
"""Terms that a likeness is to rest on: one of fewer, a country's name and a candidate's, counts less."""

TERMS_A_BREADTH = 5.0
"""Terms of an article for each that it is to share: a short text has fewer to share."""

NARROWNESS = 0.45
"""How much less: the power of the share of `BREADTH` that is there (measured: docs/quality.md)."""

DAY = 86_400.0
"""Seconds."""


class Near(NamedTuple):
    """A live story, and how like an article it is."""

    story: str
    similarity: float
    """Cosine, 0 to 1, after decay; less where it rests on few terms."""


@dataclass(slots=True)
class _Entry:
    """A story in the index: its state without terms and members, and the terms as columns."""

    state: StoryState
    place: int
    numbers: Numbers
    weights: Weights
    articles_with: Numbers
    members: bytes
    """Packed: they are looked at seldom, and would take most of the memory."""


_members = msgspec.msgpack.Decoder(tuple[Member, ...])


class StoryIndex:
    """The live stories of one language. Not thread-safe; one partition owns it."""

    def __init__(self) -> None:
        self._vocabulary = Vocabulary()
        self._entries: dict[str, _Entry] = {}
        self._story_of: dict[str, str] = {}
        self._at: list[str] = []
        """The story at each place."""
        self._last: Weights = np.zeros(64)
        """When the story at each place last moved, in seconds."""
        self._mine: Weights = np.zeros(1024)
        """An article's weight by term number while it is scored, else 0."""
        self._free: list[int] = []
        self._silence = Silence()

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, story: str) -> bool:
        return story in self._entries

    @property
    def terms(self) -> int:
        """How many different terms the stories hold."""
        return len(self._vocabulary)

    @property
    def articles(self) -> int:
        """How many articles the live stories have."""
        return self._vocabulary.articles

    def state(self, story: str) -> StoryState:
        """Return a live story's state. Raises KeyError."""
        entry = self._entries[story]
        terms = self._vocabulary.terms(entry.numbers)
        counts = entry.articles_with.tolist()
        return replace(
            entry.state,
            weights=dict(zip(terms, entry.weights.tolist(), strict=True)),
            counts={term: count for term, count in zip(terms, counts, strict=True) if count > 1},
            members=_members.decode(entry.members),
        )

    def states(self) -> list[StoryState]:
        """Return all live stories' states."""
        return [self.state(story) for story in self._entries]

    def record(self, story: str) -> StoryState:
        """Return a live story's state without its terms and members: at hand, where the whole is to be put together."""
        return self._entries[story].state

    def story_of(self, article: str) -> str | None:
        """Return the live story that has this article."""
        return self._story_of.get(article)

    def put(self, state: StoryState) -> None:
        """Add a story, or replace its state by a newer one."""
        before = self._entries.get(state.id)
        if before is not None:
            self._forget(before)
        numbers = self._vocabulary.learn(list(state.weights))
        weights = np.fromiter(state.weights.values(), np.float64, len(numbers))
        counts = np.array([state.counts.get(term, 1) for term in state.weights], np.int32)
        place = self._take_place(state.id) if before is None else before.place
        bare = replace(state, weights={}, counts={}, members=())
        entry = _Entry(bare, place, numbers, weights, counts, msgspec.msgpack.encode(state.members))
        self._vocabulary.count(numbers, counts, state.size)
        old = set() if before is None else set(before.numbers.tolist())
        new = set(numbers.tolist())
        self._vocabulary.hold(place, sorted(new - old))
        self._vocabulary.release(place, sorted(old - new))
        self._entries[state.id] = entry
        self._last[place] = state.last.timestamp()
        self._silence.put(state.id, state.last)
        for article in state.articles:
            self._story_of[article] = state.id

    def drop(self, story: str) -> None:
        """Forget a story; one that is not here is no error."""
        entry = self._entries.pop(story, None)
        if entry is None:
            return
        self._forget(entry)
        self._vocabulary.release(entry.place, entry.numbers.tolist())
        self._at[entry.place] = ""
        self._free.append(entry.place)

    def _forget(self, entry: _Entry) -> None:
        """Take off what a story adds, but for its terms."""
        self._vocabulary.count(entry.numbers, -entry.articles_with, -entry.state.size)
        self._silence.drop(entry.state.id, entry.state.last)
        for article in entry.state.articles:
            if self._story_of.get(article) == entry.state.id:
                del self._story_of[article]

    def _take_place(self, story: str) -> int:
        if self._free:
            place = self._free.pop()
            self._at[place] = story
            return place
        self._at.append(story)
        if len(self._at) > len(self._last):
            self._last = np.concatenate([self._last, np.zeros_like(self._last)])
        return len(self._at) - 1

    def surplus(self, now: datetime, policy: StoryPolicy, *, opening: int = 0) -> list[str]:
        """Name the stories to drop: silent for longer than the horizon, and the longest silent beyond the bound.

        `opening`: stories that are about to be added.
        """
        return self._silence.surplus(now, policy, opening=opening)

    def nearest(self, terms: dict[str, float], at: datetime, policy: StoryPolicy, limit: int = 4) -> list[Near]:
        """Find the stories with the highest cosine to an article's terms, decayed and broad, the highest first."""
        numbers, weights, unknown = self._weigh(terms)
        if not len(numbers):
            return []
        square = float(weights @ weights) + unknown
        length = max(math.sqrt(square), LEAST_LENGTH)
        entries, decay = self._candidates(numbers, weights, square, at.timestamp(), policy)
        if not entries:
            return []
        cosines, breadths = self._compare(entries, numbers, weights, length)
        broad = min(BREADTH, len(terms) / TERMS_A_BREADTH)
        scores = decay * cosines * np.minimum(1.0, breadths / broad) ** NARROWNESS
        ranked = sorted(zip(scores.tolist(), entries, strict=True), key=lambda pair: (-pair[0], pair[1].state.id))
        return [Near(entry.state.id, min(score, 1.0)) for score, entry in ranked[:limit] if score > 0.0]

    def rarities(self, terms: list[str]) -> Weights:
        """Return what each term weighs by its rarity."""
        numbers = [self._vocabulary.number(term) for term in terms]
        known = np.array([number for number in numbers if number is not None], np.int32)
        found = np.full(len(terms), self._vocabulary.rarity_of_unknown())
        found[[place for place, number in enumerate(numbers) if number is not None]] = self._vocabulary.rarities(known)
        return found

    def likeness(self, one: StoryState, other: str) -> float:
        """Return the cosine of a story, in the index or not, and a live one."""
        numbers, weights, unknown = self._weigh(one.weights)
        length = math.sqrt(float(weights @ weights) + unknown)
        return float(self._compare([self._entries[other]], numbers, weights, length)[0][0]) if length else 0.0

    def shared(self, terms: dict[str, float], other: str, limit: int) -> tuple[str, ...]:
        """Name the terms that weigh most in both an article and a live story, the heaviest first."""
        entry = self._entries[other]
        gains = entry.weights * self._vocabulary.rarities(entry.numbers) ** 2
        named = self._vocabulary.terms(entry.numbers)
        both = [(terms[term] * gain, term) for term, gain in zip(named, gains.tolist(), strict=True) if term in terms]
        return tuple(term for _, term in sorted(both, key=lambda pair: (-pair[0], pair[1]))[:limit])

    def _weigh(self, terms: dict[str, float]) -> tuple[Numbers, Weights, float]:
        """Give the known terms' numbers and weights by rarity, and the square of what the others weigh."""
        number = self._vocabulary.number
        known, unknown = {}, 0.0
        for term, weight in terms.items():
            place = number(term)
            if place is None:
                unknown += weight * weight
            else:
                known[place] = weight
        numbers = np.fromiter(known, np.int32, len(known))
        weights = np.fromiter(known.values(), np.float64, len(known)) * self._vocabulary.rarities(numbers)
        return numbers, weights, unknown * self._vocabulary.rarity_of_unknown() ** 2

    def _candidates(
        self, numbers: Numbers, weights: Weights, square: float, at: float, policy: StoryPolicy
    ) -> tuple[list[_Entry], Weights]:
        """Choose the stories within the horizon that share most of the article's heaviest terms; with their decay.

        By Cauchy and Schwarz a cosine is at most the root of the share of `square` that is common: less finds none.
        """
        # Where equal in the article's order: by number they would depend on what the index held before.
        order = np.argsort(-weights, kind="stable")[:PROBES]
        probes, gains, visits = [], [], 0
        for place in order.tolist():
            holders = self._vocabulary.holders(int(numbers[place]))
            if visits + len(holders) <= MAX_VISITS:
                visits += len(holders)
                probes.append(np.frombuffer(holders, np.int32))
                gains.append(weights[place] ** 2)
        if not probes:
            return [], np.zeros(0)
        holders_of_all = np.concatenate(probes)
        gained = np.bincount(holders_of_all, np.repeat(gains, [len(probe) for probe in probes]))
        places = np.flatnonzero(gained >= policy.threshold**2 * square)
        days = np.abs(at - self._last[places]) / DAY
        decay = 0.5 ** (np.maximum(0.0, days - policy.fresh_days) / policy.half_life_days)
        shared = gained[places] * decay * (days <= policy.horizon_days)
        if len(places) > CANDIDATES:
            least = np.partition(shared, -CANDIDATES)[-CANDIDATES]
            chosen = np.flatnonzero(shared >= max(least, np.finfo(float).tiny))
        else:
            chosen = np.flatnonzero(shared)
        ranked = sorted(chosen.tolist(), key=lambda k: (-shared[k], self._at[places[k]]))[:CANDIDATES]
        return [self._entries[self._at[places[k]]] for k in ranked], decay[ranked]

    def _compare(
        self, entries: list[_Entry], numbers: Numbers, weights: Weights, length: float
    ) -> tuple[Weights, Weights]:
        """Compare stories in full with an article's weighted terms: their cosines, and how many terms these rest on.

        That number is the squared sum of the terms' products over the sum of their squares: n where n share alike.
        """
        sizes = [len(entry.numbers) for entry in entries]
        theirs = np.concatenate([entry.numbers for entry in entries])
        weighed = np.concatenate([entry.weights for entry in entries]) * self._vocabulary.rarities(theirs)
        self._mine = self._vocabulary.room(self._mine)
        self._mine[numbers] = weights
        products = self._mine[theirs] * weighed
        self._mine[numbers] = 0.0
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        dots = np.add.reduceat(products, starts)
        squares = np.add.reduceat(weighed * weighed, starts)
        cosines: Weights = dots / (length * np.sqrt(np.maximum(squares, 1e-12)))
        breadths: Weights = dots * dots / np.maximum(np.add.reduceat(products * products, starts), 1e-12)
        return cosines, breadths
