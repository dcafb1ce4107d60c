"""A worker as the product's are, with a step small enough to know its whole outcome: run by test_tables.py.

For each message `{"id", "key"}` it sends `{"id", "n"}` and counts in a Table: {"n": how many, "ids": which}. What a
message was answered with is in the state, so a message that comes again is answered alike and changes nothing.
"""

import json
import os
import sys
from pathlib import Path

import msgspec

from agents.app import bytes_topic, make_app, run
from agents.settings import WorkerSettings
from agents.stream import Step, handle, send_acknowledged
from agents.table import held, make_table, put


class Item(msgspec.Struct, forbid_unknown_fields=True):
    id: int
    key: str


def main() -> None:
    options = json.loads(sys.argv[1])
    partitions = options["partitions"]
    app = make_app(
        WorkerSettings(
            broker=options["broker"],
            data_dir=Path(options["data_dir"]),
            app=options["app"],
            prefix=options["prefix"],
            embedded=options["embedded"],
            member=options["member"],
            web_port=None,
        ),
    )
    items = bytes_topic(app, f"{options['prefix']}items")
    answers = bytes_topic(app, f"{options['prefix']}answers")
    table = make_table(app, "counts", partitions=partitions)
    index: dict[str, int] = {}

    async def rebuild() -> None:
        index.clear()
        index.update({key: value["n"] for key, value in held(table)})
        say("INDEX", index)

    table.on_recover(rebuild)

    async def count(item: Item) -> None:
        state = table.data.get(item.key) or {"n": 0, "ids": []}
        if index.get(item.key, 0) != state["n"]:
            say("BEHIND", [item.key, index.get(item.key), state["n"]])
        if item.id not in state["ids"]:
            state = {"n": state["n"] + 1, "ids": [*state["ids"], item.id]}
        answer = {"id": item.id, "n": state["ids"].index(item.id) + 1}
        await send_acknowledged(answers, [(item.key, json.dumps(answer).encode())])
        await put(table, {item.key: state})
        index[item.key] = state["n"]

    async def abandon(raw: bytes) -> None:
        say("ABANDONED", raw.decode(errors="replace"))

    quarantine = bytes_topic(app, f"{options['prefix']}quarantine")
    step = Step("count", msgspec.json.Decoder(Item).decode, quarantine, abandon)

    @app.agent(items, name="count")
    async def counting(stream) -> None:
        await handle(stream, step, count)

    run(app, log_level=options.get("log_level", "WARNING"))


def say(what: str, value: object) -> None:
    """One write, so that a kill cannot cut a line in two."""
    os.write(1, f"{what} {json.dumps(value)}\n".encode())


if __name__ == "__main__":
    main()
