"""A confirmation carries what was confirmed: the claim as told, or the speaker's own words where they give less."""

import pytest

from storywatch.language import Analyser
from tests.invented import told_of

REPORTED = (
    "Harbour Minister Ida Moll secretly sold the ferry Albatros to Kelvin Shipping for 40,000 crowns in Orlin, "
    "the Lake Courier reported, citing a contract."
)
OPENS = "Ida Moll confirmed on Tuesday that she"


@pytest.fixture(scope="module")
def analyser(nlp) -> Analyser:
    return Analyser(nlp)


@pytest.mark.parametrize(
    ("text", "kind", "party"),
    [
        ("Ida Moll's lawyer denied on Tuesday that she sold the ferry Albatros.", "denied", "Ida Moll"),
        ("A lawyer for Ida Moll denied on Tuesday that she sold the ferry Albatros.", "denied", "Ida Moll"),
        ("A former lawyer for Ida Moll denied on Tuesday that she sold the ferry Albatros.", "denied", None),
        ("A lawyer for Ove Lund denied on Tuesday that Ida Moll sold the ferry Albatros.", "denied", None),
        ("Ida Moll's lawyer criticised the report that she sold the ferry Albatros.", "new_party", None),
    ],
)
def test_a_lawyer_answers_for_the_client_alone(analyser: Analyser, text: str, kind: str, party: str | None) -> None:
    told = told_of(analyser, ("Moll", REPORTED), ("Moll and the ferry", text))
    assert next((one.party for one in told if one.article == "a2" and one.kind == kind), None) == party


def confirmed(analyser: Analyser, text: str) -> str:
    (found,) = (
        one for one in told_of(analyser, ("Moll", REPORTED), ("Moll confirms", text)) if one.kind == "confirmed"
    )
    return found.headline.partition(": ")[2]


@pytest.mark.parametrize(
    "rest",
    [
        "sold the ferry Albatros to Kelvin Shipping for 40,000 crowns in Orlin, but said the sale was not secret",
        "secretly sold the ferry Albatros to Kelvin Shipping in Orlin",
        "secretly sold the ferry Albatros to Kelvin Shipping for 4,000 crowns in Orlin, not 40,000",
        "secretly sold the ferry Albatros to Kelvin Shipping for 40,000 crowns, but in Lisk",
    ],
)
def test_who_confirms_less_or_other_is_quoted(analyser: Analyser, rest: str) -> None:
    headline = confirmed(analyser, f"{OPENS} {rest}.")
    assert headline.startswith("she ")
    assert f"she {rest}".startswith(headline)


def test_who_confirms_all_of_it_confirms_the_claim_as_it_was_told(analyser: Analyser) -> None:
    rest = "secretly sold the ferry Albatros to Kelvin Shipping for 40,000 crowns in Orlin"
    assert confirmed(analyser, f"{OPENS} {rest}.").startswith("Harbour Minister Ida Moll secretly sold")
