"""Which earlier text an article repeats, how much of it, and which of its sentences are its own.

Containment, not likeness: a copy may be trimmed, re-headlined, lightly edited, and have paragraphs of its own around
what it copies. Words in quotation marks and sentences that many texts share (*About us*) make no copy: whoever reports
on a speech or prints a notice has those too. Pure; knows nothing of stories' words or of what a sentence says.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from storywatch.bounds import Count, Positive, Share
from storywatch.messages import Sentence
from storywatch.stories.texts import Text, TextIndex, reduce_shingles
from storywatch.stories.wording import RUN, Wording, telling_words

DAY = 86_400.0
"""Seconds."""

PROBED = 4
"""Earlier texts that are looked at closely, those that share most sampled shingles."""

BRIEF = 150
"""Words of an article below which one sampled shingle in common is enough to look; chance alone gives many such."""

LEAST_RUN = 4
"""Shingles in a row, so seven words: fewer are a turn of phrase."""

GAP = 2
"""Words between two shared runs that count as shared: an editor's *percent* for *per cent*."""

HEAD = 4
"""The first of so many parts of an article, of which a copy has something too."""

DISTINCT = 0.6
"""Of the shingles that a copy must share so many must differ: one sentence said twenty times is one sentence."""


class CopyPolicy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What makes an article a copy, as data. Words in quotation marks and common sentences do not count."""

    least_words: Count = 30
    """Words that a copy shares with its source at least."""
    least_share: Share = 0.50
    """Share of the article's words that its source has, from which it is a copy (measured: docs/quality.md) ..."""
    least_mutual: Share = 0.33
    """... or mean of the shares of either's words that the other has ..."""
    least_each: Share = 0.25
    """... each of which is at least this."""
    sentence_share: Share = 0.75
    """Share of a sentence's words from which the sentence is repeated: the rest was edited."""
    same_page: Share = 0.2
    """Share of an edited page's words that stay; below it is another article at the same address."""
    horizon_days: Positive = 14.0
    """Days between an article and one that it can be a copy of."""
    max_texts: Count = 100_000
    """Texts of one language that are remembered, about 2 KB each; the oldest go first."""
    common_texts: Count = 3
    """Independent texts that share a sentence which belongs to none of them: *sign up to our newsletter*."""


@dataclass(frozen=True)
class Likeness:
    """An article beside one earlier text."""

    text: Text
    exact: NDArray[np.bool_]
    """Of each word of the article's prose: the earlier text has it, in the same surroundings."""
    shared: NDArray[np.bool_]
    """The same, with what was edited between two such words."""
    words: int
    """Shared words of the article's own choice, common sentences left out."""
    share: float
    """... as a share of all such words of the article, 0 to 1."""
    reproduced: float
    """... as a share of all such words of the earlier text."""
    foot: bool
    """The article's beginning is its own: what is said about an outlet stands at the end."""


@dataclass(frozen=True)
class Comparison:
    """An article beside the texts that it resembles, the one that it shares most with first."""

    wording: Wording
    likes: tuple[Likeness, ...]
    fresh: NDArray[np.uint64]
    """Sampled shingles that no remembered text has."""

    def share_of(self, text: Text) -> float:
        """Give the share of the article's words that a text has, 0 to 1."""
        return next((like.share for like in self.likes if like.text is text), 0.0)


def compare(texts: TextIndex, wording: Wording, article: str, at: datetime, policy: CopyPolicy) -> Comparison:
    """Compare an article's words with those of the texts remembered; its own earlier revision is none of them."""
    holders, fresh = texts.look_up(wording.shingles, article)
    counted = Counter(holders)
    least = 1 if len(wording.words) < BRIEF else 2
    near = [
        text
        for number, many in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[: 2 * PROBED]
        if many >= least
        and (text := texts.numbered(number)) is not None
        and abs((at - text.published).total_seconds()) <= policy.horizon_days * DAY
    ][:PROBED]
    if not near:
        return Comparison(wording, (), fresh)
    common = texts.common(wording.prints, policy.common_texts)
    counts = wording.own & ~common[wording.sentence]
    reduced = reduce_shingles(wording.shingles)
    whole = int(np.count_nonzero(counts))
    likes = [like for text in near if (like := _liken(text, texts.has(text, reduced), counts, whole, reduced))]
    likes.sort(key=lambda like: (-like.words, like.text.number))
    return Comparison(wording, tuple(likes), fresh)


def find_source(comparison: Comparison, policy: CopyPolicy, story_of: Callable[[Text], str | None]) -> Text | None:
    """Return the text that an article is a copy of, if its story still lives."""
    for like in comparison.likes:
        if _is_copy(like, policy) and story_of(like.text) is not None:
            return like.text
    return None


def _is_copy(like: Likeness, policy: CopyPolicy) -> bool:
    mutual = like.share + like.reproduced >= 2.0 * policy.least_mutual
    each = min(like.share, like.reproduced) >= policy.least_each
    enough = like.share >= policy.least_share or (mutual and each)
    return enough and like.words >= policy.least_words and not like.foot


def find_repeated(
    comparison: Comparison,
    sentences: Sequence[Sentence],
    policy: CopyPolicy,
    story: str,
    story_of: Callable[[Text], str | None],
) -> tuple[int, ...]:
    """Return the sentences that a story's earlier articles have, by index.

    An edited sentence is repeated too, unless a number or a name in it is another.
    """
    wording = comparison.wording
    likes = [like for like in comparison.likes if story_of(like.text) == story]
    if not likes:
        return ()
    known = {one for like in likes for one in like.text.read_prints().tolist()} - {0}
    repeated = {place for place, one in enumerate(wording.prints.tolist()) if one in known}
    shared = np.logical_or.reduce([like.shared for like in likes])
    exact = np.logical_or.reduce([like.exact for like in likes])
    many = np.bincount(wording.sentence, minlength=len(sentences))
    have = np.bincount(wording.sentence, shared, minlength=len(sentences))
    edited = np.flatnonzero((many >= RUN) & (have >= policy.sentence_share * many))
    for place in set(edited.tolist()) - repeated:
        changed = wording.words[(wording.sentence == place) & ~exact]
        if telling_words(sentences[place].text).isdisjoint(changed.tolist()):
            repeated.add(place)
    return tuple(sorted(repeated))


def _liken(
    text: Text, hits: NDArray[np.bool_], counts: NDArray[np.bool_], whole: int, reduced: NDArray[np.uint16]
) -> Likeness | None:
    """Say how like a text is, by the shingles that it has; None where it has no passage of the article."""
    starts, ends = _passages(hits)
    if not len(starts):
        return None
    exact = _fill(starts, ends, len(counts))
    bridged = np.flatnonzero(starts[1:] - ends[:-1] <= GAP)
    ends[bridged] = starts[bridged + 1]
    shared = _fill(starts, ends, len(counts))
    words = int(np.count_nonzero(shared & counts))
    if words:
        words = min(words, int(len(np.unique(reduced[hits])) / DISTINCT))
    return Likeness(
        text=text,
        exact=exact,
        shared=shared,
        words=words,
        share=words / whole if whole else 0.0,
        reproduced=min(1.0, words / text.own) if text.own else 0.0,
        foot=not shared[: len(shared) // HEAD].any(),
    )


def _passages(hits: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Find the runs of shared shingles that are long enough; return their first words and those after their last."""
    edges = np.diff(hits, prepend=False, append=False)
    turns = np.flatnonzero(edges)
    starts, ends = turns[0::2], turns[1::2]
    long = ends - starts >= LEAST_RUN
    return starts[long], ends[long] + RUN - 1


def _fill(starts: NDArray[np.intp], ends: NDArray[np.intp], words: int) -> NDArray[np.bool_]:
    """Mark the words of passages. One begins where another ends at most once, so the counts are right."""
    change = np.zeros(words + 1, np.int8)
    change[starts] += 1
    change[ends] -= 1
    filled: NDArray[np.bool_] = np.cumsum(change[:-1]) > 0
    return filled
