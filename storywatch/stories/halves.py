"""Whether a story is two: its latest articles fall into two halves, far less alike across than within.

Looked at again as the story grows, since an index learns only with time which words two events of one kind share.
Average-link clustering over at most `StoryPolicy.members` articles, by the rarities of the day.
"""

import numpy as np

from storywatch.stories.index import StoryIndex
from storywatch.stories.policy import StoryPolicy
from storywatch.stories.state import StoryState
from storywatch.stories.vocabulary import Weights

EVERY = 3
"""A story is looked at again after so many articles."""


def find_other_half(index: StoryIndex, state: StoryState, policy: StoryPolicy) -> frozenset[str]:
    """Name the articles of a story that are another story; none where it is one. The larger half stays."""
    members = state.members
    if len(members) < 2 * policy.least_half or state.size % EVERY:
        return frozenset()
    vectors = _normalised(index, state)
    likeness = vectors @ vectors.T
    one, other = _halve(likeness)
    if min(len(one), len(other)) < policy.least_half:
        return frozenset()
    across, within = float(likeness[np.ix_(one, other)].mean()), (_within(likeness, one) * _within(likeness, other))
    if across >= policy.split_threshold * within**0.5:
        return frozenset()
    leaving = other if len(other) <= len(one) else one
    return frozenset(members[place].article for place in leaving)


def _normalised(index: StoryIndex, state: StoryState) -> Weights:
    """Give each member's terms as a row of length 1, weighed by rarity."""
    places: dict[str, int] = {}
    for member in state.members:
        for term in member.terms:
            places.setdefault(term, len(places))
    rows = np.zeros((len(state.members), len(places)))
    for row, member in zip(rows, state.members, strict=True):
        row[[places[term] for term in member.terms]] = list(member.terms.values())
    rows *= index.rarities(list(places))
    found: Weights = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    return found


def _halve(likeness: Weights) -> tuple[list[int], list[int]]:
    """Join the two groups that are most alike on average, until two are left; the one with the first article first."""
    groups = [[place] for place in range(len(likeness))]
    between = likeness.copy()
    np.fill_diagonal(between, -1.0)
    while len(groups) > 2:  # noqa: PLR2004 - halves
        first, second = sorted(divmod(int(np.argmax(between)), len(groups)))
        sizes = len(groups[first]), len(groups[second])
        mean = (sizes[0] * between[first] + sizes[1] * between[second]) / sum(sizes)
        between[first, :], between[:, first] = mean, mean
        between[first, first] = -1.0
        between = np.delete(np.delete(between, second, 0), second, 1)
        groups[first] += groups.pop(second)
    return groups[0], groups[1]


def _within(likeness: Weights, places: list[int]) -> float:
    """Give the mean likeness of a half's articles to each other."""
    many = len(places)
    return float(likeness[np.ix_(places, places)].sum() - many) / max(1, many * (many - 1))
