"""One SQLite file, opened by several processes at once. Knows the schema and how to fail in one sentence.

Knows nothing of what the rows mean: journal.py and alerts.py do.
"""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BUSY_SECONDS = 10.0
"""How long a writer waits for another one. Transactions here take milliseconds; ten seconds is a stuck process."""

WAL_PAGES = 1_000
"""Pages (of 4 KiB) in the write-ahead log at which it is folded back into the file, so that it stays near 4 MB."""

_FIRST = """
CREATE TABLE articles (
    seq       INTEGER PRIMARY KEY AUTOINCREMENT,
    id        TEXT NOT NULL,
    revision  INTEGER NOT NULL,
    digest    BLOB NOT NULL,
    published REAL NOT NULL,
    feed      TEXT NOT NULL,
    seen      REAL NOT NULL,
    sent      REAL,
    sends     INTEGER NOT NULL DEFAULT 0,
    done      INTEGER NOT NULL DEFAULT 0,
    body      BLOB,
    UNIQUE (id, revision)
);
CREATE INDEX articles_undone ON articles (seq) WHERE done = 0;
CREATE INDEX articles_seen ON articles (seen) WHERE done = 1;
CREATE TABLE refused (
    id   TEXT PRIMARY KEY,
    seen REAL NOT NULL,
    body BLOB
);
CREATE INDEX refused_unsent ON refused (id) WHERE body IS NOT NULL;
CREATE TABLE feeds (
    url  TEXT PRIMARY KEY,
    body BLOB NOT NULL
);
CREATE TABLE listings (
    feed     TEXT PRIMARY KEY,
    changed  REAL NOT NULL,
    answered REAL NOT NULL
);
CREATE TABLE alerts (
    seq    INTEGER PRIMARY KEY AUTOINCREMENT,
    id     TEXT NOT NULL UNIQUE,
    body   BLOB NOT NULL
);
CREATE TABLE channels (
    channel TEXT PRIMARY KEY,
    seq     INTEGER NOT NULL,
    claimed REAL NOT NULL
);
"""

_SHARED = """
CREATE TABLE members (
    id    TEXT PRIMARY KEY,
    until REAL NOT NULL
);
CREATE TABLE leases (
    name  TEXT PRIMARY KEY,
    owner TEXT,
    token INTEGER NOT NULL,
    until REAL NOT NULL
);
CREATE TABLE habits (
    feed TEXT PRIMARY KEY,
    body BLOB NOT NULL
);
CREATE TABLE subscriptions (
    feed TEXT PRIMARY KEY,
    body BLOB NOT NULL
);
"""

_PAGES = """
CREATE TABLE pages (
    id      TEXT PRIMARY KEY,
    article TEXT NOT NULL,
    host    TEXT NOT NULL,
    due     REAL,
    pending INTEGER NOT NULL,
    watched INTEGER NOT NULL,
    body    BLOB NOT NULL
);
CREATE INDEX pages_due ON pages (due) WHERE due IS NOT NULL;
"""

_PAGES_BY_ARTICLE = """
CREATE INDEX pages_article ON pages (article);
"""

_PAGE_BUDGETS = """
CREATE TABLE page_budgets (
    feed   TEXT PRIMARY KEY,
    day    INTEGER NOT NULL,
    pages  INTEGER NOT NULL,
    beyond INTEGER NOT NULL
);
"""

_STEPS = (_FIRST, _SHARED, _PAGES, _PAGES_BY_ARTICLE, _PAGE_BUDGETS)
"""What each schema adds to the one before; a step that has been released is never edited."""

SCHEMA = len(_STEPS)
"""Kept in `user_version`. An older file is brought up to it when opened; a newer one is refused, never guessed at."""


class ArchiveError(Exception):
    """The archive cannot be used. Its text is one sentence with the remedy; nothing in memory counts as stored."""


class ArchiveUnavailableError(ArchiveError):
    """Locked by another process, or no room on the disk. Fate: retry, which may succeed."""


class Database:
    """A connection that threads may share: one transaction at a time, each a few milliseconds."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        with self._translated():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(
                path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One or more reads; each sees what is committed when it starts."""
        with self._lock, self._translated():
            yield self._connection

    @contextmanager
    def writing(self, *, durable: bool) -> Iterator[sqlite3.Connection]:
        """One transaction, all or nothing, that waits for other writers.

        Either way a killed process loses nothing that was committed. `durable` also flushes it to the disk first, and
        with it every earlier one, so that a power cut loses nothing either; without it the last moments may be undone.
        """
        with self._lock, self._translated():
            self._connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close the connection; the last one out folds the write-ahead log back into the file."""
        with self._lock:
            self._connection.close()

    def _prepare(self) -> None:
        connection = self._connection
        connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
        self._switch_to_wal()
        connection.execute(f"PRAGMA wal_autocheckpoint = {WAL_PAGES}")
        if self._schema() < SCHEMA:
            with self.writing(durable=True):
                for step in _STEPS[self._schema() :]:  # another process may have been first
                    for statement in filter(str.strip, step.split(";")):
                        connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {max(SCHEMA, self._schema())}")
        if self._schema() != SCHEMA:
            raise ArchiveError(
                f"the archive {self.path} has schema {self._schema()} and this version of Storywatch reads {SCHEMA}: "
                "use the version that wrote it, or name another archive folder"
            )

    def _switch_to_wal(self) -> None:
        """Several processes may open a new file at once, and SQLite does not wait for this one switch by itself."""
        deadline = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                self._connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
            else:
                return

    def _schema(self) -> int:
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        return int(version)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise _translate(self.path, error) from error
        except OSError as error:
            raise ArchiveError(f"the archive folder {self.path.parent} cannot be made: {error.strerror}") from error


def _translate(path: Path, error: sqlite3.Error) -> ArchiveError:
    kind = ArchiveError
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if code is not None else None
    match primary:
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            remedy = (
                f"is damaged ({error}): move it and its -wal and -shm files away and start again; "
                "the feeds are then read afresh"
            )
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            kind = ArchiveUnavailableError
            remedy = (
                f"has been locked by another process for {BUSY_SECONDS:.0f} s: "
                "stop the program that holds it (`fuser` on the file names it) and start again"
            )
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            remedy = f"cannot be opened for writing ({error}): make its folder writable, or name another archive folder"
        case sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR:
            kind = ArchiveUnavailableError
            remedy = f"cannot be written ({error}): free space on its disk, or check the disk, and start again"
        case _:
            remedy = f"cannot be used ({error}): check the file, or move it away and start again"
    return kind(f"the archive {path} {remedy}")
