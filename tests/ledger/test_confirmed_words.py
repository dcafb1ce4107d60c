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
