"""Killed and stopped at twenty random moments over 2,000 articles, the product ends as an undisturbed run ends.

Each broker in turn. Ten disturbances come at any moment, most often while the worker starts; ten wait until it works
again. Articles arrive all the time. The moments follow from a seed, which is printed.
"""

import json
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from kafka import KafkaConsumer, TopicPartition

from service.plan import APP
from storywatch.messages.topics import LEDGERS, STORIES, Topics, changelog
from tests.chaos.reference import Analyses, Table, accepted, compare_run, compare_tables, undisturbed
from tests.chaos.running import Run
from tests.chaos.writing import write_articles

DISTURBANCES = 20
LATEST_SECONDS = 2.0
"""How long after its occasion a disturbance comes at the latest."""

CLUSTER = (("worker", signal.SIGTERM), ("worker", signal.SIGKILL), ("poller", signal.SIGKILL))
EMBEDDED = (*CLUSTER, ("broker", signal.SIGKILL))
KINDS_AT_LEAST = 12
"""Development kinds that the articles cause; with fewer the test would see less than it says."""


@pytest.mark.timeout(480)
def test_disturbed_at_twenty_moments_everything_is_there_once(
    kafka: str, start: Callable[..., Run], folder: Path, analyses: Analyses, seed: int
):
    articles = write_articles()
    run = start(kafka=kafka)
    began = time.monotonic()
    struck = disturb(run, articles, random.Random(seed), CLUSTER if kafka else EMBEDDED)
    print(f"seed {seed}: {struck} in {time.monotonic() - began:.0f} s, {run.alerts()} alerts by then")
    run.wait_until(lambda: run.journal.counts().accepted == len(articles), 60, "every article to be accepted")
    run.wait_until(lambda: run.journal.waiting() == 0, 240, "every article to be done")
    topics = Topics(run.place.prefix)
    if kafka:
        run.wait_until(lambda: lag(kafka, topics) == 0, 240, "the worker to have read its topics to their ends")
    run.wait_until(lambda: run.undelivered() == 0, 20, "the console to have printed every alert")
    set_aside = last_values(kafka or broker_address(run), topics.quarantine)
    orphans = run.orphans()
    took = run.stop()
    print(f"seed {seed}: all done after {time.monotonic() - began:.0f} s; stopped in {took:.1f} s")

    wanted = undisturbed(analyses.of(accepted(run.place.archive, articles)), run.place.config)
    kinds = {one.kind for one in wanted.developments.values()}
    assert len(kinds) >= KINDS_AT_LEAST, f"the articles only cause {sorted(kinds)}"
    differences = [f"went on without its supervisor: {process}" for process in orphans]
    differences += [f"quarantined: {key}" for key in set_aside]
    differences += compare_run(run.place.archive, run.place.console.read_text(), wanted)
    if kafka:
        for name, expected in ((STORIES, wanted.stories), (LEDGERS, wanted.ledgers)):
            logged = last_values(kafka, changelog(APP, name))
            differences += compare_tables(f"{name} (changelog)", logged, expected)
    counts = run.journal.counts()
    if (counts.accepted, counts.waiting) != (len(articles), 0):
        differences.append(f"the journal has {counts}")
    differences += [f"still running: {pid}" for pid in run.processes()]
    assert not differences, "\n".join([f"seed {seed}, everything kept in {folder}:", *differences])
    assert took < 5.0


def disturb(
    run: Run, articles: list, chance: random.Random, ways: tuple[tuple[str, signal.Signals], ...]
) -> dict[str, int]:
    """Publish the articles in twenty parts, with a disturbance after each; return how often each way was taken."""
    order = [ways[place % len(ways)] for place in range(DISTURBANCES)]
    chance.shuffle(order)
    patient = [place % 2 == 0 for place in range(DISTURBANCES)]
    chance.shuffle(patient)
    part = len(articles) // DISTURBANCES
    for number, ((kind, by), waits) in enumerate(zip(order, patient, strict=True)):
        # What a feed no longer lists nobody can read: the driver never runs ahead of a poller that is away.
        run.wait_until(lambda: run.journal.counts().accepted >= run.written - part, 60, "the poller to keep up")
        run.publish(articles[number * part : (number + 1) * part])
        if waits:
            before = run.alerts()
            run.wait_until(lambda: run.alerts() > before, 60, "the worker to work again")  # noqa: B023 - called at once
        time.sleep(chance.uniform(0, LATEST_SECONDS))
        run.strike(kind, by)
    return dict(Counter(f"{kind} {by.name}" for kind, by in order))


def lag(address: str, topics: Topics) -> int:
    """How many messages of the steps' topics are not acknowledged by them."""
    read = (topics.articles, topics.analyses, topics.story_updates, topics.developments)
    places = [TopicPartition(name, 0) for name in read]
    consumer = KafkaConsumer(bootstrap_servers=address, group_id=APP, enable_auto_commit=False)
    try:
        ends = consumer.end_offsets(places)
        return sum(ends[place] - (consumer.committed(place) or 0) for place in places)
    finally:
        consumer.close()


def last_values(address: str, topic: str) -> Table:
    """Read a topic of one partition to its end; give the last value of each key, without those that were deleted."""
    consumer = KafkaConsumer(
        bootstrap_servers=address, auto_offset_reset="earliest", enable_auto_commit=False, consumer_timeout_ms=1_500
    )
    try:
        consumer.assign([TopicPartition(topic, 0)])
        held = {}
        for record in consumer:
            held[record.key] = record.value
    finally:
        consumer.close()
    return {_text(key): json.loads(value) for key, value in held.items() if value is not None}


def _text(key: bytes) -> str:
    return str(json.loads(key)) if key.startswith(b'"') else key.decode()


def broker_address(run: Run) -> str:
    """Find the embedded broker's address in its command line."""
    pid = run.find("broker")
    words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    return next(word.removeprefix("tcp://") for word in words if word.startswith("tcp://"))
