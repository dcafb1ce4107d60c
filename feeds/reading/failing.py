"""What every reader of bodies raises. Knows no format."""


class FeedError(ValueError):
    """These bytes are no feed. Its text says why, in words for the feed's health."""
