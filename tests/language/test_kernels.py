"""What a clause says at bottom, and what saying so does: rebut, withhold, take back, confirm."""

from collections.abc import Callable

import pytest

from storywatch.messages import Analysis, Statement

Read = Callable[..., Analysis]


def says(statement: Statement) -> tuple[str, str, str]:
    proposition = statement.proposition
    assert proposition is not None
    return statement.act, proposition.predicate, proposition.polarity


@pytest.mark.parametrize(
    ("rule", "text", "said"),
    [
        ("a negated seeming negates", "Ana Prieto said no oil appeared to be leaking.", ("assert", "leak", "neg")),
        (
            "one's own belief is said",
            "Ana Prieto said she believed the dam had burst.",
            ("assert", "burst", "pos"),
        ),
        (
            "not to believe is to say no",
            "The Water Agency said it did not believe that the dam had burst.",
            ("assert", "burst", "neg"),
        ),
        (
            "tests confirm what they show",
            "Ana Prieto said tests showed the lake was toxic.",
            ("confirm", "toxic", "pos"),
        ),
        ("what tests suggest is said", "Ana Prieto said tests suggested it was toxic.", ("assert", "toxic", "pos")),
        (
            "what tests did not show is no confirmation",
            "Ana Prieto said tests did not show that it was toxic.",
            ("assert", "toxic", "neg"),
        ),
        ("what tests may show is open", "Ana Prieto said tests may show the lake is toxic.", ("assess", "show", "pos")),
        (
            "no evidence rebuts",
            "Ana Prieto said there was no evidence to suggest the fire was an attack.",
            ("deny", "attack", "pos"),
        ),
        ("no indication rebuts", "Ana Prieto said she had no indication that it leaked.", ("deny", "leak", "pos")),
        ("not true rebuts", "Ana Prieto said it was not true that the dam had burst.", ("deny", "burst", "pos")),
        ("untrue reports are denied", "Reports of a leak are untrue, Ana Prieto said.", ("deny", "leak", "pos")),
        ("evidence asserts itself", "Ana Prieto said there was evidence of a leak.", ("assert", "evidence", "pos")),
        (
            "no reason to believe rebuts",
            "Ana Prieto said she had no reason to believe that the dam leaked.",
            ("deny", "leak", "pos"),
        ),
        (
            "no grounds to think rebuts",
            "Ana Prieto said there were no grounds to think that it leaked.",
            ("deny", "leak", "pos"),
        ),
        (
            "no reason to doubt does not",
            "Ana Prieto said there was no reason to doubt that it leaked.",
            ("assert", "reason", "neg"),
        ),
        ("no reason is an opinion", "Ana Prieto said there was no reason to avoid it.", ("assert", "reason", "neg")),
    ],
)
def test_the_kernel_is_what_is_said(read: Read, rule: str, text: str, said: tuple[str, str, str]) -> None:
    assert says(read(text).statements[0]) == said, rule


def test_the_words_above_a_kernel_are_no_part_of_it(read: Read) -> None:
    (statement,) = read("Ana Prieto dismissed reports that the dam had burst.").statements
    assert statement.proposition is not None
    assert statement.proposition.terms == ("dam", "burst")


@pytest.mark.parametrize(
    ("rule", "text", "act"),
    [
        ("too early to say is no answer", "Ana Prieto said it was too early to say who did it.", "decline"),
        ("too fluid to put a number on is none", "Ana Prieto said it was too fluid to put a number on.", "decline"),
        ("too cold to swim is a report", "Ana Prieto said the lake was too cold to swim in.", "assert"),
        ("had claimed until takes back", "Ana Prieto had claimed until Monday that it was safe.", "retract"),
        ("had claimed does not", "Ana Prieto had claimed that it was safe.", "assert"),
        ("for the first time that", "Ana Prieto admitted for the first time that it leaked.", "confirm"),
    ],
)
def test_what_is_said_so_can_withhold_or_take_back(read: Read, rule: str, text: str, act: str) -> None:
    assert read(text).statements[0].act == act, rule


def test_the_latest_to_confirm_confirms(read: Read) -> None:
    statement = read("Norway is the latest country to confirm cases of the fever.").statements[0]
    assert (statement.speaker_entity, statement.act) == ("Norway", "confirm")


def test_whose_shares_fall_admits(read: Read) -> None:
    text = "Marbank Oil's shares fell sharply on Monday after it admitted that the well was leaking."
    assert read(text).statements[0].speaker_entity == "Marbank Oil"


def test_who_speaks_contradicts(read: Read) -> None:
    text = "Lars Vonn told a crowd that his father was well, contradicting reports of his capture."
    assert [(s.speaker_entity, s.act) for s in read(text).statements] == [
        ("Lars Vonn", "assert"),
        ("Lars Vonn", "deny"),
    ]


def test_two_titles_are_one_speaker(read: Read) -> None:
    text = "The firm's founder and chief executive Ana Prieto said that the plant was closed."
    assert read(text).statements[0].speaker_entity == "Ana Prieto"


def test_what_somebody_plans_to_do_is_to_come(read: Read) -> None:
    proposition = read("The Port Authority said it was considering closing the terminal.").statements[0].proposition
    assert proposition is not None
    assert (proposition.subject, proposition.predicate, proposition.mood) == (("Port Authority",), "close", "future")


@pytest.mark.parametrize("words", ["hopes", "expects", "is aiming"])
def test_what_somebody_hopes_to_do_is_to_come(read: Read, words: str) -> None:
    (statement,) = read(f"The Port Authority {words} to close the terminal.").statements
    assert statement.proposition is not None
    assert (statement.proposition.predicate, statement.proposition.mood) == ("close", "future")


@pytest.mark.parametrize("words", ["did not plan to close", "no longer planned to close"])
def test_what_nobody_plans_to_do_is_not_to_come(read: Read, words: str) -> None:
    proposition = read(f"The Port Authority said that it {words} the terminal.").statements[0].proposition
    assert proposition is not None
    assert (proposition.predicate, proposition.polarity, proposition.mood) == ("close", "neg", "future")


@pytest.mark.parametrize(
    ("words", "predicate", "mood"),
    [
        ("The Port Authority is to close the ferry terminal", "close", "future"),
        ("The ferry terminal is to be closed in June", "close", "future"),
        ("The Port Authority is not to close the ferry terminal", "close", "future"),
        ("The Port Authority is closing the ferry terminal", "close", "future"),
        ("The Port Authority was closing the ferry terminal", "close", "fact"),
        ("The Port Authority is closing in on a deal", "close in", "fact"),
        ("The Port Authority is painting the ferry terminal", "paint", "fact"),
        ("The aim of the Port Authority is to close the ferry terminal", "be", "fact"),
        ("The Port Authority nearly closed the ferry terminal", "close", "conditional"),
        ("The Port Authority almost sold the ferry terminal in 2023", "sell", "conditional"),
        ("Traffic at the ferry terminal almost doubled", "double", "fact"),
        ("The Port Authority closed almost 30 ferry terminals", "close", "fact"),
    ],
)
def test_what_is_to_be_or_nearly_was_is_no_fact(read: Read, words: str, predicate: str, mood: str) -> None:
    (statement,) = read(f"{words}, Ana Prieto said.").statements
    proposition = statement.proposition
    assert proposition is not None
    assert (proposition.predicate, proposition.mood) == (predicate, mood)
