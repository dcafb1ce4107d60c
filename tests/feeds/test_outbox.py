"""From the journal to the topic: in order, again when due, calm while the broker is away."""

import time
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.outbox import Outbox, OutboxPolicy, is_due
from feeds.publish import PublishError, Receipt, fingerprint
from storywatch.archive import ArchiveUnavailableError, Journal, Waiting
from storywatch.messages import Article, Header, Quarantined

T0 = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
EMBEDDED = OutboxPolicy(embedded=True, look_seconds=0.02, retry_seconds=(0.02,))
CLUSTER = OutboxPolicy(embedded=False, shared_seconds=0.02, retry_seconds=(0.02,), archive_seconds=0.02)


def article(key: str) -> Article:
    header = Header(id=key, url="", outlet="o", title=key, published=T0, fetched=T0)
    return Article(header=header, text=f"text {key}")


class Broker:
    """Takes what it is given, unless it is away; finds what is named `large` too large."""

    def __init__(self) -> None:
        self.articles: list[str] = []
        self.quarantined: list[Quarantined] = []
        self.away = False

    def connect(self) -> "Broker":
        if self.away:
            raise PublishError("nobody there")
        return self

    def try_publish(self, articles) -> Receipt:
        if self.away:
            return Receipt(error="gone")
        large = {index: "too large" for index, one in enumerate(articles) if one.header.id == "large"}
        self.articles += [one.header.id for index, one in enumerate(articles) if index not in large]
        return Receipt(tuple(index for index in range(len(articles)) if index not in large), large)

    def quarantine(self, messages) -> Receipt:
        self.quarantined += messages
        return Receipt(tuple(range(len(messages))))

    def close(self, seconds=0.0) -> None:
        pass


class Clock:
    def __init__(self) -> None:
        self.now = T0

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def journal(tmp_path):
    opened = Journal(tmp_path / "archive.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def running(journal):
    started = []

    def start(policy, clock=None, ours=lambda: True):
        broker = Broker()
        outbox = Outbox(journal, broker.connect, policy, clock=clock or Clock(), ours=ours)
        started.append(outbox)
        outbox.start(broker)
        return broker, outbox

    yield start
    for outbox in started:
        outbox.stop(2)
        assert outbox.error is None


def until(condition) -> None:
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline, "not reached in time"
        time.sleep(0.01)


def test_on_a_cluster_an_acknowledged_article_is_done(journal, running):
    journal.accept([article(key) for key in "cab"])
    broker, _ = running(CLUSTER)
    until(lambda: journal.waiting() == 0)
    assert broker.articles == ["c", "a", "b"]


def test_embedded_it_stays_undone_and_is_published_again_when_stale_but_not_before(journal, running):
    clock = Clock()
    journal.accept([article("a"), article("b")])
    broker, _ = running(EMBEDDED, clock)
    until(lambda: broker.articles == ["a", "b"])
    clock.now = T0 + timedelta(seconds=59)
    time.sleep(0.1)
    assert broker.articles == ["a", "b"]
    journal.mark_done("a", 1)
    clock.now = T0 + timedelta(seconds=60)
    until(lambda: broker.articles == ["a", "b", "b"])


def test_a_start_publishes_everything_undone_before_anything_new(journal, running):
    journal.accept([article("old")])
    journal.mark_sent([journal.undone(1)[0].seq], T0 - timedelta(seconds=1))
    journal.accept([article("new")])
    broker, _ = running(EMBEDDED)
    until(lambda: broker.articles == ["old", "new"])


def test_a_broker_that_was_away_gets_what_waited_and_what_it_may_have_forgotten(journal, running):
    clock = Clock()
    journal.accept([article("a")])
    broker, outbox = running(EMBEDDED, clock)
    until(lambda: broker.articles == ["a"])
    broker.away = True
    clock.now = T0 + timedelta(seconds=5)
    journal.accept([article("b")])
    outbox.wake()
    time.sleep(0.1)
    assert broker.articles == ["a"]
    broker.away = False
    until(lambda: broker.articles == ["a", "a", "b"])


def test_an_article_that_no_topic_takes_is_quarantined_and_stops_no_other(journal, running):
    journal.accept([article("large"), article("b")])
    broker, _ = running(EMBEDDED)
    until(lambda: broker.articles == ["b"] and len(broker.quarantined) == 1)
    assert "too large" in broker.quarantined[0].error
    assert [row.article.header.id for row in journal.undone(9)] == ["b"]


def test_of_two_pollers_only_the_one_whose_job_it_is_publishes_and_the_job_can_change_hands(journal, running):
    holder = ["first"]
    first, one = running(CLUSTER, ours=lambda: holder == ["first"])
    second, _ = running(CLUSTER, ours=lambda: holder == ["second"])
    journal.accept([article("a"), article("b")])
    one.wake()
    until(lambda: journal.waiting() == 0)
    assert (first.articles, second.articles) == (["a", "b"], [])
    holder[:] = ["nobody"]  # it has died, and its lease has not run out
    journal.accept([article("c")])
    time.sleep(0.1)
    assert journal.waiting() == 1
    holder[:] = ["second"]
    until(lambda: journal.waiting() == 0)
    assert (first.articles, second.articles) == (["a", "b"], ["c"])


def test_a_row_that_cannot_be_read_is_quarantined_and_stops_no_other(journal, running):
    long_name = msgspec.structs.replace(article("long").header, outlet="o" * 3_000)
    journal.accept([Article(header=long_name, text="t"), article("b")])
    broker, _ = running(CLUSTER)
    until(lambda: broker.articles == ["b"] and [one.key for one in broker.quarantined] == ["long"])
    until(lambda: journal.waiting() == 0)


def test_an_archive_that_is_unavailable_for_a_while_is_one_calm_line(journal, running, monkeypatch, caplog):
    failures = iter([True] * 3)
    undone = journal.undone

    def locked(*arguments):
        if next(failures, False):
            raise ArchiveUnavailableError("the archive is locked")
        return undone(*arguments)

    monkeypatch.setattr(journal, "undone", locked)
    journal.accept([article("a")])
    broker, _ = running(CLUSTER)
    until(lambda: journal.waiting() == 0)
    assert broker.articles == ["a"]
    assert caplog.text.count("the archive is locked") == 1


@given(st.integers(0, 500), st.integers(0, 10**7))
def test_repeats_grow_rarer_but_never_stop(sends, seconds):
    row = Waiting(1, article("a"), T0, sends)
    now = T0 + timedelta(seconds=seconds)
    due = is_due(row, now, T0, EMBEDDED)
    if seconds < EMBEDDED.stale.total_seconds():
        assert not due
    if seconds >= EMBEDDED.longest.total_seconds():
        assert due


@given(st.text())
def test_a_copy_that_differs_in_spacing_has_the_same_key(text):
    assert fingerprint(text) == fingerprint(f"  {text}\n")
