"""`analyse` against a bare parse of the same texts, and two processes against one; measured in turns, as ratios.

Processor time judges one process: it hardly notices what else the machine does. Two are judged by the wall, in rounds.
"""

import io
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from statistics import median

from spacy.language import Language

from storywatch.batch import show_analysis, write_line
from storywatch.language.analyser import Analyser, Policy
from storywatch.language.model import load_model
from storywatch.language.pool import BATCH, AnalysisPool, Failure, analyse_batch
from storywatch.messages import Analysis, Article
from tests.bench.table import Line

TURN = 30
"""Articles of a turn: short enough that the machine's other work falls on both alike."""


def measure_against_bare_parse(articles: Sequence[Article], what: str, least: float) -> list[Line]:
    """Read the articles in turns by `analyse` (with its output written) and by a model alone, as spaCy runs it.

    `what` they are; `least` is how many times as fast as the model alone we have to be. Each has a model of its own, so
    that neither finds what the other has looked up.
    """
    analyser, nlp = Analyser(load_model()), load_model()
    texts = [article.text[: Policy().max_chars] for article in articles]
    _spend(nlp.pipe(texts[:BATCH]))  # the first parse allocates
    walls: list[tuple[float, float]] = []
    processors: list[tuple[float, float]] = []
    for number, start in enumerate(range(0, len(articles), TURN)):
        turn = slice(start, start + TURN)

        def bare(turn: slice = turn) -> None:
            _spend(nlp.pipe(texts[turn], batch_size=Policy().batch_size))

        def ours(turn: slice = turn) -> None:
            _write(_in_batches(analyser, articles[turn]))

        first, second = (bare, ours) if number % 2 else (ours, bare)
        taken = {task: _time(task) for task in (first, second)}
        walls.append((taken[bare][0], taken[ours][0]))
        processors.append((taken[bare][1], taken[ours][1]))
    ratios = [theirs / own for theirs, own in processors]
    spread = f"{min(ratios):.2f}-{max(ratios):.2f} over {len(ratios)} turns, the caches cold before the first"
    return [
        Line(f"{what} / bare parse, processor time", _ratio(processors), "x", least=least, note=spread),
        Line(f"{what} / bare parse, wall", _ratio(walls), "x"),
    ]


def _ratio(taken: list[tuple[float, float]]) -> float:
    """All of theirs by all of ours: a cold start counts as long as it takes."""
    return sum(theirs for theirs, _ in taken) / sum(own for _, own in taken)


def measure_two_processes(nlp: Language, articles: Sequence[Article], rounds: int) -> list[Line]:
    """Analyse articles by one process and by two, in rounds of other articles each: none has met a round's before.

    Models are loaded and a few articles read before. What one of two processes has parsed the other has not: both keep
    parses of their own.
    """
    first, rest = articles[: 4 * BATCH], articles[4 * BATCH :]
    analyser = Analyser(nlp)
    _write(_in_batches(analyser, first))
    pool = AnalysisPool(2)
    try:
        pool.warm()
        _write(result for _, result in pool.stream(first))
        ones, twos = [], []
        for number in range(rounds):
            share = rest[number::rounds]
            ones.append(_time(lambda share=share: _write(_in_batches(analyser, share)))[0])
            twos.append(_time(lambda share=share: _write(result for _, result in pool.stream(share)))[0])
    finally:
        pool.stop()
    ratios = [one / two for one, two in zip(ones, twos, strict=True)]
    spread = f"{min(ratios):.2f}-{max(ratios):.2f} over {rounds} rounds, load {os.getloadavg()[0]:.1f}"
    return [
        Line("two processes / one process, wall", median(ratios), "x", least=1.7, note=spread),
        Line("articles a second, one process", len(rest) / sum(ones), "/s"),
        Line("articles a second, two processes", len(rest) / sum(twos), "/s"),
    ]


def _in_batches(analyser: Analyser, articles: Sequence[Article]) -> Iterator[Analysis | Failure]:
    for start in range(0, len(articles), BATCH):
        yield from analyse_batch(analyser, articles[start : start + BATCH])


def _write(results: Iterable[Analysis | Failure]) -> None:
    out = io.StringIO()
    for result in results:
        if isinstance(result, Failure):
            raise RuntimeError(  # noqa: TRY004 - no type is wrong, an article is
                f"an article of the bench could not be analysed: {result.error}"
            )
        write_line(out, show_analysis(result))


def _spend(results: Iterable[object]) -> None:
    for _ in results:
        pass


def _time(task: Callable[[], None]) -> tuple[float, float]:
    """Wall and processor seconds of a task in this process."""
    wall, processor = time.perf_counter(), time.process_time()
    task()
    return time.perf_counter() - wall, time.process_time() - processor
