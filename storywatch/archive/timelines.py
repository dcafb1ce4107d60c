"""The timeline of each story as its ledger last had it, for a reader to ask. The ledger's Table is the worker's own.

Nothing rests on it: what a killed worker leaves out stands there with the story's next article.
Bound: the KEEP stories that moved last; about 1 KB each, one with 200 days 30 KB: 600 MB if all of them had as many.
"""

import zlib
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from storywatch.archive.database import ArchiveError, Database
from storywatch.ledger import Ledger, NamedDay
from storywatch.messages.codec import decoder_of

KEEP = 20_000
"""Stories: as many as there are articles whose judgements are kept, and more than these open."""

HEIRS = 16
"""Times that a story can have turned out to be another until it is found no more."""

_PRUNE_EVERY = 200
"""Old ones are dropped once in so many articles."""

_TABLE = """
CREATE TABLE IF NOT EXISTS timelines (
    story TEXT PRIMARY KEY,
    heir  TEXT,
    kept  REAL NOT NULL,
    body  BLOB NOT NULL
)
"""
_INDEX = "CREATE INDEX IF NOT EXISTS timelines_kept ON timelines (kept)"


class StoryDays(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="timeline", tag="timeline.1"):
    """A story's timeline, in order. What a later version changes gets a tag of its own."""

    story: str
    title: str
    days: tuple[NamedDay, ...]


class Timelines:
    """The timelines in one archive file; threads and processes may share it."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path)
        self._recorded = 0
        with self._database.writing(durable=False) as sql:
            sql.execute(_TABLE)
            sql.execute(_INDEX)

    def record(self, ledger: Ledger, now: datetime) -> None:
        """Keep a story's timeline as it is by now; the stories that it has taken in lead to it."""
        kept = StoryDays(story=ledger.story, title=ledger.title, days=ledger.timeline)
        body = zlib.compress(msgspec.json.encode(kept), level=1)
        self._recorded += 1
        with self._database.writing(durable=False) as sql:
            sql.execute(
                "INSERT INTO timelines (story, kept, body) VALUES (?, ?, ?) "
                "ON CONFLICT (story) DO UPDATE SET kept = excluded.kept, body = excluded.body",
                (ledger.story, now.timestamp(), body),
            )
            sql.executemany(
                "UPDATE timelines SET heir = ?, body = x'' WHERE story = ? AND heir IS NULL",
                [(ledger.story, other) for other in ledger.folded],
            )
            if self._recorded % _PRUNE_EVERY == 0:
                sql.execute(
                    "DELETE FROM timelines WHERE story IN "
                    "(SELECT story FROM timelines ORDER BY kept DESC LIMIT -1 OFFSET ?)",
                    (KEEP,),
                )

    def find(self, story: str) -> StoryDays | None:
        """Return a story's timeline, or that of the story which it turned out to be.

        Raises ArchiveError for one that another version has kept.
        """
        with self._database.reading() as sql:
            for _ in range(HEIRS):
                row = sql.execute("SELECT heir, body FROM timelines WHERE story = ?", (story,)).fetchone()
                if row is None:
                    return None
                heir, body = row
                if heir is None:
                    return _read(story, body)
                story = heir
        return None

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def _read(story: str, body: bytes) -> StoryDays:
    try:
        return decoder_of(StoryDays).decode(zlib.decompress(body))
    except (msgspec.DecodeError, zlib.error) as error:
        raise ArchiveError(
            f"the timeline of story {story} was kept by another version of Storywatch: show it with that one, or wait "
            "until the story's next article has it kept anew"
        ) from error
