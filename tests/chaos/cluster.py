"""The product as a cluster runs it: pollers, workers and a console, each a process of its own on Apache Kafka.

Nobody supervises them: who strikes one starts it again. Reads topics of several partitions, too.
"""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass

from kafka import KafkaConsumer, TopicPartition

from service.plan import APP
from storywatch.messages.topics import Topics
from tests.chaos.reference import Table
from tests.chaos.running import MARK, ROOT, Place, Run

COMMANDS = {
    "worker": ("worker", "--web-port", "0"),
    "poller": ("poll", "--web-port", "0"),
    "console": ("alerts", "--follow"),
}
"""What each kind of process is started by, beside the configuration and the cluster."""


@dataclass(frozen=True)
class Record:
    """One message of a topic."""

    partition: int
    key: bytes
    value: bytes | None


class Cluster(Run):
    """Some workers and pollers over one archive folder, and one console."""

    def __init__(self, place: Place, workers: int, pollers: int) -> None:
        super().__init__(place)
        self.members = [("worker", number) for number in range(workers)]
        self.members += [("poller", number) for number in range(pollers)]
        self._running: dict[tuple[str, int], subprocess.Popen[bytes]] = {}

    def start(self) -> None:
        subprocess.run(self._command("topics"), check=True, cwd=ROOT, env=self._environment(), timeout=60)
        for kind, number in (*self.members, ("console", 0)):
            self.bring(kind, number)

    def bring(self, kind: str, number: int) -> None:
        """Start a process that does not run."""
        words = self.place.console if kind == "console" else self.place.folder / f"{kind}-{number}.txt"
        with words.open("ab") as sink:
            self._running[kind, number] = subprocess.Popen(
                self._command(*COMMANDS[kind]), stdin=subprocess.DEVNULL, stdout=sink, stderr=sink,
                env=self._environment(), cwd=ROOT, start_new_session=True,
            )  # fmt: skip

    def hit(self, kind: str, number: int, by: signal.Signals) -> None:
        """Send a process a signal; where it asks it to stop, it must do so within 30 s, in order."""
        process = self._running[kind, number]
        assert process.poll() is None, (
            f"{kind} {number} ended by itself with {process.returncode}; see {self.place.folder}"
        )
        process.send_signal(by)
        if by is signal.SIGKILL:
            process.wait(10)
        elif by is signal.SIGTERM:
            code = process.wait(30)
            # Asked before it had learnt to listen, it ends as any process does, with nothing under way.
            assert code in {0, -signal.SIGTERM}, (
                f"{kind} {number} was asked to stop and ended with {code}; see {self.place.folder}"
            )

    def lose_disks(self) -> int:
        """Delete the Tables that no running worker holds; return how many folders there were."""
        lost = 0
        for folder in self.place.archive.glob("tables/*"):
            with (folder / "lock").open("w") as lock:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue
                shutil.rmtree(folder)
                lost += 1
        return lost

    def end(self) -> None:
        """Ask all to stop."""
        for kind, number in list(self._running):
            self.hit(kind, number, signal.SIGINT if kind == "console" else signal.SIGTERM)
        for process in self._running.values():
            process.wait(30)
        self._running.clear()

    def alive(self) -> bool:
        return all(process.poll() is None for process in self._running.values())

    def last_words(self) -> str:
        ended = [f"{kind} {number}: {one.returncode}" for (kind, number), one in self._running.items() if one.poll()]
        return f"ended: {', '.join(ended)}"

    def lag(self) -> int:
        """How many messages of the steps' topics are not acknowledged by them."""
        topics = Topics(self.place.prefix)
        consumer = KafkaConsumer(bootstrap_servers=self.place.kafka, group_id=APP, enable_auto_commit=False)
        try:
            read = (topics.articles, topics.analyses, topics.story_updates, topics.developments)
            places = [TopicPartition(name, one) for name in read for one in consumer.partitions_for_topic(name)]
            ends = consumer.end_offsets(places)
            return sum(ends[place] - (consumer.committed(place) or 0) for place in places)
        finally:
            consumer.close()

    def read(self, topic: str) -> list[Record]:
        """Read a topic to its end, each partition in its order."""
        consumer = KafkaConsumer(
            bootstrap_servers=self.place.kafka, enable_auto_commit=False, consumer_timeout_ms=2_000
        )
        try:
            places = [TopicPartition(topic, one) for one in consumer.partitions_for_topic(topic)]
            consumer.assign(places)
            consumer.seek_to_beginning(*places)
            return [Record(one.partition, one.key or b"", one.value) for one in consumer]
        finally:
            consumer.close()

    def _command(self, *verb: str) -> list[str]:
        command = [sys.executable, "-m", "service.cli", *verb, "--config", str(self.place.config)]
        return command if verb[0] == "alerts" else [*command, "--kafka", self.place.kafka]

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": str(ROOT), MARK: self._mark, "COLUMNS": "100"}


def tables_of(records: list[Record]) -> dict[int, Table]:
    """Give what a changelog makes of each partition: the last value of each key, without those that were deleted."""
    held: dict[int, dict[bytes, bytes | None]] = {}
    for one in records:
        held.setdefault(one.partition, {})[one.key] = one.value
    return {
        partition: {json.loads(key): json.loads(value) for key, value in found.items() if value is not None}
        for partition, found in held.items()
    }
