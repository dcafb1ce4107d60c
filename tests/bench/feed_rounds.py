"""One runner of the feeds bench: `python -m tests.bench.feed_rounds ours|memory|reader:WORKERS PORT FEEDS`, JSON out.

A round polls every feed once, and is over when all that came is stored, and (ours) acknowledged by the topic: a sink
in this process. Rounds: first (all items new), unchanged, changed (5 of 25 items new).
"""

import asyncio
import http.client
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from tests.bench.feed_origin import address

LEAP = timedelta(hours=1.5)
"""Of the clock between two rounds: all feeds are due, and the bodies of the round before are still remembered."""

Rounds = dict[str, tuple[float, float]]
"""Kind of round: feeds a second, and milliseconds of processor time a feed, those of child processes included."""

ROUNDS = (("first", 1), ("unchanged", 1), ("unchanged", 1), ("unchanged", 1), ("changed", 2), ("changed", 3))


def measure(round_: Callable[[], None], port: int, feeds: int) -> Rounds:
    """Return the best round of each kind."""
    found: Rounds = {}
    for name, generation in ROUNDS:
        _turn(port, generation)
        began, spent = time.perf_counter(), _processor_seconds()
        round_()
        rate = feeds / (time.perf_counter() - began)
        cost = (_processor_seconds() - spent) / feeds * 1e3
        best = found.get(name, (0.0, cost))
        found[name] = max(best[0], rate), min(best[1], cost)
    return found


def _processor_seconds() -> float:
    """Of this process and of its children that live; parsers live for a whole run."""
    ticks = 0
    for child in _children():
        fields = (child / "stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def _turn(port: int, generation: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", f"/generation/{generation}")
    connection.getresponse().read()
    connection.close()


def reader_rounds(folder: Path, port: int, feeds: int, workers: int) -> Rounds:
    """The library `reader`, as it is: requests in threads, its feedparser, its SQLite."""
    from reader import make_reader  # noqa: PLC0415 - an environment without it measures ours alone

    library = make_reader(str(folder / "reader.sqlite"))
    for number in range(feeds):
        library.add_feed(address(number, port))
    return measure(lambda: library.update_feeds(workers=workers, scheduled=False), port, feeds)


def our_rounds(folder: Path, port: int, feeds: int) -> Rounds:
    """The poller, journal and outbox of the product; the clock leaps between rounds, so that all is due."""
    from tests.bench.feed_ours import Ours  # noqa: PLC0415 - it loads the product, which the rival must not pay for

    with asyncio.Runner() as runner:
        ours = Ours(folder, [address(number, port) for number in range(feeds)])
        runner.run(ours.start())
        try:
            return measure(lambda: runner.run(ours.poll_all(LEAP)), port, feeds)
        finally:
            runner.run(ours.stop())


def our_memory(folder: Path, port: int, feeds: int) -> dict[str, float]:
    """Megabytes after every feed was polled new, unchanged and changed: the poller's, and its confined process's."""
    from tests.bench.feed_ours import Ours  # noqa: PLC0415 - see above

    found = {"poller": 0.0, "confined": 0.0}
    with asyncio.Runner() as runner:
        ours = Ours(folder, [address(number, port) for number in range(feeds)])
        runner.run(ours.start())
        for generation in (1, 1, 2):
            _turn(port, generation)
            runner.run(ours.poll_all(LEAP))
            found["poller"] = max(found["poller"], _resident(Path("/proc/self/statm")))
            found["confined"] = max(found["confined"], sum(_resident(one / "statm") for one in _children()))
        runner.run(ours.stop())
    return found


def _resident(statm: Path) -> float:
    return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def _children() -> list[Path]:
    listed = [path.read_text().split() for path in Path("/proc/self/task").glob("*/children")]
    return [Path("/proc") / child for children in listed for child in children]


def main() -> None:
    who, port, feeds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with tempfile.TemporaryDirectory() as folder:
        if who == "memory":
            found = our_memory(Path(folder), port, feeds)
        elif who == "ours":
            found = our_rounds(Path(folder), port, feeds)
        else:
            found = reader_rounds(Path(folder), port, feeds, int(who.partition(":")[2]))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
