"""What a body decides by a vote is a deed, and not only the side that it takes."""

import pytest

from storywatch.language import Analyser
from tests.invented import told_of

PASSES = "The parliament of Norland will pass the ferry budget on Thursday, Prime Minister Ida Moll said."


@pytest.fixture(scope="module")
def analyser(nlp) -> Analyser:
    return Analyser(nlp)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The parliament of Norland passed the ferry budget on Thursday.", "carried_out"),
        ("The parliament of Norland rejected the ferry budget on Thursday.", "new_party"),
        ("The parliament of Norland did not pass the ferry budget on Thursday.", None),
    ],
)
def test_a_budget_that_is_passed_is_carried_out_and_one_that_is_rejected_is_news(analyser, text, kind):
    told = told_of(analyser, ("Budget", PASSES), ("Budget", text))
    kinds = {one.kind for one in told if one.article == "a2"}
    assert not kinds & ({"carried_out", "confirmed"} - {kind})
    assert kind is None or kind in kinds


def test_it_is_told_once(analyser):
    first = ("Ferry bill", "The senate of Norland will vote on the ferry bill on Friday.")
    told = told_of(analyser, first, ("Ferry bill", "The senate approved the ferry bill on Friday by 52 votes to 48."))
    assert [one.kind for one in told if one.article == "a2"] == ["new_party"]
