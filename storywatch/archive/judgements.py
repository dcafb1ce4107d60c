"""What the ledger made of each article: what it told, and what it looked at and did not tell. For an operator to ask.

Nothing rests on it: a worker that is killed after it told, or finds the archive locked, leaves an article out.
Bounds: the newest KEEP articles, none older than KEEP_FOR; about 2 KB each.
"""

import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from storywatch.archive.database import ArchiveError, Database
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
    parted   TEXT,
    UNIQUE (article, revision)
)
"""
_PARTED = "ALTER TABLE judgements ADD COLUMN parted TEXT"
"""For a file of before this was kept."""

_INDEX = "CREATE INDEX IF NOT EXISTS judgements_url ON judgements (url)"


class Judgement(
    Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="judgement",
    tag="judgement.1",
):
    """One text of one article, as its story's ledger judged it. What a later version changes gets a tag of its own."""

    article: Header
    story: str
    told: tuple[Development, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    parted: str | None = None
    """The story that the article is in since, where the one that it was judged in turned out to be two."""


class Judgements:
    """The judgements in one archive file; threads and processes may share it."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path)
        with self._database.writing(durable=False) as sql:
            sql.execute(_TABLE)
            sql.execute(_INDEX)
            if all(name != "parted" for _, name, *_ in sql.execute("PRAGMA table_info(judgements)").fetchall()):
                sql.execute(_PARTED)

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

    def move(self, articles: Iterable[str], into: str) -> None:
        """Note that articles are another story's from now on."""
        with self._database.writing(durable=False) as sql:
            sql.executemany("UPDATE judgements SET parted = ? WHERE article = ?", [(into, one) for one in articles])

    def find(self, article: str) -> list[Judgement]:
        """Return what is kept of an article, given its id or its URL, one for each of its texts, the oldest first.

        Raises ArchiveError for what another version has kept.
        """
        with self._database.reading() as sql:
            rows = sql.execute(
                "SELECT body, parted FROM judgements WHERE article = ?1 OR url = ?1 ORDER BY article, revision",
                (article,),
            ).fetchall()
        found = [_read(*row) for row in rows]
        if None in found:
            raise ArchiveError(f"what became of {article} was kept by another version of Storywatch: ask with that one")
        return [one for one in found if one is not None]

    def everything(self) -> Iterator[Judgement]:
        """Yield all judgements that are kept, in the order of judging; not those that another version has kept."""
        after = 0
        while True:
            with self._database.reading() as sql:
                rows = sql.execute(
                    "SELECT seq, body, parted FROM judgements WHERE seq > ? ORDER BY seq LIMIT 500", (after,)
                ).fetchall()
            if not rows:
                return
            after = rows[-1][0]
            yield from (one for _, *row in rows if (one := _read(*row)) is not None)

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def _read(body: bytes, parted: str | None) -> Judgement | None:
    """Read a row; None for one of another version. What was kept before there were tags is of the first."""
    try:
        return replace(decoder_of(Judgement).decode(zlib.decompress(body)), parted=parted)
    except (msgspec.DecodeError, zlib.error):
        return None
