"""The decision for one article: which story it joins or opens, and what that shows of other stories.

    assign(index, analysis, policy) -> Assignment

Only reads the index; `settle` takes the decision into it. The clock is the article's own time.
"""

import hashlib

from msgspec import Struct
from msgspec.structs import replace

from storywatch.messages import Analysis, StoryMerged, StorySplit, key_of
from storywatch.stories.halves import find_other_half
from storywatch.stories.index import Near, StoryIndex
from storywatch.stories.policy import StoryPolicy
from storywatch.stories.roundup import is_roundup
from storywatch.stories.state import Link, StoryState, absorb, join, release


class Assignment(Struct, frozen=True, kw_only=True):
    """Where an article belongs, and the story's state with it."""

    state: StoryState
    opened: bool
    repeated: bool
    """The story had the article already: nothing changes."""
    similarity: float
    """Likeness to the story before it joined, after decay; 0 where it opened one."""
    closes: tuple[str, ...] = ()
    """Stories that take no more: gone silent, or absorbed long ago."""
    absorbs: tuple[str, ...] = ()
    """Stories that this article showed to be its own story."""
    parted: StoryState | None = None
    """What the article's story turned out not to be: the other half, as it is now."""


def name_story(article: str) -> str:
    """Name a story after the article that opens it, the same at every try."""
    return "s" + hashlib.blake2b(article.encode(), digest_size=8).hexdigest()


def name_half(story: str, article: str) -> str:
    """Name the half that leaves a story, after the article that shows it; see `key_of` of the messages."""
    return f"{key_of(story)}.{name_story(f'{story} {article}')}"


def tell_moves(
    state: StoryState, article: str, index: StoryIndex, parted: StoryState | None
) -> tuple[StoryMerged | StorySplit, ...]:
    """Say what an article showed of the stories beside its own, which is `state` by now: `parted` as in Assignment,
    None also where the article had been taken in already by a try that was cut short."""
    merged = [StoryMerged(story=other, into=state.id) for other, by in state.absorbed if by == article]
    halves = [half for half in (state, parted) if half is not None and half.parted is not None]
    if parted is None:
        halves += [index.record(other) for other, by in state.released if by == article and other in index]
    split = [
        StorySplit(story=half.parted[0], into=half.id, articles=half.articles)
        for half in halves
        if half.parted is not None and half.parted[1] == article
    ]
    return (*merged, *split)


def assign(index: StoryIndex, analysis: Analysis, policy: StoryPolicy) -> Assignment:
    """Decide which story an article joins, or that it opens one."""
    article = analysis.article.id
    known = index.story_of(article)
    if known is not None:
        state = index.state(known)
        opened = state.opened_by == article
        closed = (state.closed_by or state.opened_by) == article
        return Assignment(
            state=state,
            opened=opened,
            repeated=True,
            similarity=1.0,
            closes=state.closes if closed else (),
            absorbs=tuple(other for other, by in state.absorbed if by == article),
        )
    near = [] if is_roundup(analysis) else index.nearest(analysis.terms, analysis.article.published, policy)
    if near and near[0].similarity >= policy.threshold:
        return _join(index, analysis, near, policy)
    return _open(index, analysis, near, policy)


def settle(index: StoryIndex, assignment: Assignment) -> None:
    """Take a decision into the index. Twice is as once."""
    for gone in (*assignment.closes, *assignment.absorbs):
        index.drop(gone)
    if not assignment.repeated:
        index.put(assignment.state)
        if assignment.parted is not None:
            index.put(assignment.parted)


def _join(index: StoryIndex, analysis: Analysis, near: list[Near], policy: StoryPolicy) -> Assignment:
    """Join the nearest story; another that the article is like may be the same, or half of this one another."""
    article = analysis.article.id
    state = join(index.state(near[0].story), article, analysis.terms, analysis.article.published, policy)
    state = replace(state, title=state.title or analysis.article.title)
    absorbs: list[str] = []
    before = state.absorbed
    for other in near[1:]:
        if other.similarity < policy.threshold or index.likeness(state, other.story) < policy.merge_threshold:
            continue
        second = index.state(other.story)
        kept, gone = (state, second) if (state.size, second.id) >= (second.size, state.id) else (second, state)
        state = absorb(kept, gone, article, policy)
        before = (*before, *second.absorbed)
        absorbs.append(gone.id)
    # What a story can no longer remember to have absorbed would never be closed with it.
    closes = tuple(other for other, by in before if (other, by) not in state.absorbed) if absorbs else ()
    if closes:
        state = replace(state, closes=closes, closed_by=article)
    parted = None
    leaving = frozenset() if absorbs else find_other_half(index, state, policy)
    if leaving:
        state, parted = release(state, leaving, name_half(state.id, article), article, policy)
        if article in leaving:
            state, parted = replace(parted, title=analysis.article.title), state
    return Assignment(
        state=state,
        opened=False,
        repeated=False,
        similarity=near[0].similarity,
        closes=closes,
        absorbs=tuple(absorbs),
        parted=parted,
    )


def _open(index: StoryIndex, analysis: Analysis, near: list[Near], policy: StoryPolicy) -> Assignment:
    """Open a story, linked to the one that it continues. A roundup's has no terms and attracts nothing."""
    header = analysis.article
    silent = index.surplus(header.published, policy, opening=1)
    # What a story has absorbed ends with it: until then an article that comes again finds the ledger that judged it.
    closes = tuple(gone for story in silent for gone in (story, *(other for other, _ in index.record(story).absorbed)))
    empty = StoryState(
        id=name_story(header.id),
        title=header.title,
        language=header.language,
        weights={},
        counts={},
        size=0,
        articles=(),
        opened_by=header.id,
        last=header.published,
        closes=closes,
        continues=_links(index, analysis.terms, near, policy),
    )
    terms = {} if is_roundup(analysis) else analysis.terms
    state = join(empty, header.id, terms, header.published, policy)
    return Assignment(state=state, opened=True, repeated=False, similarity=0.0, closes=closes)


def _links(index: StoryIndex, terms: dict[str, float], near: list[Near], policy: StoryPolicy) -> tuple[Link, ...]:
    """Name the story that a new one continues: it is like it, and they have enough heavy terms in common."""
    if not near or near[0].similarity < policy.link_threshold:
        return ()
    shared = index.shared(terms, near[0].story, 2 * policy.link_terms)
    if len(shared) < policy.link_terms:
        return ()
    return (Link(story=near[0].story, similarity=round(near[0].similarity, 3), shared=shared),)
