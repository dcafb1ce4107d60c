"""The feeds' habits, kept. Knows how they are stored; what they mean is habits.py's."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from storywatch.archive.database import Database
from storywatch.archive.habits import Habit, begin_habit, note_news
from storywatch.messages import Article
from storywatch.messages.codec import decoder_of


class FeedHealth:
    """The habits in one archive file; threads and processes may share it."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path)

    def habits(self) -> dict[str, Habit]:
        """Every habit, by its feed as `Article.feed` names it."""
        with self._database.reading() as sql:
            rows = sql.execute("SELECT feed, body FROM habits").fetchall()
        return {feed: decoder_of(Habit).decode(body) for feed, body in rows}

    def change(self, changes: Mapping[str, Callable[[Habit], Habit]], now: datetime) -> None:
        """Change habits, each from what it is at this moment; one that is not known begins now."""
        with self._database.writing(durable=False) as sql:
            for feed, change in changes.items():
                _put(sql, change(_get(sql, feed) or begin_habit(feed, now)))

    def forget(self, feeds: Collection[str]) -> None:
        """Drop the habits of feeds that are polled no more."""
        with self._database.writing(durable=False) as sql:
            sql.executemany("DELETE FROM habits WHERE feed = ?", [(feed,) for feed in feeds])

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def note_listed(sql: sqlite3.Connection, articles: Sequence[Article], new: Collection[str]) -> None:
    """Take note of what feeds have listed; within the caller's transaction.

    `new`: ids of articles that are new to the journal. What another feed listed first is new here, too, where its
    time says so: one outlet's feeds list the same articles. A feed's first list is no news.
    """
    listed: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        listed[article.feed].append(article)
    listed.pop("", None)
    for feed, ours in listed.items():
        now = max(article.header.fetched for article in ours)
        dated = [one.header.published for one in ours if one.header.published != one.header.fetched]
        habit, items = _get(sql, feed), 0
        if habit is None:
            habit = begin_habit(feed, now)
        else:
            newest = habit.newest
            later = {
                one.header.id
                for one in ours
                if newest is not None and one.header.published > newest and one.header.published != one.header.fetched
            }
            items = len(later | {one.header.id for one in ours if one.header.id in new})
        _put(sql, note_news(habit, items, max(dated, default=None), now))


def _get(sql: sqlite3.Connection, feed: str) -> Habit | None:
    row = sql.execute("SELECT body FROM habits WHERE feed = ?", (feed,)).fetchone()
    return decoder_of(Habit).decode(row[0]) if row is not None else None


def _put(sql: sqlite3.Connection, habit: Habit) -> None:
    sql.execute(
        "INSERT INTO habits (feed, body) VALUES (?, ?) ON CONFLICT (feed) DO UPDATE SET body = excluded.body",
        (habit.feed, msgspec.json.encode(habit)),
    )
