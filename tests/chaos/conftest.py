"""What the chaos tests share: both brokers, the undisturbed run's analyses, and a run that never outlives its test."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.chaos.reference import Analyses
from tests.chaos.running import Place, Run
from tests.integration.brokers import ApacheKafka, KafkaUnavailableError, kafka_is_mandatory

ONLY_EMBEDDED = (
    "only the embedded broker was disturbed; with Java 17 and Maven, STORYWATCH_KAFKA=1 make chaos adds Apache Kafka"
)

_failed = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "chaos" in item.path.parts:
            item.add_marker(pytest.mark.chaos)
            if sys.platform != "linux":
                item.add_marker(pytest.mark.skip(reason="processes are found by /proc, which only Linux has"))


@pytest.fixture(scope="session")
def analyses() -> Iterator[Analyses]:
    """What analysis makes of each article, worked out once."""
    made = Analyses()
    yield made
    made.close()


@pytest.fixture
def folder(request: pytest.FixtureRequest) -> Iterator[Path]:
    """A folder that is kept, and named, where the test fails."""
    made = Path(tempfile.mkdtemp(prefix="storywatch-chaos-"))
    yield made
    if request.node.stash.get(_failed, True):
        print(f"everything that the run left is kept in {made}")
    else:
        shutil.rmtree(made)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    outcome = yield
    if call.when == "call":
        item.stash[_failed] = outcome.get_result().failed  # type: ignore[attr-defined]


@pytest.fixture
def start(folder: Path) -> Iterator[Callable[..., Run]]:
    """Start a run over a new place; whatever becomes of the test, no process of it is left."""
    runs: list[Run] = []

    def begin(**given: object) -> Run:
        run = Run(Place(folder, **given))  # type: ignore[arg-type]
        runs.append(run)
        run.start()
        return run

    yield begin
    for run in runs:
        run.destroy()


@pytest.fixture(params=["embedded", "kafka"])
def kafka(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of an Apache Kafka, or nothing: the embedded broker is the run's own."""
    if request.param == "embedded":
        yield ""
        return
    if not kafka_is_mandatory():
        pytest.skip(ONLY_EMBEDDED)
    broker = ApacheKafka(tmp_path)
    try:
        broker.start()
    except KafkaUnavailableError as error:
        pytest.fail(str(error), pytrace=False)
    yield broker.address
    broker.stop()


@pytest.fixture
def seed() -> int:
    """What this run's random moments follow from; STORYWATCH_CHAOS_SEED repeats them."""
    return int(os.environ.get("STORYWATCH_CHAOS_SEED") or int.from_bytes(os.urandom(3)))
