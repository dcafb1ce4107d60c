"""A fetched body into articles and refusals, by the kind of its feed. Pure but for counting: fetches nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from feeds import metrics
from feeds.address import FeedAddress, Kind
from feeds.article import Source, make_articles, refuse
from feeds.canonical import without_credentials
from feeds.failing import FeedError
from feeds.hints import Hints
from feeds.outcome import Failed, Fetched, Outcome
from feeds.parse import parse
from feeds.raw_entry import RawFeed
from storywatch.messages import Article, Quarantined


@dataclass(frozen=True)
class Polled:
    """One feed's poll, not yet stored."""

    feed: FeedAddress
    outcome: Outcome
    at: datetime
    articles: tuple[Article, ...] = ()
    refused: tuple[Quarantined, ...] = ()
    hints: Hints | None = None
    """What the body asked for; None where none was read."""


Parse = Callable[[bytes, str, str], RawFeed]
"""(body, content type, address) to a feed. Raises FeedError, and nothing else."""

PARSERS: Mapping[Kind, Parse] = {"feed": parse}
"""How each kind of feed is read; the other kinds are added here."""


def read(feed: FeedAddress, fetched: Fetched, at: datetime) -> Polled:
    """Parse a body; what cannot be an article is refused with its reason, what cannot be a feed fails the poll."""
    try:
        raw = PARSERS[feed.kind](fetched.body, fetched.content_type, fetched.url)
    except FeedError as error:
        return Polled(feed, Failed("unreadable", str(error)), at)
    if raw.left_out:
        metrics.LEFT_OUT.inc(raw.left_out)
    source = Source(without_credentials(feed.url), raw, feed.title)
    made = list(zip(raw.entries, make_articles(source, at), strict=True))
    return Polled(
        feed,
        fetched,
        at,
        tuple(result for _, result in made if isinstance(result, Article)),
        tuple(refuse(entry, source, result, at) for entry, result in made if isinstance(result, str)),
        raw.hints,
    )
