"""`python -m tests.bench.feeds`: how fast feeds are polled, beside the library `reader` on the same server, and memory.

`reader` is measured where it is installed (`pip install reader sgmllib3k`); it is no dependency. Ratios count, taken in
one run: the server shares the machine's cores with whoever asks it.
"""

import argparse
import json
import subprocess
import sys
from contextlib import contextmanager
from importlib.util import find_spec

from tests.bench.table import Line, show

FEEDS, MANY = 2_000, 5_000
WORKERS = (8, 32)
"""Threads that `reader` is given; the better one counts."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.feeds")
    parser.add_argument("--feeds", type=int, default=FEEDS)
    parser.add_argument("--memory", action="store_true", help=f"only memory, with {MANY} feeds")
    options = parser.parse_args()
    if options.memory:
        with _origin() as port:
            used = _rounds("memory", port, MANY)
        show([Line(f"{name}, {MANY} feeds", megabytes, "MB") for name, megabytes in used.items()])
        total = Line("memory", sum(used.values()), "MB", most=300.0)
        show([total])
        return int(total.missed)
    with _origin() as port:
        ours = _rounds("ours", port, options.feeds)
        lines = _told("ours", ours)
        if find_spec("reader") is None:
            print("reader is not installed: pip install reader sgmllib3k")
        else:
            every = [_rounds(f"reader:{workers}", port, options.feeds) for workers in WORKERS]
            theirs = {name: (max(one[name][0] for one in every), min(one[name][1] for one in every)) for name in ours}
            lines += _told("reader", theirs)
            for name, least in (("unchanged", 5.0), ("changed", 2.0), ("first", None)):
                lines.append(Line(f"ours / reader, {name}", ours[name][0] / theirs[name][0], "times", least=least))
                lines.append(Line("  by processor time", theirs[name][1] / ours[name][1], "times"))
    show(lines)
    return int(any(line.missed for line in lines))


@contextmanager
def _origin():
    server = subprocess.Popen([sys.executable, "-m", "tests.bench.feed_origin"], stdout=subprocess.PIPE, text=True)
    try:
        yield int(server.stdout.readline())
    finally:
        server.terminate()
        server.wait()


def _told(who: str, found: dict[str, tuple[float, float]]) -> list[Line]:
    return [
        Line(f"{who}, {name}", rate, "feeds/s", note=f"{cost:.2f} ms of processor time a feed")
        for name, (rate, cost) in found.items()
    ]


def _rounds(who: str, port: int, feeds: int) -> dict:
    command = [sys.executable, "-m", "tests.bench.feed_rounds", who, str(port), str(feeds)]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout.splitlines()[-1])


if __name__ == "__main__":
    sys.exit(main())
