"""How many pages each feed may have fetched: what it lists beyond goes with the feed's own text. In the journal's file.

A feed decides what its entries link to, on any host: without a bound one could have the web fetched by us. Counted by
feed and day (UTC, the poller's clock), with what went without its page, so that a person can be told.
"""

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

PAGES_A_DAY = 2_000
"""Of one feed; the busiest news sites publish a thousand a day, and one poll reads 1,000 entries at most."""

MAX_PENDING = 20_000
"""Pages that articles wait for, of all feeds together; a row is a few kilobytes."""

BOUNDS = f"{PAGES_A_DAY:,} pages of one feed are fetched a day, and {MAX_PENDING:,} wait at once"
"""The same in words, for whoever asks why."""

KEPT_DAYS = 7
"""Counts that are kept to be shown."""

_DAY = 86_400


class Spent(NamedTuple):
    """What a feed has had fetched on its latest day."""

    day: int
    """Days since 1970 (UTC)."""
    pages: int
    beyond: int
    """Entries that went with the feed's own text."""


class Budget:
    """One transaction's spending."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql
        self._spent: dict[str, Spent] = {}
        self._pending: int | None = None

    def take(self, feed: str, at: datetime) -> bool:
        """Spend a page of this feed; False where it is beyond the bounds."""
        if self._pending is None:
            (self._pending,) = self._sql.execute(
                "SELECT count(*) FROM pages WHERE due IS NOT NULL AND pending"
            ).fetchone()
        day = day_of(at)
        spent = self._spent.get(feed) or read_spent(self._sql, feed)
        if spent is None or spent.day != day:
            spent = Spent(day, 0, 0)
        granted = spent.pages < PAGES_A_DAY and int(self._pending or 0) < MAX_PENDING
        self._spent[feed] = spent._replace(pages=spent.pages + granted)
        self._pending = int(self._pending or 0) + granted
        return granted

    def store(self) -> None:
        """Keep what was spent."""
        self._sql.executemany(
            "INSERT INTO page_budgets (feed, day, pages, beyond) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (feed) DO UPDATE SET day = excluded.day, pages = excluded.pages, beyond = excluded.beyond",
            [(feed, *spent) for feed, spent in self._spent.items()],
        )


def count_beyond(sql: sqlite3.Connection, feeds: Iterable[str]) -> None:
    """Count what went without its page, a feed's name an article, on the day on which it was asked for."""
    sql.executemany("UPDATE page_budgets SET beyond = beyond + 1 WHERE feed = ?", [(feed,) for feed in feeds])


def day_of(at: datetime) -> int:
    """Number a day."""
    return int(at.timestamp() // _DAY)


def read_spent(sql: sqlite3.Connection, feed: str) -> Spent | None:
    """Return what a feed has spent last; None where nothing."""
    row = sql.execute("SELECT day, pages, beyond FROM page_budgets WHERE feed = ?", (feed,)).fetchone()
    return Spent(*row) if row is not None else None


def read_all(sql: sqlite3.Connection) -> dict[str, Spent]:
    """Return the same of all feeds, as `Article.feed` names them."""
    return {feed: Spent(*row) for feed, *row in sql.execute("SELECT feed, day, pages, beyond FROM page_budgets")}


def forget_old(sql: sqlite3.Connection, now: float) -> None:
    """Forget what was spent long ago; `now` in seconds since 1970."""
    sql.execute("DELETE FROM page_budgets WHERE day < ?", (now // _DAY - KEPT_DAYS,))
