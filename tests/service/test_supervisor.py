"""The supervisor outlives an archive that cannot be used for a while, and a broker that dies while it starts."""

import os
from signal import SIGKILL

import msgspec
import pytest
from kafka import KafkaConsumer

from service import supervisor
from service.supervisor import BROKER_ATTEMPTS, Supervisor
from service.topics import TopicsUnavailableError, create_topics
from storywatch.archive import ArchiveError
from storywatch.config import load_config


def test_an_archive_that_cannot_be_used_is_told_once_until_it_works_again(monkeypatch):
    said: list[str] = []
    monitor = Supervisor(load_config(None), None, said.append)
    looks = iter([ArchiveError("locked"), ArchiveError("locked"), None, ArchiveError("full")])

    def show_new(_alerts, _say):
        if error := next(looks):
            raise error

    monkeypatch.setattr(supervisor, "show_new", show_new)
    for _ in range(4):
        monitor._show(None)
    assert [line.rsplit(" ", 1)[1] for line in said] == ["locked", "full"]


def _prepare(monkeypatch, tmp_path, *, kills: int) -> set[str]:
    """Prepare a broker which is killed `kills` times between its start and its topics; name the topics that it has."""
    (tmp_path / "log").mkdir()
    monitor = Supervisor(msgspec.structs.replace(load_config(None), archive=str(tmp_path)), None, print)
    left = iter(range(kills))

    def create(address, topics, *, replication):
        if next(left, None) is not None:
            os.kill(monitor._broker.pid, SIGKILL)
        return create_topics(address, topics, replication=replication)

    monkeypatch.setattr(supervisor, "create_topics", create)
    monkeypatch.setattr("service.topics.CONNECT_TIMEOUT_MS", 200)
    try:
        address = monitor._prepare_broker()
        consumer = KafkaConsumer(bootstrap_servers=address)
        names: set[str] = consumer.topics()
        consumer.close()
    finally:
        monitor._stop()
    return names


def test_a_broker_killed_before_it_has_its_topics_is_started_again_and_gets_them(monkeypatch, tmp_path):
    assert "storywatch.articles" in _prepare(monkeypatch, tmp_path, kills=2)


def test_a_broker_that_dies_at_every_start_is_told_to_the_user(monkeypatch, tmp_path):
    with pytest.raises(TopicsUnavailableError):
        _prepare(monkeypatch, tmp_path, kills=BROKER_ATTEMPTS)
