"""Which errands are begun: of each kind the soonest due, a few at once, none twice. Knows nothing of what they do."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from feeds.polling.errand import Brought, Errands
from feeds.reading.canonical import without_credentials

log = logging.getLogger("storywatch.feeds")

AT_ONCE = 16
"""Errands of one kind under way at once."""

LOOK_SECONDS = 1.0
"""Between two looks at what is due: each asks the archive."""


class Done(NamedTuple):
    """What an errand brought, and its kind."""

    kind: int
    brought: Brought


class ErrandDesk:
    """Hands out errands of all kinds."""

    def __init__(self, kinds: Sequence[Errands], clock: Callable[[], datetime]) -> None:
        self._kinds = tuple(kinds)
        self._clock = clock
        self._in_hand: list[set[str]] = [set() for _ in self._kinds]
        """Keys that are under way or not stored."""
        self._looked = float("-inf")

    async def take(self) -> list[Coroutine[Any, Any, Done]]:
        """Return what is to be begun now; a look in every LOOK_SECONDS finds something."""
        now = asyncio.get_running_loop().time()
        if not self._kinds or now - self._looked < LOOK_SECONDS:
            return []
        self._looked = now
        # All are asked before any is taken: one that cannot say must not leave what another said in hand for ever.
        due = [
            await asyncio.to_thread(errands.due, self._clock(), AT_ONCE + len(in_hand))
            for errands, in_hand in zip(self._kinds, self._in_hand, strict=True)
        ]
        taken = []
        for kind, keys in enumerate(due):
            in_hand = self._in_hand[kind]
            for key in [key for key in keys if key not in in_hand][: AT_ONCE - len(in_hand)]:
                in_hand.add(key)
                taken.append(self._run(kind, key))
        return taken

    async def stored(self, results: Sequence[Done]) -> None:
        """Say to each kind what of it is durable; it may come up again from now on."""
        for kind, brought in results:
            await asyncio.to_thread(self._kinds[kind].stored, brought, self._clock())
            self._in_hand[kind].discard(brought.key)

    async def _run(self, kind: int, key: str) -> Done:
        try:
            return Done(kind, await self._kinds[kind].run(key))
        except Exception:  # a mistake of ours must cost one errand, not the loop
            log.exception("%s cannot be done", without_credentials(key))
            return Done(kind, Brought(key))
