"""`storywatch run`: the broker, the poller and the worker, started in order, kept alive, ended in order.

When the embedded broker dies or has grown beyond its cap, all three start afresh: its log is gone, the journal has
every article that is not done, and every step knows what it has applied.
"""

import fcntl
import signal
import socket
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import FrameType
from typing import IO

import msgspec

from service.begun import Begun
from service.broker import EmbeddedBroker
from service.children import HOPELESS, Child
from service.console import show_new
from service.feed_list import FeedFile
from service.plan import plan_topics
from service.refusals import RefusedError
from service.topics import TopicsUnavailableError, create_topics, describe_topics
from storywatch.archive import FILE, Alerts, ArchiveError, Journal
from storywatch.config import Config

TICK = 0.2
"""Seconds between two looks at alerts and processes."""

STOP_SECONDS = 3.0
"""How long poller and worker may take to end; a kill follows, within the five that we promise."""

BROKER_ATTEMPTS = 5
"""How often an embedded broker is started before what it says is told to the user: it may be killed while it starts."""

POLLER = "poller"

REFUSAL = "storywatch: "
"""How the last words of a process begin that said what is wrong and what to do."""


class Supervisor:
    """Runs everything on this machine."""

    def __init__(self, config: Config, file: Path | None, say: Callable[[str], None]) -> None:
        """`file` is where the configuration came from: the worker reads it too, as it is when this starts."""
        self._config = config
        self._folder = Path(config.archive)
        self._begun = Begun(file, self._folder)
        self._file: Path | None = None
        self._say = say
        self._broker: EmbeddedBroker | None = None
        self._children: list[Child] = []
        self._stopping = False
        self._complained = False

    def run(self) -> int:
        """Run until asked to stop; return the exit code."""
        for name in ("SIGINT", "SIGTERM"):
            signal.signal(getattr(signal, name), self._ask_to_stop)
        (self._folder / "log").mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            stack.enter_context(claim_folder(self._folder))
            for port, key in (
                (self._config.worker.web_port, "worker.web_port"),
                (self._config.feeds.metrics_port, "feeds.metrics_port"),
            ):
                require_free(port, key)
            alerts = Alerts(self._folder / FILE)
            stack.callback(alerts.close)
            journal = Journal(self._folder / FILE)
            stack.callback(journal.close)
            self._file = self._begun.keep()
            stack.callback(self._begun.forget)
            stack.callback(self._stop)
            self._start()
            self._greet(journal)
            while not self._stopping:
                self._show(alerts)
                self._look_after()
                if self._begun.changed():
                    self._say("The configuration has changed: stop Storywatch and start it again to have it read.")
                time.sleep(TICK)
            self._say("Stopping ...")
            self._stop()
            self._show(alerts)
            waiting = journal.waiting()
        self._say(f"Stopped. {_remaining(waiting)}")
        return 0

    def _start(self) -> None:
        address, embedded = self._prepare_broker(), self._broker is not None
        log = self._folder / "log"
        self._children = [
            Child("worker", worker_arguments(self._config, self._file, address, embedded=embedded), log / "worker.log"),
            Child(POLLER, poller_arguments(self._config, address, embedded=embedded), log / "poller.log"),
        ]
        for child in self._children:
            child.start()

    def _prepare_broker(self) -> str:
        """Give the address of a broker that has its topics; an embedded one may die under it and is started again."""
        address = self._config.kafka.broker
        plan = plan_topics(self._config, embedded=not address)
        if address:
            create_topics(address, describe_topics(plan), replication=plan.replication)
            return address
        if self._broker is None:
            self._broker = EmbeddedBroker(self._folder / "log" / "broker.log")
        for left in reversed(range(BROKER_ATTEMPTS)):
            self._broker.start()
            try:
                create_topics(self._broker.address, describe_topics(plan), replication=plan.replication)
                break
            except TopicsUnavailableError:
                self._broker.stop()
                if not left:
                    raise
        return self._broker.address

    def _greet(self, journal: Journal) -> None:
        broker = (
            f"embedded broker at {self._broker.address}" if self._broker else f"Kafka at {self._config.kafka.broker}"
        )
        counts = journal.counts()
        port = self._config.worker.web_port
        metrics = f"Metrics: http://127.0.0.1:{port}/metrics " if port else ""
        self._say(f"Storywatch watches the feeds of {FeedFile(self._config.feeds).source} ({broker}).")
        self._say(f"Alerts appear here. {metrics}Logs: {self._folder / 'log'}. Ctrl-C stops.")
        if counts.waiting:
            self._say(f"{counts.waiting} article(s) from before are taken up again.")
        elif counts.done:
            self._say(f"{counts.done} article(s) from before are known: only what is new from now on is told.")

    def _show(self, alerts: Alerts) -> None:
        """Show what is new; where the archive cannot be used just now, say so once and leave it to the next look."""
        try:
            show_new(alerts, self._say)
        except ArchiveError as error:
            if not self._complained:
                self._say(f"Alerts cannot be shown at present: {error}")
            self._complained = True
        else:
            self._complained = False

    def _look_after(self) -> None:
        if self._broker is not None:
            used = self._broker.rss_bytes() or 0
            if not self._broker.alive():
                self._refresh("the embedded broker ended")
            elif used > self._config.worker.broker_memory_mb * 1_000_000:
                self._refresh(f"the embedded broker uses {used // 1_000_000} MB")
        for child in self._children:
            if child.name == POLLER:
                for line in child.news():
                    if not line.startswith(REFUSAL):  # told below, when it has ended
                        self._say(f"Feeds: {line}")
            code = child.look(time.monotonic())
            if child.hopeless:
                raise RefusedError(child.last_words().removeprefix(REFUSAL))
            if code is not None:
                why = child.last_words().removeprefix(REFUSAL) if code == HOPELESS else _reason(code)
                self._say(f"The {child.name} ended ({why}) and is started again; its log is {child.log}.")

    def _refresh(self, why: str) -> None:
        self._say(f"Starting afresh: {why}. Nothing is lost; articles under way are taken up again.")
        self._stop()
        self._start()

    def _stop(self) -> None:
        """End the poller and the worker together, then the broker that both need."""
        deadline = time.monotonic() + STOP_SECONDS
        for child in self._children:
            child.ask_to_stop()
        for child in self._children:
            child.stop(deadline)
        self._children = []
        if self._broker is not None:
            self._broker.stop()

    def _ask_to_stop(self, _signal: int, _frame: FrameType | None) -> None:
        self._stopping = True


def worker_arguments(config: Config, file: Path | None, address: str, *, embedded: bool) -> list[str]:
    """Word the worker's command line."""
    plan = plan_topics(config, embedded=embedded)
    arguments = ["agents", "--broker", address, "--archive", config.archive]
    arguments += ["--app", plan.app, "--prefix", plan.prefix, "--partitions", str(plan.partitions.analyses)]
    arguments += ["--config", str(file)] if file else []
    return [*arguments, *(["--embedded", "--journal"] if embedded else [])]


def poller_arguments(config: Config, address: str, *, embedded: bool) -> list[str]:
    """Word the poller's command line."""
    feeds = config.feeds
    arguments = ["feeds", "--archive", config.archive, "--broker", address]
    for path in feeds.lists():
        arguments += ["--opml", str(path)]
    arguments += ["--prefix", config.kafka.prefix, "--settings", msgspec.json.encode(feeds).decode()]
    arguments += ["--metrics-port", str(feeds.metrics_port)]
    return [*arguments, *(["--embedded"] if embedded else [])]


def claim_folder(folder: Path, *, shared: bool = False) -> IO[str]:
    """Hold the archive's folder for this process. Raises RefusedError where another monitor has it.

    `shared`: beside others that share it, as pollers do.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = (folder / "lock").open("w")
    try:
        fcntl.flock(lock, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise RefusedError(
            f"another Storywatch runs on {folder.resolve()}: stop it, or give this one a folder of its own "
            '(archive = "..." in storywatch.toml)'
        ) from error
    return lock


def require_free(port: int, key: str) -> None:
    """Raise RefusedError where a port on loopback is taken."""
    if not port:
        return
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise RefusedError(
                f"port {port} on this machine is taken: end what uses it, or choose another in storywatch.toml ({key})"
            ) from error


def _remaining(waiting: int) -> str:
    if not waiting:
        return "Every article is done."
    return f"{waiting} article(s) under way will be taken up at the next start."


def _reason(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"
