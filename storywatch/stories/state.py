"""What is kept of a live story: enough to rebuild the whole index from, in any order, to the same decisions."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from storywatch.kept import TAG
from storywatch.stories.policy import StoryPolicy

MAX_TOLD = 16
"""Stories that a story remembers to have absorbed, released or continued, the latest last."""


class Link(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An older story that a story continues, and why."""

    story: str
    similarity: float
    shared: tuple[str, ...]
    """The terms that both have among their heaviest: the reason."""


class Member(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of a story's latest articles, by its heaviest terms: enough to see that a story is two."""

    article: str
    terms: dict[str, float]
    """Weights in an article of length 1."""


class StoryState(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field=TAG, tag="story.2"):
    """A live story, as the `stories` table keeps it."""

    id: str
    title: str
    """Of the article that opened it; of a half, of the first that came to it: empty until then."""
    language: str
    weights: dict[str, float]
    """Sum of its articles' term weights, each article scaled to length 1 and faded by those that came after."""
    counts: dict[str, int]
    """In how many of its articles a term stands, where more than one; the index sums these to frequencies."""
    size: int
    """Articles so far."""
    articles: tuple[str, ...]
    """Ids of the latest articles."""
    opened_by: str
    last: datetime
    """The latest article's time."""
    closes: tuple[str, ...] = ()
    """Stories that ended with one of its articles, the latest that ended any: that try may be cut short before all
    that it keeps is written, and made again."""
    closed_by: str = ""
    """That article; empty for the one that opened this story."""
    continues: tuple[Link, ...] = ()
    """Older stories that this one continues: stories and links make up a saga."""
    absorbed: tuple[tuple[str, str], ...] = ()
    """Stories that turned out to be this one, also through another, each with the article that showed it; kept as
    `closes` is."""
    released: tuple[tuple[str, str], ...] = ()
    """Stories that turned out to be others, each with the article that showed it; kept as `closes` is."""
    parted: tuple[str, str] | None = None
    """The story that this one was half of, with the article that showed it; None for one that an article opened."""
    members: tuple[Member, ...] = ()
    """Its latest articles, the newest last."""


def join(state: StoryState, article: str, terms: dict[str, float], at: datetime, policy: StoryPolicy) -> StoryState:
    """Take one more article into a story."""
    length = sum(w * w for w in terms.values()) ** 0.5 or 1.0
    scaled = {term: w / length for term, w in terms.items()}
    kept = min(1.0, policy.memory / (state.size + 1))
    weights = dict(state.weights) if kept == 1.0 else {term: w * kept for term, w in state.weights.items()}
    counts = dict(state.counts)
    for term, weight in scaled.items():
        before = weights.get(term)
        weights[term] = (before or 0.0) + weight
        if before is not None:
            counts[term] = counts.get(term, 1) + 1
    heaviest = sorted(scaled.items(), key=lambda item: (-item[1], item[0]))[: policy.member_terms]
    member = Member(article=article, terms={term: round(w, 4) for term, w in heaviest})
    return _bounded(
        replace(
            state,
            weights=weights,
            counts=counts,
            size=state.size + 1,
            articles=(*state.articles, article),
            members=(*state.members, member),
            last=max(state.last, at),
        ),
        policy,
    )


def absorb(kept: StoryState, other: StoryState, article: str, policy: StoryPolicy) -> StoryState:
    """Make one story of two; `article` showed that they are."""
    weights, counts = dict(kept.weights), dict(kept.counts)
    for term, weight in other.weights.items():
        before = weights.get(term)
        weights[term] = (before or 0.0) + weight
        count = other.counts.get(term, 1) + (0 if before is None else counts.get(term, 1))
        if count > 1:
            counts[term] = count
    return _bounded(
        replace(
            kept,
            weights=weights,
            counts=counts,
            size=kept.size + other.size,
            articles=(*other.articles, *kept.articles),
            members=(*other.members, *kept.members),
            last=max(kept.last, other.last),
            continues=tuple(
                link for link in (*kept.continues, *other.continues) if link.story not in {kept.id, other.id}
            )[-MAX_TOLD:],
            absorbed=(*kept.absorbed, *other.absorbed, (other.id, article))[-MAX_TOLD:],
        ),
        policy,
    )


def release(
    state: StoryState, leaving: frozenset[str], name: str, article: str, policy: StoryPolicy
) -> tuple[StoryState, StoryState]:
    """Make two stories of one: what is left of it, and as story `name` the members that are `leaving`."""
    out = [member for member in state.members if member.article in leaving]
    stay = [member for member in state.members if member.article not in leaving]
    other = StoryState(
        id=name,
        title="",
        language=state.language,
        weights={},
        counts={},
        size=0,
        articles=(),
        opened_by="",
        last=state.last,
        parted=(state.id, article),
    )
    for member in out:
        other = join(other, member.article, member.terms, state.last, policy)
    left = replace(state, weights={}, counts={}, size=0, articles=(), members=())
    for member in stay:
        left = join(left, member.article, member.terms, state.last, policy)
    left = replace(
        left,
        size=state.size - len(out),
        articles=tuple(one for one in state.articles if one not in leaving),
        released=(*state.released, (name, article))[-MAX_TOLD:],
    )
    return left, other


def _bounded(state: StoryState, policy: StoryPolicy) -> StoryState:
    """Keep the heaviest terms, and the latest articles."""
    weights = state.weights
    if len(weights) > policy.max_terms:
        kept = sorted(weights, key=lambda term: (-weights[term], term))[: policy.max_terms]
        weights = {term: weights[term] for term in kept}
    return replace(
        state,
        weights={term: round(weight, 4) for term, weight in weights.items()},
        counts={term: count for term, count in state.counts.items() if term in weights},
        articles=state.articles[-policy.max_articles :],
        members=state.members[-policy.members :],
    )
