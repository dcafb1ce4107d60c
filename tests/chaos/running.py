"""Runs the real product in a folder of its own, extends its feeds, finds its processes, and ends it.

Processes are found by /proc: what the supervisor started by its parent, everything of a run by a mark in the
environment that every descendant inherits, orphans too. Linux only.
"""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from storywatch.archive import FILE, Alerts, Journal
from tests.chaos.writing import OUTLETS, Written, write_feed
from tests.integration.brokers import free_ports

ROOT = Path(__file__).parents[2]
MARK = "STORYWATCH_CHAOS_RUN"
LISTED = 200
"""Articles that a feed lists, the latest: as much as real feeds do."""

KINDS = {"worker": b"agents", "poller": b"feeds", "broker": b"broker"}
"""Which argument of its command line tells a process of the supervisor's from its siblings."""

POLL_SECONDS = 5


@dataclass(frozen=True)
class Place:
    """Where a run keeps everything, and what its configuration says beside that."""

    folder: Path
    kafka: str = ""
    """HOST:PORT; empty runs the embedded broker."""
    broker_memory_mb: int = 1_024
    horizon_days: float = 10.0
    partitions: int = 1
    stories: str = ""
    """More lines of the section `stories`."""

    @property
    def archive(self) -> Path:
        return self.folder / "archive"

    @property
    def console(self) -> Path:
        return self.folder / "console.txt"

    @property
    def config(self) -> Path:
        return self.folder / "storywatch.toml"

    @property
    def prefix(self) -> str:
        return "chaos."

    def lay(self) -> None:
        """Write the configuration, the list of feeds, and the feeds, which list nothing yet."""
        self.folder.mkdir(parents=True, exist_ok=True)
        web, metrics = free_ports(2)
        self.config.write_text(
            f'archive = "{self.archive}"\n'
            f'[feeds]\nopml = "{self.folder / "feeds.opml"}"\n'
            f"interval_seconds = {POLL_SECONDS}\nmetrics_port = {metrics}\n"
            f"[worker]\nweb_port = {web}\nbroker_memory_mb = {self.broker_memory_mb}\n"
            f'[kafka]\nprefix = "{self.prefix}"\npartitions = {self.partitions}\n'
            f"[stories]\nhorizon_days = {self.horizon_days}\n{self.stories}"
            '[[subscribers]]\nname = "console"\n[[subscribers.rules]]\nname = "everything"\n'
        )
        outlines = "".join(f'<outline type="rss" xmlUrl="{outlet}.xml"/>' for outlet in OUTLETS)
        (self.folder / "feeds.opml").write_text(f'<opml version="2.0"><body>{outlines}</body></opml>')
        for outlet in OUTLETS:
            self.feed(outlet).write_text(write_feed(outlet, []))

    def feed(self, outlet: str) -> Path:
        return self.folder / f"{outlet}.xml"


class Run:
    """The product from `start` to `stop`, as often as wanted, over one place."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._mark = uuid.uuid4().hex
        self._process: subprocess.Popen[bytes] | None = None
        self._listed: dict[str, list[Written]] = defaultdict(list)
        self.written = 0
        place.lay()
        self._alerts, self._journal = Alerts(place.archive / FILE), Journal(place.archive / FILE)

    def start(self) -> None:
        command = [sys.executable, "-m", "service.cli", "run", "--config", str(self.place.config)]
        command += ["--kafka", self.place.kafka] if self.place.kafka else []
        environment = {**os.environ, "PYTHONPATH": str(ROOT), MARK: self._mark, "COLUMNS": "100"}
        with self.place.console.open("ab") as console:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=console, stderr=console, env=environment, cwd=ROOT,
                start_new_session=True,
            )  # fmt: skip

    def publish(self, articles: list[Written]) -> None:
        """List more articles in the feeds, each file replaced at once: a poll sees the old list or the new one."""
        for article in articles:
            self._listed[article.outlet].append(article)
        for outlet in {article.outlet for article in articles}:
            path = self.place.feed(outlet)
            beside = path.with_suffix(".new")
            beside.write_text(write_feed(outlet, self._listed[outlet][-LISTED:]))
            beside.replace(path)
        self.written += len(articles)

    def stop(self, by: signal.Signals = signal.SIGINT) -> float:
        """Ask it to stop; return the seconds that it took. Fails where it does not within 30 s, or not with 0."""
        if self._process is None:
            raise RuntimeError("stopped before it was started")
        began = time.monotonic()
        self._process.send_signal(by)
        code = self._process.wait(30)
        took = time.monotonic() - began
        self._process = None
        assert code == 0, f"the run ended with exit code {code}; its last words: {self.last_words()}"
        return took

    def wait_for_end(self, seconds: float) -> int:
        """Wait until it ends by itself; return its exit code."""
        if self._process is None:
            raise RuntimeError("nothing runs")
        code = self._process.wait(seconds)
        self._process = None
        return code

    def destroy(self) -> None:
        """Kill whatever is left of it."""
        for pid in self.processes():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        if self._process is not None:
            self._process.wait(10)
        self._alerts.close()
        self._journal.close()

    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def last_words(self) -> str:
        return "\n".join(self.place.console.read_text(errors="replace").splitlines()[-12:])

    def find(self, kind: str) -> int | None:
        """Give the id of the supervisor's worker, poller or broker; None while there is none."""
        if self._process is None:
            return None
        wanted = KINDS[kind]
        for pid in self.processes():
            if _parent(pid) == self._process.pid and wanted in _command(pid)[1:3]:
                return pid
        return None

    def strike(self, kind: str, by: signal.Signals, seconds: float = 30) -> None:
        """Send a signal to the supervisor's worker, poller or broker, once there is one."""
        self.wait_until(lambda: self.find(kind) is not None, seconds, f"a {kind} to strike")
        pid = self.find(kind)
        if pid is not None:
            os.kill(pid, by)

    def processes(self) -> list[int]:
        """Give the ids of everything that this run started and that still runs."""
        mark = f"{MARK}={self._mark}".encode()
        return [pid for pid in _all() if mark in _read(pid, "environ").split(b"\0") and _state(pid) not in "ZX"]

    def orphans(self) -> list[str]:
        """Describe this run's processes that do not descend from the supervisor."""
        root = self._process.pid if self._process else None
        return [_describe(pid) for pid in self.processes() if root not in _line_of(pid)]

    def alerts(self) -> int:
        """How many alerts there are: the sign of progress that both brokers have."""
        return self._alerts.undelivered("nobody")

    def undelivered(self) -> int:
        return self._alerts.undelivered("console")

    @property
    def journal(self) -> Journal:
        return self._journal

    def wait_until(self, true: Callable[[], bool], seconds: float, what: str) -> None:
        """Wait for a condition; fail when it does not come, or when the run ends by itself."""
        deadline = time.monotonic() + seconds
        while not true():
            assert self.alive(), f"the run ended by itself; its last words: {self.last_words()}"
            if time.monotonic() > deadline:
                counts = self._journal.counts()
                raise AssertionError(
                    f"waited {seconds:.0f} s in vain for {what}; {self.written} articles were listed, "
                    f"{counts.accepted} accepted, {counts.waiting} are not done, {self.alerts()} alerts; "
                    f"everything is kept in {self.place.folder}"
                )
            time.sleep(0.1)


def _all() -> Iterator[int]:
    return (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())


def _read(pid: int, what: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{what}").read_bytes()
    except OSError:
        return b""


def _command(pid: int) -> list[bytes]:
    return _read(pid, "cmdline").split(b"\0")


def _fields(pid: int) -> list[str]:
    """Give what /proc says after the name: state, parent, ..."""
    return _read(pid, "stat").decode(errors="replace").rpartition(")")[2].split()


def _state(pid: int) -> str:
    return (_fields(pid) or ["X"])[0]


def _parent(pid: int) -> int:
    return int((_fields(pid) or ["X", "0"])[1])


def _line_of(pid: int) -> list[int]:
    line = []
    while pid > 1:
        line.append(pid)
        pid = _parent(pid)
    return line


def _describe(pid: int) -> str:
    return f"{pid} ({b' '.join(_command(pid))[:120].decode(errors='replace')})"
