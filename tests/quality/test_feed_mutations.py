"""Twenty thousand mutations of real and pathological feeds: none may crash, hang or take memory without bound.

    STORYWATCH_SLOW=1 python -m pytest -s tests/quality/test_feed_mutations.py

takes a quarter of an hour of processor time; without STORYWATCH_SLOW two hundred are tried.
"""

import asyncio
import os
import random
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.reading.confined import Bounds, BreachError, Confinement
from feeds.reading.jobs import FeedJob, FeedRead

sys.path.insert(0, str(Path(__file__).parents[1] / "feeds"))
from mutations import mutate
from test_feeds_corpus import folder, served_as

COUNT = 20_000 if os.environ.get("STORYWATCH_SLOW") else 200
FETCHED = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
URL = "https://paper.example/feed.xml"

pytestmark = [pytest.mark.quality, pytest.mark.timeout(3_600)]


def peak_memory(pid: int) -> int:
    """Give the most memory that a process had, in MB."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) // 1024


def test_no_mutation_crashes_hangs_or_fills_memory():
    bodies = [path.read_bytes() for path in sorted(folder("feeds").rglob("*.xml"))]
    rng = random.Random(2026)
    bounds = Bounds()

    async def run():
        outcomes, slowest = Counter(), 0.0
        async with Confinement(bounds=bounds) as confinement:
            for _ in range(COUNT):
                body = rng.choice(bodies)
                job = FeedJob(URL, "", "feed", mutate(body, rng.choice(bodies), rng), served_as(body), URL, FETCHED)
                started = time.monotonic()
                try:
                    said = await confinement.run(job, FeedRead)
                except BreachError as error:
                    outcomes[error.breach] += 1
                    continue
                slowest = max(slowest, time.monotonic() - started)
                outcomes["refused" if said.error else "read"] += 1
                outcomes["articles"] += len(said.articles)
            (reader,) = confinement._idle
            return outcomes, slowest, peak_memory(reader.pid)

    outcomes, slowest, peak = asyncio.run(run())
    print(f"{COUNT} mutations: {dict(outcomes)}; slowest {slowest:.1f} s; {peak} MB at most, in the last reader")
    assert outcomes["crash"] == 0
    assert outcomes["read"] + outcomes["refused"] + outcomes["time"] + outcomes["memory"] == COUNT
    assert outcomes["time"] + outcomes["memory"] < COUNT / 100
    assert peak < bounds.megabytes
