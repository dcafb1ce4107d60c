"""A feed that rolls faster than it is polled: items may come and go between two polls. Pure."""

from storywatch.archive import FeedState

LEAST = 5
"""Items of a feed that may roll; one that lists fewer may simply show its latest."""


def has_rolled_over(listed: int, new: int, before: FeedState) -> bool:
    """Judge a poll that found `listed` items, of which `new` were not known; `before` is the feed's last state.

    A feed that keeps its items for a while lists at least one again that it has listed before. None of them: some may
    have come and gone between the two polls.
    """
    return before.succeeded is not None and listed >= LEAST and new == listed


def describe_rolling(url: str, listed: int) -> str:
    """Word the warning."""
    return (
        f"{url} lists {listed} items and none that it listed at the last poll: some may have been missed. "
        "It is polled more often as its rhythm is learned; feeds.shortest_seconds bounds that"
    )
