"""The development data. Where there is none: one line on a user's machine, a failure in CI."""

import os
from pathlib import Path

import pytest

from tests.quality.shared_data import explain_absence, find_shared

HERE = Path(__file__).parent

_left_out = pytest.StashKey[int]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs the data, where it is not and need not be."""
    if find_shared() is not None or os.environ.get("CI"):
        return
    needing = [item for item in items if HERE in item.path.parents and "shared" in getattr(item, "fixturenames", ())]
    items[:] = [item for item in items if item not in needing]
    config.hook.pytest_deselected(items=needing)
    config.stash[_left_out] = len(needing)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what was left out, in one line."""
    if many := config.stash.get(_left_out, 0):
        terminalreporter.write_line(f"{many} quality tests skipped: {explain_absence()}")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared folder."""
    found = find_shared()
    if found is None:
        pytest.fail(explain_absence())
    return found
