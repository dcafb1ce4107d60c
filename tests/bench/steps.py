"""The ledger by itself, as its partition would run it: full, and in order."""

import time
from pathlib import Path

from storywatch.config import Config
from storywatch.knowledge import load_knowledge
from storywatch.ledger import Ledger, revise
from storywatch.messages import Analysis, StoryUpdate
from tests.bench.table import Line


def measure_ledger(analyses: list[Analysis]) -> list[Line]:
    """Take all articles into one story, whose ledger is soon at its bounds: the worst that a ledger can meet."""
    config = Config()
    knowledge = load_knowledge(Path(config.knowledge))
    ledger, taken = Ledger(story="s"), []
    for number, analysis in enumerate(analyses):
        clock = time.process_time()
        update = StoryUpdate(story="s", opened=number == 0, analysis=analysis)
        ledger, _ = revise(ledger, update, knowledge, config.ledger)
        taken.append(time.process_time() - clock)
    return _rates("ledger of one huge story", taken, f"{len(ledger.claims)} claims at the end")


def _rates(step: str, taken: list[float], note: str) -> list[Line]:
    ordered = sorted(taken)
    return [
        Line(f"{step}, articles a second", len(taken) / sum(taken), "/s", note=note),
        Line(f"{step}, p50", 1000 * ordered[len(ordered) // 2], "ms/article"),
        Line(f"{step}, p99", 1000 * ordered[int(0.99 * (len(ordered) - 1))], "ms/article"),
    ]
