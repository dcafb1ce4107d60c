"""*There was no sign of it*, *tests showed it*: what is only found, or not, confirms and denies nothing unclaimed."""

import pytest

from storywatch.language import Analyser
from tests.invented import told_of

OPENS = "The Lorne Company sank a shaft in Maddock on Monday. Mayor Ida Moll of Maddock visited the Lorne Company."
LEAKS = "Oil is leaking from the shaft of the Lorne Company in Maddock, the Harbour Post reported on Monday."


@pytest.fixture(scope="module")
def analyser(nlp):
    return Analyser(nlp)


def told(analyser, first, then):
    """Give by its kind what the second of two articles tells."""
    developments = told_of(analyser, ("News of the day", first), ("News of the day", then))
    return {one.kind: one for one in developments if one.article == "a2"}


@pytest.mark.parametrize(
    "text",
    [
        "The Lorne Company said there was no sign of a slowdown in Maddock on Tuesday.",
        "The Lorne Company said it had not seen any evidence of damage to the wells in Maddock.",
        "The Lorne Company stressed there was no sign yet of a slowdown in Maddock.",
        "The Lorne Company said tests showed that the wells in Maddock were clean.",
    ],
)
def test_what_nobody_claimed_is_neither_denied_nor_confirmed(analyser, text):
    assert told(analyser, OPENS, text).keys().isdisjoint({"denied", "confirmed"})


@pytest.mark.parametrize(
    ("first", "text"),
    [
        (LEAKS, "The Lorne Company said there was no sign that oil is leaking from the shaft in Maddock."),
        (OPENS, "The Lorne Company said there was no evidence that it had poisoned the wells of Maddock."),
        (OPENS, "The Lorne Company denied on Tuesday that it had poisoned the wells of Maddock."),
        (OPENS, "The Lorne Company said that reports that it had poisoned the wells of Maddock were untrue."),
    ],
)
def test_what_was_claimed_or_is_called_untrue_is_denied(analyser, first, text):
    assert "denied" in told(analyser, first, text)


def test_who_is_the_authority_confirms_by_its_tests(analyser):
    text = "The World Health Organization said tests showed that a new strain of flu had killed the sailors of Corran."
    assert told(analyser, OPENS, text)["confirmed"].party == "World Health Organization"


@pytest.mark.parametrize(
    ("text", "worded"),
    [
        (
            "The Lorne Company confirmed the discovery, which ends a search of 40 years in Maddock.",
            "the discovery, which ends a search of 40 years in Maddock",
        ),
        ("The Lorne Company confirmed the discovery.", None),
    ],
)
def test_a_noun_that_only_points_at_something_is_spelt_out(analyser, text, worded):
    found = told(analyser, OPENS, text).get("confirmed")
    assert (found.claim if found else None) == worded


def test_an_accusation_is_worded_as_one_and_settles_nothing(analyser):
    text = "Mayor Ida Moll of Maddock on Tuesday accused the Lorne Company of poisoning the wells of the town."
    found = [one for one in told_of(analyser, ("News", OPENS), ("News", text)) if one.article == "a2"]
    assert [one.claim for one in found] == ["accusation against the Lorne Company of poisoning the wells of the town"]
    assert found[0].after == "reported"


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Rita Vane, president of the Osten Federation, said she had found no evidence of poisoning.", False),
        ("The Lorne Company denied that any well had been poisoned.", True),
    ],
)
def test_who_finds_no_sign_of_anothers_deed_does_not_deny_it(analyser, text, denied):
    first = "Two sailors accused the Lorne Company of poisoning the wells of Maddock on Monday."
    assert ("denied" in told(analyser, first, text)) == denied


def test_ones_own_lawyer_confirms_nothing_by_tests(analyser):
    text = "His lawyer told the Harbour Post that the tests showed that Carl Vane was innocent."
    assert "confirmed" not in told(analyser, "Carl Vane, a coach, was suspended in Maddock on Monday.", text)


def test_what_is_denied_in_a_clause_is_worded_without_its_that(analyser):
    text = "The Lorne Company denied that any well had been closed in Maddock."
    assert told(analyser, OPENS, text)["denied"].claim == "any well had been closed in Maddock"


def test_how_many_there_are_confirms_nothing_that_nobody_had_said(analyser):
    tells = told(analyser, OPENS, "The World Health Organization has confirmed 141 deaths in Maddock since Sunday.")
    assert tells
    assert "confirmed" not in tells
