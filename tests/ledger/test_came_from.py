"""*Confirmation came from*: who gives it stands behind the verb."""

import pytest

from storywatch.language import Analyser
from tests.invented import told_of

CLOSES = "The Lorne Company will close its foundry in Maddock in June, the Harbour Post reported, citing a letter."


@pytest.fixture(scope="module")
def analyser(nlp) -> Analyser:
    return Analyser(nlp)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "Confirmation of the closure of the foundry in Maddock came on Tuesday from the Lorne Company.",
            {"confirmed"},
        ),
        ("Confirmation of the closure of the foundry in Maddock came from a source close to the Lorne Company.", set()),
        ("No confirmation of the closure of the foundry in Maddock came from the Lorne Company.", set()),
        ("Confirmation of the closure of the foundry in Maddock did not come from the Lorne Company.", set()),
    ],
)
def test_whoever_it_came_from_confirms(analyser, text, kinds):
    told = told_of(analyser, ("News of the day", CLOSES), ("News of the day", text))
    assert {one.kind for one in told if one.article == "a2"} & {"confirmed", "denied"} == kinds
