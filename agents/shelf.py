"""The Table of ledgers: what is kept under which key, and what becomes of ledgers when their stories do.

Beside each ledger is kept what each of its latest articles changed. That goes for articles of stories that have ended,
too: their word may have been lost on its way when the story ended, so what is kept of a story goes only when others
have ended. Knows nothing of how articles are judged.
"""

from collections import OrderedDict
from typing import Any

import msgspec
from faust.types.tables import TableT

from agents.stream import Step
from agents.table import Value, partition_in_hand, put
from agents.unreadable import read_one
from storywatch.ledger import Ledger, LedgerPolicy, Writer, fold, from_plain, part, to_json
from storywatch.messages import Development, Development1

ENDED = "ended/latest"
"""The entry of the stories that ended last, the latest last."""

KEPT_ENDED = 256
"""Ended stories of which everything is kept, one or more: far more than end while an article is under way."""


AT_HAND = 16
"""Ledgers that are held as they are beside the Table, the latest used: some 4 MB each where they are full."""


class Shelf:
    """The ledgers of the event's partition. Each method but `changed_by` may write the Table (agents.table.put).

    A ledger that was read or written stays at hand until the partitions are dealt anew: what the Table has of it can
    only change by what is put here. It is changed after the Table, never before. Each partition has its own: whether a
    story of another one is found must not hang on who else's partitions this worker has.
    """

    def __init__(self, step: Step[Any], table: TableT, policy: LedgerPolicy) -> None:
        """`step` sets aside what is no ledger."""
        self._step, self._table, self._policy = step, table, policy
        self._at_hand: OrderedDict[tuple[int, str], tuple[Ledger, Writer]] = OrderedDict()
        table.on_recover(self._forget)

    async def find(self, story: str) -> Ledger | None:
        """Find a story's ledger; None where there is none."""
        place = (partition_in_hand(), story)
        if place in self._at_hand:
            self._at_hand.move_to_end(place)
            return self._at_hand[place][0]
        ledger = await read_one(self._step, self._table, story, from_plain)
        if ledger is not None:
            self._hold(ledger, Writer())
        return ledger

    def changed_by(self, story: str, applied: str) -> tuple[Development, ...]:
        """Give what an article changed that the story's ledger has taken in, in whichever version it was kept."""
        kept = self._table.get(_outcome(story, applied)) or []
        told = msgspec.convert(kept, tuple[Development | Development1, ...])
        return tuple(one if isinstance(one, Development) else one.lift() for one in told)

    async def keep(self, before: Ledger, ledger: Ledger, applied: str, changed: tuple[Development, ...]) -> None:
        """Keep a ledger, and what the article changed that it has taken in last; the ledger is written last."""
        story = ledger.story
        forgotten = (_outcome(story, one) for one in sorted(set(before.applied) - set(ledger.applied)))
        changes: dict[str, Value] = {key: None for key in forgotten if self._table.get(key) is not None}
        if changed:
            changes[_outcome(story, applied)] = [msgspec.to_builtins(development) for development in changed]
        _, writer = self._at_hand.get((partition_in_hand(), story), (None, Writer()))
        changes[story] = writer.write(ledger)
        await put(self._table, changes)
        self._hold(ledger, writer)

    async def close(self, story: str) -> None:
        """A story takes no more: what is kept of it goes when KEPT_ENDED others have ended. Twice is as once."""
        ended: list[str] = self._table.get(ENDED) or []
        if story in ended or not self._table.get(story):
            return
        over = max(0, len(ended) + 1 - KEPT_ENDED)
        changes: dict[str, Value] = {}
        for gone in ended[:over]:
            if ledger := await self.find(gone):
                keys = (_outcome(gone, one) for one in ledger.applied)
                changes.update((key, None) for key in keys if self._table.get(key) is not None)
            changes[gone] = None
        changes[ENDED] = [*ended[over:], story]
        await put(self._table, changes)
        for gone in ended[:over]:
            self._at_hand.pop((partition_in_hand(), gone), None)

    async def part(self, story: str, into: str) -> None:
        """A half begins with what its story has told, and takes its own first article's title. Twice is as once."""
        ledger = await self.find(story)
        if ledger and not self._table.get(into):
            half = part(ledger, into)
            await put(self._table, {into: to_json(half)})
            self._hold(half, Writer())

    async def merge(self, story: str, into: str) -> None:
        """A story goes on with what another has told that it turned out to be. Twice is as once.

        The other's own ledger stays until the story ends: what comes again was judged by it. Where the two lie on
        different partitions, the story's is not here, and they stay apart.
        """
        kept, other = await self.find(into), await self.find(story)
        if kept and other and story not in kept.folded:
            both = fold(kept, other, self._policy)
            await put(self._table, {into: to_json(both)})
            self._hold(both, Writer())

    def _hold(self, ledger: Ledger, writer: Writer) -> None:
        place = (partition_in_hand(), ledger.story)
        self._at_hand[place] = ledger, writer
        self._at_hand.move_to_end(place)
        while len(self._at_hand) > AT_HAND:
            self._at_hand.popitem(last=False)

    async def _forget(self) -> None:
        self._at_hand.clear()


def _outcome(story: str, applied: str) -> str:
    """Name the entry of what an article changed in a story. Story ids hold no `/`."""
    return f"outcome/{story}/{applied}"
