"""Which of the articles that come are new: by the id and by the words. Inside the caller's transaction."""

import sqlite3
from collections.abc import Iterable
from datetime import timedelta

import msgspec

from storywatch.messages import Article, encode
from storywatch.revisions import MAX_REVISIONS, digest_words, may_retell

SEEN_GRAIN = timedelta(days=1).total_seconds()
"""By how much what is noted of a listed article may lag behind its feed's last body."""

NOTE_GRAIN = SEEN_GRAIN / 2
"""What is still listed is noted at most this often, so that it costs few writes; a poller may leave out for as long
again what it has read before."""


def insert_new(sql: sqlite3.Connection, articles: Iterable[Article]) -> list[Article]:
    """Insert what is new, and return it with its revision numbered."""
    accepted = []
    for article in articles:
        digest = digest_words(article.text)
        seen = article.header.fetched.timestamp()
        known = sql.execute(
            "SELECT revision, digest, published, seen, feed FROM articles WHERE id = ? ORDER BY revision",
            (article.header.id,),
        ).fetchall()
        teller = known[-1][4] if known else article.feed
        foreign = not may_retell(article, teller)
        if foreign or any(row[1] == digest for row in known) or len(known) >= MAX_REVISIONS:
            if known[-1][3] < seen - NOTE_GRAIN:
                feed = teller if foreign else article.feed
                sql.execute("UPDATE articles SET seen = ?, feed = ? WHERE id = ?", (seen, feed, article.header.id))
            continue
        new = _numbered(article, known[-1][0], known[-1][2]) if known else article
        sql.execute(
            "INSERT INTO articles (id, revision, digest, published, feed, seen, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                new.header.id, new.header.revision, digest, new.header.published.timestamp(),
                new.feed, seen, encode(new),
            ),
        )  # fmt: skip
        accepted.append(new)
    return accepted


def note_seen(sql: sqlite3.Connection, listed: Iterable[Article]) -> None:
    """Articles that are read from their pages are still listed; their ids may be others than the feed's."""
    sql.executemany(
        "UPDATE articles SET seen = ?1 WHERE id = (SELECT article FROM pages WHERE id = ?2) AND seen < ?1 - ?3",
        [(one.header.fetched.timestamp(), one.header.id, NOTE_GRAIN) for one in listed],
    )


def _numbered(article: Article, latest: int, published: float) -> Article:
    header = article.header
    moment = header.published if header.published.timestamp() > published else header.fetched
    return msgspec.structs.replace(
        article, header=msgspec.structs.replace(header, revision=latest + 1, published=moment)
    )
