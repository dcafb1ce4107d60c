"""What a step's loop promises: order, a fate for every message, and nothing acknowledged that was not done."""

import json
from pathlib import Path

import pytest
from ahead_worker import WIDTH
from conftest import RunningBroker
from workers import read_all, send_all, start_worker, wait_until

from service.topics import Topic, create_topics
from storywatch.messages import Quarantined, decode

NOT_JSON = b"\xff\xfe not a message"


@pytest.mark.parametrize("loop", ["plain", "ahead"])
def test_every_message_has_a_fate_in_order_and_the_stream_goes_on(
    broker: RunningBroker, prefix: str, tmp_path: Path, loop: str
):
    orders = [{"id": n, "seconds": 0.05 * (n % 3)} for n in range(24)]
    for order in orders[12:20]:
        order["seconds"] = 0.3  # long enough to be worked on side by side
    orders[5]["refuse"] = True
    orders[9]["fail_once"] = True
    sent = [json.dumps(order).encode() for order in orders]
    sent.insert(3, NOT_JSON)
    create_topics(
        broker.address, [Topic(f"{prefix}{name}", 1, ()) for name in ("ahead", "plain", "done", "quarantine")]
    )
    send_all(broker.address, f"{prefix}{loop}", [("key", value) for value in sent])
    options: dict[str, object] = {
        "app": prefix.rstrip("."),
        "broker": broker.address,
        "data_dir": str(tmp_path),
        "embedded": broker.embedded,
        "prefix": prefix,
    }

    def done() -> list[int]:
        return [int(value or b"") for _, value in read_all(broker.address, f"{prefix}done", 1, quiet_seconds=0.5)]

    def set_aside() -> list[Quarantined]:
        read = read_all(broker.address, f"{prefix}quarantine", 1, quiet_seconds=0.5)
        return [decode(value or b"", Quarantined) for _, value in read]

    expected = [n for n in range(24) if n != 5]
    worker = start_worker("ahead_worker.py", options, tmp_path / "first.txt")
    try:
        wait_until(lambda: len(done()) >= len(expected), 60, "all to be done")
        assert worker.stop() == 0
    finally:
        worker.kill()
    assert done() == expected
    refused = set_aside()
    assert [(message.value, message.step, message.key) for message in refused] == [
        (NOT_JSON, loop, "key"),
        (sent[6], loop, "key"),
    ]
    assert refused[1].error == "ValueError: this one is refused"
    assert len(worker.said("ABANDONED")) == 2
    if loop == "ahead":
        assert max(int(words[0]) for words in worker.said("UNDER_WAY")) == WIDTH

    again = start_worker("ahead_worker.py", options, tmp_path / "again.txt")
    try:
        more = json.dumps({"id": 99}).encode()
        send_all(broker.address, f"{prefix}{loop}", [("key", more)])
        wait_until(lambda: 99 in done(), 60, "the next message")
        assert again.stop() == 0
    finally:
        again.kill()
    assert done() == [*expected, 99], "what was done was not committed when the worker stopped"
    assert len(set_aside()) == 2


def test_what_was_under_way_when_a_worker_was_stopped_is_done_by_the_next(
    broker: RunningBroker, prefix: str, tmp_path: Path
):
    create_topics(
        broker.address, [Topic(f"{prefix}{name}", 1, ()) for name in ("ahead", "plain", "done", "quarantine")]
    )
    orders = [{"id": 0}, {"id": 1, "seconds": 30.0}, {"id": 2}]
    send_all(broker.address, f"{prefix}ahead", [("key", json.dumps(order).encode()) for order in orders])
    options: dict[str, object] = {
        "app": prefix.rstrip("."),
        "broker": broker.address,
        "data_dir": str(tmp_path),
        "embedded": broker.embedded,
        "prefix": prefix,
    }
    first, second = (tmp_path / "first.txt", 3), (tmp_path / "second.txt", 2)
    for output, begun in (first, second):
        worker = start_worker("ahead_worker.py", options, output)
        try:
            wait_until(
                lambda worker=worker, begun=begun: len(worker.said("UNDER_WAY")) >= begun, 60, "work to be begun"
            )
            assert worker.stop() == 0
        finally:
            worker.kill()
    read = read_all(broker.address, f"{prefix}done", 1, quiet_seconds=0.5)
    assert [value for _, value in read] == [b"0"], "1 was not done, and 2 comes after it"
    assert len(worker.said("UNDER_WAY")) == 2, "0 was done and must not come again; 1 and 2 must"
