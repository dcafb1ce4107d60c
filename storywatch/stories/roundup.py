"""Tells a page of unrelated headlines from an article. Reads the analysis; knows nothing of stories.

An article comes back to the names that it is about; a roundup drops each name after its own paragraph.
"""

from bisect import bisect_right

from storywatch.messages import Analysis

LEAST_PARAGRAPHS = 6
"""Paragraphs that name somebody, from which a page can be a roundup; a shorter one says too little."""

COHESION = 0.25
"""Share of these paragraphs, below which a page holds together by nothing."""


def is_roundup(analysis: Analysis) -> bool:
    """Say whether hardly any paragraph names somebody whom another one names too."""
    starts = [sentence.start for sentence in analysis.sentences]
    of_name: dict[str, set[int]] = {}
    for entity in analysis.entities:
        for start, _ in entity.mentions:
            place = bisect_right(starts, start) - 1
            if place >= 0 and (paragraph := analysis.sentences[place].paragraph) >= 0:
                of_name.setdefault(entity.name, set()).add(paragraph)
    naming = set().union(*of_name.values()) if of_name else set()
    held = set().union(*(where for where in of_name.values() if len(where) > 1)) if of_name else set()
    return len(naming) >= LEAST_PARAGRAPHS and len(held) < COHESION * len(naming)
