"""What gives up a plan, and what only sounds like it."""

import pytest
from msgspec.structs import replace

from storywatch.ledger.undoing import find_plan
from storywatch.messages import Proposition

SCRAPPED = Proposition(
    subject=("Vessel Council",),
    predicate="scrap",
    object=("plan",),
    terms=("vessel", "council", "scrap", "plan", "close", "tanner", "bridge"),
    names=("Vessel Council", "Tanner Bridge"),
)


def test_what_was_planned_stands_behind_the_plan() -> None:
    plan = find_plan(SCRAPPED)
    assert plan is not None
    assert (plan.predicate, plan.object, plan.mood) == ("close", ("Tanner Bridge",), "future")
    assert plan.terms == ("vessel", "council", "close", "tanner", "bridge")


def test_what_is_called_off_is_what_was_planned() -> None:
    called_off = replace(SCRAPPED, predicate="call off", object=("closure",), terms=("closure", "tanner", "bridge"))
    plan = find_plan(called_off)
    assert plan is not None
    assert plan.predicate == "closure"


@pytest.mark.parametrize(
    "changed",
    [
        {"polarity": "neg"},
        {"mood": "possible"},
        {"predicate": "present"},
        {"object": ()},
        {"terms": ("scrap", "plan", "tanner", "bridge")},
    ],
)
def test_other_words_of_a_plan_give_up_none(changed: dict[str, object]) -> None:
    assert find_plan(replace(SCRAPPED, **changed)) is None
