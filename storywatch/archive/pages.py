"""Articles whose pages are fetched: waiting for their full text, and looked at again later. In the journal's file.

Knows nothing of HTTP or of what a page says: what becomes of a page is decided elsewhere, and a `PageChange` tells it.

An entry of a feed with full texts is admitted here, in the same transaction as its feed's validators, and is no article
until its page has been read or given up. Then its article is accepted and its row changed, in one transaction too: a
kill at any moment leaves it here or there, never in both and never in neither. A row is changed only from the version
that was looked at, so that two who fetched one page publish it once.

Bounds: a row lives as long as its article in the journal; MAX_WATCHED are looked at again; a feed that words an entry
anew has its page fetched at most MAX_RELISTED times, and no sooner than RELISTED_AFTER after the last time; how many of
a feed are fetched a day is page_budget.py's.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec
from msgspec import Struct

from storywatch.archive.page_budget import Budget
from storywatch.messages import Article
from storywatch.messages.article import Instant
from storywatch.messages.codec import decoder_of
from storywatch.revisions import MAX_REVISIONS, digest_words, may_retell

MAX_WATCHED = 20_000
"""Pages that wait for another look; beyond, a page is read once. A row is about a kilobyte."""

MAX_RELISTED = MAX_REVISIONS

RELISTED_AFTER = timedelta(minutes=10)


class Page(Struct, frozen=True, kw_only=True, tag_field="page", tag="page.1"):
    """One page. A field that a later version adds is given a default."""

    id: str
    """Of the entry as its feed lists it; the article's may be another where the page names another address."""
    version: int = 0
    """Counts changes."""
    article: Article
    """As the feed gives it; without its text once the page is no longer waited for."""
    listed: str
    """Digest of the text that the feed gave last."""
    pending: bool = True
    """No article yet, or the feed says something new of it."""
    due: Instant | None
    """When to fetch it; None: never again."""
    fetched: Instant | None = None
    """When it was fetched last."""
    watched: Instant | None = None
    """When its text was read first: the looks count from here. None: it is not looked at again."""
    looks: int = 0
    """Done since."""
    tries: int = 0
    """That failed in a row, and may succeed later."""
    missing: int = 0
    """Looks in a row that found no page."""
    relisted: int = 0
    """How often the feed has worded it anew."""
    etag: str | None = None
    last_modified: str | None = None


class PageChange(Struct, frozen=True):
    """What becomes of a page after a look, and the article to be accepted with it, if any."""

    page: Page
    """With the version that was looked at."""
    article: Article | None = None


class Admitted(NamedTuple):
    """Entries whose pages were to be fetched."""

    new: list[Article]
    """They wait for their pages; the others are known, or worded anew."""
    beyond: list[Article]
    """Their feed has had as many pages fetched as it may: they go as the feed gives them."""


def admit(sql: sqlite3.Connection, articles: Iterable[Article]) -> Admitted:
    """Take entries whose pages are to be fetched, within what their feeds may have fetched."""
    new, beyond, budget = [], [], Budget(sql)
    for article in articles:
        key, listed = article.header.id, _digest(article.text)
        page = _read(sql, key)
        if page is None:
            # Published before its pages were asked for: it stays as it is.
            known = sql.execute("SELECT 1 FROM articles WHERE id = ?", (key,)).fetchone() is not None
            if not known and not budget.take(article.feed, article.header.fetched):
                beyond.append(article)
                continue
            due = None if known else article.header.fetched
            body = msgspec.structs.replace(article, text="") if known else article
            _write(sql, Page(id=key, article=body, listed=listed, pending=not known, due=due))
            if not known:
                new.append(article)
        elif page.listed != listed and page.relisted < MAX_RELISTED and may_retell(article, page.article.feed):
            worded = msgspec.structs.replace(page, version=page.version + 1, listed=listed, relisted=page.relisted + 1)
            if page.pending:  # it is fetched anyway
                _write(sql, msgspec.structs.replace(worded, article=article))
            elif budget.take(article.feed, article.header.fetched):
                soonest = page.fetched + RELISTED_AFTER if page.fetched is not None else article.header.fetched
                due = max(article.header.fetched, soonest)
                _write(sql, msgspec.structs.replace(worded, article=article, pending=True, due=due, tries=0))
            elif not page.watched:  # else what the page said stands, until there is a page to spend on it
                _write(sql, worded)
                beyond.append(article)
    budget.store()
    return Admitted(new, beyond)


def settle(sql: sqlite3.Connection, changes: Iterable[PageChange]) -> list[Article]:
    """Store what became of pages; return the articles to be accepted. A page that changed meanwhile is left alone."""
    articles = []
    for change in changes:
        stored = _read(sql, change.page.id)
        if stored is None or stored.version != change.page.version:
            continue
        due = change.page.due
        if due is not None and not change.page.pending and not stored.watched and _is_full(sql):
            due = None
        _write(
            sql,
            msgspec.structs.replace(change.page, version=stored.version + 1, due=due),
            change.article.header.id if change.article is not None else None,
        )
        if change.article is not None:
            articles.append(change.article)
    return articles


def leave_out(sql: sqlite3.Connection, articles: Sequence[Article]) -> Sequence[Article]:
    """Return those that are not read from their pages: where two feeds list one, the one with full texts tells."""
    if sql.execute("SELECT 1 FROM pages LIMIT 1").fetchone() is None:
        return articles
    # Another feed may list a page under the address that the page itself names: its article's id, not its entry's.
    mark = "SELECT 1 FROM pages WHERE (id = ?1 OR article = ?1) AND (pending OR watched)"
    return [one for one in articles if sql.execute(mark, (one.header.id,)).fetchone() is None]


def find_due(sql: sqlite3.Connection, now: datetime, limit: int, per_host: int) -> list[Page]:
    """Return due pages, at most `per_host` of an outlet; those that articles wait for first, then the soonest."""
    rows = sql.execute(
        "SELECT body FROM pages JOIN "
        "(SELECT id, row_number() OVER (PARTITION BY host ORDER BY pending DESC, due) AS turn "
        "FROM pages WHERE due <= ?) USING (id) WHERE turn <= ? ORDER BY pending DESC, due LIMIT ?",
        (now.timestamp(), per_host, limit),
    ).fetchall()
    return [decoder_of(Page).decode(body) for (body,) in rows]


def count_pages(sql: sqlite3.Connection) -> tuple[int, int]:
    """How many wait for their text, and how many for another look."""
    (pending,) = sql.execute("SELECT count(*) FROM pages WHERE due IS NOT NULL AND pending").fetchone()
    (watched,) = sql.execute("SELECT count(*) FROM pages WHERE due IS NOT NULL AND NOT pending").fetchone()
    return int(pending), int(watched)


def prune_pages(sql: sqlite3.Connection) -> None:
    """Forget pages whose articles the journal has forgotten."""
    sql.execute(
        "DELETE FROM pages WHERE NOT pending AND NOT EXISTS (SELECT 1 FROM articles WHERE id = pages.article)",
    )


def _read(sql: sqlite3.Connection, key: str) -> Page | None:
    row = sql.execute("SELECT body FROM pages WHERE id = ?", (key,)).fetchone()
    return decoder_of(Page).decode(row[0]) if row is not None else None


def _write(sql: sqlite3.Connection, page: Page, article: str | None = None) -> None:
    sql.execute(
        "INSERT INTO pages (id, article, due, pending, watched, body, host) "
        "VALUES (?1, coalesce(?2, ?1), ?3, ?4, ?5, ?6, ?7) "
        "ON CONFLICT (id) DO UPDATE "
        "SET article = coalesce(?2, article), due = ?3, pending = ?4, watched = ?5, body = ?6, host = ?7",
        (
            page.id, article, page.due.timestamp() if page.due is not None else None, page.pending,
            page.watched is not None, msgspec.json.encode(page),
            # The outlet, not the host: a feed may give each of its entries a host of its own.
            page.article.header.outlet,
        ),
    )  # fmt: skip


def _is_full(sql: sqlite3.Connection) -> bool:
    (count,) = sql.execute("SELECT count(*) FROM pages WHERE due IS NOT NULL AND NOT pending").fetchone()
    return int(count) >= MAX_WATCHED


def _digest(text: str) -> str:
    return digest_words(text).hex()
