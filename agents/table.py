"""Writes a Table so that it is never behind what was acknowledged, and reads back what this worker holds.

Faust's own `table[key] = value` queues the change for the changelog and writes the local store at once; the offset of
the event may be committed before the queue is empty (`ProducerBuffer.flush` gives up after a tenth of a second), and
after a SIGKILL the local store may hold what the changelog never got. Here the order is fixed: changelog acknowledged,
then the local store, then the offset up to which the store is complete. Killed in between, recovery reads the rest.

A worker that was given up without knowing it can still write to a changelog that another goes on with. So it writes
nothing while it may have been (agents.standstill), and nobody's store is called complete beyond a foreign record.
"""

import asyncio
from collections.abc import Awaitable, Iterator, Mapping
from typing import TypeAlias

import msgspec
from faust.serializers.codecs import Codec
from faust.streams import current_event
from faust.types import AppT, EventT
from faust.types.tables import TableT
from faust.types.tuples import RecordMetadata

from agents.standstill import PULSE

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

Value: TypeAlias = "Json | bytes"
"""What is put: plain data, or JSON that is written already; a large state is written once for changelog and store."""

BLOCK_CACHE_BYTES = 8 * 1024**2
"""Memory a partition for blocks read; Faust's own default is 2 GiB."""

WRITE_BUFFER_BYTES = 8 * 1024**2
"""Memory a partition for writes before they go to a file; twice that while one is written out."""


class StaleEventError(RuntimeError):
    """The partitions were dealt anew since this event was read: it comes again, perhaps to another worker."""


class _Values(Codec):  # type: ignore[misc]  # Faust has no types
    """JSON as Faust's own codec writes it, by a faster writer; what is written already stays as it is."""

    def _dumps(self, s: Value) -> bytes:
        return s if isinstance(s, bytes) else msgspec.json.encode(s)

    def _loads(self, s: bytes) -> Json:
        plain: Json = msgspec.json.decode(s)
        return plain


VALUES = _Values()


def make_table(app: AppT, name: str, *, partitions: int) -> TableT:
    """Make a Table of plain JSON values by text, with as many partitions as the topic that drives it."""
    options = {
        "driver": "rocksdict",
        "block_cache_size": BLOCK_CACHE_BYTES,
        "write_buffer_size": WRITE_BUFFER_BYTES,
        "max_write_buffer_number": 2,
        "max_open_files": 64,
    }
    table = app.Table(name, partitions=partitions, key_type=str, options=options)
    table.value_serializer = VALUES  # the store is made with it when it is first used
    return table


async def put(table: TableT, changes: Mapping[str, Value]) -> None:
    """Write `changes` for the current event, acknowledged by the broker when this returns; None deletes a key.

    Waits while it is in doubt whether the event is still this worker's; raises StaleEventError when it is not. Change
    memory after this, never before.
    """
    event = current_event()
    if event is None:
        raise RuntimeError("a Table is written for an event: call this within a step")
    records = await asyncio.gather(*[await _send(table, event, key, value) for key, value in changes.items()])
    await PULSE.settle()
    refuse_stale(table.app, event)
    for key, value in changes.items():
        if value is None:
            del table.data[key]
        else:
            table.data[key] = value
    last = max(records, key=lambda record: record.offset, default=None)
    if last is not None and _follows(table, last, len(records)):
        table.data.set_persisted_offset(last.topic_partition, last.offset)


async def _send(table: TableT, event: EventT, key: str, value: Value) -> Awaitable[RecordMetadata]:
    await PULSE.settle()  # before each: a worker can be frozen between two
    refuse_stale(table.app, event)
    acknowledged: Awaitable[RecordMetadata] = await table.changelog_topic.send(
        key=key,
        value=value,
        partition=event.message.partition,
        key_serializer="json",
        value_serializer="raw" if value is None else VALUES,
    )
    return acknowledged


def _follows(table: TableT, last: RecordMetadata, many: int) -> bool:
    """Say whether nothing lies between what the store has and these records: else the next recovery begins before it,
    and takes everything in the changelog's order. A smaller offset is of a broker that began anew.

    What lies between may be our own: records of a put that failed or was refused after some of its sends. The event
    comes again and is decided as before, so the same keys are written once more and nothing is lost; but the store is
    called complete only up to there until the next recovery, which reads the changelog from there.
    """
    complete = table.data.persisted_offset(last.topic_partition)
    return bool(last.offset <= (-1 if complete is None else complete) + many)


def partition_in_hand() -> int:
    """Give the partition of the event that is handled now; 0 where there is none. One worker has several, and what it
    keeps in memory beside a Table must be kept apart as the Table's own entries are."""
    event = current_event()
    return 0 if event is None else int(event.message.partition)


def refuse_stale(app: AppT, event: EventT) -> None:
    """Raise StaleEventError when partitions are being dealt, or were since `event` was read.

    Raises StoodStillError where they may have been and this worker has not heard of it: Pulse.settle waits for that.
    `app.rebalancing` would be the wrong thing to ask: it still holds when the first new events are handed out.
    """
    if not app.flow_control.is_active() or event.message.generation_id != app.consumer_generation_id:
        raise StaleEventError(f"{event.message.tp} offset {event.message.offset} was read before a rebalance")
    PULSE.refuse_standstill()


def held(table: TableT) -> Iterator[tuple[str, Json]]:
    """Go over all keys and values of the partitions that are this worker's now.

    Call it from a function given to `table.on_recover`: that runs after every recovery and every rebalance, when no
    event is under way from the broker, and before the first is handed out.
    """
    yield from table.data.items()
