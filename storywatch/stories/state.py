"""What is kept of a live story: enough to rebuild the whole index from, in any order, to the same decisions."""

from datetime import datetime

from msgspec import Struct

from storywatch.stories.policy import StoryPolicy


class StoryState(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A live story, as the `stories` table keeps it."""

    id: str
    title: str
    language: str
    weights: dict[str, float]
    """Sum of its articles' term weights, each article scaled to length 1."""
    counts: dict[str, int]
    """In how many of its articles each term stands: the index sums these to document frequencies."""
    size: int
    """Articles so far."""
    articles: tuple[str, ...]
    """Ids of the latest articles."""
    opened_by: str
    last: datetime
    """The latest article's time."""
    closes: tuple[str, ...] = ()
    """Stories that had gone silent when this one opened. Kept, so that its article can close them again if it comes
    again because the first word of it was lost."""


def join(state: StoryState, article: str, terms: dict[str, float], at: datetime, policy: StoryPolicy) -> StoryState:
    """Take one more article into a story."""
    weights = dict(state.weights)
    counts = dict(state.counts)
    length = sum(w * w for w in terms.values()) ** 0.5 or 1.0
    for term, weight in terms.items():
        weights[term] = round(weights.get(term, 0.0) + weight / length, 5)
        counts[term] = counts.get(term, 0) + 1
    if len(weights) > policy.max_terms:
        kept = sorted(weights, key=lambda term: (-weights[term], term))[: policy.max_terms]
        weights = {term: weights[term] for term in kept}
        counts = {term: counts[term] for term in kept}
    return StoryState(
        id=state.id,
        title=state.title,
        language=state.language,
        weights=weights,
        counts=counts,
        size=state.size + 1,
        articles=(*state.articles, article)[-policy.max_articles :],
        opened_by=state.opened_by,
        last=max(state.last, at),
        closes=state.closes,
    )
