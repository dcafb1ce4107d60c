"""Starts worker scripts as processes, and asks brokers what came of them."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from kafka import KafkaConsumer, KafkaProducer, TopicPartition

ROOT = Path(__file__).parents[2]
STOP_SECONDS = 20.0


@dataclass
class Worker:
    """One worker process with its output in a file."""

    process: subprocess.Popen[bytes]
    output: Path

    def said(self, what: str) -> list[list[str]]:
        """Return what it printed after `what`, as words, complete lines only."""
        lines = self.output.read_text(errors="replace").split("\n")[:-1]
        return [line.split()[1:] for line in lines if line.startswith(f"{what} ")]

    def wait_to_say(self, what: str, seconds: float) -> None:
        """Wait until it prints `what`; fail with its output's end when it does not, or when it ends before."""
        deadline = time.monotonic() + seconds
        while not self.said(what):
            if self.process.poll() is not None or time.monotonic() > deadline:
                tail = self.output.read_text(errors="replace")[-3_000:]
                raise AssertionError(f"the worker did not say {what} within {seconds:.0f} s:\n{tail}")
            time.sleep(0.05)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """Stop it as a supervisor would; fail when it does not."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(STOP_SECONDS)


def start_worker(script: str, options: dict[str, object], output: Path) -> Worker:
    """Start `script` of this folder with `options` as its argument."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, str(Path(__file__).parent / script), json.dumps(options)]
    with output.open("ab") as sink:
        process = subprocess.Popen(command, env=environment, stdout=sink, stderr=sink, cwd=ROOT)
    return Worker(process, output)


def send_all(address: str, topic: str, messages: Iterable[tuple[str, bytes]]) -> None:
    """Send (key, value) pairs, acknowledged."""
    producer = KafkaProducer(bootstrap_servers=address, acks="all")
    for key, value in messages:
        producer.send(topic, key=key.encode(), value=value)
    producer.flush()
    producer.close()


def read_all(
    address: str, topic: str, partitions: int, *, quiet_seconds: float = 1.5
) -> list[tuple[bytes, bytes | None]]:
    """Read a topic from its beginning until nothing more comes for `quiet_seconds`."""
    consumer = KafkaConsumer(
        bootstrap_servers=address,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        consumer_timeout_ms=int(quiet_seconds * 1000),
    )
    consumer.assign([TopicPartition(topic, partition) for partition in range(partitions)])
    read = [(message.key, message.value) for message in consumer]
    consumer.close()
    return read


def wait_until(true: Callable[[], bool], seconds: float, what: str) -> None:
    """Wait for a condition, looking five times a second; fail with `what` was waited for."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds:.0f} s in vain for {what}")
        time.sleep(0.2)
