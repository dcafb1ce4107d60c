"""What a story had already, told again in an article about something else: no development, whatever its words."""

import pytest

from storywatch.language import Analyser
from tests.invented import told_of

REPORTED = "Harbour Minister Ida Moll sold the ferry Albatros to Kelvin Shipping in May, the Lake Courier reported."
CONFIRMED = "Harbour Minister Ida Moll confirmed on Tuesday that she sold the ferry Albatros to Kelvin Shipping."


@pytest.fixture(scope="module")
def analyser(nlp) -> Analyser:
    return Analyser(nlp)


def kinds_after_confirming(analyser: Analyser, text: str) -> set[str]:
    found = told_of(analyser, ("Moll and the ferry", REPORTED), ("Moll confirms", CONFIRMED), ("Moll", text))
    assert "confirmed" in {one.kind for one in found if one.article == "a2"}
    return {one.kind for one in found if one.article == "a3"}


def test_a_denial_of_before_the_confirmation_is_no_reversal(analyser: Analyser) -> None:
    told = "Ida Moll, who at first denied that she sold the ferry Albatros to Kelvin Shipping, faces a vote on Friday."
    assert not kinds_after_confirming(analyser, told) & {"reversed", "denied"}


def test_a_denial_of_now_is_a_reversal(analyser: Analyser) -> None:
    now = "Ida Moll denied on Wednesday that she sold the ferry Albatros to Kelvin Shipping."
    assert "reversed" in kinds_after_confirming(analyser, now)


def test_to_admit_it_without_saying_what_opens_no_claim(analyser: Analyser) -> None:
    told = "Ida Moll had repeatedly denied selling the ferry Albatros before she admitted it on Tuesday."
    assert not kinds_after_confirming(analyser, told) & {"confirmed", "reversed", "denied"}


def test_a_plea_of_guilty_after_one_of_not_guilty_is_new(analyser: Analyser) -> None:
    first = "The ferryman Ove Lund pleaded not guilty to stealing the ferry Albatros in a court in Orlin on Monday."
    then = "The ferryman Ove Lund pleaded guilty to stealing the ferry Albatros in a court in Orlin on Tuesday."
    found = told_of(analyser, ("Lund in court", first), ("Lund in court", then))
    assert [one.kind for one in found if one.article == "a2"] == ["new_claim"]
    again = told_of(analyser, ("Lund in court", first), ("Lund in court", first.replace("Monday", "Tuesday")))
    assert not [one for one in again if one.article == "a2"]
