"""The story index and the ledger by themselves, as their partitions would run them: full, and in order."""

import random
import time
import zlib
from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from storywatch.config import Config
from storywatch.knowledge import load_knowledge
from storywatch.ledger import Ledger, revise
from storywatch.messages import Analysis, StoryUpdate
from storywatch.stories import StoryIndex, assign
from tests.bench.table import Line

SEED = 11

COMMON = 4
"""Of ten words of a world, those that it shares with every other."""


def measure_story_index(analyses: list[Analysis], many: int) -> list[Line]:
    """Assign `many` articles of `many / 4` worlds; a world shares some words with all, the others are its own."""
    dice, policy, index = random.Random(SEED), Config().stories, StoryIndex()
    start = analyses[0].article.published
    taken = []
    for number in range(many):
        world, real = dice.randrange(max(1, many // 4)), dice.choice(analyses)
        terms = {_in_world(term, world): weight for term, weight in real.terms.items()}
        at = start + timedelta(minutes=number)
        header = replace(real.article, id=f"i{number}", published=at, fetched=at)
        moved = replace(real, article=header, terms=terms)
        clock = time.process_time()
        index.put(assign(index, moved, policy).state)
        taken.append(time.process_time() - clock)
    return _rates("story index", taken, f"{len(index)} live stories at the end")


def _in_world(term: str, world: int) -> str:
    return term if zlib.crc32(f"{world} {term}".encode()) % 10 < COMMON else f"{term}{world}"


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
