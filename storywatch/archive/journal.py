"""Every accepted article, until its last step has marked it done; and the feeds' states beside it.

The poller's outbox on a cluster (done: the broker has acknowledged it), the pipeline's durable truth in the embedded
mode (done: the last step has finished it). Knows nothing of Kafka, of feeds' formats or of what a step does.

Bounds: a done row loses its body at once and keeps its id for DEDUP_WINDOW after a feed last listed it (a feed that
answers that it is unchanged still lists what it listed); one article has at most MAX_REVISIONS.
What waits is bounded by the disk alone, on purpose: it is what may not be lost.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec

from storywatch.archive.accepting import SEEN_GRAIN, insert_new, note_seen
from storywatch.archive.database import Database
from storywatch.archive.feed_health import note_listed
from storywatch.archive.feed_state import FeedState
from storywatch.archive.leases import find_lost
from storywatch.archive.page_budget import Spent, count_beyond, forget_old, read_all
from storywatch.archive.pages import (
    Page,
    PageChange,
    admit,
    count_pages,
    find_due,
    leave_out,
    prune_pages,
    settle,
)
from storywatch.messages import Article, Quarantined, decode, encode
from storywatch.messages.codec import UndecodableMessageError, decoder_of
from storywatch.quarantine import set_aside

DEDUP_WINDOW = timedelta(days=30)
"""For so long after it was last listed an article is known again; feeds list items for days, some for months."""


class Waiting(NamedTuple):
    """An undone row."""

    seq: int
    article: Article
    sent: datetime | None
    """When the broker last acknowledged it."""
    sends: int


class Counts(NamedTuple):
    """Rows in the journal: accepted = done + waiting."""

    accepted: int
    done: int
    waiting: int


class Accepted(NamedTuple):
    """What was new."""

    articles: list[Article]
    """With their revisions numbered."""
    admitted: list[Article]
    """Entries that wait for their pages."""
    beyond: list[Article]
    """Entries that go without their pages: their feeds have had as many fetched as they may."""


class LeaseLostError(Exception):
    """Shares of the work were taken by another meanwhile. Fate: drop what was done for them; nothing was stored."""

    def __init__(self, names: frozenset[str]) -> None:
        super().__init__(f"taken over by another: {', '.join(sorted(names))}")
        self.names = names


class Journal:
    """The journal in one archive file; threads and processes may share it."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path)

    def accept(
        self,
        articles: Sequence[Article],
        states: Iterable[FeedState] = (),
        refused: Iterable[Quarantined] = (),
        held: Mapping[str, int] | None = None,
    ) -> list[Article]:
        """Store what is new among `articles`, in this order, and return it with its revision numbered.

        An id with a text that it has shown before is known; with another text it is its next revision. A revision
        whose outlet still gives the earlier text's time takes `fetched` as its own: the text cannot be older than the
        poll that did not yet see it. `states` and `refused` are stored in the same transaction, so that a feed's
        validators are never newer than what came with them. Survives a power cut.

        `held` is what all this was done under, lease → token (leases.py). Raises LeaseLostError, with nothing stored,
        where one of them is another's by now.
        """
        return self.take_in(articles, states, refused, held).articles

    def take_in(
        self,
        articles: Sequence[Article],
        states: Iterable[FeedState] = (),
        refused: Iterable[Quarantined] = (),
        held: Mapping[str, int] | None = None,
        *,
        waiting: Sequence[Article] = (),
        pages: Iterable[PageChange] = (),
    ) -> Accepted:
        """`accept`, and with it what concerns pages: entries that wait for theirs, and what came of looks at some."""
        with self._database.writing(durable=True) as sql:
            if lost := find_lost(sql, held or {}):
                raise LeaseLostError(lost)
            admitted, beyond = admit(sql, waiting)
            told = settle(sql, pages)
            own = leave_out(sql, [*articles, *beyond])
            accepted = insert_new(sql, [*own, *told])
            went = {one.header.id for one in accepted}
            beyond = [one for one in beyond if one.header.id in went]
            count_beyond(sql, [one.feed for one in beyond])
            listed = [*articles, *waiting]
            changed = {article.feed: article.header.fetched.timestamp() for article in listed}
            sql.executemany(
                "INSERT INTO listings (feed, changed, answered) VALUES (?1, ?2, ?2) "
                "ON CONFLICT (feed) DO UPDATE SET changed = excluded.changed, answered = excluded.answered",
                changed.items(),
            )
            new = {one.header.id for one in accepted if one.header.revision == 1} - {one.header.id for one in told}
            note_listed(sql, listed, new | {one.header.id for one in admitted})
            note_seen(sql, waiting)
            _refuse(sql, refused)
            sql.executemany(
                "INSERT INTO feeds (url, body) VALUES (?, ?) ON CONFLICT (url) DO UPDATE SET body = excluded.body",
                [(state.url, msgspec.json.encode(state)) for state in states],
            )
        return Accepted(accepted, admitted, beyond)

    def undone(self, limit: int, older_than: datetime | None = None, after: int = 0) -> list[Waiting]:
        """Up to `limit` rows that are not done, in the order of acceptance, from the one after sequence `after`.

        `older_than` leaves out those that the broker acknowledged at or after it; never sent ones always count.
        A row that cannot be read is done and refused, so that it holds up no other.
        """
        horizon = older_than.timestamp() if older_than is not None else float("inf")
        while True:
            with self._database.reading() as sql:
                rows = sql.execute(
                    "SELECT seq, body, sent, sends FROM articles "
                    "WHERE done = 0 AND seq > ? AND (sent IS NULL OR sent < ?) ORDER BY seq LIMIT ?",
                    (after, horizon, limit),
                ).fetchall()
            found = []
            for seq, body, sent, sends in rows:
                try:
                    found.append(Waiting(seq, decode(body, Article), _moment(sent), sends))
                except UndecodableMessageError as error:
                    self._give_up(seq, error)
            if found or not rows:
                return found

    def mark_sent(self, seqs: Iterable[int], at: datetime) -> None:
        """The broker has acknowledged these rows. A mark lost to a power cut only sends them again."""
        with self._database.writing(durable=False) as sql:
            sql.executemany(
                "UPDATE articles SET sent = ?, sends = sends + 1 WHERE seq = ?", [(at.timestamp(), seq) for seq in seqs]
            )

    def mark_done(self, article_id: str, revision: int) -> bool:
        """Nothing more will be done for this row: drop its body. True if it was waiting.

        A mark lost to a power cut only has the article handled again, and every step is idempotent.
        """
        return self.mark_all_done([(article_id, revision)]) == 1

    def mark_all_done(self, rows: Iterable[tuple[str, int]]) -> int:
        """`mark_done` for many (id, revision) in one transaction; how many of them were waiting."""
        with self._database.writing(durable=False) as sql:
            before = sql.total_changes
            sql.executemany(
                "UPDATE articles SET done = 1, body = NULL WHERE id = ? AND revision = ? AND done = 0", rows
            )
            return sql.total_changes - before

    def is_done(self, article_id: str, revision: int) -> bool:
        """Say whether this row was marked done."""
        with self._database.reading() as sql:
            row = sql.execute(
                "SELECT done FROM articles WHERE id = ? AND revision = ?", (article_id, revision)
            ).fetchone()
        return row is not None and bool(row[0])

    def unsent_refusals(self, limit: int) -> list[Quarantined]:
        """Refused entries that the broker has not acknowledged."""
        with self._database.reading() as sql:
            rows = sql.execute("SELECT body FROM refused WHERE body IS NOT NULL LIMIT ?", (limit,)).fetchall()
        return [decode(body, Quarantined) for (body,) in rows]

    def mark_refusals_sent(self, ids: Iterable[str]) -> None:
        """The broker has acknowledged these; their ids stay, so that the next poll does not refuse them again."""
        with self._database.writing(durable=False) as sql:
            sql.executemany("UPDATE refused SET body = NULL WHERE id = ?", [(key,) for key in ids])

    def still_listed(self, feeds: Iterable[str], now: datetime) -> None:
        """These feeds, as `Article.feed` names them, have answered that they list what they listed last."""
        with self._database.writing(durable=False) as sql:
            sql.executemany(
                "UPDATE listings SET answered = ?1 WHERE feed = ?2 AND answered < ?1 - ?3",
                [(now.timestamp(), feed, SEEN_GRAIN) for feed in feeds],
            )

    def due_pages(self, now: datetime, limit: int, per_host: int = 1_000) -> list[Page]:
        """Pages that are to be fetched now, at most `per_host` of a host; those whose article waits for them first."""
        with self._database.reading() as sql:
            return find_due(sql, now, limit, per_host)

    def pages(self) -> tuple[int, int]:
        """How many pages wait for their text, and how many for another look."""
        with self._database.reading() as sql:
            return count_pages(sql)

    def page_budgets(self) -> dict[str, Spent]:
        """What each feed has had fetched for its full texts, by the feed as `Article.feed` names it."""
        with self._database.reading() as sql:
            return read_all(sql)

    def feed_states(self) -> dict[str, FeedState]:
        """Every feed's last state, by its address."""
        with self._database.reading() as sql:
            rows = sql.execute("SELECT url, body FROM feeds").fetchall()
        return {url: decoder_of(FeedState).decode(body) for url, body in rows}

    def counts(self) -> Counts:
        """Rows accepted (and not yet pruned), done, and waiting."""
        with self._database.reading() as sql:
            (accepted,) = sql.execute("SELECT count(*) FROM articles").fetchone()
            (waiting,) = sql.execute("SELECT count(*) FROM articles WHERE done = 0").fetchone()
        return Counts(accepted, accepted - waiting, waiting)

    def waiting(self) -> int:
        """How many rows are not done."""
        with self._database.reading() as sql:
            (waiting,) = sql.execute("SELECT count(*) FROM articles WHERE done = 0").fetchone()
        return int(waiting)

    def prune(self, now: datetime) -> int:
        """Forget done rows and sent refusals that no feed has listed for DEDUP_WINDOW; how many.

        The window ends at the newest answer of any feed: a clock that runs far ahead makes nothing old by itself.
        """
        with self._database.writing(durable=False) as sql:
            (newest,) = sql.execute("SELECT max(answered) FROM listings").fetchone()
            present = now.timestamp() if newest is None else min(now.timestamp(), newest)
            horizon = present - DEDUP_WINDOW.total_seconds()
            before = sql.total_changes
            # An id goes as a whole: a text of it that is still waiting keeps the numbers of the earlier ones.
            sql.execute(
                "DELETE FROM articles WHERE done = 1 AND seen < ?1 "
                "AND NOT EXISTS (SELECT 1 FROM articles AS other WHERE other.id = articles.id AND other.done = 0) "
                # What a feed's last body listed was seen then, or less than a grain before.
                "AND NOT EXISTS (SELECT 1 FROM listings "
                "WHERE feed = articles.feed AND answered >= ?1 AND articles.seen >= changed - ?2)",
                (horizon, SEEN_GRAIN),
            )
            sql.execute("DELETE FROM refused WHERE body IS NULL AND seen < ?", (horizon,))
            gone = sql.total_changes - before
            prune_pages(sql)
            forget_old(sql, present)
            sql.execute("DELETE FROM listings WHERE answered < ?", (horizon,))
            return gone

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def _give_up(self, seq: int, error: UndecodableMessageError) -> None:
        """Mark a row done and keep its bytes among the refused, at the time it was seen."""
        with self._database.writing(durable=True) as sql:
            row = sql.execute("SELECT id, feed, seen, body FROM articles WHERE seq = ? AND done = 0", (seq,)).fetchone()
            if row is None:
                return  # another process was first
            key, feed, seen, body = row
            _refuse(sql, [set_aside(body, "journal", str(error), feed, datetime.fromtimestamp(seen, UTC), key)])
            sql.execute("UPDATE articles SET done = 1, body = NULL WHERE seq = ?", (seq,))


def _refuse(sql: sqlite3.Connection, refused: Iterable[Quarantined]) -> None:
    sql.executemany(
        "INSERT INTO refused (id, seen, body) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET seen = excluded.seen",
        [(message.id, message.at.timestamp(), encode(message)) for message in refused],
    )


def _moment(seconds: float | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds is not None else None
