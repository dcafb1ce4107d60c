"""What decides whether an article belongs to a story, as data."""

from msgspec import Struct

from storywatch.bounds import Count, Positive, Share


class StoryPolicy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Thresholds of the clustering."""

    threshold: Share = 0.21
    """Cosine from which an article joins a story (measured: docs/quality.md)."""
    fresh_days: Positive = 4.0
    """Days since a story's last article within which it attracts with its full similarity."""
    half_life_days: Positive = 30.0
    """Days beyond `fresh_days` after which a story attracts half as strongly."""
    horizon_days: Positive = 90.0
    """Days since its last article after which a story takes no more."""
    max_stories: Count = 5_000
    """Live stories of one language; the longest silent goes first."""
    max_terms: Count = 300
    """Terms kept of a story, those in most of its articles first."""
    max_articles: Count = 500
    """Article ids that a story remembers, newest last: what redelivery is recognised by."""
