"""`python -m tests.bench` (`make bench`): how fast and how large, as ratios taken in one run. It needs quiet."""

import argparse
import os
import sys

from storywatch.language import load_model
from tests.bench.after_parse import measure_after_parse
from tests.bench.ledger import ARTICLES as ARTICLES_OF_STORY
from tests.bench.ledger import measure_long_stories
from tests.bench.memory import ARTICLES, measure_memory
from tests.bench.steps import measure_ledger
from tests.bench.stories import SIZES, measure_stories
from tests.bench.table import Line, show
from tests.bench.texts import add_copies, load_articles
from tests.bench.throughput import measure_against_bare_parse, measure_two_processes

COPIES = 0.4
"""Share of articles that are copies of others, in more or fewer words, in the stream that stands for a day's news."""


def main() -> int:
    """Measure and print; return 1 if a bound was missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--quick", action="store_true", help="fewer articles and one round: a look, not a figure")
    parser.add_argument("--stories", action="store_true", help="only the story index, up to 100,000 live stories")
    parser.add_argument("--memory", action="store_true", help=f"only memory, over {ARTICLES} articles: some minutes")
    parser.add_argument("--ledger", action="store_true", help="only the ledger step, on a story of 1,000 articles")
    options = parser.parse_args()
    if options.memory:
        return _report(measure_memory(ARTICLES // 10 if options.quick else ARTICLES))
    if options.stories:
        return _report(measure_stories((1_000, 10_000) if options.quick else SIZES))
    if options.ledger:
        return _report(measure_long_stories(load_model(), 100 if options.quick else ARTICLES_OF_STORY))
    articles, source = load_articles(60 if options.quick else 300)
    load = os.getloadavg()[0]
    words = sum(len(article.text.split()) for article in articles) / len(articles)
    print(f"{len(articles)} articles of {words:.0f} words: {source}; {os.cpu_count()} cores, load {load:.1f}")
    nlp = load_model()
    lines = _told(measure_against_bare_parse(articles, "unique articles", least=1.5))
    copied = add_copies(articles[: 3 * len(articles) // 5], COPIES)
    lines += _told(measure_against_bare_parse(copied, f"{COPIES:.0%} copies", least=2.2))
    lines += _told(measure_two_processes(nlp, articles, rounds=1 if options.quick else 3))
    after, analyses = measure_after_parse(nlp, articles)
    lines += _told(after)
    lines += _told(measure_stories((1_000,)))
    lines += _told(measure_ledger(analyses))
    return int(any(line.missed for line in lines))


def _told(lines: list[Line]) -> list[Line]:
    show(lines)
    return lines


def _report(lines: list[Line]) -> int:
    show(lines)
    return int(any(line.missed for line in lines))


if __name__ == "__main__":
    sys.exit(main())
