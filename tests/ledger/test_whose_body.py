"""Who answers for a body that the text calls by what every land has: a ministry, a government."""

import pytest

from storywatch.language import Analyser
from storywatch.ledger.recognising import are_namesakes, find_whose
from tests.invented import told_of

MINISTRY = "The Health Ministry of Lakeland hid two fever cases from the senate in May, the Harbour Post reported."
GOVERNMENT = (
    "The government of Lakeland paid the fugitive banker Emil Sand in May, the Harbour Post reported on Monday."
)


@pytest.fixture(scope="module")
def analyser(nlp):
    return Analyser(nlp)


def kinds(analyser, known, text):
    told = told_of(analyser, ("News of the day", known), ("News of the day", text))
    return {one.kind for one in told if one.article == "a2"} & {"confirmed", "denied", "corroborated"}


@pytest.mark.parametrize(
    ("known", "text"),
    [
        (MINISTRY, "A spokesman for the Health Ministry, Otto Brand, confirmed that it hid two fever cases in May."),
        (MINISTRY, "A spokesman for Lakeland's Health Ministry, Dr. Otto Brand, admitted that it hid two fever cases."),
        (
            MINISTRY,
            "Lakeland's health minister, Otto Brand, admitted on Tuesday that the ministry hid two fever cases.",
        ),
        (GOVERNMENT, "Lakeland's prime minister, Ida Noll, told the senate that her government paid Emil Sand in May."),
    ],
)
def test_who_speaks_for_it_settles_it(analyser, known, text):
    assert kinds(analyser, known, text) == {"confirmed"}


@pytest.mark.parametrize(
    ("known", "text"),
    [
        (
            MINISTRY,
            "A spokesman for Norland's Health Ministry, Otto Brand, confirmed that it hid two fever cases in May.",
        ),
        (
            MINISTRY,
            "Norland's health minister, Otto Brand, said on Tuesday that the ministry hid two fever cases in May.",
        ),
        (GOVERNMENT, "Norland's prime minister, Ida Noll, said that the government of Lakeland paid Emil Sand in May."),
        (GOVERNMENT, "Norland's prime minister, Ida Noll, said that her government paid Emil Sand in May."),
    ],
)
def test_anothers_does_not(analyser, known, text):
    assert "confirmed" not in kinds(analyser, known, text)


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        ("norland health ministry", "health ministry lakeland", True),
        ("norland police", "police lakeland", True),
        ("health ministry", "health ministry lakeland", False),
        ("health ministry", "finance minister", False),
        ("norland health ministry", "finance ministry lakeland", False),
        ("osten health ministry", "finance ministry osten", False),
    ],
)
def test_namesakes_have_the_sort_in_common_and_each_has_more(one, other, are):
    assert are_namesakes({*one.split()}, {*other.split()}, {"osten", "vell"}) is are


@pytest.mark.parametrize(
    ("body", "named", "lands", "whole"),
    [
        ("health ministry", ["health ministry lakeland"], [], "health ministry lakeland"),
        ("health ministry", ["health ministry lakeland"], ["vell", "lakeland"], "health ministry lakeland"),
        ("health ministry", ["lakeland health ministry"], ["lakeland"], "lakeland health ministry"),
        ("health ministry", ["health ministry lakeland"], ["norland"], None),
        ("health ministry", ["health ministry lakeland", "norland health ministry"], ["lakeland"], None),
        ("health ministry", ["health ministry lakeland", "health ministry"], ["lakeland"], None),
        ("ministry", ["health ministry lakeland"], [], None),
        ("harbour post", ["harbour post lakeland"], [], None),
    ],
)
def test_a_common_name_is_the_one_body_of_the_story_that_has_it(body, named, lands, whole):
    assert find_whose(body, named, lands) == whole


@pytest.mark.parametrize(
    ("text", "more"),
    [
        (
            "A spokesman for Norland's Health Ministry said that the Health Ministry of Lakeland hid two fever cases.",
            {"corroborated"},
        ),
        ("A spokesman for Norland's Health Ministry said that it hid two fever cases in May.", set()),
    ],
)
def test_a_namesake_that_reports_on_the_other_is_one_more_origin(analyser, text, more):
    assert kinds(analyser, MINISTRY, text) == more
