"""Which feeds are to be polled now: the soonest due first, a few of one host at a time, hosts in turn.

Pure but for its own state; times come as arguments. Knows keys, hosts and times, nothing of feeds or of fetching.
Every step costs a logarithm of the number of feeds, so that thousands of them cost nothing while they wait.
"""

import heapq
from collections import OrderedDict, deque
from datetime import UTC, datetime

AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
"""What is due at no certain time is due at once."""

_COMPACT = 64
"""Of stale entries more than this, and more than there are live ones, the heap is made anew."""


class Agenda:
    """A set of keys, each waiting for its time, waiting for its host, or taken."""

    def __init__(self, per_host: int) -> None:
        """`per_host`: keys of one host that may be taken at once; the host "" (files) has no limit."""
        self._per_host = per_host
        self._due: dict[str, tuple[datetime, str]] = {}
        """Keys that wait for their time, each with its host."""
        self._heap: list[tuple[datetime, str]] = []
        """The same, with entries that are stale; a key's entry counts where its time is still the key's."""
        self._lanes: OrderedDict[str, deque[str]] = OrderedDict()
        """Keys that wait for their host: host to keys, hosts in turn."""
        self._waiting: dict[str, str] = {}
        """The keys in the lanes, each with its host."""
        self._taken: dict[str, int] = {}
        """Host to how many of its keys are taken."""

    def put(self, key: str, host: str, due: datetime | None) -> None:
        """Let `key` wait for `due` (None: now), whatever it waited for before."""
        self.drop(key)
        moment = due or AT_ONCE
        self._due[key] = moment, host
        heapq.heappush(self._heap, (moment, key))
        if len(self._heap) > _COMPACT + 2 * len(self._due):
            self._heap = [(moment, key) for key, (moment, _) in self._due.items()]
            heapq.heapify(self._heap)

    def drop(self, key: str) -> None:
        """Forget a key that waits; one that is taken stays taken until its host is left."""
        self._due.pop(key, None)
        host = self._waiting.pop(key, None)
        if host is not None:
            lane = self._lanes[host]
            lane.remove(key)
            if not lane:
                del self._lanes[host]

    def take(self, now: datetime, limit: int) -> list[str]:
        """Take up to `limit` keys that are due and whose host has room; each is out until it is put again."""
        self._line_up(now)
        taken: list[str] = []
        full = 0
        while self._lanes and full < len(self._lanes) and len(taken) < limit:
            host = next(iter(self._lanes))
            self._lanes.move_to_end(host)
            if host and self._taken.get(host, 0) >= self._per_host:
                full += 1
                continue
            full = 0
            lane = self._lanes[host]
            key = lane.popleft()
            if not lane:
                del self._lanes[host]
            del self._waiting[key]
            self._taken[host] = self._taken.get(host, 0) + 1
            taken.append(key)
        return taken

    def leave(self, host: str) -> None:
        """One key of `host` is no longer under way: there is room for another."""
        left = self._taken[host] - 1
        if left:
            self._taken[host] = left
        else:
            del self._taken[host]

    def next_due(self) -> datetime | None:
        """When the next key comes due; None where none waits for its time."""
        self._skip_stale()
        return self._heap[0][0] if self._heap else None

    def _line_up(self, now: datetime) -> None:
        while (moment := self.next_due()) is not None and moment <= now:
            _, key = heapq.heappop(self._heap)
            _, host = self._due.pop(key)
            self._waiting[key] = host
            self._lanes.setdefault(host, deque()).append(key)

    def _skip_stale(self) -> None:
        while self._heap:
            moment, key = self._heap[0]
            current = self._due.get(key)
            if current is not None and current[0] == moment:
                return
            heapq.heappop(self._heap)
