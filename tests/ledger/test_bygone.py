"""Who held an office once, competes with a body or supplies it: heard, and neither the body's voice nor an origin."""

import pytest

from storywatch.language import Analyser
from tests.invented import take_all, write

SOLD = "Kolm Bank sold its Vernou branch to Lind Holdings"
REPORT = ("Harbour Post", f"{SOLD} in January, people familiar with the matter told the Harbour Post.")
DRAINED = ("Harbour Post", "The Finance Ministry sold the Kolm dam in May, two clerks told the Harbour Post.")

HEARD = [
    "{} said on Tuesday that Kolm Bank sold its Vernou branch to Lind Holdings.",
    "{} confirmed on Tuesday that Kolm Bank sold its Vernou branch to Lind Holdings.",
    "{} denied on Tuesday that Kolm Bank sold its Vernou branch to Lind Holdings.",
]
APART = [
    "Ada Brix, a former head of Kolm Bank,",
    "Kolm Bank's former chairman Ada Brix",
    "Former Kolm Bank chief Ada Brix",
    "Retired Kolm Bank director Ada Brix",
    "Former finance minister Otto Falk",
    "Norvik, a supplier of Kolm Bank,",
    "Norvik, a rival of Kolm Bank,",
    "An analyst at Norvik, Jan Weller,",
]


@pytest.fixture(scope="module")
def analyser(nlp):
    return Analyser(nlp)


def play(analyser, *articles):
    """Give by its kind what the last of these (outlet, text) tells."""
    written = [write("News of the day", text, n, outlet=outlet) for n, (outlet, text) in enumerate(articles)]
    return {one.kind: one for one in take_all(analyser, written)[-1].developments}


@pytest.mark.parametrize("who", APART)
def test_who_stands_apart_neither_settles_a_bodys_act_nor_adds_an_origin(analyser, who):
    told = [play(analyser, REPORT, ("Marlow Echo", form.format(who))) for form in HEARD]
    assert not any({"confirmed", "denied", "corroborated"} & set(one) for one in told)


@pytest.mark.parametrize(
    ("who", "kind"),
    [
        ("Kolm Bank chief Ada Brix", "confirmed"),
        ("Kolm Bank chief Ada Brix, a former finance minister,", "confirmed"),
        ("Ada Brix, who led Kolm Bank until 2019,", "corroborated"),
        ("Rival Media", "corroborated"),
        ("Norvik chief Jan Weller, a former minister,", "corroborated"),
        ("A former Kolm Bank executive", "corroborated"),
    ],
)
def test_who_bears_an_office_now_or_has_it_from_within_is_heard_as_before(analyser, who, kind):
    assert kind in play(analyser, REPORT, ("Marlow Echo", HEARD[1].format(who)))


def test_a_former_minister_does_not_speak_for_the_ministry(analyser):
    text = "{} Otto Falk confirmed that the Finance Ministry sold the Kolm dam in May."
    told = [
        set(play(analyser, DRAINED, ("Marlow Echo", text.format(who)))) & {"confirmed", "corroborated"}
        for who in ("Finance minister", "Former Lakeland finance minister", "Former finance minister")
    ]
    assert told == [{"confirmed"}, set(), set()]


def test_who_was_known_by_an_office_and_left_it_speaks_for_it_no_more(analyser):
    chief = ("Marlow Echo", "Kolm Bank chief Ada Brix met the mayor on Monday. The mayor praised Kolm Bank.")
    left = ("Marlow Echo", "Ada Brix, the former chief of Kolm Bank, met the mayor on Monday.")
    says = ("Marlow Echo", HEARD[1].format("Ada Brix"))
    assert "confirmed" in play(analyser, REPORT, chief, says)
    assert not play(analyser, REPORT, chief, left, says).keys() & {"confirmed", "corroborated"}
