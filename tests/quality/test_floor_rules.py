"""How a figure is held against its floor; needs no data."""

import math
from pathlib import Path

import pytest

from tests.quality.floors import SLACK, Floors, compare, raise_floors, read_floors, write_floors
from tests.quality.shared_data import fingerprint
from tests.quality.suites import SUITES

FLOORS = Floors("d1", {"f1": 0.50})


def test_a_figure_below_its_floor_fails() -> None:
    verdict = compare({"f1": 0.4999}, ["f1"], FLOORS, "d1")
    assert verdict.failures == ("f1 is 0.4999, below its floor of 0.5000",)


def test_a_figure_at_its_floor_passes() -> None:
    verdict = compare({"f1": 0.50}, ["f1"], FLOORS, "d1")
    assert verdict.failures == verdict.risen == ()


def test_a_figure_well_above_its_floor_passes_and_says_so() -> None:
    verdict = compare({"f1": 0.60}, ["f1"], FLOORS, "d1")
    assert not verdict.failures
    assert "raise it" in verdict.risen[0]


def test_other_data_fails_whatever_the_figures() -> None:
    assert compare({"f1": 0.9}, ["f1"], FLOORS, "d2").failures


@pytest.mark.parametrize("floors", [None, Floors("d1", {})])
def test_a_gated_figure_without_a_floor_fails(floors: Floors | None) -> None:
    assert compare({"f1": 0.9}, ["f1"], floors, "d1").failures


def test_a_gated_figure_that_was_not_measured_fails() -> None:
    assert compare({}, ["f1"], FLOORS, "d1").failures == ("f1 was not measured",)


def test_raising_lifts_a_floor_to_just_below_the_figure() -> None:
    raised = raise_floors(FLOORS, {"f1": 0.70}, ["f1"], "d1")
    assert math.isclose(raised.floors["f1"], 0.70 - SLACK)


def test_raising_never_lowers() -> None:
    assert raise_floors(FLOORS, {"f1": 0.1}, ["f1"], "d1") == FLOORS


def test_raising_on_other_data_is_refused() -> None:
    with pytest.raises(ValueError, match="other data"):
        raise_floors(FLOORS, {"f1": 0.9}, ["f1"], "d2")


def test_floors_are_read_back_as_written(tmp_path: Path) -> None:
    write_floors({"a": FLOORS}, tmp_path / "floors.toml")
    assert read_floors(tmp_path / "floors.toml") == {"a": FLOORS}


def test_the_fingerprint_changes_with_a_file_and_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    first = fingerprint([tmp_path])
    (tmp_path / "a").write_text("2")
    second = fingerprint([tmp_path])
    (tmp_path / "a").rename(tmp_path / "b")
    assert len({first, second, fingerprint([tmp_path])}) == 3


def test_every_gated_figure_has_a_floor_and_every_floor_is_gated() -> None:
    floors = read_floors()
    assert {suite.name: set(suite.gated) for suite in SUITES} == {name: set(f.floors) for name, f in floors.items()}
