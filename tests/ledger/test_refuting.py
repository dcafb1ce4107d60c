"""Who calls a report false denies what was reported, and the headline gives that, and not the report."""

import pytest

from storywatch.language import Analyser
from storywatch.ledger.refuting import find_told, refute, says_no_sign
from storywatch.messages import Proposition
from tests.invented import take_all, write

SOLD = "it had sold its Vernou branch to Lind Holdings"
REPORT = (
    "Harbour Post",
    "Kolm Bank sold its Vernou branch to Lind Holdings in January, two people briefed on it told the Harbour Post.",
)
OPENED = ("Harbour Post", "Marlow Bridge opened on Monday. The mayor spoke of the weather.")

DENIALS = [
    f"Kolm Bank said on Tuesday that a rumour that {SOLD} was false.",
    f"Kolm Bank said that reports that {SOLD} were untrue.",
    f"Kolm Bank said that media reports that {SOLD} were wide of the mark.",
    f"Kolm Bank said suggestions that {SOLD} were without foundation.",
    f"Kolm Bank insisted that rumours that {SOLD} had no basis in fact.",
    f"Kolm Bank called reports that {SOLD} baseless.",
    f"Kolm Bank called the report that {SOLD} “nonsense”.",
    f"Kolm Bank described reports that {SOLD} as fiction.",
    f"Kolm Bank dismissed as baseless reports that {SOLD}.",
    f"There is no truth in reports that {SOLD}, Kolm Bank said.",
]

NONE = [
    f"Kolm Bank called the report that {SOLD} “premature”.",
    f"Kolm Bank said that it had read reports that {SOLD}.",
    f"Norvik said that reports that {SOLD.replace('it', 'Kolm Bank', 1)} were untrue.",
    f"Kolm Bank said that reports that {SOLD} were not false.",
]


@pytest.fixture(scope="module")
def analyser(nlp):
    return Analyser(nlp)


def told(analyser, *articles):
    written = [write("News of the day", text, n, outlet=outlet) for n, (outlet, text) in enumerate(articles)]
    return {one.kind: one for one in take_all(analyser, written)[-1].developments}


@pytest.mark.parametrize("text", DENIALS)
def test_a_report_that_is_called_false_is_denied(analyser, text):
    denied = told(analyser, REPORT, ("Marlow Echo", text))
    assert set(denied) == {"denied"}
    assert denied["denied"].before == "reported"
    alone = told(analyser, OPENED, ("Marlow Echo", text))
    assert alone["denied"].headline == f"Kolm Bank denies: {SOLD}"


@pytest.mark.parametrize("text", NONE)
def test_what_else_is_said_of_a_report_neither_denies_nor_confirms_it(analyser, text):
    assert not told(analyser, REPORT, ("Marlow Echo", text)).keys() & {"denied", "confirmed", "corroborated"}


@pytest.mark.parametrize(
    ("content", "named", "what"),
    [
        ("the claim that she had left is a complete fabrication", False, "she had left"),
        ("reports of a leak were wrong, and no oil was lost", False, "a leak"),
        ("reports of a leak were wrongly filed", False, None),
        ("reports of a leak baseless", False, None),
        ("reports of a leak baseless", True, "a leak"),
        ("the ministry was false", False, None),
    ],
)
def test_what_was_reported_is_read_from_the_words(content, named, what):
    assert find_told(content, "en", named=named) == what
    assert find_told(content, "xx", named=named) is None


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("there wasn't any sign of a leak", True),
        ("they hadn’t yet any evidence of a leak", True),
        ("it had not seen any evidence of a leak", True),
        ("there were signs of a leak", False),
    ],
)
def test_no_sign_may_be_negated_in_short(content, says):
    assert says_no_sign(content, ("said",), "en") is says


def test_of_what_is_called_false_the_report_and_the_verdict_go():
    whole = Proposition(
        subject=("report",),
        predicate="be",
        object=("mark",),
        terms=("report", "kolm", "bank", "sell", "branch", "wide", "mark"),
        names=("Kolm Bank",),
    )
    sold = refute(whole, "Kolm Bank had not sold its branch", "en")
    assert sold is not None
    assert (sold.subject, sold.predicate, sold.object) == (("Kolm Bank",), "sell", ("branch",))
    assert (sold.terms, sold.polarity) == (("kolm", "bank", "sell", "branch"), "neg")
    assert refute(Proposition(terms=("report", "false")), "it", "en") is None
