"""What carries a plan out, and what only looks like it: elsewhere, of another thing, a part."""

import pytest

from storywatch.language import Analyser
from tests.invented import told_of

SHUTS = "The Lorne Company will shut its foundry in Maddock in June, the Harbour Post reported on Monday."
FOUR = "The Lorne Company will shut its four foundries in May, the Harbour Post reported on Monday."
SENDS = "Lakeland will send 900 soldiers to Corran in May, Defence Minister Tove Rask said on Monday."
VISITS = "President Ida Noll will visit Corran on 12 May, her office said on Monday."
PAYS = "The Lorne Company will pay 30 million euros to the town of Maddock, the Harbour Post reported on Monday."

DONE = [
    (SHUTS, "The Lorne Company shut its foundry in Maddock on Tuesday, it said."),
    (SHUTS, "The foundry in Maddock was shut on Tuesday by the Lorne Company."),
    (FOUR, "The Lorne Company shut its four foundries on Tuesday, it said."),
    (FOUR, "The Lorne Company shut its foundries on Tuesday."),
    (SENDS, "Lakeland sent 900 soldiers to Corran on Tuesday, its army said."),
    (VISITS, "President Ida Noll visited Corran on 19 May, her office said."),
    (PAYS, "The Lorne Company paid 30 million euros to the town of Maddock on Tuesday, the mayor said."),
]
OTHER = [
    (SHUTS, "The Lorne Company shut its foundry in Tarnow on Tuesday, it said."),
    (FOUR, "The Lorne Company shut its foundry in Tarnow on Tuesday, it said."),
    (FOUR, "The Lorne Company shut its oldest foundry on Tuesday."),
    (SHUTS, "The Lorne Company shut the car park of its foundry in Maddock on Tuesday, it said."),
    (SHUTS, "The Lorne Company confirmed the closure of its foundry in Maddock on Tuesday."),
    (SHUTS, "The Lorne Company is to shut its foundry in Maddock, and the mayor is angry."),
    (SHUTS, "The Lorne Company is shutting its foundry in Maddock. Hundreds marched on Tuesday against it."),
    (SHUTS, "The Lorne Company nearly shut its foundry in Maddock on Tuesday, the mayor said."),
    (FOUR, "The Lorne Company shut one of its foundries on Tuesday, it said."),
    (SENDS, "Lakeland sent 40 soldiers to Corran on Tuesday, its army said."),
    (VISITS, "President Ida Noll visited Tarnow on 12 May, her office said."),
    (PAYS, "The Lorne Company has paid only 2 million euros to the town of Maddock, the mayor said on Tuesday."),
]


@pytest.fixture(scope="module")
def analyser(nlp):
    return Analyser(nlp)


def kinds(analyser, plan, done):
    """Give the kinds of what the second of two articles tells."""
    return {one.kind for one in told_of(analyser, ("Plan", plan), ("News", done)) if one.article == "a2"}


@pytest.mark.parametrize(("plan", "done"), DONE)
def test_the_very_thing_carries_the_plan_out(analyser, plan, done):
    assert "carried_out" in kinds(analyser, plan, done)


@pytest.mark.parametrize(("plan", "done"), OTHER)
def test_another_thing_or_a_part_of_it_does_not(analyser, plan, done):
    assert kinds(analyser, plan, done).isdisjoint({"carried_out", "corroborated"})


def test_a_part_is_told_for_itself(analyser):
    assert kinds(analyser, *OTHER[-3]) & {"new_claim", "new_party"}


def test_what_is_carried_out_is_worded_as_it_was_done(analyser):
    done = "President Ida Noll visited Corran on 19 May, her office said."
    (told,) = [one for one in told_of(analyser, ("Plan", VISITS), ("News", done)) if one.kind == "carried_out"]
    assert "19 May" in told.headline
    assert "12 May" in told.explanation


@pytest.mark.parametrize(
    ("plan", "done"),
    [
        (
            "The tank in Maddock will hold 80% of the water and pipe it to Corran, the Lorne Company said on Monday.",
            "The aim is to catch 80% of the water and to pipe it away.",
        ),
        (
            "Lakeland will not send soldiers to Corran, Defence Minister Tove Rask said on Monday.",
            "General Ove Lund spoke on Tuesday. Lakeland does not have soldiers in Corran.",
        ),
        (
            "The amount of water should increase as the Lorne Company shuts valves, engineer Ida Moll said on Monday.",
            "The amount has risen since Saturday.",
        ),
        ("The fever will spread quickly, Health Minister Tove Rask said on Monday.", "Maddock reported spread of it."),
    ],
)
def test_a_verb_in_common_carries_nothing_out(analyser, plan, done):
    assert "carried_out" not in kinds(analyser, plan, done)
