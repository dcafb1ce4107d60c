"""Lets requests through at each host's pace, in the order they came. Waits; pace.py decides."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from feeds.http.pace import Pace


class HeldError(Exception):
    """The host has asked for patience, and nothing was asked of it. Fate: later, after `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"its host has asked for patience, {seconds:.0f} s more")
        self.seconds = seconds


class _Door:
    def __init__(self, at_once: int) -> None:
        self.slots = asyncio.Semaphore(at_once)
        self.queue = asyncio.Lock()
        self.users = 0


class Gate:
    """One gate for all that one process asks of servers."""

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self._doors: dict[str, _Door] = {}

    @asynccontextmanager
    async def enter(self, host: str) -> AsyncIterator[None]:
        """Hold a place at a host for one request. Raises HeldError."""
        door = self._doors.get(host)
        if door is None:
            door = self._doors[host] = _Door(self.pace.policy.at_once)
        door.users += 1
        time = asyncio.get_running_loop().time
        try:
            async with door.slots:
                async with door.queue:
                    while (wait := self.pace.begin(host, time())) is not None:
                        held = self.pace.held_for(host, time())
                        if held > 0:
                            raise HeldError(held)
                        await asyncio.sleep(wait)
                try:
                    yield
                finally:
                    self.pace.end(host, time())
        finally:
            door.users -= 1
            if not door.users:
                del self._doors[host]
