"""Where a dateline ends, what only looks like one, and that the sentence behind it is read without it."""

from collections.abc import Callable

import pytest

from storywatch.language.page.datelines import find_story
from storywatch.messages import Analysis
from tests.language.test_statements import words


@pytest.mark.parametrize(
    "dateline",
    [
        "ORLAN — ",
        "ORLAN - ",
        "ORLAN, Lakeland -- ",
        "ST. ORLAN, Lakeland (AP) — ",
        "PORT ORLAN, Lakeland, Nov. 19 (UPI) — ",
        "Port Orlan (AFP) – ",
        "Orlan, 5 May (Reuters) - ",
    ],
)
def test_a_place_before_a_dash_opens_no_sentence(dateline: str) -> None:
    text = f"{dateline}Ana Prieto said the dam was closed."
    _, past = find_story(text, 0, len(text))
    assert text[past:].startswith("Ana Prieto")


@pytest.mark.parametrize(
    "text",
    [
        "ORLA - the union of the valley's farmers - said no.",
        "Orlan — Prieto's home — is closed.",
        "Sen. Ana Prieto (R-Orlan) — The dam is closed.",
        "The dam — Lakeland's oldest — is closed.",
        "A-Z of the valley",
    ],
)
def test_other_dashes_leave_a_sentence_whole(text: str) -> None:
    assert find_story(text, 0, len(text)) == (0, 0)


def test_a_dateline_neither_speaks_nor_is_said_and_stays_with_its_sentence(read: Callable[..., Analysis]) -> None:
    text = "PORT ORLAN, Nov. 19 (UPI) — Former minister Ana Prieto told farmers that the dam was closed."
    analysis = read(text)
    (statement,) = analysis.statements
    assert words(text, statement.speaker) == "Former minister Ana Prieto"
    assert words(text, statement.content) == "that the dam was closed"
    assert analysis.sentences[0].text == text


LEAD = "The dam at Orlan broke on Monday. "
REST = "Ana Prieto said the valley was being cleared and that the army had sent boats. " * 15


@pytest.mark.parametrize(
    ("before", "shown"),
    [
        ("ORLAN | Mon Jun 10, 2030 5:12 pm EDT ", "ORLAN (Reuters) - "),
        ("By the Wire Staff NEW: Dam breaks Valley cleared, mayor says Boats on the way ", "Orlan, Lakeland (CNN) -- "),
        ("Dam breaks at Orlan Army sends boats Monday 10 June 2030 17.12 BST ", ""),
        ("The dam in May. Photograph: Tom Low/AP ", ""),
        ("The dam in May. Photograph: Tom Low/Lakepix/Rex Features ", ""),
        ("The mayor looks on. (AP Photo) ", ""),
        ("May 3: The dam is seen from the air. AP ", "PORT ORLAN, La. -- "),
    ],
)
def test_a_page_that_lost_its_line_breaks_begins_behind_its_headline_and_caption(before: str, shown: str) -> None:
    text = f"{before}{shown}{LEAD}{REST}"
    start, read = find_story(text, 0, len(text))
    assert text[read:].startswith(LEAD)
    assert text[start:read].endswith(shown)


@pytest.mark.parametrize(
    "text",
    [
        f"{LEAD}The African Union (AU) - which met in Orlan - said so. {REST}",
        f"{LEAD}{REST}Orlan (Reuters) - {LEAD}",
        "Orlan, a picture of the dam. Photograph: AP",
    ],
)
def test_what_only_looks_like_one_within_a_text_cuts_nothing(text: str) -> None:
    assert find_story(text, 0, len(text)) == (0, 0)


def test_what_stands_before_the_story_says_nothing_in_it(read: Callable[..., Analysis]) -> None:
    analysis = read(f"NEW: Mayor denies leak Boats on the way, army says Orlan, Lakeland (CNN) -- {LEAD}{REST}")
    assert analysis.sentences[0].text == f"Orlan, Lakeland (CNN) -- {LEAD.strip()}"
    assert not [one for one in analysis.statements if one.act == "deny"]
