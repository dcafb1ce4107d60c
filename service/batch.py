"""The batch commands: article lines in, statement or development lines out, with progress on a terminal."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from service.files import Output, QuarantineFile, name_output, open_lines, start_quarantine
from storywatch.batch import (
    Monitor,
    read_articles,
    show_analysis,
    show_day,
    show_development,
    show_suppressed,
    write_line,
)
from storywatch.config import Config
from storywatch.knowledge import load_knowledge
from storywatch.language.choice import find_packs
from storywatch.language.notices import Notices
from storywatch.language.pool import BATCH, AnalysisPool, Failure, analyse_batch
from storywatch.ledger import show_origins
from storywatch.messages import Analysis, Article, Development, encode
from storywatch.quarantine import set_aside

PROGRESS_EVERY = 25
"""Articles between two lines of progress."""


def usable(lines: Iterable[bytes], origin: str, quarantine: QuarantineFile) -> Iterator[Article]:
    """Read article lines; set aside what is none."""
    for item in read_articles(lines, origin):
        if isinstance(item, Article):
            yield item
        else:
            quarantine.put(item)


def analysed(
    articles: Iterable[Article], config: Config, processes: int | None, quarantine: QuarantineFile
) -> Iterator[Analysis]:
    """Analyse articles in order, in this process or in several; set aside those that analysis cannot take."""
    many = processes or os.cpu_count() or 1
    results = _in_process(articles, config) if many == 1 else _in_pool(articles, config, many)
    for number, (article, result) in enumerate(results, start=1):
        _show_progress(number)
        if isinstance(result, Failure):
            quarantine.put(
                set_aside(encode(article), "analyse", result.error, article.header.id, article.header.fetched)
            )
        else:
            yield result
    _end_progress()


def _in_process(articles: Iterable[Article], config: Config) -> Iterator[tuple[Article, Analysis | Failure]]:
    from storywatch.language.readers import Readers  # noqa: PLC0415 - the commands that parse nothing need no spaCy

    model, languages = config.worker.model, config.languages
    knowledge = load_knowledge(Path(config.knowledge))
    notices = Notices(languages.read, languages.packs)
    packs = find_packs(languages.read, languages.packs, model)
    analyser = Readers(packs, model, knowledge=knowledge, notices=notices)
    batch: list[Article] = []
    for article in articles:
        batch.append(article)
        if len(batch) == BATCH:
            yield from zip(batch, analyse_batch(analyser, batch), strict=True)
            batch = []
    yield from zip(batch, analyse_batch(analyser, batch), strict=True)


def _in_pool(
    articles: Iterable[Article], config: Config, processes: int
) -> Iterator[tuple[Article, Analysis | Failure]]:
    knowledge = load_knowledge(Path(config.knowledge))
    pool = AnalysisPool(processes, config.worker.model, config.languages.read, config.languages.packs, knowledge)
    try:
        yield from pool.stream(articles)
    finally:
        pool.cut_off()


def analyse(config: Config, source: Path, out: Path, quarantine: Path | None, processes: int | None) -> int:
    """Write the statement lines of a file of articles."""
    aside = start_quarantine(source, out, None, quarantine)
    with ExitStack() as stack:
        lines = stack.enter_context(open_lines(source))
        target = stack.enter_context(Output(out))
        articles = found = 0
        for analysis in analysed(usable(lines, str(source), aside), config, processes, aside):
            write_line(target.stream, show_analysis(analysis))
            articles, found = articles + 1, found + len(analysis.statements)
    print(f"{articles} article(s) read, {found} statement(s) found, written to {name_output(out)}", file=sys.stderr)
    return aside.report(articles)


class Tally:
    """What a replay came to, to be said in a line when it ends."""

    def __init__(self) -> None:
        self.articles = 0
        self._developments = 0
        self._stories: set[str] = set()

    def count(self, development: Development) -> None:
        """One more was told."""
        self._developments += 1
        self._stories.add(development.story)

    def report(self, out: Path, why: Path | None = None) -> None:
        """Say it, and where to read on."""
        stories = f"{len(self._stories)} {'story' if len(self._stories) == 1 else 'stories'}"
        more = f"what was not told, and why, is in {why}" if why else "replay with --why FILE for what was not told"
        print(
            f"{self.articles} article(s) read, {self._developments} development(s) in {stories} written to "
            f"{name_output(out)}; {more}",
            file=sys.stderr,
        )


def _write_stories(monitor: Monitor, stories: Output | None, origins: Output | None, timeline: Output | None) -> None:
    """Write what is asked of the stories as they are in the end."""
    articles = monitor.stories()
    if stories:
        for article, story in articles.items():
            write_line(stories.stream, {"id": article, "story": story})
    if origins:
        for ledger in monitor.ledgers().values():
            write_line(origins.stream, show_origins(ledger))
    if timeline:
        for story, days in monitor.timelines().items():
            for day in days:
                write_line(timeline.stream, show_day(story, day, len(articles)))


def replay(
    config: Config,
    source: Path,
    out: Path,
    stories: Path | None,
    origins: Path | None,
    why: Path | None,
    timeline: Path | None,
    quarantine: Path | None,
    processes: int | None,
) -> int:
    """Write the development lines of a file of articles; if asked, the story of each, the origins and the days of each
    story, and what was not told and why."""
    aside = start_quarantine(source, out, stories, quarantine, origins, why, timeline)
    monitor = Monitor(load_knowledge(Path(config.knowledge)), config.stories, config.ledger, config.copies)
    tally = Tally()
    with ExitStack() as stack:
        lines = stack.enter_context(open_lines(source))
        target = stack.enter_context(Output(out))
        of_stories = stack.enter_context(Output(stories)) if stories else None
        of_origins = stack.enter_context(Output(origins)) if origins else None
        of_why = stack.enter_context(Output(why)) if why else None
        of_days = stack.enter_context(Output(timeline)) if timeline else None
        for analysis in analysed(usable(lines, str(source), aside), config, processes, aside):
            try:
                taken = monitor.examine(analysis)
            except Exception as error:  # noqa: BLE001 - one article never stops the file; it goes to quarantine
                aside.put(
                    set_aside(
                        encode(analysis),
                        "ledger",
                        f"{type(error).__name__}: {error}",
                        str(source),
                        analysis.article.fetched,
                    )
                )
                continue
            tally.articles += 1
            for development in taken.developments:
                tally.count(development)
                write_line(target.stream, show_development(development))
            if of_why:
                for suppressed in taken.suppressed:
                    write_line(of_why.stream, show_suppressed(suppressed))
        _write_stories(monitor, of_stories, of_origins, of_days)
    tally.report(out, why)
    return aside.report(tally.articles)


def _show_progress(number: int) -> None:
    if sys.stderr.isatty() and number % PROGRESS_EVERY == 0:
        print(f"\r{number} articles", end="", file=sys.stderr, flush=True)


def _end_progress() -> None:
    if sys.stderr.isatty():
        print("\r", end="", file=sys.stderr)
