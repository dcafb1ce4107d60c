"""`replay --through-kafka`: the same file, through a broker and a worker, as `run` would take it.

Topics of its own with one partition each keep the order of the file; they are deleted afterwards.
"""

import secrets
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from itertools import islice
from pathlib import Path

from kafka import KafkaConsumer, TopicPartition
from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaError

from feeds.publish import Publisher, PublishError
from service.batch import Tally, usable
from service.broker import EmbeddedBroker
from service.children import HOPELESS, Child
from service.files import Output, open_lines, start_quarantine
from service.refusals import RefusedError
from service.topics import Topic, TopicPlan, create_topics, describe_topics
from storywatch.archive import FILE, Journal
from storywatch.batch import show_development, write_line
from storywatch.config import Config
from storywatch.messages import (
    Article,
    Development,
    Quarantined,
    StoryClosed,
    StoryMerged,
    StoryMessage,
    StorySplit,
    StoryUpdate,
    decode,
)
from storywatch.messages.topics import Topics

CHUNK = 200
"""Articles that are journaled and sent together."""

WINDOW = 2_000
"""Articles sent and not done at which sending waits: what broker and worker hold is bounded, not by the file."""

Order = dict[tuple[str, int], int]
"""An article's id and revision → its place in the file."""

STOP_SECONDS = 5.0
STALL_SECONDS = 300.0
"""Without an article done for so long the worker is stuck: the longest start and the longest article take far less."""

READ_SECONDS = 60.0
"""Without a message read for so long the broker is gone."""


def replay(
    config: Config, file: Path | None, source: Path, out: Path, stories: Path | None, quarantine: Path | None
) -> int:
    """Write the development lines of a file of articles, and the story of each if asked."""
    aside = start_quarantine(source, out, stories, quarantine)
    app = f"storywatch-replay-{secrets.token_hex(4)}"
    plan = TopicPlan(app=app, prefix=f"{app}.")
    names = Topics(plan.prefix)
    tally = Tally()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=app)))
        lines = stack.enter_context(open_lines(source))
        target = stack.enter_context(Output(out))
        of_stories = stack.enter_context(Output(stories)) if stories else None
        broker = None if config.kafka.broker else stack.enter_context(EmbeddedBroker(folder / "broker.log"))
        address = broker.address if broker else config.kafka.broker
        topics = describe_topics(plan)
        create_topics(address, topics)
        if config.kafka.broker:
            stack.callback(_delete, address, topics)
        journal = Journal(folder / FILE)
        stack.callback(journal.close)
        worker = _worker(folder, file, address, plan, embedded=broker is not None)
        try:
            with closing(Publisher(address, names)) as publisher:
                order = _work(usable(lines, str(source), aside), journal, publisher, worker, broker)
        except PublishError as error:
            raise RefusedError(f"the broker at {address} did not take the articles: {error}") from error
        tally.articles = len(order)
        for raw in _read(address, names.quarantine):
            aside.put(decode(raw, Quarantined))
        for development in _sorted((decode(raw, Development) for raw in _read(address, names.developments)), order):
            tally.count(development)
            write_line(target.stream, show_development(development))
        if of_stories:
            raw_updates = _read(address, names.story_updates)
            updates = (decode(raw, StoryUpdate, StoryMerged, StorySplit, StoryClosed) for raw in raw_updates)
            _write_stories(updates, of_stories, order)
    tally.report(out)
    return aside.report(tally.articles)


def _worker(folder: Path, file: Path | None, address: str, plan: TopicPlan, *, embedded: bool) -> Child:
    arguments = ["agents", "--broker", address, "--archive", str(folder), "--journal", "--web-port", "0"]
    arguments += ["--app", plan.app, "--prefix", plan.prefix]
    arguments += ["--config", str(file)] if file else []
    arguments += ["--embedded"] if embedded else []
    return Child("worker", arguments, folder / "worker.log")


def _work(
    articles: Iterable[Article], journal: Journal, publisher: Publisher, worker: Child, broker: EmbeddedBroker | None
) -> Order:
    """Run the worker and send it articles, a window at a time, until all are done; return their places in the file."""
    order: Order = {}
    source = iter(articles)
    chunks = iter(lambda: list(islice(source, CHUNK)), [])
    chunk = next(chunks, None)
    waiting = 0
    worker.start()
    try:
        moved = time.monotonic()
        while chunk or waiting:
            while chunk and waiting < WINDOW:
                for article in _send(chunk, journal, publisher):
                    order[article.header.id, article.header.revision] = len(order)
                chunk, waiting = next(chunks, None), journal.waiting()
                moved = time.monotonic()
            time.sleep(0.2)
            before, waiting = waiting, journal.waiting()
            now = time.monotonic()
            moved = now if waiting < before else moved
            _look(worker, broker, now)
            if now - moved > STALL_SECONDS:
                raise RefusedError(
                    f"no article was done for {STALL_SECONDS:.0f} s; the worker's last words: {worker.last_words()}"
                )
            if sys.stderr.isatty():
                print(f"\r{len(order) - waiting} articles", end="", file=sys.stderr, flush=True)
    finally:
        worker.ask_to_stop()
        worker.stop(time.monotonic() + STOP_SECONDS)
        if sys.stderr.isatty():
            print("\r", end="", file=sys.stderr)
    return order


def _send(articles: list[Article], journal: Journal, publisher: Publisher) -> list[Article]:
    """Journal and publish articles; return those that are new."""
    accepted = journal.accept(articles)
    publisher.publish(accepted)
    return accepted


def _look(worker: Child, broker: EmbeddedBroker | None, now: float) -> None:
    """Keep the worker going. Raises RefusedError where it cannot go on: its articles were in the broker's memory."""
    if broker is not None and not broker.alive():
        raise RefusedError("the embedded broker ended, with the articles that it held: start the replay again")
    if worker.look(now) == HOPELESS:
        raise RefusedError(worker.last_words().removeprefix("storywatch: "))


def _read(address: str, topic: str, patience: float = READ_SECONDS) -> Iterator[bytes]:
    """Read a topic's messages from its start to its present end. Raises RefusedError where the broker is gone."""
    settings = {"bootstrap_servers": address, "auto_offset_reset": "earliest", "enable_auto_commit": False}
    try:
        with closing(KafkaConsumer(**settings)) as consumer:
            place = TopicPartition(topic, 0)
            consumer.assign([place])
            end = consumer.end_offsets([place])[place]
            at, moved = 0, time.monotonic()
            while at < end:
                for record in consumer.poll(timeout_ms=1_000).get(place, ()):
                    yield record.value
                last, at = at, consumer.position(place, timeout_ms=1_000) or 0
                moved = time.monotonic() if at > last else moved
                if time.monotonic() - moved > patience:
                    raise RefusedError(
                        f"the broker at {address} gave nothing of {topic} for {patience:.0f} s: is it up?"
                    )
    except KafkaError as error:
        raise RefusedError(f"the broker at {address} cannot be read: {str(error) or type(error).__name__}") from error


def _sorted(developments: Iterable[Development], order: Order) -> list[Development]:
    """Give each development once, by the article's place in the file and its place in the article."""
    once = {development.id: development for development in developments}
    return sorted(
        once.values(),
        key=lambda one: (order[one.article, one.evidence[0].revision], one.position),
    )


def _write_stories(updates: Iterable[StoryMessage], out: Output, order: Order) -> None:
    stories: dict[str, str] = {}
    places: dict[str, int] = {}
    for one in sorted(updates, key=lambda one: isinstance(one, StoryMerged | StorySplit)):
        if isinstance(one, StoryUpdate):
            header = one.analysis.article
            stories.setdefault(header.id, one.story)
            places.setdefault(header.id, order[header.id, header.revision])
        elif isinstance(one, StorySplit):
            stories.update({article: one.into for article in one.articles if article in stories})
        elif isinstance(one, StoryMerged):
            stories.update((article, one.into) for article, story in stories.items() if story == one.story)
    for article in sorted(stories, key=places.__getitem__):
        write_line(out.stream, {"id": article, "story": stories[article]})


def _delete(address: str, topics: Iterable[Topic]) -> None:
    names = [topic.name for topic in topics]
    try:
        with closing(KafkaAdminClient(bootstrap_servers=address)) as admin:
            admin.delete_topics(names)
    except KafkaError as error:
        print(f"topics left on {address}, {', '.join(names)}: {str(error) or type(error).__name__}", file=sys.stderr)
