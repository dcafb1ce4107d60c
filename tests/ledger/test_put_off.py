"""A plan that is put off or called off, and who says the opposite of what was told: never its repeat, nor its end."""

import pytest

from storywatch.language import Analyser
from tests.invented import told_of

OPENS = "The town of Orlan will open its new bridge over the Velm on Friday, Mayor Ida Moll said."
STRIKES = "Pilots of Lind Air will strike on Friday, their union said."
AGREED = "The rebels of the Grey Front agreed to a truce with the government of Norland on Monday, an envoy said."


@pytest.fixture(scope="module")
def analyser(nlp) -> Analyser:
    return Analyser(nlp)


def last(analyser, *texts):
    told = told_of(analyser, *[("News of the day", text) for text in texts])
    return {one.kind: one.headline for one in told if one.article == f"a{len(texts)}"}


@pytest.mark.parametrize(
    ("plan", "text", "words"),
    [
        (OPENS, "The town of Orlan has postponed the opening of its new bridge to June, Ida Moll said.", "postponed"),
        (OPENS, "Orlan put off the opening of its new bridge over the Velm to June on Wednesday.", "put off"),
        (STRIKES, "The union called off the strike of Lind Air pilots on Thursday.", "called off"),
    ],
)
def test_that_it_is_put_off_is_news(analyser, plan, text, words):
    told = last(analyser, plan, text)
    assert set(told) == {"new_claim"}
    assert words in told["new_claim"]


def test_that_it_is_put_off_once_more_said_is_none(analyser):
    text = "The town of Orlan has postponed the opening of its new bridge to June, Mayor Ida Moll said."
    again = "The opening of the new bridge over the Velm has been postponed to June by the town of Orlan."
    assert not last(analyser, OPENS, text, again)


def test_who_says_the_opposite_without_standing_is_heard_when_new(analyser):
    told = last(analyser, AGREED, "The rebels of the Grey Front refused a truce with Norland, General Ove Doro said.")
    assert "new_party" in told
    assert "denies" in told["new_party"]
    assert not {"confirmed", "denied", "carried_out"} & set(told)
