"""Few words that are the news all the same: a first count of those whom something befell, *the allegation* denied."""

import pytest

from storywatch.language import Analyser
from tests.invented import told_of

TOOK = "The Harbour Post reported that Judge Ida Moll took money from the builder Kessler."
BOUGHT = "The Lake Courier reported that Ida Moll bought a yacht."


@pytest.fixture(scope="module")
def analyser(nlp) -> Analyser:
    return Analyser(nlp)


def last(analyser, *texts):
    told = told_of(analyser, *[("News of the day", text) for text in texts])
    return [(one.kind, one.headline) for one in told if one.article == f"a{len(texts)}"]


def test_a_first_count_of_the_missing_is_told_and_the_next_is_a_change(analyser):
    sank = "The ferry Albatros sank off Orlan on Sunday, the coastguard said."
    search = "The coastguard searched for the ferry Albatros on Monday. Eleven people are still missing."
    fewer = "The ferry lies on its side. Nine people are still missing."
    assert ("new_claim", "Eleven people are still missing.") in last(analyser, sank, search)
    assert [kind for kind, _ in last(analyser, sank, search, fewer)] == ["figure_changed"]


@pytest.mark.parametrize(
    "text",
    ["Ida Moll denied the allegation on Tuesday.", "Ida Moll dismissed the allegations as absurd."],
)
def test_the_allegation_is_the_one_report_of_who_denies_it(analyser, text):
    assert [kind for kind, _ in last(analyser, TOOK, text)] == ["denied"]
    assert not last(analyser, f"{TOOK} {BOUGHT}", text)  # which of the two it is nobody knows
    assert "denied" not in dict(last(analyser, TOOK, text.replace("Ida Moll", "Otto Brand")))


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        (
            "Judge Ida Moll confirmed that she took money from Kessler but denied that it was a bribe.",
            "Ida Moll confirms: she took money from Kessler, but denied that it was a bribe",
        ),
        (
            "Judge Ida Moll confirmed that she took money from the builder Kessler. She denied that it was a bribe.",
            "Ida Moll confirms: Judge Ida Moll took money from the builder Kessler",
        ),
    ],
)
def test_what_is_denied_in_the_same_breath_is_told_with_what_is_confirmed(analyser, text, headline):
    assert dict(last(analyser, TOOK, text))["confirmed"] == headline
