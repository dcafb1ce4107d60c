"""No invented trap fires: sarcasm, old news, rumours, namesakes and fifty-odd others (red_team.toml)."""

import pytest

from storywatch.language import Analyser
from tests.quality.red_team import Case, read_cases, shoot

CASES = read_cases()


@pytest.fixture(scope="module")
def shots(nlp):
    """Name → what the case tells, and what of it fires wrongly. One parse for all."""
    return {case.name: (told, wrong) for case, told, wrong in shoot(Analyser(nlp), CASES)}


def test_there_are_sixty_and_each_has_a_name_of_its_own():
    assert len({case.name for case in CASES}) == len(CASES) >= 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_trap_is_not_sprung(shots, case: Case):
    told, wrong = shots[case.name]
    assert told, "the case is not read at all"
    assert not [f"{one.kind}: {one.headline} ({one.rule})" for one in wrong], case.aim
