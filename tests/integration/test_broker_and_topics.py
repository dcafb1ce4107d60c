"""The embedded broker starts, answers, stops and dies with its parent; topics are created once and never bent."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from brokers import accepts
from conftest import RunningBroker
from kafka.admin import KafkaAdminClient
from workers import ROOT, wait_until

from service import broker as broker_module
from service.broker import BrokerUnavailableError, EmbeddedBroker
from service.topics import (
    Partitions,
    TopicMismatchError,
    TopicPlan,
    TopicsUnavailableError,
    create_topics,
    describe_topics,
)


def test_the_embedded_broker_answers_when_started_and_is_gone_when_stopped(tmp_path: Path):
    embedded = EmbeddedBroker(tmp_path / "broker.log")
    with embedded:
        port = int(embedded.address.rpartition(":")[2])
        assert embedded.alive()
        assert accepts(port)
        assert sys.platform != "linux" or (embedded.rss_bytes() or 0) > 1_000_000
    assert not embedded.alive()
    assert embedded.rss_bytes() is None
    assert not accepts(port)
    assert b"listening" in (tmp_path / "broker.log").read_bytes()


def test_a_taken_port_that_was_asked_for_is_refused_in_a_sentence(tmp_path: Path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(BrokerUnavailableError, match=f"port {port}"):
            EmbeddedBroker(tmp_path / "broker.log", listen_port=port).start()


def test_losing_the_race_for_a_free_port_costs_only_another_try(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken, free = other.getsockname()[1], broker_module._free_port()
        offered = iter([taken, free])
        monkeypatch.setattr(broker_module, "_free_port", lambda: next(offered))
        with EmbeddedBroker(tmp_path / "broker.log") as embedded:
            assert embedded.address == f"127.0.0.1:{free}"


def test_without_a_binary_the_remedy_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CALF_TANSU_BIN", str(tmp_path / "missing"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BrokerUnavailableError, match="--kafka HOST:PORT"):
        EmbeddedBroker(tmp_path / "broker.log").start()


@pytest.mark.skipif(os.name != "posix", reason="elsewhere nothing ends a broker whose parent was killed")
def test_the_embedded_broker_dies_with_a_parent_that_is_killed(tmp_path: Path):
    program = (
        "import sys, time; from pathlib import Path; from service.broker import EmbeddedBroker\n"
        "broker = EmbeddedBroker(Path(sys.argv[1])); broker.start()\n"
        "print(broker.pid, broker.address.rpartition(':')[2], flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "broker.log")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    parent = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True)
    assert parent.stdout is not None
    pid, port = map(int, parent.stdout.readline().split())
    assert os.getpgid(pid) != os.getpgid(parent.pid), "Ctrl-C at the terminal would reach it"
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    wait_until(lambda: not accepts(port), 5, "the broker to be gone")


def test_topics_are_created_as_planned_and_only_once(broker: RunningBroker, prefix: str):
    plan = TopicPlan(app=prefix.rstrip("."), prefix=prefix, partitions=Partitions(articles=3, analyses=2))
    topics = describe_topics(plan)
    assert create_topics(broker.address, topics) == tuple(topic.name for topic in topics)
    assert create_topics(broker.address, topics) == ()
    admin = KafkaAdminClient(bootstrap_servers=broker.address)
    found = {topic["name"]: len(topic["partitions"]) for topic in admin.describe_topics()}
    admin.close()
    assert {topic.name: found.get(topic.name) for topic in topics} == {topic.name: topic.partitions for topic in topics}


def test_a_topic_of_other_partitions_is_refused_before_anything_is_created(broker: RunningBroker, prefix: str):
    plan = TopicPlan(app=prefix.rstrip("."), prefix=prefix)
    alerts = next(topic for topic in describe_topics(plan) if topic.name.endswith("alerts"))
    create_topics(broker.address, [alerts])
    other = describe_topics(TopicPlan(app=plan.app, prefix=prefix, partitions=Partitions(alerts=2)))
    with pytest.raises(TopicMismatchError, match=r"alerts has 1 partitions where 2 are configured"):
        create_topics(broker.address, other)
    assert create_topics(broker.address, [alerts]) == ()
    assert len(create_topics(broker.address, describe_topics(plan))) == len(other) - 1


def test_tables_have_as_many_partitions_as_what_drives_them():
    topics = describe_topics(TopicPlan(partitions=Partitions(analyses=3, story_updates=5)))
    count = {topic.name: topic.partitions for topic in topics}
    assert count["storywatch-stories-changelog"] == count["storywatch.analyses"] == 3
    assert count["storywatch-ledgers-changelog"] == count["storywatch.story-updates"] == 5


def test_an_unreachable_broker_is_named_in_a_sentence():
    with pytest.raises(TopicsUnavailableError, match=r"no broker answers at 127\.0\.0\.1:9"):
        create_topics("127.0.0.1:9", describe_topics(TopicPlan()))
