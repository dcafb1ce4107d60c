"""Where a dateline ends, what only looks like one, and that the sentence behind it is read without it."""

from collections.abc import Callable

import pytest

from storywatch.language.page.datelines import end_of_dateline
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
    assert text[end_of_dateline(text, 0, len(text)) :].startswith("Ana Prieto")


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
    assert end_of_dateline(text, 0, len(text)) == 0


def test_a_dateline_neither_speaks_nor_is_said_and_stays_with_its_sentence(read: Callable[..., Analysis]) -> None:
    text = "PORT ORLAN, Nov. 19 (UPI) — Former minister Ana Prieto told farmers that the dam was closed."
    analysis = read(text)
    (statement,) = analysis.statements
    assert words(text, statement.speaker) == "Former minister Ana Prieto"
    assert words(text, statement.content) == "that the dam was closed"
    assert analysis.sentences[0].text == text
