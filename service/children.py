"""The processes that the supervisor runs: started in their own session, watched, started again, ended in order."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from service.logs import open_log
from service.parents import die_with_parent
from storywatch.delivery.console import plain

RESTART_DELAYS = (0.2, 1.0, 2.0, 5.0)
"""Seconds before each further start of a process that ended by itself; the last one repeats."""

STEADY_SECONDS = 60.0
"""A process that ran for so long was well: its delays start from the first again."""

HOPELESS = 2
"""The exit code of a process that said what is wrong and what to do: starting it again would not help."""

SETUP_SECONDS = 20.0
"""What refuses within so long of its first start is set up wrongly; later, it may only have to wait."""

MAX_NEWS = 65_536
"""Bytes of a log that are read at once; a longer line is told in parts."""

_STAMP = re.compile(r"^[\d-]{10} [\d:,.]+ (?:INFO|WARNING|ERROR) ")


class Child:
    """One process, by the module that it runs."""

    def __init__(self, name: str, arguments: Sequence[str], log: Path) -> None:
        self.name = name
        self.log = log
        self._arguments = [sys.executable, "-m", *arguments]
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._failures = 0
        self._starts = 0
        self.hopeless = False
        """It refused at once: starting it again would not help."""
        self._due = 0.0
        self._read = log.stat().st_size if log.exists() else 0

    def start(self) -> None:
        """Start it; its output goes to the log, its wishes to die with us to the kernel."""
        with open_log(self.log) as log:
            self._read = min(self._read, log.tell())  # a log set aside starts from nothing
            self._process = subprocess.Popen(
                self._arguments,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C reaches us alone: we end our processes in order
                preexec_fn=die_with_parent(signal.SIGTERM),  # noqa: PLW1509 - prepared before the fork, takes no lock
            )
        self._started = time.monotonic()
        self._starts += 1

    @property
    def pid(self) -> int | None:
        """The process's id, None where it is not running."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    def look(self, now: float) -> int | None:
        """Start it again when it has ended and its delay is over; return the exit code if it has just ended.

        `now` is a monotonic time in seconds.
        """
        if self._process is None:
            if now >= self._due:
                self.start()
            return None
        code = self._process.poll()
        if code is None:
            return None
        self.hopeless = code == HOPELESS and self._starts == 1 and now - self._started < SETUP_SECONDS
        self._failures = 0 if now - self._started > STEADY_SECONDS else self._failures
        self._due = now + RESTART_DELAYS[min(self._failures, len(RESTART_DELAYS) - 1)]
        self._failures += 1
        _end_session(self._process.pid)
        self._process = None
        return code

    def ask_to_stop(self) -> None:
        """Send SIGTERM."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()

    def stop(self, deadline: float) -> None:
        """Wait for its end until the monotonic time `deadline`, then end it and whatever it started."""
        if self._process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(max(0.0, deadline - time.monotonic()))
        _end_session(self._process.pid)
        self._process.wait()
        self._process = None

    def news(self) -> list[str]:
        """Give the whole lines that it has written since the last call, without their time."""
        try:
            with self.log.open("rb") as log:
                log.seek(self._read)
                piece = log.read(MAX_NEWS)
        except OSError:
            return []
        whole = piece.rfind(b"\n") + 1 or (len(piece) if len(piece) == MAX_NEWS else 0)
        self._read += whole
        return [plain(_STAMP.sub("", line)) for line in piece[:whole].decode("utf-8", "replace").splitlines()]

    def last_words(self) -> str:
        """Give the last line that it wrote: of a process that refused, the sentence that says why."""
        try:
            with self.log.open("rb") as log:
                log.seek(max(0, log.seek(0, os.SEEK_END) - MAX_NEWS))
                lines = log.read().decode("utf-8", "replace").strip().splitlines()
        except OSError:
            return ""
        return plain(lines[-1]) if lines else ""


def _end_session(leader: int) -> None:
    """Kill what is left of a process's session: the pool that it parses in outlives a kill of its own."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)
