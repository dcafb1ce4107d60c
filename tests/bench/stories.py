"""The story index by itself, full: how fast it is, and how large, by the number of live stories.

Streams recombine real articles' vocabulary: a story is a world of as many terms as a real article has, each drawn from
a real article that is drawn anew, so that frequencies are as in news and no two worlds are alike; one term in eight is
the world's own (in two thousand real articles one in fifteen is new, and fewer later). Its articles take two thirds of
its terms each. One article in ten is of a world that is there already: in news it is more, and joining costs about what
opening does. Processor time counts, of the decision and of taking it in.
"""

import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from storywatch.messages import Analysis
from storywatch.stories import StoryIndex, StoryPolicy, assign, settle
from storywatch.stories.terms import weigh
from tests.bench.table import Line
from tests.bench.texts import load_articles
from tests.quality.shared_data import ROOT

SEED = 11

OWN = 8
"""One term of a world in so many is its own."""

AGAIN = 10
"""One article in so many is of a world that is there already."""

MEASURED = 2_000
"""Articles over which speed is taken once an index is full."""

Terms = list[tuple[str, float]]

SIZES = (1_000, 10_000, 100_000)


def world_articles(real: Sequence[Analysis], many: int, start: datetime) -> Iterator[Analysis]:
    """Yield articles of ever new worlds, and some of older ones, seconds apart."""
    dice, worlds = random.Random(SEED), 0
    drawn = [list(one.terms.items()) for one in real]
    for number in range(many):
        again = worlds > 0 and number % AGAIN == 0
        world = dice.randrange(worlds) if again else worlds
        worlds += not again
        yield _article(real, drawn, world, number, dice, start + timedelta(seconds=number))


def _article(
    real: Sequence[Analysis], drawn: Sequence[Terms], world: int, number: int, dice: random.Random, at: datetime
) -> Analysis:
    of_world = random.Random(world)
    source = of_world.choice(real)
    terms = {}
    for place in range(len(source.terms) * 3 // 2):
        term, weight = of_world.choice(of_world.choice(drawn))
        terms[term if place % OWN else f"{term}{world}"] = weight
    kept = {term: weight for term, weight in terms.items() if dice.random() < 2 / 3}
    header = replace(source.article, id=f"w{number:016d}", published=at, fetched=at)
    return Analysis(article=header, terms=kept)


def measure_stories(sizes: Sequence[int] = SIZES) -> list[Line]:
    """Fill an index of each size in a fresh process and read what it prints."""
    lines = []
    rates = {}
    for size in sizes:
        command = [sys.executable, "-m", "tests.bench.stories", str(size)]
        printed = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
        rate, stories, terms, megabytes = (float(word) for word in printed.split())
        rates[size] = rate
        least = {10_000: 1_000.0, 100_000: 0.5 * rates.get(10_000, 0.0)}.get(size)
        note = f"{stories:.0f} live stories, {terms:.0f} terms"
        lines.append(Line(f"stories, articles a second at {size}", rate, "/s", least=least, note=note))
        most = 2_000.0 if size == max(SIZES) else None
        lines.append(Line(f"stories, peak memory at {size}", megabytes, "MB", most=most, note="the whole process"))
    return lines


def main() -> None:
    """Fill one index to a size, then measure; print articles a second, stories, terms, and megabytes."""
    size = int(sys.argv[1])
    articles, _ = load_articles(300)
    real = [Analysis(article=one.header, terms=weigh(one.header.title, one.text)) for one in articles]
    index, policy = StoryIndex(), StoryPolicy()
    filling = size * AGAIN // (AGAIN - 1)
    spent, number = 0.0, 0
    for number, article in enumerate(world_articles(real, filling + MEASURED, real[0].article.published)):
        clock = time.process_time()
        settle(index, assign(index, article, policy))
        if number >= filling:
            spent += time.process_time() - clock
        if number % 10_000 == 0:
            print(f"{number} articles", file=sys.stderr, flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print((number + 1 - filling) / spent, len(index), index.terms, peak)


if __name__ == "__main__":
    main()
