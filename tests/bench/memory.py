"""Memory after thousands of articles through the pool and the monitor; a process of its own, so that all is counted.

`python -m tests.bench.memory` prints the peak of this process and of those that parse, in megabytes.
"""

import argparse
import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

from storywatch.batch import Monitor
from storywatch.config import Config
from storywatch.knowledge import load_knowledge
from storywatch.language.pool import AnalysisPool, Failure
from tests.bench.table import Line
from tests.bench.texts import load_articles, recombine
from tests.quality.shared_data import ROOT

ARTICLES = 5_000
WORDS = 90
"""Of most articles: short, so that five thousand take minutes; every fiftieth is as long as it was."""


def measure_memory(many: int = ARTICLES) -> list[Line]:
    """Run this module in a fresh process and read what it prints."""
    command = [sys.executable, "-m", "tests.bench.memory", "--articles", str(many)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    printed = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
    own, children, first = (float(word) for word in printed.split())
    note = f"own {own:.0f}, parsing {children:.0f}, with parses kept; after {many // 10} articles {first:.0f}; no Faust"
    return [Line(f"peak memory over {many} articles", own + children, "MB", most=1500, note=note)]


def main() -> None:
    """Analyse and monitor; print the peaks: own, the children's, and the sum after a tenth."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=ARTICLES)
    many = parser.parse_args().articles
    config = Config()
    monitor = Monitor(load_knowledge(Path(config.knowledge)), config.stories, config.ledger)
    articles, _ = load_articles(300)
    pool, first = AnalysisPool(config.worker.processes), 0.0
    try:
        for number, (_, result) in enumerate(pool.stream(recombine(articles, many, WORDS)), start=1):
            if isinstance(result, Failure):
                raise RuntimeError(  # noqa: TRY004 - no type is wrong, an article is
                    f"an article of the bench could not be analysed: {result.error}"
                )
            monitor.take(result)
            if number == many // 10:
                first = sum(_peaks())
            if number % 500 == 0:
                print(f"{number} articles, {sum(_peaks()):.0f} MB", file=sys.stderr, flush=True)
        own, children = _peaks()
    finally:
        pool.stop()
    print(own, children, first)


def _peaks() -> tuple[float, float]:
    """Peak resident megabytes of this process, and of its children together."""
    children = [child.pid for child in multiprocessing.active_children() if child.pid]
    return _peak(os.getpid()), sum(_peak(pid) for pid in children)


def _peak(pid: int) -> float:
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        raise SystemExit("memory is read from /proc, which this system does not have")
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
