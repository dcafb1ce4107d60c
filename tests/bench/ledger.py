"""The ledger step on one story of a thousand articles: how long one takes as the story ages, and how much is kept.

    python -m tests.bench --ledger

The articles are recombined from real ones (tests/bench/texts.py): paragraphs of three out of sixty, and a sentence of
invented names and numbers, so that most claims come again and some are new. All are one story, whose ledger is at its
bounds after some thirty of them: the worst that a ledger can meet. Times are this process's own.
"""

import json
import time
from pathlib import Path

from spacy.language import Language

from storywatch.config import Config
from storywatch.knowledge import load_knowledge
from storywatch.language import Analyser
from storywatch.ledger import Ledger, Writer, examine, from_plain
from storywatch.messages import StoryUpdate
from tests.bench.table import Line
from tests.bench.texts import load_articles, recombine

ARTICLES, SOURCES, WORDS = 1_000, 60, 400

AGED = 1.2
"""Times that an article of an old story may cost: its claims come to their own bounds, and runs differ by a tenth."""


def measure_long_story(nlp: Language, many: int = ARTICLES) -> list[Line]:
    """Take `many` articles into one story; return the lines to show."""
    config = Config()
    knowledge = load_knowledge(Path(config.knowledge))
    sources, what = load_articles(SOURCES)
    analyses = Analyser(nlp).analyse(recombine(sources, many, WORDS))
    ledger, writer, judged, written, read = Ledger(story="s"), Writer(), [], [], []
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
    fifth = max(1, many // 5)
    ordered = sorted(judged)
    early = sum(judged[fifth : 2 * fifth]) / fifth
    late = sum(judged[-fifth:]) / fifth
    note = f"{what}; {len(ledger.claims)} claims, {len(ledger.figures)} figures at the end"
    return [
        Line("ledger, one story: p50", ordered[many // 2], "ms/article", most=2, note=note),
        Line("ledger, one story: p99", ordered[int(0.99 * (many - 1))], "ms/article", most=20),
        Line("ledger, one story: the last fifth of its articles against the second", late / early, "x", most=AGED),
        Line("writing its state, for every article", sorted(written)[many // 2], "ms/article"),
        Line("reading it, when a worker begins or takes it over", sorted(read)[len(read) // 2], "ms"),
        Line("its state", len(state) / 1e6, "MB"),
    ]
