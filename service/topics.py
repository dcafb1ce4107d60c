"""Which topics exist, with what partitions, retention and compaction, and their creation.

Topics are never made by auto-creation: a Table's changelog must have as many partitions as the topic that drives it,
or the worker stops after it said that it was ready. `describe_topics` is pure; `create_topics` asks a broker.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from kafka.admin import KafkaAdminClient, NewTopic
from kafka.errors import KafkaError, TopicAlreadyExistsError

from storywatch.messages.codec import MAX_BYTES
from storywatch.messages.topics import DEFAULT_PREFIX, LEDGERS, STORIES, Topics, changelog

ENVELOPE_BYTES = 1_000_000
"""Bytes of key, headers and batch around a message of MAX_BYTES; Kafka counts them all."""

CREATE_TIMEOUT_MS = 15_000
"""A broker that has not created its topics by then has another problem."""

CONNECT_TIMEOUT_MS = 5_000
"""How long a broker may take to answer at all."""


class TopicMismatchError(RuntimeError):
    """A topic exists with other partitions than the plan says. Its fate is the operator's decision."""


class TopicsUnavailableError(RuntimeError):
    """The broker could not be asked for its topics."""


@dataclass(frozen=True)
class Partitions:
    """Partitions by topic: what can be worked on side by side.

    One each by default: one machine parses in a process pool and keeps the order of arrival.
    """

    articles: int = 1
    analyses: int = 1
    story_updates: int = 1
    developments: int = 1
    alerts: int = 1
    quarantine: int = 1


@dataclass(frozen=True)
class TopicPlan:
    """What the topics of one application are to be."""

    app: str = "storywatch"
    """Faust's application id: changelogs are named by it."""
    prefix: str = DEFAULT_PREFIX
    partitions: Partitions = field(default_factory=Partitions)
    replication: int = 1
    work_retention: timedelta = timedelta(days=7)
    """How long articles, analyses and story updates stay: the longest outage that loses nothing."""
    result_retention: timedelta = timedelta(days=30)
    """How long developments, alerts and quarantined messages stay readable."""


@dataclass(frozen=True)
class Topic:
    """One topic as it is to be."""

    name: str
    partitions: int
    config: tuple[tuple[str, str], ...]


def describe_topics(plan: TopicPlan) -> tuple[Topic, ...]:
    """List every topic that the application uses, changelogs included."""
    names, count = Topics(plan.prefix), plan.partitions
    work, result = _kept_for(plan.work_retention), _kept_for(plan.result_retention)
    table = _compacted(plan.work_retention)
    return (
        Topic(names.articles, count.articles, work),
        Topic(names.analyses, count.analyses, work),
        Topic(names.story_updates, count.story_updates, work),
        Topic(names.developments, count.developments, result),
        Topic(names.alerts, count.alerts, result),
        Topic(names.quarantine, count.quarantine, result),
        Topic(changelog(plan.app, STORIES), count.analyses, table),
        Topic(changelog(plan.app, LEDGERS), count.story_updates, table),
    )


def create_topics(address: str, topics: Sequence[Topic], *, replication: int = 1) -> tuple[str, ...]:
    """Create those of `topics` that the broker at `address` lacks; return their names. Safe to repeat.

    Raises TopicMismatchError where one exists with a different number of partitions, before any is created.
    Raises TopicsUnavailableError where the broker cannot be asked or refuses.
    """
    try:
        admin = KafkaAdminClient(
            bootstrap_servers=address,
            request_timeout_ms=CREATE_TIMEOUT_MS,
            bootstrap_timeout_ms=CONNECT_TIMEOUT_MS,
        )
    except (KafkaError, OSError, ValueError) as error:
        raise TopicsUnavailableError(f"no broker answers at {address}; start it, or name another ({error})") from error
    try:
        existing = _partition_counts(admin)
        _refuse_mismatch(existing, topics)
        missing = [topic for topic in topics if topic.name not in existing]
        for topic in missing:
            _create(admin, topic, replication)
        _refuse_mismatch(_partition_counts(admin), topics)  # another process may have been first
    except KafkaError as error:
        raise TopicsUnavailableError(f"the broker at {address} did not create the topics: {error}") from error
    finally:
        admin.close()
    return tuple(topic.name for topic in missing)


_SIZE = ("max.message.bytes", str(MAX_BYTES + ENVELOPE_BYTES))


def _kept_for(retention: timedelta) -> tuple[tuple[str, str], ...]:
    return (("cleanup.policy", "delete"), ("retention.ms", str(int(retention.total_seconds() * 1000))), _SIZE)


def _compacted(retention: timedelta) -> tuple[tuple[str, str], ...]:
    """What was deleted is told for as long: a worker that was away keeps its own Tables, and reads only what is new."""
    return (("cleanup.policy", "compact"), ("delete.retention.ms", str(int(retention.total_seconds() * 1000))), _SIZE)


def _partition_counts(admin: KafkaAdminClient) -> dict[str, int]:
    return {topic["name"]: len(topic["partitions"]) for topic in admin.describe_topics()}


def _refuse_mismatch(existing: dict[str, int], topics: Sequence[Topic]) -> None:
    for topic in topics:
        found = existing.get(topic.name, topic.partitions)
        if found != topic.partitions:
            raise TopicMismatchError(
                f"topic {topic.name} has {found} partitions where {topic.partitions} are configured: "
                f"configure {found}, use another prefix, or delete the topic",
            )


def _create(admin: KafkaAdminClient, topic: Topic, replication: int) -> None:
    new = NewTopic(topic.name, topic.partitions, replication, topic_configs=dict(topic.config))
    try:
        admin.create_topics([new], timeout_ms=CREATE_TIMEOUT_MS)
    except TopicAlreadyExistsError:
        return
