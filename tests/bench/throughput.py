"""`analyse` against a bare parse of the same texts, and two processes against one; measured in turns, as ratios.

Wall time judges. Processor time stands beside it for one process: it hardly notices what else the machine does.
"""

import io
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from statistics import median

from spacy.language import Language

from storywatch.batch import show_analysis, write_line
from storywatch.language.analyser import Analyser, Policy
from storywatch.language.pool import BATCH, AnalysisPool, Failure, analyse_batch
from storywatch.messages import Analysis, Article
from tests.bench.table import Line

TURN = 30
"""Articles of a turn: short enough that the machine's other work falls on both alike."""


def measure_against_bare_parse(nlp: Language, articles: Sequence[Article]) -> list[Line]:
    """Read the articles in turns by `analyse` (with its output written) and by the model alone."""
    analyser = Analyser(nlp)
    texts = [article.text[: Policy().max_chars] for article in articles]
    _spend(nlp.pipe(texts[:BATCH]))  # the first parse allocates
    walls, processors = [], []
    for number, start in enumerate(range(0, len(articles), TURN)):
        turn = slice(start, start + TURN)

        def bare(turn: slice = turn) -> None:
            _spend(nlp.pipe(texts[turn], batch_size=Policy().batch_size))

        def ours(turn: slice = turn) -> None:
            _write(_in_batches(analyser, articles[turn]))

        first, second = (bare, ours) if number % 2 else (ours, bare)
        taken = {task: _time(task) for task in (first, second)}
        walls.append(taken[bare][0] / taken[ours][0])
        processors.append(taken[bare][1] / taken[ours][1])
    spread = f"{min(walls):.2f}-{max(walls):.2f} over {len(walls)} turns"
    return [
        Line("one process / bare parse, wall", median(walls), "x", least=0.9, note=spread),
        Line("one process / bare parse, processor time", median(processors), "x"),
    ]


def measure_two_processes(nlp: Language, articles: Sequence[Article], rounds: int) -> list[Line]:
    """Analyse all articles by one process and by two, in turns; the models are loaded before."""
    analyser = Analyser(nlp)
    pool = AnalysisPool(2)
    try:
        pool.warm()
        _write(result for _, result in pool.stream(articles[: 4 * BATCH]))
        ones, twos = [], []
        for _ in range(rounds):
            ones.append(_time(lambda: _write(_in_batches(analyser, articles)))[0])
            twos.append(_time(lambda: _write(result for _, result in pool.stream(articles)))[0])
    finally:
        pool.stop()
    ratios = [one / two for one, two in zip(ones, twos, strict=True)]
    spread = f"{min(ratios):.2f}-{max(ratios):.2f} over {rounds} rounds"
    return [
        Line("two processes / one process, wall", median(ratios), "x", least=1.7, note=spread),
        Line("articles a second, one process", len(articles) / median(ones), "/s"),
        Line("articles a second, two processes", len(articles) / median(twos), "/s"),
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
