"""Real brokers for the integration tests: the embedded one always, Apache Kafka where it is mandatory or asked for."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from brokers import ApacheKafka, KafkaUnavailableError, kafka_is_mandatory

from service.broker import EmbeddedBroker

ONLY_EMBEDDED = (
    "only the embedded broker was tested; with Java 17 and Maven, STORYWATCH_KAFKA=1 make test adds Apache Kafka"
)

_skipped_kafka = pytest.StashKey[bool]()


@dataclass(frozen=True)
class RunningBroker:
    """A broker under test."""

    kind: str
    """`tansu` or `kafka`."""
    address: str

    @property
    def embedded(self) -> bool:
        return self.kind == "tansu"


@pytest.fixture(scope="session", params=["tansu", "kafka"])
def broker(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBroker]:
    """Give each broker in turn, one process a session; tests keep apart by `prefix`."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "tansu":
        with EmbeddedBroker(folder / "broker.log") as embedded:
            yield RunningBroker("tansu", embedded.address)
        return
    if not kafka_is_mandatory():
        request.config.stash[_skipped_kafka] = True
        pytest.skip(ONLY_EMBEDDED)
    kafka = ApacheKafka(folder)
    try:
        kafka.start()
    except KafkaUnavailableError as error:
        pytest.fail(str(error), pytrace=False)
    yield RunningBroker("kafka", kafka.address)
    kafka.stop()


@pytest.fixture
def prefix() -> str:
    """Give each test topics, application and consumer group of its own."""
    return f"t{uuid.uuid4().hex[:8]}."


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "integration" in item.path.parts:
            item.add_marker(pytest.mark.integration)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.stash.get(_skipped_kafka, False):
        terminalreporter.write_line(f"integration: {ONLY_EMBEDDED}", yellow=True)
