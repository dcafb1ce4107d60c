"""Subscriptions with hubs: what was asked of whom, until when it holds, and the secrets. Knows no HTTP."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from storywatch.archive.database import Database
from storywatch.messages.article import Instant
from storywatch.messages.codec import decoder_of

Phase = Literal["wanted", "asked", "active", "refused", "leaving"]
"""wanted: to be asked for. asked: the hub is to confirm. active: it delivers. refused: it is asked again.
leaving: to end.
"""


class Subscription(Struct, frozen=True, kw_only=True, tag_field="subscription", tag="subscription.1"):
    """One feed's subscription. A field that a later version adds is given a default."""

    feed: str
    """Its address in the list."""
    hub: str
    topic: str
    """The feed's address as the hub knows it."""
    path: str
    """The last part of our callback's address: 128 random bits, known to us and the hub."""
    secret: str
    """What the hub signs with."""
    phase: Phase = "wanted"
    until: Instant | None = None
    """When the hub's lease ends."""
    due: Instant | None = None
    """When something is to be done next; None: at once."""
    failures: int = 0
    """In a row."""
    error: str | None = None
    """Why the last attempt failed, in words."""


class Subscriptions:
    """The subscriptions in one archive file; threads and processes may share it."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path)

    def all(self) -> list[Subscription]:
        """Every one of them."""
        with self._database.reading() as sql:
            rows = sql.execute("SELECT body FROM subscriptions").fetchall()
        return [decoder_of(Subscription).decode(body) for (body,) in rows]

    def change(self, feed: str, change: Callable[[Subscription | None], Subscription | None]) -> Subscription | None:
        """Change a feed's subscription from what it is at this moment; None: there is none. Return what it is now."""
        with self._database.writing(durable=True) as sql:
            row = sql.execute("SELECT body FROM subscriptions WHERE feed = ?", (feed,)).fetchone()
            before = decoder_of(Subscription).decode(row[0]) if row is not None else None
            after = change(before)
            if after is None:
                sql.execute("DELETE FROM subscriptions WHERE feed = ?", (feed,))
            elif after != before:
                sql.execute(
                    "INSERT INTO subscriptions (feed, body) VALUES (?, ?) "
                    "ON CONFLICT (feed) DO UPDATE SET body = excluded.body",
                    (feed, msgspec.json.encode(after)),
                )
        return after

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def is_alive(subscription: Subscription, now: datetime) -> bool:
    """Does the hub deliver? Until its lease ends it does, whatever we are asking of it meanwhile."""
    return subscription.until is not None and now < subscription.until and subscription.phase in {"active", "asked"}
