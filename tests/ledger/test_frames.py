"""Which propositions tell of one event, and which of two say the opposite: near misses stay apart."""

import pytest

from storywatch.ledger.frames import agree, exclude, frame_of, same_side
from storywatch.ledger.senses import denies, sense
from storywatch.messages import Proposition
from tests.builders import proposition


def frame(subject: str, predicate: str, terms: str, names: str = "", polarity: str = "pos", numbers: str = ""):
    words = terms.split()
    return frame_of(
        Proposition(
            subject=tuple(subject.split(",")) if subject else (),
            predicate=predicate,
            object=tuple(words[:1]),
            terms=(*words, predicate),
            names=tuple(names.split(",")) if names else (),
            numbers=tuple(numbers.split()),
            polarity=polarity,
        ),
        {},
    )


LEAKS = frame("oil", "leak", "well sea")


@pytest.mark.parametrize(
    ("rule", "other", "agrees"),
    [
        ("other words for one event agree", frame("crude", "spill", "well seabed"), True),
        ("the event as a noun agrees", frame("", "leak", "well"), True),
        ("a light verb with the event as its object agrees", frame("oil", "begin", "leak well"), True),
        ("another event does not", frame("oil", "burn", "well"), False),
        ("another that acts does not", frame("gas", "leak", "well"), False),
        ("nobody in common does not", frame("", "leak", "pipe"), False),
    ],
)
def test_frames_agree(rule: str, other, agrees) -> None:
    assert agree(LEAKS, other) is agrees, rule
    assert agree(other, LEAKS) is agrees, rule


def test_to_end_is_not_to_begin() -> None:
    begun, ended = frame("union", "begin", "protest pier"), frame("union", "end", "protest pier")
    assert agree(begun, frame("union", "launch", "protest pier"))
    assert not agree(begun, ended)
    assert exclude(ended, begun)


@pytest.mark.parametrize(
    ("one", "other"), [("raise", "lower"), ("close", "reopen"), ("join", "depart"), ("veto", "sign")]
)
def test_opposites_are_never_one_event(one: str, other: str) -> None:
    assert exclude(frame("board", one, "rate"), frame("board", other, "rate"))
    assert exclude(frame("board", other, "rate"), frame("board", one, "rate"))


def test_other_names_are_another_event() -> None:
    north = frame("rebel", "capture", "town", "Norhaven")
    assert not agree(north, frame("rebel", "capture", "town", "Sudhaven"))
    assert agree(north, frame("rebel", "seize", "town", "Norhaven"))


def test_other_numbers_are_another_claim() -> None:
    assert not agree(frame("worker", "die", "mine", numbers="3"), frame("worker", "die", "mine", numbers="5"))


def test_who_does_it_to_whom_matters() -> None:
    one = frame_of(proposition("Orlan", "attack", "Lakeland"), {})
    other = frame_of(proposition("Lakeland", "attack", "Orlan"), {})
    assert not agree(one, other)


def test_a_negation_turns_a_claim() -> None:
    assert same_side(LEAKS, frame("oil", "leak", "well"))
    assert not same_side(LEAKS, frame("oil", "leak", "well", polarity="neg"))


def test_an_opposite_denies_what_was_told_and_not_the_other_way_round() -> None:
    left, stays = frame("Lars Vonn", "leave", "Norhaven"), frame("Lars Vonn", "stay", "Norhaven")
    assert agree(stays, left)
    assert not same_side(stays, left)
    assert not agree(left, stays)
    assert exclude(left, stays)


def test_what_follows_in_the_course_of_things_denies_nothing() -> None:
    assert denies(sense("survive"), sense("dead"))
    assert not denies(sense("dead"), sense("survive"))
    assert not denies(sense("release"), sense("arrest"))
