"""Who does what on a shared archive: named shares of the work, each held by one process for a while.

Knows nothing of feeds: names are the caller's. A share is held by a lease that its owner renews at every beat; one that
is not renewed runs out, and another takes it, with a new token. What is stored for a share names the token that it was
begun under (`Journal.accept`), in the same transaction, so that an owner that was asleep meanwhile stores nothing.

Clocks: all who share an archive share a machine, so their clocks are one. One that jumps ahead ends leases early, which
the tokens make harmless; one that jumps back keeps a dead owner's for as much longer.
"""

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from storywatch.archive.database import Database


@dataclass(frozen=True)
class LeasePolicy:
    """How long a share is held, and how often that is renewed."""

    term: timedelta = timedelta(seconds=30)
    """From a beat on. Three beats may fail before a share is lost."""
    beat: timedelta = timedelta(seconds=10)
    """Between two beats: a dead owner's shares are taken within `term` and one beat, 40 s."""


class Lease(NamedTuple):
    """A share's row."""

    owner: str | None
    token: int
    """A new one whenever the owner changes; never used twice."""
    until: datetime


@dataclass(frozen=True)
class Decision:
    """What one member is to do at one beat."""

    keep: frozenset[str] = frozenset()
    """Held and renewed; `leaving` is among them."""
    take: frozenset[str] = frozenset()
    leaving: frozenset[str] = frozenset()
    """Too many for a fair part, and at work: nothing new is begun there, and they are given up once idle."""
    give: frozenset[str] = frozenset()


class Holding(NamedTuple):
    """What one member holds after a beat."""

    tokens: Mapping[str, int]
    until: datetime
    leaving: frozenset[str] = frozenset()
    members: int = 1
    """That are alive, this one included."""

    def token(self, name: str, now: datetime) -> int | None:
        """The token to begin work on a share under; None where it is not ours to begin."""
        return self.tokens.get(name) if now < self.until and name not in self.leaving else None


def decide(
    shares: Sequence[str],
    single: Collection[str],
    leases: Mapping[str, Lease],
    alive: Collection[str],
    me: str,
    busy: Collection[str],
    now: datetime,
) -> Decision:
    """Say what `me` keeps, takes and gives up.

    Of `shares` every member gets as many as any other, give or take one. Each of `single` is one job for the whole
    archive: whoever has it keeps it. What ran out but was taken by nobody is still its owner's.
    """
    members = sorted({*alive, me})
    least, more = divmod(len(shares), len(members))
    fair = least + (members.index(me) < more)
    mine = [name for name in shares if _owner(leases, name) == me]
    free = [name for name in shares if _is_free(leases.get(name), me, now)]
    surplus = sorted(mine, key=lambda name: name in busy)[: max(0, len(mine) - fair)]  # idle ones first
    leaving = frozenset(name for name in surplus if name in busy)
    give = frozenset(surplus) - leaving
    jobs = {name for name in single if _owner(leases, name) == me}
    return Decision(
        keep=frozenset(mine) - give | jobs,
        take=frozenset(free[: max(0, fair - len(mine))])
        | {name for name in single if _is_free(leases.get(name), me, now)},
        leaving=leaving,
        give=give,
    )


class Leases:
    """The leases in one archive file; threads and processes may share it."""

    def __init__(self, path: Path, policy: LeasePolicy | None = None) -> None:
        self._database = Database(path)
        self._policy = policy or LeasePolicy()

    def beat(
        self, me: str, shares: Sequence[str], single: Collection[str], busy: Collection[str], now: datetime
    ) -> Holding:
        """Say that `me` is alive, and renew, take and give up shares. `busy`: those that it works on at this moment."""
        until = now + self._policy.term
        with self._database.writing(durable=False) as sql:
            sql.execute("DELETE FROM members WHERE until <= ?", (now.timestamp(),))
            sql.execute(
                "INSERT INTO members (id, until) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET until = excluded.until",
                (me, until.timestamp()),
            )
            alive = [row[0] for row in sql.execute("SELECT id FROM members")]
            leases = _read(sql)
            decision = decide(shares, single, leases, alive, me, busy, now)
            _write(sql, decision.keep, me, until, new=False)
            _write(sql, decision.take, me, until, new=True)
            _write(sql, decision.give, None, now, new=True)
            held = _read(sql)
        tokens = {name: held[name].token for name in decision.keep | decision.take}
        return Holding(tokens, until, decision.leaving, len(alive))

    def leave(self, me: str) -> None:
        """Give everything up, so that the others need not wait for it to run out."""
        with self._database.writing(durable=False) as sql:
            sql.execute("DELETE FROM members WHERE id = ?", (me,))
            sql.execute("UPDATE leases SET owner = NULL, token = token + 1, until = 0 WHERE owner = ?", (me,))

    def members(self, now: datetime) -> int:
        """How many are alive."""
        with self._database.reading() as sql:
            (count,) = sql.execute("SELECT count(*) FROM members WHERE until > ?", (now.timestamp(),)).fetchone()
        return int(count)

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def find_lost(sql: sqlite3.Connection, held: Mapping[str, int]) -> frozenset[str]:
    """Name the shares of `held` (name → token) that have another token by now; within the caller's transaction."""
    if not held:
        return frozenset()
    marks = ", ".join("?" * len(held))
    rows = sql.execute(f"SELECT name, token FROM leases WHERE name IN ({marks})", tuple(held))  # noqa: S608 - marks only
    current = dict(rows.fetchall())
    return frozenset(name for name, token in held.items() if current.get(name) != token)


def _read(sql: sqlite3.Connection) -> dict[str, Lease]:
    rows = sql.execute("SELECT name, owner, token, until FROM leases").fetchall()
    return {name: Lease(owner, token, datetime.fromtimestamp(until, UTC)) for name, owner, token, until in rows}


def _write(sql: sqlite3.Connection, names: Iterable[str], owner: str | None, until: datetime, *, new: bool) -> None:
    sql.executemany(
        "INSERT INTO leases (name, owner, token, until) VALUES (?1, ?2, 1, ?3) ON CONFLICT (name) DO UPDATE "
        "SET owner = excluded.owner, token = token + ?4, until = excluded.until",
        [(name, owner, until.timestamp(), int(new)) for name in sorted(names)],
    )


def _owner(leases: Mapping[str, Lease], name: str) -> str | None:
    lease = leases.get(name)
    return lease.owner if lease is not None else None


def _is_free(lease: Lease | None, me: str, now: datetime) -> bool:
    return lease is None or lease.owner is None or (lease.until <= now and lease.owner != me)
