"""What *had no comment* is about where the article says nothing else: what was reported of who says so."""

import pytest

from storywatch.language import Analyser
from tests.invented import told_of

CLOSES = (
    "The Lorne Company will close its foundry in Maddock in June, the Harbour Post reported, citing a letter. "
    "The Lorne Company employs 900 people in Maddock. The Lorne Company has owned the foundry in Maddock for 40 years."
)


@pytest.fixture(scope="module")
def analyser(nlp):
    return Analyser(nlp)


@pytest.mark.parametrize(
    "text",
    [
        "The Lorne Company had no comment on Tuesday.",
        "The Lorne Company declined to comment on Tuesday on the report.",
        "The Lorne Company declined to comment further.",
    ],
)
def test_a_bare_refusal_is_about_what_was_reported(analyser, text):
    told = told_of(analyser, ("News of the day", CLOSES), ("News of the day", text))
    (declined,) = [one for one in told if one.article == "a2"]
    assert declined.kind == "declined"
    assert declined.claim is not None
    assert "will close its foundry" in declined.claim


def test_a_bare_refusal_behind_anothers_news_is_about_what_the_story_has_of_who_refuses(analyser):
    text = "A court in Corran freed the smuggler Emil Sand on Tuesday. The Lorne Company declined to comment."
    told = told_of(analyser, ("News of the day", CLOSES), ("News of the day", text))
    (claim,) = {one.claim for one in told if one.article == "a2" and one.kind == "declined"}
    assert claim is not None
    assert "will close its foundry" in claim


def test_who_has_confirmed_it_and_says_no_more_refuses_nothing(analyser):
    confirms = "The Lorne Company confirmed on Tuesday that it will close its foundry in Maddock."
    texts = (CLOSES, confirms, "The Lorne Company declined to comment on Wednesday.")
    told = told_of(analyser, *[("News of the day", text) for text in texts])
    assert not [one for one in told if one.article == "a3"]
