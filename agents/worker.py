"""One worker: the app with its four steps, joined by topics, and what they share."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec
from faust.sensors.prometheus import setup_prometheus_sensors
from faust.types import AppT

from agents.alert import add_alert
from agents.analyse import add_analyse
from agents.app import bytes_topic, make_app
from agents.ledger import add_ledger
from agents.recording import Recorder
from agents.settings import WorkerSettings
from agents.story import add_story
from agents.stream import Step
from agents.table import make_table
from storywatch.archive import FILE, Alerts, Journal, Judgements, Timelines
from storywatch.config import Config
from storywatch.knowledge import load_knowledge
from storywatch.language.pool import AnalysisPool
from storywatch.messages import (
    Analysis,
    Article,
    Development,
    Header,
    StoryClosed,
    StoryMerged,
    StoryMessage,
    StorySplit,
    StoryUpdate,
    decode,
)
from storywatch.messages.topics import LEDGERS, STORIES, Topics
from storywatch.watching import read_watches


@dataclass(frozen=True)
class Worker:
    """An app ready to run, and what must be closed after it."""

    app: AppT
    pool: AnalysisPool
    alerts: Alerts
    judgements: Judgements
    timelines: Timelines
    journal: Journal | None

    def close(self) -> None:
        """End the processes and close the archive."""
        self.pool.stop()
        self.alerts.close()
        self.judgements.close()
        self.timelines.close()
        if self.journal is not None:
            self.journal.close()


def make_worker(settings: WorkerSettings, config: Config) -> Worker:
    """Make a worker. Raises what cannot be used: model, pack, archive, knowledge or configuration, before it runs."""
    knowledge = load_knowledge(Path(config.knowledge))
    archive = Path(config.archive)
    alerts, judgements, timelines = Alerts(archive / FILE), Judgements(archive / FILE), Timelines(archive / FILE)
    journal = Journal(archive / FILE) if settings.journal else None
    languages = config.languages
    pool = AnalysisPool(settings.processes, config.worker.model, languages.read, languages.packs, knowledge)
    pool.warm()
    try:
        watching = read_watches(config.subscribers, pool.stream, knowledge, config.ledger)
    except BaseException:
        pool.stop()
        raise
    app = make_app(settings)
    names = Topics(settings.prefix)
    articles, analyses, updates, developments, alerted, quarantine = (
        bytes_topic(app, name)
        for name in (
            names.articles, names.analyses, names.story_updates, names.developments, names.alerts, names.quarantine
        )
    )  # fmt: skip
    partitions = settings.partitions
    stories = make_table(app, STORIES, partitions=partitions)
    ledgers = make_table(app, LEDGERS, partitions=partitions)
    finished = _marker(journal)

    async def finished_header(header: Header) -> None:
        await finished(header.id, header.revision)

    analyse = Step("analyse", _article, quarantine, _abandon(finished))
    add_analyse(app, analyse, articles, analyses, pool, _knower(journal))
    story = Step("story", _analysis, quarantine, _abandon(finished))
    add_story(app, story, analyses, updates, stories, config.stories, config.copies)
    add_ledger(
        app,
        Step("ledger", _update, quarantine, _abandon(finished)),
        updates,
        developments,
        ledgers,
        knowledge,
        config.ledger,
        finished_header,
        Recorder(judgements, timelines),
    )
    add_alert(
        app,
        Step("alert", _development, quarantine, _abandon(finished)),
        developments,
        alerted,
        alerts,
        config.subscribers,
        watching,
        finished,
    )
    setup_prometheus_sensors(app, pattern="/metrics")
    return Worker(app, pool, alerts, judgements, timelines, journal)


def _article(raw: bytes) -> Article:
    return decode(raw, Article)


def _analysis(raw: bytes) -> Analysis:
    return decode(raw, Analysis)


def _update(raw: bytes) -> StoryMessage:
    return decode(raw, StoryUpdate, StoryMerged, StorySplit, StoryClosed)


def _development(raw: bytes) -> Development:
    return decode(raw, Development)


def _marker(journal: Journal | None) -> Callable[[str, int], Awaitable[None]]:
    """Mark an article done in the journal, where there is one."""

    async def finished(article: str, revision: int) -> None:
        if journal is not None:
            await asyncio.to_thread(journal.mark_done, article, revision)

    return finished


def _knower(journal: Journal | None) -> Callable[[Header], Awaitable[bool]]:
    """Ask the journal whether an article is done; without one nobody knows."""

    async def is_done(header: Header) -> bool:
        return journal is not None and await asyncio.to_thread(journal.is_done, header.id, header.revision)

    return is_done


class _Cited(msgspec.Struct):
    article: str
    revision: int


class _Whose(msgspec.Struct):
    """The little that is read of a message that was set aside: which article it was about."""

    header: Header | None = None
    article: Header | str | None = None
    analysis: "_Whose | None" = None
    evidence: tuple[_Cited, ...] = ()
    """Of a development, this article's own sentence first."""
    position: int = 1
    of: int = 1
    """Of a development: only the last one ends its article."""


def _abandon(finished: Callable[[str, int], Awaitable[None]]) -> Callable[[bytes], Awaitable[None]]:
    """Mark an article done whose message was set aside: it is in quarantine, and must not come again by itself.

    Of several developments only the last one does: until then the others may have to be told again.
    """

    async def abandon(raw: bytes) -> None:
        try:
            whose = msgspec.json.decode(raw, type=_Whose)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return  # nobody can tell which article it was
        header = whose.header or (whose.analysis.article if whose.analysis else whose.article)
        if isinstance(header, Header):
            await finished(header.id, header.revision)
        elif whose.evidence and whose.position == whose.of:
            await finished(whose.evidence[0].article, whose.evidence[0].revision)

    return abandon
