"""Workers and pollers on Apache Kafka, struck at random moments over several partitions, lose and double nothing.

    STORYWATCH_SLOW=1 python -m pytest -s tests/chaos/test_cluster.py

takes three minutes a run and needs Java 17 and Maven; STORYWATCH_CHAOS_SEED repeats a run's moments. Processes are
killed, asked to stop or frozen, some for longer than their partitions wait for them, and started again, some without
what they had on disk. The undisturbed run takes the analyses in the order of their topic: with several partitions of
articles that is what decides.
"""

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.plan import APP
from storywatch.messages import Analysis, Development, decode, key_of
from storywatch.messages.topics import LEDGERS, STORIES, Topics, changelog
from tests.chaos.cluster import Cluster, Record, tables_of
from tests.chaos.reference import (
    Outcome,
    alerts_in,
    compare_alerts,
    compare_console,
    compare_tables,
    part_ledgers,
    undisturbed,
)
from tests.chaos.running import Place
from tests.chaos.writing import write_articles
from tests.integration.brokers import ApacheKafka

pytestmark = pytest.mark.skipif(
    not os.environ.get("STORYWATCH_SLOW"), reason="takes three minutes on Apache Kafka: set STORYWATCH_SLOW=1"
)

WORKERS, POLLERS, PARTITIONS = 3, 2, 3
ARTICLE_STORIES, DISTURBANCES = 24, 12
MOVING = "threshold = 0.5\nmerge_threshold = 0.5\nsplit_threshold = 0.85\n"
"""Stories that part and merge all the time, mostly across partitions."""

LATEST_SECONDS = 3.0
AWAY_SECONDS = (0, 0, 2, 9, 12)
"""How long a process stays away: back before its partitions are dealt anew (6 s), or after."""

FROZEN_SECONDS = (3, 9, 12)
WAYS = (signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGSTOP)


@pytest.fixture
def cluster(folder: Path) -> Iterator[Cluster]:
    """A cluster that never outlives its test."""
    broker = ApacheKafka(folder / "kafka")
    broker.start()
    run = Cluster(Place(folder, kafka=broker.address, partitions=PARTITIONS, stories=MOVING), WORKERS, POLLERS)
    try:
        run.start()
        yield run
    finally:
        run.destroy()
        broker.stop()


@pytest.mark.timeout(900)
def test_struck_at_random_moments_a_cluster_ends_as_an_undisturbed_run_ends(cluster: Cluster, folder: Path, seed: int):
    articles = write_articles(ARTICLE_STORIES, seed=seed)
    began = time.monotonic()
    struck = disturb(cluster, articles, random.Random(seed))
    print(f"seed {seed}: {struck} in {time.monotonic() - began:.0f} s, {cluster.alerts()} alerts by then")
    cluster.wait_until(lambda: cluster.journal.counts().accepted == len(articles), 120, "every article to be accepted")
    cluster.wait_until(lambda: cluster.journal.waiting() == 0, 120, "every article to be on its topic")
    cluster.wait_until(lambda: cluster.lag() == 0, 240, "the workers to have read their topics to their ends")
    cluster.wait_until(lambda: cluster.undelivered() == 0, 20, "the console to have printed every alert")
    topics = Topics(cluster.place.prefix)
    read = {name: cluster.read(name) for name in (topics.analyses, topics.story_updates, topics.developments)}
    tables = {name: tables_of(cluster.read(changelog(APP, name))) for name in (STORIES, LEDGERS)}
    set_aside = cluster.read(topics.quarantine)
    cluster.end()
    print(f"seed {seed}: all done after {time.monotonic() - began:.0f} s")

    differences = [f"quarantined: {one.value!r:.300}" for one in set_aside]
    analyses = in_order(read[topics.analyses], differences)
    if len(analyses) != len(articles):
        differences.append(f"{len(analyses)} articles were analysed, and {len(articles)} accepted")
    places = partitions_of(read[topics.story_updates], differences)
    wanted = undisturbed(analyses, cluster.place.config, lambda story: places[key_of(story)])
    assert wanted.kept_apart, "no stories merged across partitions: the test saw less than it says"
    assert len(set(places.values())) == PARTITIONS
    differences += compare(cluster, wanted, read[topics.developments])
    found = {key: value for table in tables[STORIES].values() for key, value in table.items()}
    differences += compare_tables(STORIES, found, wanted.stories)
    parts = part_ledgers(wanted.ledgers, lambda story: places[key_of(story)])
    for one in range(PARTITIONS):
        name = f"{LEDGERS}, partition {one}"
        differences += compare_tables(name, tables[LEDGERS].get(one, {}), parts.get(one, {}))
    assert not differences, "\n".join([f"seed {seed}, everything kept in {folder}:", *differences])


def disturb(cluster: Cluster, articles: list, chance: random.Random) -> dict[str, int]:
    """Publish the articles in parts, with a disturbance after each; return how often each kind was struck how."""
    part = len(articles) // DISTURBANCES
    counts: Counter[str] = Counter()
    for number in range(DISTURBANCES):
        # What a feed no longer lists nobody can read: the driver never runs ahead of pollers that are away.
        cluster.wait_until(
            lambda: cluster.journal.counts().accepted >= cluster.written - part, 120, "the pollers to keep up"
        )
        cluster.publish(articles[number * part : (number + 1) * part])
        if chance.random() < 0.5:
            before = cluster.alerts()
            cluster.wait_until(lambda: cluster.alerts() > before, 60, "a worker to work")  # noqa: B023 - called at once
        time.sleep(chance.uniform(0, LATEST_SECONDS))
        kind = "poller" if chance.random() < 0.2 else "worker"
        members = [one for one in cluster.members if one[0] == kind]
        struck = chance.sample(members, 2 if chance.random() < 0.2 else 1)
        by = chance.choice(WAYS if kind == "worker" else WAYS[:-1])
        away = chance.choice(FROZEN_SECONDS if by is signal.SIGSTOP else AWAY_SECONDS)
        for one in struck:
            cluster.hit(*one, by)
            counts[f"{kind} {by.name}"] += 1
        if kind == "worker" and by is signal.SIGKILL and chance.random() < 0.3:
            counts["disks lost"] += cluster.lose_disks()
        time.sleep(away)
        for one in struck:
            if by is signal.SIGSTOP:
                cluster.hit(*one, signal.SIGCONT)
            else:
                cluster.bring(*one)
    return dict(counts)


def in_order(records: list[Record], differences: list[str]) -> list[Analysis]:
    """Give each article's analysis once, in the order of their topic; one that came again must be the same."""
    first: dict[tuple[str, int], Analysis] = {}
    for one in records:
        analysis = decode(one.value or b"", Analysis)
        mark = analysis.article.id, analysis.article.revision
        if first.setdefault(mark, analysis) != analysis:
            differences.append(f"{mark} was analysed again, and otherwise")
    return list(first.values())


def partitions_of(records: list[Record], differences: list[str]) -> dict[str, int]:
    """Give the partition that each story's messages are on."""
    found = {(one.key.decode(), one.partition) for one in records}
    counts = Counter(key for key, _ in found)
    differences += [f"story {key} is on {count} partitions" for key, count in counts.items() if count > 1]
    return dict(found)


def compare(cluster: Cluster, wanted: Outcome, developments: list[Record]) -> list[str]:
    """Compare what was told: to the topic, to the archive and to the terminal."""
    alerts = alerts_in(cluster.place.archive)
    by_id: dict[str, Development] = {}
    told = [decode(one.value or b"", Development) for one in developments]
    said = [f"development {one.id} is told in two ways" for one in told if by_id.setdefault(one.id, one) != one]
    if set(by_id) != set(wanted.developments):
        said.append(f"{len(by_id)} developments were told, and {len(wanted.developments)} were to be")
    found = sorted(alerts, key=lambda alert: alert.development.story)  # partitions have no common order; stories have
    expected = sorted(wanted.developments.values(), key=lambda one: one.story)
    said += compare_alerts(found, {one.id: one for one in expected})
    return said + compare_console(cluster.place.console.read_text(), alerts)
