"""What a new party is quoted with when it speaks of a known claim: its own words, never the claim as its own."""

import pytest

from storywatch.language import Analyser
from tests.invented import told_of

CLOSES = (
    "The Lorne Company will close its foundry in Maddock in June, the Harbour Post reported on Monday, citing a letter."
)
PASSES = "The Lakeland Senate will pass the ferry bill this week, two clerks told the Harbour Post."
MET = "Interior Minister Tove Rask met the banker Emil Sand in Corran in May, the Harbour Post reported on Monday."

SAID = [
    (
        CLOSES,
        "Maddock's mayor, Ida Noll, urged the Lorne Company not to close its foundry in Maddock.",
        "urged the Lorne",
    ),
    (CLOSES, "Mayor Ida Noll vowed to stop the Lorne Company from closing its foundry.", "vowed to stop the Lorne"),
    (CLOSES, "Mayor Ida Noll condemned the plan to close the foundry in Maddock.", "condemned the plan to close"),
    (
        CLOSES,
        "Governor Ole Berg expects that the Lorne Company will close its foundry in June.",
        "expects that the Lorne",
    ),
    (CLOSES, "The Lorne Company will close only the canteen of its foundry, it said on Tuesday.", "only the canteen"),
    (MET, "Tove Rask refused to resign over her meeting with the banker Emil Sand.", "refused to resign"),
    (
        MET,
        "Interior Minister Tove Rask refused on Tuesday to testify about Emil Sand before the senate.",
        "refused on Tuesday to testify",
    ),
]


@pytest.fixture(scope="module")
def analyser(nlp):
    return Analyser(nlp)


def last(analyser, *texts):
    """Give what the last of these tells, by kind."""
    told = told_of(analyser, *[("News of the day", text) for text in texts])
    return {one.kind: one for one in told if one.article == f"a{len(texts)}"}


@pytest.mark.parametrize(("known", "text", "words"), SAID)
def test_who_speaks_for_the_first_time_is_quoted(analyser, known, text, words):
    told = last(analyser, known, text)
    assert set(told) == {"new_party"}
    assert words in told["new_party"].headline


def test_whose_words_they_are_of_is_explained(analyser):
    told = last(analyser, CLOSES, "Mayor Ida Noll urged the Lorne Company not to close its foundry in Maddock.")
    assert told["new_party"].explanation == (
        "Ida Noll speaks of what Harbour Post announced on 2 March, "
        "“The Lorne Company will close its foundry in Maddock in June”: "
        "“urged the Lorne Company not to close its foundry in Maddock”."
    )


@pytest.mark.parametrize(
    ("known", "text"),
    [
        (CLOSES, "The Lorne Company refused to close its foundry in Maddock."),
        (PASSES, "The Lakeland Senate rejected the ferry bill by three votes on Tuesday."),
    ],
)
def test_who_was_to_do_it_and_refuses_denies_the_plan(analyser, known, text):
    assert set(last(analyser, known, text)) == {"denied"}


@pytest.mark.parametrize(
    ("known", "text"),
    [
        (CLOSES, "The Lorne Company rejected criticism of its plan to close the foundry in Maddock."),
        (CLOSES, "The Maddock Council rejected the plan to close the foundry in Maddock."),
        (PASSES.replace("pass", "debate"), "The Lakeland Senate rejected the ferry bill by three votes on Tuesday."),
        (PASSES, "The Lakeland Council rejected the ferry bill by three votes on Tuesday."),
    ],
)
def test_another_refusal_and_anothers_leave_the_plan(analyser, known, text):
    assert not {"denied", "reversed"} & set(last(analyser, known, text))


def test_a_refusal_opens_a_claim_with_its_verb(analyser):
    told = last(analyser, MET, "Tove Rask refused to hand over her diary to the Lakeland Senate on Tuesday.")
    (one,) = told.values()
    assert one.claim is not None
    assert one.claim.startswith("refused to hand over her diary")
