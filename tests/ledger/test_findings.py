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
