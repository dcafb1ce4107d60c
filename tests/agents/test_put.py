"""A Table's store is called complete only up to where it is; a worker that may have been given up writes nothing."""

import asyncio
from types import SimpleNamespace

import pytest
from faust.types.tuples import TP, RecordMetadata

import agents.table
from agents.standstill import DOUBT_SECONDS, STANDSTILL_SECONDS, Pulse, StoodStillError
from agents.table import StaleEventError, put

CHANGELOG = TP("changelog", 3)


class Store(dict):
    """What is kept on disk, and up to where it says that it is complete."""

    complete: int | None = None

    def persisted_offset(self, tp):
        assert tp == CHANGELOG
        return self.complete

    def set_persisted_offset(self, tp, offset):
        assert tp == CHANGELOG
        self.complete = offset


class Changelog:
    """A partition that others may write to as well."""

    def __init__(self):
        self.end = 0
        self.written = []

    async def send(self, *, key, value, partition, **_serializers):
        assert partition == CHANGELOG.partition
        offset = self.end
        self.end += 1
        self.written.append((key, value))
        acknowledged = asyncio.get_running_loop().create_future()
        acknowledged.set_result(RecordMetadata(CHANGELOG.topic, CHANGELOG.partition, CHANGELOG, offset))
        return acknowledged


@pytest.fixture
def pulse(monkeypatch):
    made = SimpleNamespace(now=100.0, waited=[], meanwhile=lambda: None)

    async def sleep(seconds):
        made.waited.append(seconds)
        made.now += seconds
        made.meanwhile()

    made.pulse = Pulse(lambda: made.now, sleep)
    made.pulse.beat()
    monkeypatch.setattr(agents.table, "PULSE", made.pulse)
    return made


@pytest.fixture
def table(monkeypatch, pulse):
    event = SimpleNamespace(message=SimpleNamespace(partition=3, generation_id=7, tp=TP("analyses", 3), offset=0))
    monkeypatch.setattr(agents.table, "current_event", lambda: event)
    app = SimpleNamespace(flow_control=SimpleNamespace(is_active=lambda: True), consumer_generation_id=7)
    return SimpleNamespace(app=app, data=Store(), changelog_topic=Changelog())


def write(table, **changes):
    asyncio.run(put(table, changes))


def test_a_store_is_complete_up_to_the_last_record_that_follows_what_it_has(table):
    write(table, a=1, b=2)
    write(table, a=3)
    assert (table.data, table.data.complete) == ({"a": 3, "b": 2}, 2)


def test_beyond_a_record_of_another_worker_a_store_is_not_called_complete(table):
    write(table, a=1)
    table.changelog_topic.end += 30  # what another wrote that had the partition meanwhile
    write(table, b=2)
    write(table, c=3, a=4)
    assert table.data.complete == 0, "a recovery from here reads what the other wrote"


def test_where_another_s_record_lies_between_two_of_one_change_it_is_not_complete_either(table, monkeypatch):
    write(table, a=1)
    send = table.changelog_topic.send

    async def send_late(**record):
        table.changelog_topic.end += 1
        return await send(**record)

    monkeypatch.setattr(table.changelog_topic, "send", send_late)
    write(table, a=2, b=2)
    assert table.data.complete == 0


def test_a_put_that_failed_between_its_sends_and_is_made_again_leaves_the_store_as_a_recovery_would(table, monkeypatch):
    write(table, a=1)
    send, left = table.changelog_topic.send, iter([None, ConnectionError("the broker went away")])

    async def send_until_it_fails(**record):
        if error := next(left, None):
            raise error
        return await send(**record)

    monkeypatch.setattr(table.changelog_topic, "send", send_until_it_fails)
    with pytest.raises(ConnectionError):
        write(table, a=2, b=2)
    assert table.data == {"a": 1}
    write(table, a=2, b=2)
    write(table, c=3)
    assert table.data == dict(table.changelog_topic.written) == {"a": 2, "b": 2, "c": 3}
    assert table.data.complete == 0, "a recovery reads our own records of then once more"


def test_a_broker_that_began_anew_counts_from_its_beginning(table):
    table.data.complete = 500
    write(table, a=1)
    assert table.data.complete == 0


def lose_partition(table):
    table.app.consumer_generation_id += 1


def test_a_worker_that_stood_still_writes_when_it_must_have_heard_what_became_of_it(table, pulse):
    pulse.now += STANDSTILL_SECONDS + 1
    pulse.meanwhile = lambda: table.changelog_topic.written or table.data.update(untouched=True)
    write(table, a=1)
    assert pulse.waited == [DOUBT_SECONDS]
    assert table.data == {"untouched": True, "a": 1}, "nothing was written before"


def test_a_worker_that_stood_still_and_was_given_up_writes_nothing(table, pulse):
    pulse.now += STANDSTILL_SECONDS + 1
    pulse.meanwhile = lambda: lose_partition(table)
    with pytest.raises(StaleEventError):
        write(table, a=1)
    assert (table.changelog_topic.written, table.data) == ([], {})


def test_a_worker_given_up_while_it_wrote_does_not_take_it_as_its_own(table, pulse, monkeypatch):
    send = table.changelog_topic.send

    async def send_slowly(**record):
        sent = await send(**record)
        pulse.now += STANDSTILL_SECONDS + 1
        return sent

    monkeypatch.setattr(table.changelog_topic, "send", send_slowly)
    pulse.meanwhile = lambda: lose_partition(table)
    with pytest.raises(StaleEventError):
        write(table, a=1)
    assert (table.data, table.data.complete) == ({}, None)


def test_a_step_that_takes_long_every_time_is_written_all_the_same(table, pulse):
    for number in range(3):
        pulse.now += 2 * STANDSTILL_SECONDS  # the loop was busy: no beat came
        write(table, a=number)
    assert table.data == {"a": 2}


def test_frozen_once_more_after_it_settled_a_worker_is_refused(pulse):
    asyncio.run(pulse.pulse.settle())
    pulse.now += STANDSTILL_SECONDS + 1
    with pytest.raises(StoodStillError):
        pulse.pulse.refuse_standstill()


def test_a_busy_moment_is_no_standstill(table, pulse):
    pulse.now += STANDSTILL_SECONDS
    write(table, a=1)
    assert (table.data, pulse.waited) == ({"a": 1}, [])
