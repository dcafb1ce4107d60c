"""The batch commands: article lines in, statement or development lines out, with progress on a terminal."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import msgspec

from service.refusals import RefusedError
from storywatch.batch import (
    NO_CLOCK,
    Monitor,
    read_articles,
    show_analysis,
    show_day,
    show_development,
    show_suppressed,
    write_line,
)
from storywatch.config import Config
from storywatch.delivery.console import plain
from storywatch.knowledge import load_knowledge
from storywatch.language.choice import find_packs
from storywatch.language.notices import Notices
from storywatch.language.pool import BATCH, AnalysisPool, Failure, analyse_batch
from storywatch.ledger import show_origins
from storywatch.messages import Analysis, Article, Development, Quarantined, encode
from storywatch.quarantine import set_aside

FEW = 3
"""Articles that cannot be used and are named where no file keeps them."""

MAX_ERROR = 200
"""Characters of why, then."""

PROGRESS_EVERY = 25
"""Articles between two lines of progress."""


class Output:
    """A file that is written beside its name, and put there when it is whole; `-` is standard output."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._partial = path.with_name(path.name + ".partial")
        try:
            self.stream: IO[str] = sys.stdout if str(path) == "-" else self._partial.open("w", encoding="utf-8")
        except OSError as error:  # the file beside it is our affair: the one that was asked for is named
            raise OSError(error.errno, error.strerror, str(path)) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.stream is sys.stdout:
            return
        self.stream.close()
        if kind is None:
            self._partial.replace(self._path)
        else:
            self._partial.unlink(missing_ok=True)


class QuarantineFile:
    """Where a batch command puts what it cannot use; made only when there is something to put."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.count = 0
        self.first: list[Quarantined] = []
        """The first FEW, to be named."""
        path.unlink(missing_ok=True)  # an earlier run's would be taken for this one's

    def put(self, message: Quarantined) -> None:
        """Append one message, without a time where it came with none."""
        line = msgspec.to_builtins(message)
        if message.at == NO_CLOCK:
            del line["at"]
        with self._path.open("ab") as file:
            file.write(msgspec.json.encode(line) + b"\n")
        self.count += 1
        if len(self.first) < FEW:
            self.first.append(message)

    def name_first(self) -> str:
        """Say how many there are and why, one a line for the first FEW; empty where there are none."""
        if not self.count:
            return ""
        lines = [f"{self.count} article(s) could not be used:"]
        lines += [f"  {plain(one.origin)}: {plain(one.error)[:MAX_ERROR]}" for one in self.first]
        return "\n".join([*lines, *([f"  and {self.count - FEW} more"] if self.count > FEW else [])])

    def report(self) -> None:
        """Say how many there are, if any."""
        if self.count:
            print(f"{self.count} article(s) could not be used: see {self._path}", file=sys.stderr)


def quarantine_path(out: Path, given: Path | None) -> Path:
    """Name the quarantine file beside the output."""
    if given is not None:
        return given
    return Path("quarantine.jsonl") if str(out) == "-" else out.with_name(out.name + ".quarantine")


def start_quarantine(
    source: Path,
    out: Path,
    stories: Path | None,
    given: Path | None,
    origins: Path | None = None,
    why: Path | None = None,
    timeline: Path | None = None,
) -> QuarantineFile:
    """Begin a command's quarantine file. Raises RefusedError, before any file is touched, where one is given twice."""
    aside = quarantine_path(out, given)
    seen: dict[Path, str] = {}
    files = (
        ("ARTICLES.jsonl", source), ("--out", out), ("--stories", stories), ("--origins", origins),
        ("--why", why), ("--timeline", timeline), ("--quarantine", aside),
    )  # fmt: skip
    for name, path in files:
        if path is None or str(path) == "-":
            continue
        other = seen.setdefault(path.resolve(), name)
        if other != name:
            raise RefusedError(f"{other} and {name} are the same file, {path}: give each a file of its own")
    return QuarantineFile(aside)


@contextmanager
def open_lines(path: Path) -> Iterator[Iterable[bytes]]:
    """Open an article file, or standard input for `-`."""
    if str(path) == "-":
        yield sys.stdin.buffer
        return
    with path.open("rb") as lines:
        yield lines


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
    aside.report()
    return 0


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


def name_output(out: Path) -> str:
    """Name where a command has written to."""
    return "standard output" if str(out) == "-" else str(out)


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
    aside.report()
    return 0


def _show_progress(number: int) -> None:
    if sys.stderr.isatty() and number % PROGRESS_EVERY == 0:
        print(f"\r{number} articles", end="", file=sys.stderr, flush=True)


def _end_progress() -> None:
    if sys.stderr.isatty():
        print("\r", end="", file=sys.stderr)
