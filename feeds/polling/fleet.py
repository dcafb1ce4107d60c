"""This poller's part among all that share one archive: which feeds are its to poll, which jobs its to do.

Feeds are sharded by host, so that one poller sees all that is asked of a host. Knows the leases; knows nothing of
polling, and nothing of who the others are.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from feeds.address import FeedAddress
from storywatch.archive import Holding, Leases

SHARDS = 64
"""Shares of the feeds: many more than pollers on one machine, so that each has about as many hosts as any other."""

POLLERS = "pollers"
"""Their places in the archive."""

MAX_POLLERS = 64
"""On one archive; more would have no share."""

OUTBOX = "outbox"
"""The job of publishing what all pollers have accepted: one at a time, so that the order of acceptance is kept."""

ERRANDS = "errands"
"""The job of all errands, and of listening for what hubs push: done for the whole archive, and the port is one's."""

_SHARES = tuple(f"feeds/{number}" for number in range(SHARDS))


class Begun(NamedTuple):
    """Under which lease something was begun."""

    name: str
    token: int


def share_of(feed: FeedAddress) -> str:
    """Name the share that a feed is in; the same on every machine and at every start."""
    place = feed.url
    if feed.path is None:
        try:
            place = urlsplit(feed.url).hostname or feed.url
        except ValueError:
            place = feed.url
    digest = hashlib.blake2b(place.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return _SHARES[int.from_bytes(digest) % SHARDS]


class Fleet:
    """What this poller holds, as of its last beat. Read from any thread; beaten from one."""

    def __init__(self, leases: Leases, me: str, jobs: Collection[str], clock: Callable[[], datetime]) -> None:
        """`me` is a lasting name (name_place): a poller that comes back goes on with what was its own."""
        self._leases = leases
        self._me = me
        self._jobs = tuple(jobs)
        self._clock = clock
        self._holding = Holding({}, clock())
        self._chosen: dict[str, int] = {}

    def beat(self, busy: Collection[str]) -> bool:
        """Renew, take and give up; True where `choose` would choose others now. Raises ArchiveError."""
        self._holding = self._leases.beat(self._me, _SHARES, self._jobs, busy, self._clock())
        return self._open() != self._chosen

    def begin(self, feed: FeedAddress) -> Begun | None:
        """Name the lease to poll a feed under; None where it is not ours, or not for sure."""
        name = share_of(feed)
        token = self._holding.token(name, self._clock())
        chosen = token is not None and self._chosen.get(name) == token  # else its feeds' states may be out of date
        return Begun(name, token) if token is not None and chosen else None

    def choose(self, feeds: Iterable[FeedAddress]) -> list[FeedAddress]:
        """Those of `feeds` that are ours to poll, for the one who polls: `beat` tells of what changes after this."""
        self._chosen = self._open()
        return self.ours(feeds)

    def regained(self, feeds: Iterable[FeedAddress]) -> list[FeedAddress]:
        """Those of `feeds` that were chosen, were lost since and are ours again: another may have polled them."""
        before = self._chosen
        names = {name for name, token in self._open().items() if before.get(name, token) != token}
        return [feed for feed in feeds if share_of(feed) in names]

    def ours(self, feeds: Iterable[FeedAddress]) -> list[FeedAddress]:
        """The same, for anybody else."""
        names = self._open()
        return [feed for feed in feeds if share_of(feed) in names]

    def has(self, job: str) -> bool:
        """Is this job ours at this moment?"""
        return self._holding.token(job, self._clock()) is not None

    def forget(self, names: Collection[str]) -> None:
        """These turned out to be another's."""
        held = self._holding
        tokens = {name: token for name, token in held.tokens.items() if name not in names}
        self._holding = held._replace(tokens=tokens)

    def leave(self) -> None:
        """Give everything up."""
        self._holding = Holding({}, self._clock())
        self._leases.leave(self._me)

    @property
    def members(self) -> int:
        """How many pollers share the archive, this one included."""
        return self._holding.members

    def _open(self) -> dict[str, int]:
        held = self._holding
        closed = held.leaving | set(self._jobs)
        return {name: token for name, token in held.tokens.items() if name not in closed}
