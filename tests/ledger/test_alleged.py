"""What *that*, *the report* and *the charge* are which somebody denies: what was just told of them."""

import pytest

from storywatch.language import Analyser
from tests.invented import told_of

OPENS = (
    "Norland blocked the port of Corran on Monday, the Harbour Post reported. "
    "Norland bought 40 patrol boats from Orlin in May, the Lake Courier reported."
)
MIDDLE = "Hundreds of people marched in Maddock on Tuesday. The council of Maddock met."


@pytest.fixture(scope="module")
def analyser(nlp):
    return Analyser(nlp)


def denied(analyser, text):
    """Give the claims that an article denies."""
    told = told_of(analyser, ("News of the day", OPENS), ("News of the day", text))
    return [one.claim for one in told if one.article == "a2" and one.kind == "denied"]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Rebel television said Norland had shelled a school in Maddock, but Norland denied the report.", "shelled"),
        ("Aid workers said Norland had shelled a school in Maddock. Norland denied that on Tuesday.", "shelled"),
        ("Aid workers said Norland had shelled a school in Maddock. Norland denied the baseless rumour.", "shelled"),
        ("Aid workers accused Norland of shelling a school in Maddock. Norland has rejected the allegations.", "shell"),
        (
            f"{OPENS} {MIDDLE} Aid workers said Norland had shelled a school in Maddock. Norland denied the charge.",
            "shelled",
        ),
    ],
)
def test_what_was_just_told_is_denied(analyser, text, claim):
    (told,) = denied(analyser, text)
    assert claim in told


def test_of_that_with_nothing_before_it_nothing_is_denied(analyser):
    assert not denied(analyser, f"{OPENS} {MIDDLE} Norland denied that.")


def test_who_qualifies_their_own_words_denies_nothing(analyser):
    text = (
        "Mayor Ida Moll of Maddock said most nights she slept five hours in Maddock, "
        'but added: "Some nights I have not slept five hours in Maddock."'
    )
    assert not denied(analyser, text)


@pytest.mark.parametrize(
    "text",
    [
        "The rebel leadership ruled out talks with Norland on Tuesday.",
        "The opposition denied on Tuesday that it had bought 900 rifles from Orlin.",
    ],
)
def test_a_leadership_speaks_for_itself(analyser, text):
    assert denied(analyser, text)


def test_a_caption_is_no_charge(analyser):
    text = (
        "General Ove Lund of Norland looks on in Maddock on Tuesday. "
        "Asked about suggestions that storms might help, General Ove Lund of Norland dismissed the notion."
    )
    assert not denied(analyser, text)


def test_assertions_that_nobody_words_are_not_denied(analyser):
    assert not denied(analyser, f"{MIDDLE} Norland denied the assertions and held the port of Maddock.")


@pytest.mark.parametrize(
    "text",
    [
        "Norland reaffirmed its commitment to talks in Maddock on Tuesday.",
        "Norland downplayed claims of rebel victories in Maddock on Tuesday.",
    ],
)
def test_who_only_stands_by_it_or_plays_it_down_settles_nothing(analyser, text):
    told = told_of(analyser, ("News of the day", OPENS), ("News of the day", text))
    assert {one.kind for one in told if one.article == "a2"}.isdisjoint({"confirmed", "denied"})
