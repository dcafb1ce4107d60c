"""A plan that others reported: who is to do it announces it, another source knows of it, and others only think so."""

import pytest

from storywatch.language import Analyser
from tests.invented import told_of

SHUTS = (
    "The Lorne Company will shut its foundry in Maddock in June, the Harbour Post reported on Monday, citing a letter."
)
LEAVES = "Mayor Ida Noll will resign in May, the Harbour Post reported on Monday, citing two councillors."

ANNOUNCED = [
    (SHUTS, "The Lorne Company announced on Tuesday that it will shut its foundry in Maddock."),
    (SHUTS, "The Lorne Company told its workers on Tuesday that it will shut its foundry in Maddock."),
    (SHUTS, "The Lorne Company said on Tuesday that it would shut its foundry in Maddock in June."),
    (SHUTS, "The Lorne Company is to shut its foundry in Maddock, it said on Tuesday."),
    (LEAVES, "“I will resign in May,” Mayor Ida Noll said on Tuesday."),
]
KNOWN = [
    (SHUTS, "The Lorne Company will shut its foundry in Maddock, three managers told the Valley Echo on Tuesday."),
    (
        LEAVES,
        "Mayor Ida Noll will resign in May, the Valley Echo reported on Tuesday, citing two members of her staff.",
    ),
]
THOUGHT = [
    (SHUTS, "The Lorne Company said on Tuesday that it would shut its foundry in Maddock if steel became dearer."),
    (SHUTS, "The Lorne Company said on Tuesday that it may shut its foundry in Maddock."),
    (SHUTS, "The Lorne Company warned on Tuesday that it would shut its foundry in Maddock."),
    (SHUTS, "The Lorne Company will shut only the bakery of its foundry in Maddock, it said on Tuesday."),
    (SHUTS, "A draft of a letter to the Lorne Company says that it will shut its foundry in Maddock in June."),
    (SHUTS, "Analysts expect that the Lorne Company will shut its foundry in Maddock."),
    (SHUTS, "Residents said on Tuesday that the Lorne Company will shut its foundry in Maddock."),
    (
        SHUTS,
        "The Lorne Company will shut its foundry in Maddock, Channel Six television said, quoting the Harbour Post.",
    ),
    (SHUTS, "Bishop Olaf Renn said on Tuesday that the Lorne Company will shut its foundry in Maddock."),
]


@pytest.fixture(scope="module")
def analyser(nlp):
    return Analyser(nlp)


def kinds(analyser, *texts):
    """Give the kinds of what the last of several articles tells."""
    told = told_of(analyser, *[("News of the day", text) for text in texts])
    return {one.kind for one in told if one.article == f"a{len(texts)}"}


@pytest.mark.parametrize(("plan", "text"), ANNOUNCED)
def test_who_is_to_do_it_confirms_it(analyser, plan, text):
    assert "confirmed" in kinds(analyser, plan, text)


@pytest.mark.parametrize(("plan", "text"), KNOWN)
def test_another_source_corroborates_it(analyser, plan, text):
    assert "corroborated" in kinds(analyser, plan, text)


@pytest.mark.parametrize(("plan", "text"), THOUGHT)
def test_what_may_be_and_what_others_think_moves_nothing(analyser, plan, text):
    assert kinds(analyser, plan, text).isdisjoint({"confirmed", "corroborated", "carried_out"})


def test_to_announce_it_again_confirms_nothing(analyser):
    first, again = (
        ANNOUNCED[0][1],
        "The Lorne Company said on Thursday that it will shut its foundry in Maddock in June.",
    )
    assert "confirmed" not in kinds(analyser, SHUTS, first, again)
    assert "confirmed" not in kinds(analyser, first, again)


def test_an_announced_plan_can_be_carried_out(analyser):
    done = "The Lorne Company shut its foundry in Maddock on Friday, it said."
    assert "carried_out" in kinds(analyser, SHUTS, ANNOUNCED[0][1], done)
