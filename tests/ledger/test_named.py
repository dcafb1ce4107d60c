"""What a statement only names is headed with the verb that says what is done to it."""

import pytest

from storywatch.language import Analyser
from tests.invented import told_of

FIRST = "The Port Authority shut Tanner Bridge on Monday after Kolm Bank stopped a loan of 40 million euros."


@pytest.fixture(scope="module")
def analyser(nlp):
    return Analyser(nlp)


def heads(analyser, text):
    """Give the headlines of what a second article tells."""
    told = told_of(analyser, ("The bridge", FIRST), ("The day after", text))
    return [one.headline for one in told if one.article == "a2"]


@pytest.mark.parametrize(
    "words",
    [
        "accused Kolm Bank of hiding two million euros of the loan for Tanner Bridge",
        "expressed doubt about the loan of Kolm Bank for Tanner Bridge and its two million euros",
        "described a letter of Kolm Bank on Tanner Bridge as a threat of two million euros",
        "hopes to reopen Tanner Bridge with a loan of two million euros from Kolm Bank",
    ],
)
def test_what_is_only_named_is_told_with_its_verb(analyser, words):
    assert any(words in head for head in heads(analyser, f"The Port Authority {words} on Tuesday."))


@pytest.mark.parametrize("cue", ["said in a statement that", "said on Tuesday that", "insisted that"])
def test_what_is_said_is_told_without(analyser, cue):
    told = heads(analyser, f"The Port Authority {cue} Kolm Bank had hidden two million euros of the loan.")
    assert any("Kolm Bank had hidden two million euros" in head and cue not in head for head in told)
