"""One-pass clustering: the live stories of one language, an inverted index over them, and the decision for an article.

`assign` only reads; `StoryIndex.put` takes the state that it proposes. The index is a function of the states in it and
nothing else, so that one rebuilt from the table decides as the one that was lost.
"""

import hashlib
import math
from collections import Counter, defaultdict
from datetime import datetime

from msgspec import Struct

from storywatch.messages import Analysis
from storywatch.stories.policy import StoryPolicy
from storywatch.stories.state import StoryState, join

PROBES = 40
"""An article's heaviest terms, which candidates must share one of; the rest only scores."""

PRIOR = 1000.0
"""Articles that a young index pretends to have seen, so that the first story's own words are not taken for common."""

DAY = 86_400.0
"""Seconds."""


class Assignment(Struct, frozen=True, kw_only=True):
    """Where an article belongs, and the story's state with it."""

    state: StoryState
    opened: bool
    repeated: bool
    """The story had the article already: nothing changes."""
    similarity: float
    """Cosine with the story before it joined, after decay; 0 where it opened one."""


class StoryIndex:
    """The live stories of one language. Not thread-safe; one partition owns it."""

    def __init__(self) -> None:
        self._states: dict[str, StoryState] = {}
        self._postings: dict[str, set[str]] = defaultdict(set)
        self._frequency: Counter[str] = Counter()
        self._story_of: dict[str, str] = {}
        self._articles = 0

    def __len__(self) -> int:
        return len(self._states)

    def __contains__(self, story: str) -> bool:
        return story in self._states

    def story_of(self, article: str) -> StoryState | None:
        """Return the live story that has this article."""
        story = self._story_of.get(article)
        return None if story is None else self._states[story]

    def state_of(self, story: str) -> StoryState:
        """Return a live story's state."""
        return self._states[story]

    def put(self, state: StoryState) -> None:
        """Add a story, or replace its state by a newer one."""
        self.drop(state.id)
        self._states[state.id] = state
        for term in state.weights:
            self._postings[term].add(state.id)
        self._frequency.update(state.counts)
        self._articles += state.size
        for article in state.articles:
            self._story_of[article] = state.id

    def drop(self, story: str) -> None:
        """Forget a story; one that is not here is no error."""
        state = self._states.pop(story, None)
        if state is None:
            return
        for term in state.weights:
            holders = self._postings[term]
            holders.discard(story)
            if not holders:
                del self._postings[term]
        self._frequency.subtract(state.counts)
        for term in state.counts:
            if not self._frequency[term]:
                del self._frequency[term]
        self._articles -= state.size
        for article in state.articles:
            self._story_of.pop(article, None)

    def rarity(self, term: str) -> float:
        """Inverse document frequency over the live stories' articles, smoothed so that a young index still weighs."""
        return math.log(1.0 + (self._articles + PRIOR) / (self._frequency.get(term, 0) + 1.0))

    def surplus(self, now: datetime, policy: StoryPolicy, *, opening: int = 0) -> list[str]:
        """Name the stories to drop: silent for longer than the horizon, and the longest silent beyond the bound.

        `opening`: stories that are about to be added. Looks at every story: ask when one opens, not at every article.
        """
        silent = sorted(self._states.values(), key=lambda state: (state.last, state.id))
        over = max(0, len(silent) + opening - policy.max_stories)
        return [
            state.id
            for place, state in enumerate(silent)
            if place < over or (now - state.last).total_seconds() > policy.horizon_days * DAY
        ]

    def nearest(self, terms: dict[str, float], at: datetime, policy: StoryPolicy) -> tuple[StoryState | None, float]:
        """Find the story with the highest decayed cosine (0 to 1) to an article's terms."""
        vector = {term: weight * self.rarity(term) for term, weight in terms.items()}
        length = math.sqrt(sum(w * w for w in vector.values()))
        if not length:
            return None, 0.0
        heaviest = sorted(vector, key=lambda term: (-vector[term], term))[:PROBES]
        candidates = sorted(set().union(*(self._postings.get(term, ()) for term in heaviest)))
        best, best_score = None, 0.0
        for story in candidates:
            state = self._states[story]
            days = abs((at - state.last).total_seconds()) / DAY
            if days > policy.horizon_days:
                continue
            decay = 0.5 ** (max(0.0, days - policy.fresh_days) / policy.half_life_days)
            dot = norm = 0.0
            for term, weight in state.weights.items():
                theirs = weight * self.rarity(term)
                norm += theirs * theirs
                mine = vector.get(term)
                if mine is not None:
                    dot += mine * theirs
            score = decay * dot / (length * math.sqrt(norm)) if norm else 0.0
            if score > best_score:
                best, best_score = state, score
        return best, best_score


def name_story(article: str) -> str:
    """Name a story after the article that opens it, the same at every try."""
    return "s" + hashlib.blake2b(article.encode(), digest_size=8).hexdigest()


def assign(index: StoryIndex, analysis: Analysis, policy: StoryPolicy) -> Assignment:
    """Decide which story an article joins, or that it opens one. Changes nothing; `index.put(state)` does."""
    article, at = analysis.article.id, analysis.article.published
    known = index.story_of(article)
    if known is not None:
        return Assignment(state=known, opened=known.opened_by == article, repeated=True, similarity=1.0)
    nearest, similarity = index.nearest(analysis.terms, at, policy)
    if nearest is not None and similarity >= policy.threshold:
        state = join(nearest, article, analysis.terms, at, policy)
        return Assignment(state=state, opened=False, repeated=False, similarity=similarity)
    empty = StoryState(
        id=name_story(article),
        title=analysis.article.title,
        language=analysis.article.language,
        weights={},
        counts={},
        size=0,
        articles=(),
        opened_by=article,
        last=at,
        closes=tuple(index.surplus(at, policy, opening=1)),
    )
    opened = join(empty, article, analysis.terms, at, policy)
    return Assignment(state=opened, opened=True, repeated=False, similarity=0.0)
