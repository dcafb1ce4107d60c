"""The gate: on real text, no figure falls below its floor."""

import os
import warnings
from pathlib import Path

import pytest

from tests.quality.floors import compare, read_floors
from tests.quality.shared_data import fingerprint
from tests.quality.suites import SUITES, Suite

AN_HOUR = 3600
"""Seconds: the slow suite reads two thousand articles."""


def _gates(*, slow: bool) -> list:
    return [pytest.param(suite, id=suite.name) for suite in SUITES if suite.slow == slow]


@pytest.mark.quality
@pytest.mark.parametrize("suite", _gates(slow=False))
def test_no_figure_is_below_its_floor(suite: Suite, shared: Path, tmp_path: Path) -> None:
    _hold(suite, shared, tmp_path)


@pytest.mark.quality
@pytest.mark.timeout(AN_HOUR)
@pytest.mark.skipif(os.environ.get("STORYWATCH_SLOW") != "1", reason="takes ten minutes: set STORYWATCH_SLOW=1")
@pytest.mark.parametrize("suite", _gates(slow=True))
def test_no_slow_figure_is_below_its_floor(suite: Suite, shared: Path, tmp_path: Path) -> None:
    _hold(suite, shared, tmp_path)


def _hold(suite: Suite, shared: Path, work: Path) -> None:
    data = fingerprint(suite.paths(shared))
    verdict = compare(suite.measure(shared, work), suite.gated, read_floors().get(suite.name), data)
    for sentence in verdict.risen:
        warnings.warn(sentence, stacklevel=1)
    assert not verdict.failures, "\n".join(verdict.failures)
