"""What decides whether an article belongs to a story, as data."""

from msgspec import Struct

from storywatch.bounds import Count, Positive, Share


class StoryPolicy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Thresholds of the clustering."""

    threshold: Share = 0.22
    """Likeness from which an article joins a story (measured: docs/quality.md)."""
    merge_threshold: Share = 0.5
    """Cosine of two stories from which they are one."""
    split_threshold: Share = 0.45
    """How like the articles across a story's two halves are, as a share of those within: below it, it is two."""
    least_half: Count = 3
    """Articles that each half has at least."""
    link_threshold: Share = 0.075
    """Likeness from which a story that opens continues an older one, if both have enough names in common."""
    link_terms: Count = 4
    """Terms that a story and the one that it continues must share among their heaviest."""
    fresh_days: Positive = 4.0
    """Days since a story's last article within which it attracts with its full similarity."""
    half_life_days: Positive = 30.0
    """Days beyond `fresh_days` after which a story attracts half as strongly."""
    horizon_days: Positive = 90.0
    """Days since its last article after which a story takes no more."""
    max_stories: Count = 100_000
    """Live stories of one language; the longest silent goes first. Each takes about 10 KB of memory."""
    max_terms: Count = 200
    """Terms kept of a story, the heaviest first."""
    max_articles: Count = 300
    """Article ids that a story remembers, newest last: what redelivery is recognised by."""
    members: Count = 16
    """Articles of which a story keeps the terms, to see whether it is two."""
    member_terms: Count = 40
    """Terms kept of each, the heaviest."""
    memory: Count = 50
    """Articles that make up a story's centre: each further one fades the earlier, so that a story can drift."""
