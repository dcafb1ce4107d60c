"""A report that rests on one told before, be it in words of its own: no second origin."""

import pytest

from storywatch.language import Analyser
from tests.invented import told_of

CLOSES = (
    "The Lorne Company will close its foundry in Maddock in June, the Harbour Post reported on Monday, citing a letter."
)


@pytest.fixture(scope="module")
def analyser(nlp):
    return Analyser(nlp)


def kinds(analyser, text):
    told = told_of(analyser, ("News of the day", CLOSES), ("News of the day", text))
    return {one.kind for one in told if one.article == "a2"}


@pytest.mark.parametrize(
    "text",
    [
        "The Lorne Company will close its foundry in Maddock in June, the Lake Courier said, citing the same letter.",
        "The Lake Courier, which has seen the same letter, said the Lorne Company will close its foundry in Maddock.",
        "Foundrymen learned from the newspaper that the Lorne Company will close its foundry in Maddock in June.",
        "Two foundrymen said they heard on the radio that the Lorne Company will close its foundry in Maddock in June.",
        "The Lorne Company will close its foundry in Maddock, Channel Nine said, quoting the Harbour Post newspaper.",
    ],
)
def test_it_adds_none(analyser, text):
    assert "corroborated" not in kinds(analyser, text)


@pytest.mark.parametrize(
    "text",
    [
        "The Lorne Company will close its foundry in Maddock in June, the Lake Courier said, citing two foremen.",
        "The Lorne Company will close its foundry in Maddock on the same day, the Lake Courier said, citing a memo.",
    ],
)
def test_a_source_of_its_own_does(analyser, text):
    assert "corroborated" in kinds(analyser, text)
