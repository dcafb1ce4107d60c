"""A replay through Kafka whose broker dies ends in one sentence; one longer than the window is sent whole."""

import json
import time

import pytest
from kafka import KafkaProducer
from msgspec.structs import replace

from service import through_kafka
from service.broker import EmbeddedBroker
from service.files import Output
from service.refusals import RefusedError
from service.through_kafka import _read, _work, _write_stories
from service.topics import Topic, create_topics
from storywatch.archive import FILE, Journal
from storywatch.messages import StoryMerged, StorySplit
from tests.builders import update
from tests.seeds.test_sample_story import sample_articles


class Worker:
    """Does at each look what the worker does in its own time: all that waits."""

    def __init__(self, journal, *, do=True):
        self.journal, self.do, self.most = journal, do, 0

    def look(self, _now):
        rows = self.journal.undone(1_000)
        self.most = max(self.most, len(rows))
        if self.do:
            self.journal.mark_all_done((row.article.header.id, row.article.header.revision) for row in rows)

    def start(self): ...

    def ask_to_stop(self): ...

    def stop(self, deadline): ...


class Publisher:
    def __init__(self):
        self.sent = []

    def publish(self, articles):
        self.sent += articles


@pytest.fixture
def journal(tmp_path):
    one = Journal(tmp_path / FILE)
    yield one
    one.close()


def test_articles_are_sent_a_window_at_a_time_in_their_order(journal, monkeypatch):
    monkeypatch.setattr(through_kafka, "CHUNK", 2)
    monkeypatch.setattr(through_kafka, "WINDOW", 4)
    articles = sample_articles()
    worker, publisher = Worker(journal), Publisher()
    order = _work(articles, journal, publisher, worker, None)
    assert publisher.sent == articles
    assert list(order.values()) == list(range(len(articles)))
    assert worker.most == 4 < len(articles)
    assert journal.waiting() == 0


def test_a_broker_that_ends_under_the_worker_is_told(journal, tmp_path):
    broker = EmbeddedBroker(tmp_path / "broker.log")  # never started: it is not alive
    with pytest.raises(RefusedError, match="embedded broker ended"):
        _work(sample_articles(), journal, Publisher(), Worker(journal, do=False), broker)


def test_a_broker_that_ends_under_the_reader_is_told(tmp_path):
    with EmbeddedBroker(tmp_path / "broker.log") as broker:
        create_topics(broker.address, [Topic("many", 1, ())])
        producer = KafkaProducer(bootstrap_servers=broker.address, max_request_size=2_000_000)
        for _ in range(40):
            producer.send("many", bytes(500_000)).get(timeout=10)
        producer.close()
        assert len(list(_read(broker.address, "many"))) == 40
        messages = _read(broker.address, "many", patience=3.0)
        next(messages)
        broker.stop()
        start = time.monotonic()
        with pytest.raises(RefusedError, match="broker at"):
            list(messages)
        assert time.monotonic() - start < 30


def test_each_article_is_written_once_with_the_story_that_it_is_in_at_last(tmp_path):
    second = update("a2", story="s1")
    header = replace(second.analysis.article, revision=2)
    messages = [
        update("a1", story="s1"),
        replace(second, analysis=replace(second.analysis, article=header)),  # its first text could not be read
        StorySplit(story="s1", into="s1.s2", articles=("a2", "a1:2")),  # the page of a1 showed another article later
        StoryMerged(story="s1", into="s3"),
    ]
    with Output(tmp_path / "stories") as out:
        _write_stories(messages, out, {("a2", 2): 0, ("a1", 1): 1})
    written = [json.loads(line) for line in (tmp_path / "stories").read_text().splitlines()]
    assert written == [{"id": "a2", "story": "s1.s2"}, {"id": "a1", "story": "s3"}]
