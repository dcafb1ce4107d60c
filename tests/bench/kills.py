"""`python -m tests.bench.kills [--kills 200]`: pollers killed at random moments; items served = items on the topic.

Two pollers share an archive, an embedded broker and a server whose feeds gain items all the time. One of them, by
chance, is killed (SIGKILL) after a random while, and started again at once. In the end every item that was served must
be on the topic, by id, and once after the stream's own dedup: the journal has each id and revision once, and marks it
done once. The moments follow from a seed, which is printed. 200 kills take about eight minutes, mostly of starts.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import msgspec
from kafka import KafkaConsumer, TopicPartition

from service.broker import EmbeddedBroker
from service.topics import TopicPlan, create_topics, describe_topics
from storywatch.archive import FILE, Journal
from storywatch.archive.journal import Counts
from storywatch.messages import Article, Quarantined, decode
from storywatch.messages.topics import Topics
from tests.feeds.feed_server import LOOPBACK, Answer, FeedServer, Request, item, rss

ROOT = Path(__file__).parents[2]
TOPICS = Topics("kills.")
FEEDS = 6
SETTINGS = msgspec.json.encode(LOOPBACK).decode()
LISTED = 150
"""Items that a feed lists, the latest; as much as real feeds do."""

LIFE_SECONDS = (0.3, 3.5)
"""From a start to the kill: a start takes a second, so that every part of a life is struck."""

DRAIN_SECONDS = 90.0
POLLERS = 2


class Publishing(Protocol):
    """Outlets that a server stands for."""

    def publish(self, chance: random.Random) -> None: ...
    def urls(self) -> set[str]: ...


@dataclass
class Outlets:
    """Feeds that gain items while they are polled, with validators."""

    server: FeedServer
    served: dict[str, list[str]] = field(default_factory=lambda: {f"/{n}": [] for n in range(FEEDS)})
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def open(self) -> None:
        for path in self.served:
            self.server.answers[path] = self._answer

    def publish(self, chance: random.Random) -> None:
        with self._lock:
            for path, slugs in self.served.items():
                slugs += [f"{path[1:]}-{len(slugs) + n}" for n in range(chance.randint(0, 3))]

    def _answer(self, request: Request) -> Answer:
        with self._lock:
            slugs = list(self.served[request.path])
        tag = f'"{len(slugs)}"'
        if request.headers.get("if-none-match") == tag:
            return Answer(304)
        items = [item(slug, f"Report {slug}.") for slug in slugs[-LISTED:]]
        return Answer(200, rss(*items, "<item/>"), {"ETag": tag})

    def urls(self) -> set[str]:
        return {f"https://paper.example/{slug}" for slugs in self.served.values() for slug in slugs}


def start(folder: Path, address: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "feeds", "--opml", str(folder / "feeds.opml"), "--archive", str(folder)]
    command += ["--broker", address, "--prefix", TOPICS.prefix, "--interval", "1", "--settings", SETTINGS]
    with (folder / "pollers.log").open("ab") as log:
        return subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=log,
            stderr=log,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            start_new_session=True,
        )


def end(poller: subprocess.Popen[bytes], by: signal.Signals) -> None:
    poller.send_signal(by)
    poller.wait(20)


def read(address: str, topic: str) -> list[bytes]:
    consumer = KafkaConsumer(bootstrap_servers=address, auto_offset_reset="earliest", enable_auto_commit=False)
    place = TopicPartition(topic, 0)
    consumer.assign([place])
    found: list[bytes] = []
    while batch := consumer.poll(timeout_ms=1_000).get(place):
        found += [record.value for record in batch]
    consumer.close()
    return found


@dataclass(frozen=True)
class Verdict:
    """What became of what was served."""

    served: int
    lost: int
    twice: int
    """Items with a second revision, or accepted twice: what a stream's dedup would not take for a repeat."""
    sent_again: int
    """Repeats on the topic under the same id and revision: the stream's dedup is for them."""
    refused: int
    waiting: int

    @property
    def is_right(self) -> bool:
        return self.served > 0 and not (self.lost or self.twice or self.waiting) and self.refused == FEEDS


def kill_pollers(folder: Path, kills: int, seed: int, life: tuple[float, float] = LIFE_SECONDS) -> Verdict:
    """Run it all in `folder`."""
    chance = random.Random(seed)
    server = FeedServer()
    outlets = Outlets(server)
    outlets.open()
    outlines = "".join(f'<outline xmlUrl="{server.url(path)}"/>' for path in outlets.served)
    (folder / "feeds.opml").write_text(f"<opml><body>{outlines}</body></opml>")
    with EmbeddedBroker(folder / "broker.log") as broker:
        try:
            counts = kill_in_turn(folder, broker.address, kills, chance, outlets, life)
        finally:
            server.close()
        articles = [decode(raw, Article) for raw in read(broker.address, TOPICS.articles)]
        refused = {decode(raw, Quarantined).id for raw in read(broker.address, TOPICS.quarantine)}
    served, told = outlets.urls(), Counter((one.header.url, one.header.revision) for one in articles)
    return Verdict(
        served=len(served),
        lost=len(served - {url for url, _ in told}),
        twice=sum(revision > 1 for _, revision in told) + max(0, counts.accepted - len(served)),
        sent_again=told.total() - len(told),
        refused=len(refused),
        waiting=counts.waiting,
    )


def kill_in_turn(
    folder: Path,
    broker: str,
    kills: int,
    chance: random.Random,
    outlets: Publishing,
    life: tuple[float, float] = LIFE_SECONDS,
    patience: float = DRAIN_SECONDS,
) -> Counts:
    """Kill pollers at random moments while outlets publish; give the journal's counts once all is through."""
    create_topics(broker, describe_topics(TopicPlan(app="kills", prefix=TOPICS.prefix)))
    pollers = [start(folder, broker) for _ in range(POLLERS)]
    try:
        for _ in range(kills):
            outlets.publish(chance)
            time.sleep(chance.uniform(*life))
            place = chance.randrange(POLLERS)
            end(pollers[place], signal.SIGKILL)
            pollers[place] = start(folder, broker)
        journal = Journal(folder / FILE)
        try:
            return _drain(journal, len(outlets.urls()), patience)
        finally:
            journal.close()
    finally:
        for poller in pollers:
            end(poller, signal.SIGTERM)


def _drain(journal: Journal, wanted: int, patience: float) -> Counts:
    deadline = time.monotonic() + patience
    while True:
        counts = journal.counts()
        through = counts.accepted >= wanted and not counts.waiting and not journal.unsent_refusals(1)
        if through or time.monotonic() > deadline:
            return counts
        time.sleep(0.2)


def main() -> int:
    """Kill, count, and say how it went; 1 where something was lost or doubled."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.kills")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        verdict = kill_pollers(Path(folder), options.kills, options.seed)
        print(f"seed {options.seed}: {options.kills} kills in {time.monotonic() - began:.0f} s: {verdict}")
    return int(not verdict.is_right)


if __name__ == "__main__":
    sys.exit(main())
