"""A feed's body to its articles and refusals, by the kind of the feed. Pure; run in a confined process."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from feeds.address import Kind
from feeds.reading.article import Source, make_articles, refuse
from feeds.reading.discovery import find_feeds
from feeds.reading.failing import FeedError
from feeds.reading.jobs import FeedJob, FeedRead
from feeds.reading.known_items import Cut, Record, cut_known, pack
from feeds.reading.parse import parse
from feeds.reading.raw_entry import RawFeed
from feeds.reading.sitemap import is_sitemap, parse_sitemap, unpack
from storywatch.messages import Article

NAMED = 3
"""Feeds of a page that its refusal names."""

MAX_START = 2_000
"""Bytes in which a sitemap says what it is."""


def read_body(job: FeedJob) -> FeedRead:
    """Read a body; what cannot be an article is refused with its reason, what cannot be a feed says why."""
    cut = cut_known(job.body, Record(job.known)) if job.kind == "feed" else Cut(job.body)
    try:
        raw = PARSERS[job.kind](cut.body, job.content_type, job.url)
        sure = not cut.whole and len(raw.entries) == len(cut.fresh) and not raw.left_out
        if cut.known and not sure:
            cut = Cut(job.body)
            raw = PARSERS[job.kind](job.body, job.content_type, job.url)
    except FeedError as error:
        return FeedRead(error=str(error))
    source = Source(job.feed, raw, job.title, known=cut.known)
    made = list(zip(raw.entries, make_articles(source, job.at), strict=True))
    names = [(entry.link, entry.guid) for entry in raw.entries]
    return FeedRead(
        articles=put_oldest_first([result for _, result in made if isinstance(result, Article)]),
        refused=tuple(refuse(entry, source, result, job.at) for entry, result in made if isinstance(result, str)),
        hints=raw.hints,
        left_out=raw.left_out,
        broken_off=raw.broken_off,
        leads=raw.leads,
        known=len(cut.known),
        record=pack(cut.known, cut.fresh, names) if sure else b"",
    )


def put_oldest_first(articles: Sequence[Article]) -> tuple[Article, ...]:
    """Turn a feed's order round where it lists the newest first, as nearly all do: what has no date keeps its turn."""
    times = [article.header.published for article in articles]
    rising = sum(earlier < later for earlier, later in pairwise(times))
    falling = sum(earlier > later for earlier, later in pairwise(times))
    return tuple(articles) if rising > falling else tuple(reversed(articles))


def _parse_feed(body: bytes, content_type: str, url: str) -> RawFeed:
    """A feed, or a sitemap that was listed as one; a page is refused with the names of its feeds."""
    body = unpack(body)
    if is_sitemap(body[:MAX_START]):
        return parse_sitemap(body, content_type, url)
    try:
        return parse(body, content_type, url)
    except FeedError as error:
        found = find_feeds(body, url)[:NAMED]
        if not found:
            raise
        names = " or ".join(one.url for one in found)
        raise FeedError(f"{error}; it names {names}: list that") from error


def _parse_page(body: bytes, content_type: str, url: str) -> RawFeed:
    """A page leads to the first feed that it names; a feed that was listed as a page is read."""
    found = find_feeds(body, url)
    if found:
        return RawFeed(site=url, leads=(found[0].url,))
    try:
        return parse(body, content_type, url)
    except FeedError as error:
        raise FeedError("a page that names no feed") from error


PARSERS: Mapping[Kind, Callable[[bytes, str, str], RawFeed]] = {
    "feed": _parse_feed,
    "sitemap": parse_sitemap,
    "page": _parse_page,
}
"""(body, content type, address) to a feed, by kind. Each raises FeedError, and nothing else."""
