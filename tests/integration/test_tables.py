"""The product's Tables survive what happens to a worker: SIGKILL at any moment, and the loss of its disk."""

import json
import random
import time
from collections import defaultdict
from pathlib import Path

from conftest import RunningBroker
from workers import Worker, read_all, send_all, start_worker, wait_until

from service.topics import Topic, create_topics
from storywatch.messages.topics import changelog

PARTITIONS = 2
KEYS = 20
EACH = 150
KILLS = 3


def test_killed_at_random_moments_a_worker_answers_everything_and_its_state_is_exact(
    broker: RunningBroker, prefix: str, tmp_path: Path
):
    world = World(broker, prefix, tmp_path)
    chance = random.Random(prefix)  # another course every time
    for _ in range(KILLS):
        world.send(EACH)
        worker = world.start()
        worker.wait_to_say("INDEX", 60)
        time.sleep(chance.uniform(0.01, 0.6))
        worker.kill()
    world.send(EACH)
    worker = world.start()
    wait_until(lambda: len(world.answers()) == world.sent, 60, "every message to be answered")
    assert worker.stop() == 0

    assert all(len(answers) == 1 for answers in world.answers().values()), "a repeated message was answered otherwise"
    assert world.changelog_counts() == world.expected_counts()
    assert not world.heard("BEHIND"), "the index in memory was not the Table's"


def test_a_worker_without_its_disk_recovers_everything_and_knows_it_before_the_first_message(
    broker: RunningBroker, prefix: str, tmp_path: Path
):
    world = World(broker, prefix, tmp_path)
    world.send(2 * EACH)
    worker = world.start()
    wait_until(lambda: len(world.answers()) == world.sent, 60, "every message to be answered")
    assert worker.stop() == 0
    before = world.expected_counts()
    assert world.changelog_counts() == before

    world.send(EACH)
    worker = world.start(data="another-disk")
    worker.wait_to_say("INDEX", 60)
    assert worker.indexes()[0] == before
    wait_until(lambda: len(world.answers()) == world.sent, 60, "the rest to be answered")
    assert worker.stop() == 0

    assert all(len(answers) == 1 for answers in world.answers().values())
    assert world.changelog_counts() == world.expected_counts()
    worker = world.start(data="another-disk")
    worker.wait_to_say("INDEX", 60)
    worker.kill()
    assert worker.indexes()[0] == world.expected_counts()
    assert not world.heard("BEHIND")


class IndexedWorker(Worker):
    """A worker that prints its index whenever it has rebuilt it."""

    def indexes(self) -> list[dict[str, int]]:
        return [json.loads(" ".join(words)) for words in self.said("INDEX")]


class World:
    """Topics, messages and workers of one test."""

    def __init__(self, broker: RunningBroker, prefix: str, folder: Path) -> None:
        self.address, self.prefix, self.folder = broker.address, prefix, folder
        self.app = prefix.rstrip(".")
        self.sent = self.started = 0
        self.options: dict[str, object] = {
            "app": self.app,
            "broker": broker.address,
            "embedded": broker.embedded,
            "member": "only",
            "partitions": PARTITIONS,
            "prefix": prefix,
        }
        names = [f"{prefix}{name}" for name in ("items", "answers", "quarantine")]
        topics = [Topic(name, PARTITIONS, ()) for name in names]
        topics.append(Topic(changelog(self.app, "counts"), PARTITIONS, (("cleanup.policy", "compact"),)))
        create_topics(broker.address, topics)

    def send(self, many: int) -> None:
        numbers = range(self.sent, self.sent + many)
        self.sent = numbers.stop
        items = ((f"k{i % KEYS}", json.dumps({"id": i, "key": f"k{i % KEYS}"}).encode()) for i in numbers)
        send_all(self.address, f"{self.prefix}items", items)

    def start(self, data: str = "disk") -> IndexedWorker:
        self.started += 1
        options = {**self.options, "data_dir": str(self.folder / data)}
        worker = start_worker("ledger_worker.py", options, self.folder / f"worker-{self.started}.txt")
        return IndexedWorker(worker.process, worker.output)

    def answers(self) -> dict[int, set[int]]:
        """Return the different answers to each message."""
        found: dict[int, set[int]] = defaultdict(set)
        for _, value in read_all(self.address, f"{self.prefix}answers", PARTITIONS):
            answer = json.loads(value or b"")
            found[answer["id"]].add(answer["n"])
        return dict(found)

    def changelog_counts(self) -> dict[str, int]:
        """Return what the changelog makes of the Table."""
        held = {}
        for key, value in read_all(self.address, changelog(self.app, "counts"), PARTITIONS):
            state = json.loads(value or b"")
            assert len(set(state["ids"])) == state["n"]
            held[json.loads(key)] = state["n"]
        return held

    def expected_counts(self) -> dict[str, int]:
        return {f"k{k}": len(range(k, self.sent, KEYS)) for k in range(KEYS)}

    def heard(self, what: str) -> list[str]:
        lines = [line for path in self.folder.glob("worker-*.txt") for line in path.read_text().splitlines()]
        return [line for line in lines if line.startswith(what)]
