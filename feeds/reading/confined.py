"""Reading hostile bytes in a process of its own, bounded in time and memory. Knows nothing of formats.

feedparser takes nine seconds for a megabyte of nested tags, and an HTML parser may take any amount of memory. A process
that exceeds a bound is killed, which fails the one body that it was reading; the loop, and every other feed, goes on.

The bound on time is on processor time, so that a busy machine does not fail honest feeds; WAIT_FACTOR times as much may
pass on the clock. What goes to and fro is msgpack, checked field by field: a process that hostile bytes took over could
otherwise do anything with a pickle.
"""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Self, TypeVar

import msgspec

MAX_ANSWER = 64_000_000
"""Bytes that a process may answer: a thousand articles of a 10 MB body, and what wraps them."""

WAIT_FACTOR = 6
"""Clock seconds for one second of processor time, before a process counts as hung."""

Breach = Literal["time", "memory", "crash"]

HEADER = 5
"""Bytes before every message: its length, and one that says how it went."""

DONE, LAST, FAILED, NO_MEMORY = range(4)
"""How it went. LAST: done, and the process ends because it has grown."""

TIMED_OUT = -signal.SIGXCPU
"""What a process ends with that ran out of processor time."""

ENDED = (ConnectionError, asyncio.IncompleteReadError)
"""What talking to a process raises once it has ended."""

T = TypeVar("T")


@dataclass(frozen=True)
class Bounds:
    """What one process may use."""

    seconds: float = 10.0
    """Of processor time for one body. The slowest of 900 real feeds takes a tenth of one, 2 MB of news half a one."""
    megabytes: int = 1_000
    """Of address space. A process that has everything loaded has 250, and 160 of it in use."""
    grown_megabytes: int = 400
    """In use, above which a process ends after its answer and the next one is started: parsers leave holes."""


class BreachError(Exception):
    """A body could not be read within the bounds. Fate: it is not read; the text says why, in words."""

    def __init__(self, breach: Breach, words: str) -> None:
        super().__init__(words)
        self.breach = breach


class Confinement:
    """Processes that run `module`'s jobs, one at a time each; started when first needed, and again after a breach."""

    def __init__(
        self,
        processes: int = 1,
        bounds: Bounds | None = None,
        *,
        module: str = "feeds.reading.confined_worker",
        breached: Callable[[Breach], object] = lambda _: None,
    ) -> None:
        """`breached` is told of every breach."""
        self._bounds = bounds or Bounds()
        self._module = module
        self._breached = breached
        self._idle: list[asyncio.subprocess.Process] = []
        self._slots = asyncio.Semaphore(processes)

    async def run(self, job: msgspec.Struct, answer: type[T]) -> T:
        """Do a job. Raises BreachError; anything else is a mistake of ours."""
        message = msgspec.msgpack.encode(job)
        async with self._slots:
            process = self._idle.pop() if self._idle else await self._start()
            try:
                async with asyncio.timeout(self._bounds.seconds * WAIT_FACTOR):
                    how, raw = await _exchange(process, message)
            except BaseException as error:
                await _end(process, 0.5 if isinstance(error, ENDED) else 0.0)
                breach = _breach_of(error, process.returncode, self._bounds)
                if breach is None:
                    raise
                self._breached(breach.breach)
                raise breach from error
            if how in {NO_MEMORY, LAST}:
                await _end(process)
            else:
                self._idle.append(process)
        if how == NO_MEMORY:
            breach = BreachError("memory", f"needs more than {self._bounds.megabytes} MB to be read")
            self._breached(breach.breach)
            raise breach
        if how == FAILED:
            raise RuntimeError(raw.decode("utf-8", "replace"))
        return msgspec.msgpack.decode(raw, type=answer)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        """End the processes; one at work is ended where its job is cancelled."""
        idle, self._idle = self._idle, []
        for process in idle:
            await _end(process)

    async def _start(self) -> asyncio.subprocess.Process:
        bounds = self._bounds
        # One thread for numpy's libraries: each thread of theirs reserves tens of megabytes of address space.
        environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONSAFEPATH": "1"}
        environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", self._module,
            str(bounds.seconds), str(bounds.megabytes), str(bounds.grown_megabytes),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, env=environment,
        )  # fmt: skip


async def _exchange(process: asyncio.subprocess.Process, message: bytes) -> tuple[int, bytes]:
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("a process without pipes")
    process.stdin.write(len(message).to_bytes(HEADER - 1) + bytes([DONE]))
    process.stdin.write(message)
    await process.stdin.drain()
    header = await process.stdout.readexactly(HEADER)
    length = int.from_bytes(header[:-1])
    if length > MAX_ANSWER:
        raise ConnectionError("an answer that is too long")
    return header[-1], await process.stdout.readexactly(length)


async def _end(process: asyncio.subprocess.Process, grace: float = 0.0) -> None:
    """Wait so long for a process to end by itself, then kill it."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(grace):
            await process.wait()
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):  # not `process.kill`, which takes the exit code from the watcher
            os.kill(process.pid, signal.SIGKILL)
    await asyncio.shield(process.wait())


def _breach_of(error: BaseException, code: int | None, bounds: Bounds) -> BreachError | None:
    took = BreachError("time", f"takes more than {bounds.seconds:.0f} s to be read")
    if isinstance(error, TimeoutError):
        return took
    if not isinstance(error, ENDED):
        return None
    return took if code == TIMED_OUT else BreachError("crash", "ends the process that reads it")
