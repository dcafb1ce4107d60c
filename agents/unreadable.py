"""What a step does with a state in its Table that it cannot read: set it aside, or stop before it does harm."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec
from faust.types.tables import TableT

from agents.stream import Step, send_acknowledged
from agents.table import Json, held
from storywatch.kept import BrokenStateError, LaterStateError
from storywatch.messages import encode
from storywatch.metrics import QUARANTINED
from storywatch.quarantine import set_aside

State = TypeVar("State")

Broken = tuple[str, Json, BrokenStateError]
"""A key, what is kept under it, and why that is no state."""

log = logging.getLogger(__name__)


def read_held(table: TableT, read: Callable[[str, Json], State]) -> tuple[list[State], list[Broken]]:
    """Read the partitions that are this worker's now; what is no state is left out, to be set aside with an event.

    Raises LaterStateError with what to do.
    """
    states: list[State] = []
    broken: list[Broken] = []
    for key, plain in held(table):
        try:
            states.append(read(key, plain))
        except BrokenStateError as error:
            broken.append((key, plain, error))
        except LaterStateError as error:
            raise LaterStateError(_word(table, key, error)) from error
    return states, broken


async def read_one(step: Step[Any], table: TableT, key: str, read: Callable[[Any], State]) -> State | None:
    """Read what is kept under a key; None where nothing is, or nothing that is a state: then it begins anew.

    Raises LaterStateError with what to do.
    """
    plain = table.get(key)
    try:
        return read(plain) if plain else None
    except BrokenStateError as error:
        await set_aside_state(step, table, (key, plain, error))
        return None
    except LaterStateError as error:
        raise LaterStateError(_word(table, key, error)) from error


async def set_aside_state(step: Step[Any], table: TableT, broken: Broken) -> None:
    """Send what is no state to quarantine. It has the same id however often it is found."""
    key, plain, error = broken
    origin = f"Table {table.name}"
    quarantined = set_aside(msgspec.json.encode(plain), step.name, str(error), origin, datetime.now(UTC), key)
    await send_acknowledged(step.quarantine, [(origin, encode(quarantined))])
    QUARANTINED.labels(step.name).inc()
    log.warning("%s: %s of the %s set aside as %s: %s", step.name, key, origin, quarantined.id, error)


def _word(table: TableT, key: str, error: LaterStateError) -> str:
    return (
        f"{key} of the Table {table.name} cannot be read: {error}. Run the version that wrote it, or begin without its "
        "stories: move the folder tables of the archive away, and on a cluster delete the changelog topics"
    )
