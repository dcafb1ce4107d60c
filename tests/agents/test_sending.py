"""What is sent for one article is on the broker before the message that may complete it."""

import asyncio
from collections.abc import Iterable

import pytest

from agents.stream import send_acknowledged


class Refusing:
    """A topic that refuses some messages, and takes down the others when it acknowledges them."""

    def __init__(self, refused: Iterable[bytes] = ()) -> None:
        self.refused = set(refused)
        self.taken: list[bytes] = []

    async def send(self, *, key: bytes, value: bytes) -> "asyncio.Task[None]":
        del key
        return asyncio.ensure_future(self._answer(value))

    async def _answer(self, value: bytes) -> None:
        await asyncio.sleep(0)
        if value in self.refused:
            raise ConnectionError(value)
        self.taken.append(value)


def send(topic: Refusing, *values: bytes) -> None:
    asyncio.run(send_acknowledged(topic, [("key", value) for value in values]))


@pytest.mark.parametrize("values", [(), (b"1",), (b"1", b"2"), (b"1", b"2", b"3")])
def test_all_are_sent_in_order(values):
    topic = Refusing()
    send(topic, *values)
    assert topic.taken == list(values)


@pytest.mark.parametrize("refused", [b"1", b"2"])
def test_where_one_is_refused_the_last_is_not_sent(refused):
    topic = Refusing([refused])
    with pytest.raises(ConnectionError):
        send(topic, b"1", b"2", b"last")
    assert b"last" not in topic.taken
