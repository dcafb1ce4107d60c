"""A worker with the two kinds of step loops, run by test_stream.py.

`ahead` works on several messages at once and takes different times over them; `plain` takes them one by one. Both
refuse a message that says so, and fail once, as a broker would, at one that says that.
"""

import asyncio
import json
import os
import sys
from pathlib import Path

import msgspec
from aiokafka.errors import KafkaConnectionError

from agents.app import bytes_topic, make_app, run
from agents.settings import WorkerSettings
from agents.stream import Step, handle, handle_ahead, send_acknowledged

WIDTH = 4


class Order(msgspec.Struct, forbid_unknown_fields=True):
    id: int
    seconds: float = 0.0
    refuse: bool = False
    fail_once: bool = False


def main() -> None:
    options = json.loads(sys.argv[1])
    prefix = options["prefix"]
    app = make_app(
        WorkerSettings(
            broker=options["broker"],
            data_dir=Path(options["data_dir"]),
            app=options["app"],
            prefix=prefix,
            embedded=options["embedded"],
            web_port=None,
        ),
    )
    quarantine, done = bytes_topic(app, f"{prefix}quarantine"), bytes_topic(app, f"{prefix}done")
    failed: set[int] = set()
    under_way = 0

    async def abandon(raw: bytes) -> None:
        say("ABANDONED", raw.decode(errors="replace"))

    async def work(order: Order) -> int:
        nonlocal under_way
        under_way += 1
        say("UNDER_WAY", under_way)
        await asyncio.sleep(order.seconds)
        under_way -= 1
        return order.id

    async def finish(order: Order, result: int) -> None:
        await plain(order)

    async def plain(order: Order) -> None:
        if order.refuse:
            raise ValueError("this one is refused")
        if order.fail_once and order.id not in failed:
            failed.add(order.id)
            raise KafkaConnectionError("away for a moment")
        await send_acknowledged(done, [("done", str(order.id).encode())])

    decode = msgspec.json.Decoder(Order).decode

    @app.agent(bytes_topic(app, f"{prefix}ahead"), name="ahead")
    async def ahead_agent(stream) -> None:
        await handle_ahead(stream, Step("ahead", decode, quarantine, abandon), work, finish, width=WIDTH)

    @app.agent(bytes_topic(app, f"{prefix}plain"), name="plain")
    async def plain_agent(stream) -> None:
        await handle(stream, Step("plain", decode, quarantine, abandon), plain)

    run(app)


def say(what: str, value: object) -> None:
    os.write(1, f"{what} {json.dumps(value)}\n".encode())


if __name__ == "__main__":
    main()
