"""The ledger step on one story of a thousand articles: how long one takes as the story ages, and how much is kept.

    python -m tests.bench --ledger

Once the articles are recombined from real ones (tests/bench/texts.py): paragraphs of three out of sixty, and a sentence
of invented names and numbers, so that most claims come again and some are new. And where the development data is here
they are what four papers wrote on one story in months: longer, more alike, with pages of seven thousand words among
them. All are one story, whose ledger is at its bounds after some thirty of them. Times are this process's own.
"""

import gc
import json
import time
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from spacy.language import Language

from storywatch.config import Config
from storywatch.knowledge import load_knowledge
from storywatch.language import Analyser
from storywatch.ledger import Ledger, Writer, examine, from_plain
from storywatch.messages import Analysis, StoryUpdate
from tests.bench.table import Line
from tests.bench.texts import load_articles, load_saga, recombine

ARTICLES, SOURCES, WORDS = 1_000, 60, 400

AGED = 1.2
"""Times that an article of an old story may cost: its claims come to their own bounds, and runs differ by a tenth."""


def measure_long_stories(nlp: Language, many: int = ARTICLES) -> list[Line]:
    """Take `many` articles into one story, invented and real; return the lines to show."""
    sources, what = load_articles(SOURCES)
    lines = _measure("ledger, one story", Analyser(nlp).analyse(recombine(sources, many, WORDS)), what)
    if saga := load_saga():
        name, articles = saga
        lines += _measure("ledger, a real story", Analyser(nlp).analyse(islice(articles, many)), name)
    return lines


def _measure(title: str, analyses: Iterable[Analysis], what: str) -> list[Line]:
    config = Config()
    knowledge = load_knowledge(Path(config.knowledge))
    ledger, writer, judged, written, read = Ledger(story="s"), Writer(), [], [], []
    gc.collect()
    gc.freeze()  # the model: a worker has it in processes of its own, and its collector never walks through it
    for number, analysis in enumerate(analyses):
        update = StoryUpdate(story="s", opened=number == 0, analysis=analysis)
        began = time.process_time()
        ledger = examine(ledger, update, knowledge, config.ledger).ledger
        judged.append(1000 * (time.process_time() - began))
        began = time.process_time()
        state = writer.write(ledger)
        written.append(1000 * (time.process_time() - began))
        if number % 20 == 0:
            began = time.process_time()
            from_plain(json.loads(state))
            read.append(1000 * (time.process_time() - began))
    many = len(judged)
    fifth = max(1, many // 5)
    ordered = sorted(judged)
    early = sum(judged[fifth : 2 * fifth]) / fifth
    late = sum(judged[-fifth:]) / fifth
    note = f"{what}; {many} articles, {len(ledger.claims)} claims, {len(ledger.figures)} figures at the end"
    return [
        Line(f"{title}: p50", ordered[many // 2], "ms/article", most=2, note=note),
        Line(f"{title}: p99", ordered[int(0.99 * (many - 1))], "ms/article", most=20),
        Line(f"{title}: the last fifth of its articles against the second", late / early, "x", most=AGED),
        Line("writing its state, for every article", sorted(written)[many // 2], "ms/article"),
        Line("reading it, when a worker begins or takes it over", sorted(read)[len(read) // 2], "ms"),
        Line("its state", len(state) / 1e6, "MB"),
    ]
