"""Who takes a report back: the outlet that made it, in its own words or as another quotes it, and nobody else."""

import pytest

from storywatch.language import Analyser
from tests.invented import take_all, write

POST, ECHO = "Harbour Post", "Marlow Echo"
SOLD = "the Port Authority sold the east crane to Lind Holdings"
REPORT = f"{SOLD[0].upper()}{SOLD[1:]} in January, people familiar with the matter told the {POST}."

TAKEN_BACK = [
    (POST, f"CORRECTION: The {POST}'s report that {SOLD} was incorrect."),
    (POST, "The Port Authority did not sell the east crane to Lind Holdings in January, as we wrongly reported."),
    (POST, "Contrary to our report on Monday, the Port Authority did not sell the east crane to Lind Holdings."),
    (POST, f"An earlier version of this article said that {SOLD}; in fact it leased it."),
    (POST, f"The {POST} wrongly reported on Monday that {SOLD}."),
    (POST, f"We were wrong to report that {SOLD}."),
    (POST, f"In our report on Monday we said that {SOLD}. This is not correct."),
    (ECHO, f"The {POST} has withdrawn its report that {SOLD}."),
    (ECHO, f"The {POST} retracted its report on the sale of the east crane to Lind Holdings on Tuesday."),
    (ECHO, f"The {POST} said on Tuesday that its report that {SOLD} was wrong."),
    (ECHO, f"The {POST} admitted that its report that {SOLD} was wrong."),
    (ECHO, f"The {POST}'s editor, Ann Lee, said on Tuesday that the report that {SOLD} was wrong."),
    (ECHO, f"The {POST} apologised for its report that {SOLD}."),
    (ECHO, f"{SOLD[0].upper()}{SOLD[1:]}, the {POST} reported. On Tuesday the newspaper withdrew its report."),
]

STANDING = [
    (ECHO, f"CORRECTION: The {POST}'s report that {SOLD} was incorrect."),
    (ECHO, f"The {POST} wrongly reported that {SOLD}."),
    (ECHO, f"The {ECHO} wrongly reported on Monday that {SOLD}."),
    (ECHO, f"Marlow police said that the {POST}'s report that {SOLD} was incorrect."),
    (POST, f"Mayor Lena Hartog said that the {POST}'s report that {SOLD} was wrong."),
    (ECHO, f"The {POST} withdrew its report on the sale of the west dock to Brock Dredging."),
    (ECHO, f"{SOLD[0].upper()}{SOLD[1:]}, the {POST} reported. The {POST} withdrew its report on the mayor's travels."),
    (ECHO, f"The {POST} stood by its report that {SOLD}."),
    (POST, "Correction: We gave the wrong day on which the Port Authority sold the east crane to Lind Holdings."),
]


@pytest.fixture(scope="module")
def analyser(nlp):
    return Analyser(nlp)


def kinds(analyser, *articles):
    """Give the kinds that the last of these (outlet, text) tells."""
    written = [write("News of the day", text, n, outlet=outlet) for n, (outlet, text) in enumerate(articles)]
    return {one.kind for one in take_all(analyser, written)[-1].developments}


@pytest.mark.parametrize(("outlet", "text"), TAKEN_BACK)
def test_an_outlet_takes_back_what_it_reported(analyser, outlet, text):
    assert kinds(analyser, (POST, REPORT), (outlet, text)) == {"retracted"}


@pytest.mark.parametrize(("outlet", "text"), STANDING)
def test_nobody_elses_word_and_no_other_report_takes_it_back(analyser, outlet, text):
    assert kinds(analyser, (POST, REPORT), (outlet, text)).isdisjoint(
        {"retracted", "corroborated", "reversed", "denied"}
    )


def test_an_outlet_that_was_one_of_two_leaves_the_other(analyser):
    echoes = (ECHO, REPORT.replace(POST, ECHO))
    assert "corroborated" in kinds(analyser, (POST, REPORT), echoes)
    assert "retracted" in kinds(analyser, (POST, REPORT), echoes, (ECHO, f"The {ECHO} wrongly reported that {SOLD}."))


def test_an_outlet_that_others_cite_takes_back_by_its_domain(analyser):
    cites = (ECHO, f"{SOLD[0].upper()}{SOLD[1:]} in January, the Lakeside Post reported.")
    assert kinds(analyser, cites, ("lakeside-post.example", f"Our report that {SOLD} was wrong.")) == {"retracted"}


def test_what_a_ministry_wrongly_said_confirms_nothing(analyser):
    paid = (
        "Harbour Post",
        "The Energy Ministry paid the builders of the dam in May, two clerks told the Harbour Post.",
    )
    wrongly = (ECHO, "The Energy Ministry wrongly said on Tuesday that it had paid the builders of the dam in May.")
    assert not kinds(analyser, paid, wrongly) & {"confirmed", "corroborated"}
    assert "confirmed" in kinds(analyser, paid, (ECHO, wrongly[1].replace("wrongly ", "")))


def test_who_takes_back_other_words_leaves_the_claim_as_it_is(analyser):
    admits = "Mayor Ida Moll admitted on Monday that her job was on the line over the flood in Maddock."
    sorry = "Mayor Ida Moll apologised on Tuesday for saying that she wanted her life back."
    written = [write("Ida Moll", text, place) for place, text in enumerate((admits, sorry))]
    assert "retracted" not in {one.kind for one in take_all(analyser, written)[-1].developments}
