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
        {"predicate": "have"},
        {"predicate": "plan", "object": (), "subject": (), "terms": SCRAPPED.terms[3:], "names": ("Tanner Bridge",)},
    ],
    ids=["has no plan to close it", "there is no plan to close it"],
)
def test_a_plan_that_is_not_there_is_none(changed: dict[str, object]) -> None:
    plan = find_plan(replace(SCRAPPED, polarity="neg", **changed))
    assert plan is not None
    assert (plan.predicate, plan.object, plan.polarity) == ("close", ("Tanner Bridge",), "pos")


@pytest.mark.parametrize(
    "changed",
    [
        {"polarity": "neg"},
        {"mood": "possible"},
        {"predicate": "present"},
        {"object": ()},
        {"polarity": "neg", "predicate": "have", "object": ("bridge",)},
        {"polarity": "neg", "predicate": "have", "terms": ("vessel", "council", "plan")},
        {"predicate": "have"},
        {"terms": ("scrap", "plan", "tanner", "bridge")},
    ],
)
def test_other_words_of_a_plan_give_up_none(changed: dict[str, object]) -> None:
    assert find_plan(replace(SCRAPPED, **changed)) is None
