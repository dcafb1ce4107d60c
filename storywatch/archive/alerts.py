"""Every alert once, and how far each channel has shown them. Knows nothing of what an alert looks like when shown.

Bound: the newest KEEP alerts are kept.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from storywatch.archive.database import Database
from storywatch.messages import Alert, decode, encode

KEEP = 100_000
"""Alerts kept, some years of them for one reader; at about 3 KB each, 300 MB."""

_PRUNE_EVERY = 1_000
"""Old alerts are dropped once in so many new ones."""


class Alerts:
    """The alerts in one archive file; threads and processes may share it."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path)

    def record(self, alert: Alert) -> bool:
        """Store an alert; False if its id is known. Survives a power cut."""
        return bool(self.record_all([alert]))

    def record_all(self, alerts: Sequence[Alert]) -> list[Alert]:
        """Store one development's alerts at once, so that whoever looks sees all of them; return those that are new."""
        if not alerts:
            return []
        new = []
        with self._database.writing(durable=True) as sql:
            for alert in alerts:
                cursor = sql.execute(
                    "INSERT INTO alerts (id, body) VALUES (?, ?) ON CONFLICT (id) DO NOTHING", (alert.id, encode(alert))
                )
                if cursor.rowcount == 1:
                    new.append(alert)
                    if cursor.lastrowid is not None and cursor.lastrowid % _PRUNE_EVERY == 0:
                        sql.execute("DELETE FROM alerts WHERE seq <= ?", (cursor.lastrowid - KEEP,))
        return new

    def claim_undelivered(self, channel: str, now: datetime, limit: int = 100) -> list[Alert]:
        """The next alerts, oldest first, that `channel` has not claimed; from then on they count as delivered to it.

        At most once: the mark is on the disk before they are returned, so neither a kill nor a power cut shows one
        twice; those that a kill keeps from being shown are still in `recent`. Rows are numbered under the write
        lock, so the highest claimed number says it all.
        """
        if not self.undelivered(channel):
            return []  # without the write lock, and without a flush to the disk
        with self._database.writing(durable=True) as sql:
            rows = sql.execute(
                "SELECT seq, body FROM alerts "
                "WHERE seq > coalesce((SELECT seq FROM channels WHERE channel = ?), 0) ORDER BY seq LIMIT ?",
                (channel, limit),
            ).fetchall()
            if rows:
                sql.execute(
                    "INSERT INTO channels (channel, seq, claimed) VALUES (?, ?, ?) "
                    "ON CONFLICT (channel) DO UPDATE SET seq = excluded.seq, claimed = excluded.claimed",
                    (channel, rows[-1][0], now.timestamp()),
                )
        return [decode(body, Alert) for _, body in rows]

    def undelivered(self, channel: str) -> int:
        """How many alerts `channel` has not claimed."""
        with self._database.reading() as sql:
            (count,) = sql.execute(
                "SELECT count(*) FROM alerts WHERE seq > coalesce((SELECT seq FROM channels WHERE channel = ?), 0)",
                (channel,),
            ).fetchone()
        return int(count)

    def recent(self, limit: int) -> list[Alert]:
        """The last `limit` alerts, newest first."""
        with self._database.reading() as sql:
            rows = sql.execute("SELECT body FROM alerts ORDER BY seq DESC LIMIT ?", (limit,)).fetchall()
        return [decode(body, Alert) for (body,) in rows]

    def find(self, name: str) -> Alert | None:
        """Give the alert of this id, as far back as alerts are kept."""
        with self._database.reading() as sql:
            row = sql.execute("SELECT body FROM alerts WHERE id = ?", (name,)).fetchone()
        return None if row is None else decode(row[0], Alert)

    def close(self) -> None:
        """Close the file."""
        self._database.close()
