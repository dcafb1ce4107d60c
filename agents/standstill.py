"""Notices that this worker stood still: frozen, its machine paused or asleep, or busy with one step.

By then its partitions may be another's, who has read them to their end and gone on. The worker hears of it only when
its consumer has asked the broker, and must write no Table before that: what it wrote would lie on top of what is newer.
So what is to be written waits. It is not refused: a step that is slow each time would begin again for ever.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable

BEAT_SECONDS = 0.5
"""How often the worker marks that it runs."""

STANDSTILL_SECONDS = 3.0
"""Without a mark for so long it may have been given up: half of the time after which Kafka does so."""

DOUBT_SECONDS = 2.0
"""How long nothing is written after that: two heartbeats, each of which tells the worker if it was given up."""


class StoodStillError(ConnectionError):
    """Nobody knows yet whether the partitions are still this worker's: try again."""


def _now() -> float:
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))  # goes on while a machine sleeps


class Pulse:
    """Whether this worker has run all the time."""

    def __init__(
        self, clock: Callable[[], float] = _now, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._clock, self._sleep = clock, sleep
        self._last: float | None = None
        self._doubted_until = 0.0

    def beat(self) -> None:
        """Mark that the worker runs."""
        now = self._clock()
        if self._stood_still(now):
            self._doubted_until = now + DOUBT_SECONDS
        self._last = now

    async def settle(self) -> None:
        """Wait as long as the worker may not have heard yet what became of it while it stood still."""
        self.beat()
        while (doubt := self._doubted_until - self._clock()) > 0:
            await self._sleep(doubt)
            self.beat()

    def refuse_standstill(self) -> None:
        """Raise StoodStillError where there is something to wait for: it stood still since it settled."""
        now = self._clock()
        if self._stood_still(now) or now < self._doubted_until:
            raise StoodStillError("this worker stood still, and asks whether its partitions are still its own")

    def _stood_still(self, now: float) -> bool:
        return self._last is not None and now - self._last > STANDSTILL_SECONDS


PULSE = Pulse()
"""This process's."""


async def keep_beating() -> None:
    """Mark for ever that this process runs."""
    while True:
        PULSE.beat()
        await asyncio.sleep(BEAT_SECONDS)
