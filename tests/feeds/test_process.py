"""`python -m feeds`, as a user's machine runs it: a real broker, a real server, and SIGKILL."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest
from feed_server import LOOPBACK, Answer, item, rss
from kafka import KafkaConsumer, TopicPartition

from feeds.__main__ import main
from service.broker import EmbeddedBroker
from service.topics import TopicPlan, create_topics, describe_topics
from storywatch.archive import FILE, Journal
from storywatch.messages import Article, Quarantined, decode
from storywatch.messages.topics import Topics

ROOT = Path(__file__).parents[2]
TOPICS = Topics("t.")
SETTINGS = msgspec.json.encode(LOOPBACK).decode()
FEEDS, ITEMS = 4, 25


@pytest.fixture
def broker(tmp_path):
    with EmbeddedBroker(tmp_path / "broker.log") as running:
        create_topics(running.address, describe_topics(TopicPlan(app="t", prefix=TOPICS.prefix)))
        yield running


def start(folder: Path, address: str, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "feeds", "--opml", str(folder / "feeds.opml"), "--archive", str(folder)]
    command += ["--broker", address, "--prefix", TOPICS.prefix, "--interval", "1", "--settings", SETTINGS, *more]
    return subprocess.Popen(
        command, cwd=ROOT, stderr=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )


def write_list(folder: Path, urls: list[str]) -> None:
    outlines = "".join(f'<outline xmlUrl="{url}"/>' for url in urls)
    (folder / "feeds.opml").write_text(f"<opml><body>{outlines}</body></opml>")


def read(address: str, topic: str, wanted):
    consumer = KafkaConsumer(bootstrap_servers=address, auto_offset_reset="earliest", enable_auto_commit=False)
    place = TopicPartition(topic, 0)
    consumer.assign([place])
    found = []
    while batch := consumer.poll(timeout_ms=500).get(place):
        found += [decode(record.value, wanted) for record in batch]
    consumer.close()
    return found


def until(condition, seconds=30.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "not reached in time"
        time.sleep(0.05)


def test_a_poller_killed_again_and_again_loses_nothing_and_doubles_nothing_in_its_journal(tmp_path, server, broker):
    for number in range(FEEDS):
        body = rss(*(item(f"{number}-{n}", f"Report {number}-{n}.") for n in range(ITEMS)), "<item/>")
        server.answers[f"/{number}"] = Answer(200, body, {"ETag": '"1"'})
    write_list(tmp_path, [server.url(f"/{number}") for number in range(FEEDS)])
    seed = random.randrange(10_000)
    print(f"seed {seed}")
    moments = random.Random(seed)
    for _ in range(4):  # tests/chaos kills more
        poller = start(tmp_path, broker.address)
        time.sleep(moments.uniform(0.4, 2.2))
        poller.send_signal(signal.SIGKILL)
        poller.communicate(timeout=10)
    poller = start(tmp_path, broker.address)
    journal = Journal(tmp_path / FILE)
    until(lambda: journal.counts()[:2] == (FEEDS * ITEMS, FEEDS * ITEMS))
    poller.send_signal(signal.SIGTERM)
    poller.communicate(timeout=10)
    journal.close()
    served = {f"https://paper.example/{number}-{n}" for number in range(FEEDS) for n in range(ITEMS)}
    published = read(broker.address, TOPICS.articles, Article)
    assert {article.header.url for article in published} == served
    assert {article.header.revision for article in published} == {1}
    refused = read(broker.address, TOPICS.quarantine, Quarantined)
    assert len({message.id for message in refused}) == FEEDS


def test_it_stops_within_two_seconds_when_asked_to_even_amid_a_slow_fetch(tmp_path, server, broker):
    def slowly():
        time.sleep(20)
        yield b""

    server.answers["/slow"] = Answer(pieces=slowly)
    server.answers["/a"] = Answer(200, rss(item("a")))
    write_list(tmp_path, [server.url("/slow"), server.url("/a")])
    poller = start(tmp_path, broker.address, "--embedded")
    until((tmp_path / FILE).exists)
    journal = Journal(tmp_path / FILE)
    until(lambda: journal.waiting() == 1)
    asked = time.monotonic()
    poller.send_signal(signal.SIGTERM)
    assert poller.wait(10) == 0
    assert time.monotonic() - asked < 2
    journal.close()


def test_a_broker_that_ends_and_comes_back_gets_everything_undone_again(tmp_path, server, broker):
    server.answers["/a"] = Answer(200, rss(item("a"), item("b")))
    write_list(tmp_path, [server.url("/a")])
    poller = start(tmp_path, broker.address, "--embedded")
    until(lambda: len(read(broker.address, TOPICS.articles, Article)) == 2)
    broker.stop()
    server.answers["/a"] = Answer(200, rss(item("a"), item("b"), item("c")))
    time.sleep(2)
    with EmbeddedBroker(tmp_path / "again.log", listen_port=int(broker.address.rpartition(":")[2])) as again:
        create_topics(again.address, describe_topics(TopicPlan(app="t", prefix=TOPICS.prefix)))
        until(lambda: {one.header.title for one in read(again.address, TOPICS.articles, Article)} == {"a", "b", "c"})
        poller.send_signal(signal.SIGTERM)
        _, told = poller.communicate(timeout=10)
    assert poller.returncode == 0
    assert told.count("the broker does not answer") == 1
    assert "Traceback" not in told


def test_without_a_broker_it_gives_up_with_one_sentence(tmp_path, server, monkeypatch, capsys):
    monkeypatch.setattr("feeds.__main__.BROKER_SECONDS", 0.5)
    write_list(tmp_path, [server.url("/a")])
    assert main(["--opml", str(tmp_path / "feeds.opml"), "--archive", str(tmp_path), "--broker", "127.0.0.1:1"]) == 2
    told = capsys.readouterr().err.strip().splitlines()
    assert told[-1].startswith("storywatch: no broker answers at 127.0.0.1:1")
    assert server.requests == []


def test_an_unusable_start_is_one_sentence_and_exit_code_2(tmp_path):
    poller = start(tmp_path, "127.0.0.1:1")
    _, told = poller.communicate(timeout=20)
    assert poller.returncode == 2
    assert told.startswith("storywatch: the feed list")
    assert told.count("\n") == 1
