"""What is made up: a sentence of a sketch, a page that is labelled as satire. None of it moves a claim."""

import pytest

from storywatch.language import Analyser
from storywatch.ledger.noting import is_fiction, is_mock
from tests.invented import told_of

REPORTED = "Harbour Minister Ida Moll sold the ferry Albatros to Kelvin Shipping in May, the Lake Courier reported."
CONFIRMED = "Harbour Minister Ida Moll confirmed on Tuesday that she sold the ferry Albatros to Kelvin Shipping."


@pytest.fixture(scope="module")
def analyser(nlp) -> Analyser:
    return Analyser(nlp)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("In a sketch on the radio, Ida Moll confirmed that she sold the ferry.", "en"),
        ("In a short clip made with artificial intelligence, Ida Moll confirms that she sold the ferry.", "en"),
        ("In an AI-generated video, Ida Moll confirms that she sold the ferry.", "en"),
        ("Dans un sketch, Ida Moll confirme avoir vendu le ferry.", "fr"),
        ("Dans une vidéo générée par l'intelligence artificielle, Ida Moll confirme la vente.", "fr"),
    ],
)
def test_what_is_acted_or_generated_has_not_happened(text: str, language: str) -> None:
    assert is_fiction(text, language)


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said that the video was made with artificial intelligence.",
        "In a studio in Orlin, Ida Moll confirmed that she sold the ferry.",
        "In a report made by hand, the board confirmed the sale.",
    ],
)
def test_what_is_told_of_a_film_from_outside_has(text: str) -> None:
    assert not is_fiction(text, "en")


def test_a_label_is_above_the_page_or_stands_alone_before_it() -> None:
    assert is_mock(("Satire: Moll sells the lake", ""), "en")
    assert is_mock(("Moll sells the lake", "Satire."), "en")
    assert not is_mock(("Satire is dead, says Moll", "Satire has few friends."), "en")


def test_a_labelled_page_tells_nothing(analyser: Analyser) -> None:
    def confirms(text: str) -> bool:
        return any(
            one.kind == "confirmed" for one in told_of(analyser, ("Moll", REPORTED), ("Moll and the ferry", text))
        )

    assert confirms(CONFIRMED)
    assert not confirms(f"Satire. {CONFIRMED}")
