"""One body under several names is one origin: the police, their spokesman, their chief; a ministry and its minister."""

import pytest

from storywatch.language import Analyser
from storywatch.ledger.origins import find_body
from tests.invented import told_of

ACTIVE = "Robbers took two paintings from the museum in Corran on Monday, {} said."
PASSIVE = "Two paintings were taken from the museum in Corran by robbers on Monday, {} said."
ONE = [
    ("police", "a police spokesman"),
    ("police", "police chief Ole Berg"),
    ("a police spokeswoman", "a police officer"),
    ("the interior ministry", "Interior Minister Tove Rask"),
    ("Interior Minister Tove Rask", "the interior ministry"),
    ("a spokesman for the fire brigade", "the fire brigade"),
    ("the mayor", "Mayor Ida Noll"),
    ("prosecutors", "prosecutors in Corran"),
]
TWO = [
    ("police", "the fire brigade"),
    ("police", "Mayor Ida Noll"),
    ("the interior ministry", "Culture Minister Tove Rask"),
    ("police", "army chief Ole Berg"),
]


@pytest.fixture(scope="module")
def analyser(nlp):
    return Analyser(nlp)


def corroborates(analyser, first, second):
    told = told_of(analyser, ("News", ACTIVE.format(first)), ("News", PASSIVE.format(second)))
    return "corroborated" in {one.kind for one in told if one.article == "a2"}


@pytest.mark.parametrize(("first", "second"), ONE)
def test_one_body_under_two_names_is_one_origin(analyser, first, second):
    assert not corroborates(analyser, first, second)


@pytest.mark.parametrize(("first", "second"), TWO)
def test_two_bodies_are_two(analyser, first, second):
    assert corroborates(analyser, first, second)


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("the fire service", "fire service"),
        ("a court spokeswoman", "court"),
        ("a statement by the interior ministry", "interior ministry"),
        ("The mayor", "mayor"),
        ("a mayor", None),
        ("a spokesman", None),
        ("the company", None),
    ],
)
def test_a_body_is_found_behind_who_speaks_for_it(words, body):
    assert find_body(words) == body
