"""The loop that every step runs in: decode, act, acknowledge; quarantine what cannot be handled; wait out the broker.

An event is acknowledged by hand, after its step returned: Faust itself acknowledges an event that raised or was
cancelled. A step awaits the broker's acknowledgement of all it sends (`send_acknowledged`) before it returns, so an
offset can only be committed after everything that rests on it is on the broker. Knows nothing of what the steps do.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, TypeVar

from aiokafka.errors import KafkaError, MessageSizeTooLargeError, RecordListTooLargeError
from faust.exceptions import ProducerSendError
from faust.types import EventT, StreamT, TopicT

from agents.refusal import refuse
from agents.table import StaleEventError
from storywatch.archive import ArchiveError
from storywatch.kept import LaterStateError
from storywatch.messages import encode
from storywatch.metrics import QUARANTINED
from storywatch.quarantine import set_aside

Message = TypeVar("Message")
Result = TypeVar("Result")

FIRST_PAUSE = 0.1
LONGEST_PAUSE = 15.0
"""Seconds between tries while the broker does not answer: doubled each time, up to this. Tries have no end, since a
step that gave up would leave a gap that no later message could be committed past."""

POOL_TRIES = 3
"""An article that ends the process that parses it this often is set aside."""

PASSING = (ArchiveError, KafkaError, ProducerSendError, ConnectionError)
"""What is not the message's fault: a broker that is away, an archive that is busy or a disk that is full."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Step(Generic[Message]):
    """What the loop needs to know of a step."""

    name: str
    decode: Callable[[bytes], Message]
    """Raises UndecodableMessageError; anything that it or the step raises sets the message aside."""
    quarantine: TopicT
    abandon: Callable[[bytes], Awaitable[None]]
    """Called after a message was set aside: nobody else will say that its article is done."""


async def send_acknowledged(topic: TopicT, messages: Sequence[tuple[str, bytes]]) -> None:
    """Send (key, value) pairs in order; return when the broker has acknowledged all; raise if it refuses one.

    The last one, which may have its article called done, is only sent when the others are acknowledged.
    """
    for together in (messages[:-1], messages[-1:]):
        await asyncio.gather(*[await topic.send(key=key.encode(), value=value) for key, value in together])


async def handle(stream: StreamT, step: Step[Message], act: Callable[[Message], Awaitable[None]]) -> None:
    """Run `act` for each message, one after the other.

    `act` may write Tables (agents.table.put). It may run again for the same message, also after it returned.
    """
    events = stream.noack()
    async for event in events.events():
        if await _settled(event, step, act):
            await events.ack(event)


async def handle_ahead(
    stream: StreamT,
    step: Step[Message],
    begin: Callable[[Message], Awaitable[Result]],
    finish: Callable[[Message, Result], Awaitable[None]],
    *,
    width: int,
) -> None:
    """Run `begin` for up to `width` messages at once, and `finish` for one after the other, in the messages' order.

    For work that a process pool does. Neither may write Tables: the current event is another's.
    """
    events = stream.noack()
    room = asyncio.Semaphore(width)
    line: asyncio.Queue[tuple[EventT, _Ahead[Message, Result]]] = asyncio.Queue()  # bounded by `room`

    async def finish_in_order() -> None:
        while True:
            event, ahead = await line.get()
            if await _settled(event, step, ahead.complete):
                await events.ack(event)
            room.release()

    async with asyncio.TaskGroup() as group:
        finishing = group.create_task(finish_in_order())
        async for event in events.events():
            await room.acquire()
            line.put_nowait((event, _Ahead(event, step, begin, finish)))
        finishing.cancel()


class _Ahead(Generic[Message, Result]):
    """One message whose work has begun. Completing it again begins the work again."""

    def __init__(
        self,
        event: EventT,
        step: Step[Message],
        begin: Callable[[Message], Awaitable[Result]],
        finish: Callable[[Message, Result], Awaitable[None]],
    ) -> None:
        self._begin, self._finish = begin, finish
        self._begun: asyncio.Future[Result] | None = None
        with suppress(Exception):  # decoded again when its turn comes; then it is set aside
            self._begun = asyncio.ensure_future(_run(begin, step.decode(_value(event))))

    async def complete(self, message: Message) -> None:
        begun, self._begun = self._begun, None
        result = await (begun if begun is not None else self._begin(message))
        await self._finish(message, result)


async def _run(begin: Callable[[Message], Awaitable[Result]], message: Message) -> Result:
    return await begin(message)


async def _settled(event: EventT, step: Step[Message], act: Callable[[Message], Awaitable[None]]) -> bool:
    """See one event through to its fate; False when it is no longer ours to acknowledge."""
    pause, broken = FIRST_PAUSE, 0
    while True:
        try:
            await act(step.decode(_value(event)))
        except StaleEventError:
            return False
        except LaterStateError as error:
            refuse(str(error))
            await asyncio.Event().wait()  # the worker ends: nothing may go on from here
        except Exception as error:  # noqa: BLE001  # whatever it is, the message gets a fate and the stream goes on
            broken += isinstance(error, BrokenExecutor)
            if not _passes(error, broken):
                await _set_aside(event, step, error)
                return True
            log.warning("%s: %s; trying again in %.1f s", step.name, _describe(error), pause)
        else:
            return True
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


def _passes(error: Exception, broken: int) -> bool:
    """Say whether another try may succeed: the broker or the pool failed, not the message."""
    if isinstance(error, ProducerSendError) and error.__cause__ is not None:
        error = error.__cause__ if isinstance(error.__cause__, Exception) else error
    if isinstance(error, (MessageSizeTooLargeError, RecordListTooLargeError)):
        return False
    if isinstance(error, BrokenExecutor):
        return broken < POOL_TRIES
    return isinstance(error, PASSING)


async def _set_aside(event: EventT, step: Step[Message], error: Exception) -> None:
    message = event.message
    key = (message.key or b"").decode(errors="replace")
    quarantined = set_aside(_value(event), step.name, _describe(error), message.topic, datetime.now(UTC), key)
    log.warning("%s: message %s set aside: %s", step.name, quarantined.id, quarantined.error)
    pause = FIRST_PAUSE
    while True:
        try:
            await send_acknowledged(step.quarantine, [(message.topic, encode(quarantined))])
            await step.abandon(_value(event))
        except PASSING as failure:
            log.warning("%s: quarantine: %s; trying again in %.1f s", step.name, _describe(failure), pause)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
        else:
            QUARANTINED.labels(step.name).inc()
            return


def _value(event: EventT) -> bytes:
    return event.message.value or b""


def _describe(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:1_000]
