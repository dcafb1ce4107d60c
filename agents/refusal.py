"""How a worker ends that must not go on: in order, with one sentence that says what is wrong and what to do."""

import os
import signal

_said: list[str] = []


def refuse(why: str) -> None:
    """Ask this worker to stop, as SIGTERM does; the first reason is the one that is told when it has."""
    if not _said:
        _said.append(why)
        os.kill(os.getpid(), signal.SIGTERM)


def reason() -> str | None:
    """Return why this worker was asked to stop; None where it was not."""
    return _said[0] if _said else None
