"""Who confirms or denies by a noun alone, *the carmaker*: the one body of the claim, or nobody's report."""

import pytest

from storywatch.language import Analyser
from storywatch.ledger.voices import sort_noun
from tests.invented import told_last, told_of

CLOSES = "Lorne Motors will close its foundry in Maddock in June, two clerks told the Harbour Post on Monday."
MET = "Interior Minister Tove Rask met the banker Emil Sand in Corran in May, two guests told the Harbour Post."
BOUGHT = "The government of Sutland bought radars from Mirex, two clerks told the Harbour Post."


@pytest.fixture(scope="module")
def analyser(nlp):
    return Analyser(nlp)


@pytest.mark.parametrize("noun", ["company", "carmaker"])
@pytest.mark.parametrize(("verb", "kind"), [("confirmed", "confirmed"), ("denied", "denied")])
def test_a_noun_for_the_one_company_of_the_claim_is_it(analyser, noun, verb, kind):
    text = f"The {noun} {verb} on Tuesday that it will close its foundry in Maddock. Lorne Motors employs 900 people."
    assert told_last(analyser, CLOSES, text) == {(kind, "Lorne Motors")}


@pytest.mark.parametrize(
    ("known", "text"),
    [
        (CLOSES, "The union confirmed on Tuesday that Lorne Motors will close its foundry in Maddock."),
        (CLOSES, "The airline confirmed on Tuesday that Lorne Motors will close its foundry in Maddock."),
        (BOUGHT, "The company confirmed on Tuesday that it bought radars from Mirex."),
        (MET, "The company confirmed on Tuesday that it met the banker Emil Sand in Corran. Tove Rask said nothing."),
        (MET, "The opposition accused Tove Rask on Tuesday of having met the banker Emil Sand in Corran."),
    ],
)
def test_nobody_elses_noun_settles_it_or_is_a_source_of_the_outlets_own(analyser, known, text):
    assert {kind for kind, _ in told_last(analyser, known, text)}.isdisjoint({"confirmed", "corroborated"})


def test_somebody_unnamed_who_tells_the_outlet_is_its_source(analyser):
    text = "Lorne Motors will close its foundry in Maddock, a manager told the Marlow Echo."
    told = told_of(
        analyser, ("News", CLOSES.replace("will close", "closed")), ("News", text.replace("will close", "closed"))
    )
    assert "corroborated" in {one.kind for one in told}


@pytest.mark.parametrize(
    ("called", "sort"),
    [
        ("The struggling carmaker", "company"),
        ("The opposition", "accuser"),
        ("The union", "thing"),
        ("a company", None),
        ("The police", None),
        ("The company that Ana Prieto founded in May", None),
    ],
)
def test_sorts_of_nouns(called, sort):
    assert sort_noun(called, "en") == sort
