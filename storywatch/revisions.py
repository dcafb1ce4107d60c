"""When an article that comes again is another revision: by its words, by who tells it, and only so many."""

import hashlib
from urllib.parse import urlsplit

from storywatch.messages import Article

MAX_REVISIONS = 20
"""Texts that one article may show. A page whose text differs at every poll would otherwise fill the archive."""


def digest_words(text: str) -> bytes:
    """Digest a text by its words alone: a reflowed text is the same text."""
    return hashlib.blake2b(" ".join(text.split()).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def may_retell(article: Article, told_by: str) -> bool:
    """Say whether a feed may change what another feed, `told_by`, has told of an article.

    Anybody's feed may list anybody's page, with whatever words. So the feed that told it may, another of the same host
    (an outlet's sections), and the outlet's own, wherever it was told first.
    """
    host = _host(article.feed)
    outlet = article.header.outlet
    return article.feed == told_by or host == _host(told_by) or host == outlet or host.endswith(f".{outlet}")


def _host(feed: str) -> str:
    try:
        return urlsplit(feed).hostname or ""
    except ValueError:
        return feed
