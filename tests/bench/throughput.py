"""`analyse` against a bare parse of the same texts, and two processes against one; measured in turns, as ratios.

Processor time judges one process: it hardly notices what else the machine does. Two are judged by the wall, in rounds.
"""

import io
import multiprocessing
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median

from spacy.language import Language

from storywatch.batch import show_analysis, write_line
from storywatch.language.analyser import Analyser, Policy
from storywatch.language.parse.model import load_model
from storywatch.language.pool import BATCH, AnalysisPool, Failure, analyse_batch
from storywatch.messages import Analysis, Article
from tests.bench.table import Line

QUIET = 0.5
"""Processes that want a core before the bench begins to use two: with more, the wall says more of them than of us."""

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
    parses of their own. The wall judges on a quiet machine. On any other, what is left to say is how long the busiest
    of the processes has to work: so long two take where nobody else wants the cores.
    """
    first, rest = articles[: 4 * BATCH], articles[4 * BATCH :]
    analyser = Analyser(nlp)
    _write(_in_batches(analyser, first))
    pool = AnalysisPool(2)
    try:
        pool.warm()
        _write(result for _, result in pool.stream(first))
        ones, twos, busiest = [], [], []
        loud = os.getloadavg()[0] > QUIET
        for number in range(rounds):
            share = rest[number::rounds]
            ones.append(_time(lambda share=share: _write(_in_batches(analyser, share))))
            before = _spent_by_children()
            twos.append(_time(lambda share=share: _write(result for _, result in pool.stream(share))))
            children = [after - since for after, since in zip(_spent_by_children(), before, strict=True)]
            busiest.append(max(*children, twos[-1][1]))
    finally:
        pool.stop()
    walls = [one / two for (one, _), (two, _) in zip(ones, twos, strict=True)]
    shares = [one / longest for (_, one), longest in zip(ones, busiest, strict=True)]
    spread = f"{min(walls):.2f}-{max(walls):.2f} over {rounds} rounds"
    if loud:
        spread += f"; not judged: the load was over {QUIET:g} before it began"
    return [
        Line("two processes / one process, wall", median(walls), "x", least=None if loud else 1.7, note=spread),
        Line("two processes / one, the busiest's processor time", median(shares), "x", least=1.7),
        Line("articles a second, one process", len(rest) / sum(wall for wall, _ in ones), "/s"),
        Line("articles a second, two processes", len(rest) / sum(wall for wall, _ in twos), "/s"),
    ]


def _spent_by_children() -> list[float]:
    """Processor seconds of each process that this one started."""
    pids = sorted(child.pid for child in multiprocessing.active_children() if child.pid)
    return [_spent(Path(f"/proc/{pid}/stat")) for pid in pids]


def _spent(status: Path) -> float:
    if not status.exists():
        raise SystemExit("processor time is read from /proc, which this system does not have")
    fields = status.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


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
