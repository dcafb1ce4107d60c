"""What the ledger made of each article: what it told, and what it looked at and did not tell. For an operator to ask.

Nothing rests on it: a worker that is killed after it told, or finds the archive locked, leaves an article out.
Bounds: the newest KEEP articles, none older than KEEP_FOR; about 2 KB each.
"""

import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from msgspec import Struct

from storywatch.archive.database import Database
from storywatch.ledger import Suppressed
from storywatch.messages import Development, Header
from storywatch.messages.codec import decoder_of

KEEP = 20_000
"""Articles: some days of a busy reader's feeds, about 40 MB."""

KEEP_FOR = timedelta(days=30)
"""Who asks why nothing fired asks within the month."""

_PRUNE_EVERY = 200
"""Old ones are dropped once in so many new ones."""

_TABLE = """
CREATE TABLE IF NOT EXISTS judgements (
    seq      INTEGER PRIMARY KEY AUTOINCREMENT,
    article  TEXT NOT NULL,
    revision INTEGER NOT NULL,
    url      TEXT NOT NULL,
    kept     REAL NOT NULL,
    body     BLOB NOT NULL,
    UNIQUE (article, revision)
)
"""
_INDEX = "CREATE INDEX IF NOT EXISTS judgements_url ON judgements (url)"


class Judgement(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One text of one article, as its story's ledger judged it."""

    article: Header
    story: str
    told: tuple[Development, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()


class Judgements:
    """The judgements in one archive file; threads and processes may share it."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path)
        with self._database.writing(durable=False) as sql:
            sql.execute(_TABLE)
            sql.execute(_INDEX)

    def record(self, judgement: Judgement, now: datetime) -> None:
        """Keep a judgement. The first of a text stands: it is what was told."""
        header = judgement.article
        body = zlib.compress(msgspec.json.encode(judgement))
        with self._database.writing(durable=False) as sql:
            cursor = sql.execute(
                "INSERT INTO judgements (article, revision, url, kept, body) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (article, revision) DO NOTHING",
                (header.id, header.revision, header.url, now.timestamp(), body),
            )
            if cursor.rowcount == 1 and cursor.lastrowid is not None and cursor.lastrowid % _PRUNE_EVERY == 0:
                sql.execute(
                    "DELETE FROM judgements WHERE seq <= ? OR kept < ?",
                    (cursor.lastrowid - KEEP, (now - KEEP_FOR).timestamp()),
                )

    def find(self, article: str) -> list[Judgement]:
        """Return what is kept of an article, given its id or its URL, one for each of its texts, the oldest first."""
        with self._database.reading() as sql:
            rows = sql.execute(
                "SELECT body FROM judgements WHERE article = ?1 OR url = ?1 ORDER BY article, revision", (article,)
            ).fetchall()
        return [decoder_of(Judgement).decode(zlib.decompress(body)) for (body,) in rows]

    def everything(self) -> Iterator[Judgement]:
        """Yield all judgements that are kept, in the order of judging."""
        after = 0
        while True:
            with self._database.reading() as sql:
                rows = sql.execute(
                    "SELECT seq, body FROM judgements WHERE seq > ? ORDER BY seq LIMIT 500", (after,)
                ).fetchall()
            if not rows:
                return
            after = rows[-1][0]
            yield from (decoder_of(Judgement).decode(zlib.decompress(body)) for _, body in rows)

    def close(self) -> None:
        """Close the file."""
        self._database.close()
