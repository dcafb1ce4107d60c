"""`replay --through-kafka`: the same file, through a broker and a worker, as `run` would take it.

Topics of its own with one partition each keep the order of the file; they are deleted afterwards.
"""

import secrets
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

from kafka import KafkaConsumer, TopicPartition
from kafka.admin import KafkaAdminClient

from feeds.publish import Publisher
from service.batch import Output, QuarantineFile, open_lines, quarantine_path, usable
from service.broker import EmbeddedBroker
from service.children import HOPELESS, Child
from service.refusals import RefusedError
from service.topics import Topic, TopicPlan, create_topics, describe_topics
from storywatch.archive import FILE, Journal
from storywatch.batch import show_development, write_line
from storywatch.config import Config
from storywatch.messages import Article, Development, Quarantined, StoryClosed, StoryUpdate, decode
from storywatch.messages.topics import Topics

CHUNK = 200
"""Articles that are journaled and sent together."""

Order = dict[tuple[str, int], int]
"""An article's id and revision → its place in the file."""

STOP_SECONDS = 5.0
STALL_SECONDS = 300.0
"""Without an article done for so long the worker is stuck: the longest start and the longest article take far less."""


def replay(
    config: Config, file: Path | None, source: Path, out: Path, stories: Path | None, quarantine: Path | None
) -> int:
    """Write the development lines of a file of articles, and the story of each if asked."""
    aside = QuarantineFile(quarantine_path(out, quarantine))
    app = f"storywatch-replay-{secrets.token_hex(4)}"
    plan = TopicPlan(app=app, prefix=f"{app}.")
    names = Topics(plan.prefix)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=app)))
        lines = stack.enter_context(open_lines(source))
        target = stack.enter_context(Output(out))
        of_stories = stack.enter_context(Output(stories)) if stories else None
        address = config.kafka.broker or stack.enter_context(EmbeddedBroker(folder / "broker.log")).address
        topics = describe_topics(plan)
        create_topics(address, topics)
        if config.kafka.broker:
            stack.callback(_delete, address, topics)
        journal = Journal(folder / FILE)
        stack.callback(journal.close)
        order = _send(usable(lines, str(source), aside), journal, address, names)
        _work(_worker(folder, file, address, plan, embedded=not config.kafka.broker), journal)
        for raw in _read(address, names.quarantine):
            aside.put(decode(raw, Quarantined))
        for development in _sorted((decode(raw, Development) for raw in _read(address, names.developments)), order):
            write_line(target.stream, show_development(development))
        if of_stories:
            updates = (decode(raw, StoryUpdate, StoryClosed) for raw in _read(address, names.story_updates))
            _write_stories(updates, of_stories, order)
    aside.report()
    return 0


def _send(articles: Iterable[Article], journal: Journal, address: str, names: Topics) -> Order:
    """Journal and publish the articles; return their places in the file."""
    order: Order = {}
    publisher = Publisher(address, names)
    try:
        iterator = iter(articles)
        while chunk := list(islice(iterator, CHUNK)):
            accepted = journal.accept(chunk)
            for article in accepted:
                order[article.header.id, article.header.revision] = len(order)
            publisher.publish(accepted)
    finally:
        publisher.close()
    return order


def _worker(folder: Path, file: Path | None, address: str, plan: TopicPlan, *, embedded: bool) -> Child:
    arguments = ["agents", "--broker", address, "--archive", str(folder), "--journal", "--no-web"]
    arguments += ["--app", plan.app, "--prefix", plan.prefix]
    arguments += ["--config", str(file)] if file else []
    arguments += ["--embedded"] if embedded else []
    return Child("worker", arguments, folder / "worker.log")


def _work(worker: Child, journal: Journal) -> None:
    """Run the worker until every article is done."""
    total = waiting = journal.waiting()
    moved = time.monotonic()
    worker.start()
    try:
        while waiting:
            time.sleep(0.2)
            now = time.monotonic()
            if worker.look(now) == HOPELESS:
                raise RefusedError(worker.last_words().removeprefix("storywatch: "))
            before, waiting = waiting, journal.waiting()
            moved = now if waiting < before else moved
            if now - moved > STALL_SECONDS:
                raise RefusedError(
                    f"no article was done for {STALL_SECONDS:.0f} s; the worker's last words: {worker.last_words()}"
                )
            if sys.stderr.isatty():
                print(f"\r{total - waiting} of {total} articles", end="", file=sys.stderr, flush=True)
    finally:
        worker.ask_to_stop()
        worker.stop(time.monotonic() + STOP_SECONDS)
        if sys.stderr.isatty():
            print("\r", end="", file=sys.stderr)


def _read(address: str, topic: str) -> Iterator[bytes]:
    """Read a topic's messages from its start to its present end."""
    consumer = KafkaConsumer(bootstrap_servers=address, auto_offset_reset="earliest", enable_auto_commit=False)
    try:
        place = TopicPartition(topic, 0)
        consumer.assign([place])
        end = consumer.end_offsets([place])[place]
        while consumer.position(place) < end:
            for record in consumer.poll(timeout_ms=1_000).get(place, ()):
                yield record.value
    finally:
        consumer.close()


def _sorted(developments: Iterable[Development], order: Order) -> list[Development]:
    """Give each development once, by the article's place in the file and its place in the article."""
    once = {development.id: development for development in developments}
    return sorted(
        once.values(),
        key=lambda one: (order[one.article, one.evidence[0].revision], one.position),
    )


def _write_stories(updates: Iterable[StoryUpdate | StoryClosed], out: Output, order: Order) -> None:
    stories = {one.analysis.article.id: one.story for one in updates if isinstance(one, StoryUpdate)}
    for article in sorted(stories, key=lambda article: order[article, 1]):
        write_line(out.stream, {"id": article, "story": stories[article]})


def _delete(address: str, topics: Iterable[Topic]) -> None:
    admin = KafkaAdminClient(bootstrap_servers=address)
    try:
        admin.delete_topics([topic.name for topic in topics])
    finally:
        admin.close()
