"""A worker that counts in a Table the way Faust's documentation does: run by test_faust_restart.py.

It keeps away from the product's own app, Tables and loop, so that the mend is all there is between Faust and the count.
"""

import importlib
import json
import os
import sys

import faust


def main() -> None:
    options = json.loads(sys.argv[1])
    if options["mend"]:
        importlib.import_module("agents.recovery_mend")
    app = faust.App(
        options["app"],
        broker=f"kafka://{options['broker']}",
        store=options["store"],
        datadir=options["data_dir"],
        autodiscover=False,
        web_enabled=False,
        topic_allow_declare=False,
        topic_disable_leader=True,
        table_standby_replicas=0,
        broker_session_timeout=options["session"],
        broker_heartbeat_interval=options["session"] / 6,
        broker_rebalance_timeout=options["session"],
        producer_max_batch_size=1,
    )
    items = app.topic(options["items"], key_type=str)
    seen = app.Table("seen", default=int, partitions=options["partitions"], options={"block_cache_size": 8 * 1024**2})

    @app.agent(items, name="count")
    async def counting(stream) -> None:
        async for event in stream.events():
            seen[event.key] += 1
            os.write(1, f"GOT {event.value['id']} {event.key} {seen[event.key]}\n".encode())

    worker = app.Worker(loglevel="WARNING", redirect_stdouts=False, quiet=True)
    worker.spinner = None  # it writes control codes between our lines
    worker.execute_from_commandline()


if __name__ == "__main__":
    main()
