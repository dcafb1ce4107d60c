"""Whose text an outlet prints: what a dateline, a byline or a foot says, and what a sentence does not."""

import pytest

from storywatch.knowledge import Outlet
from storywatch.ledger.press import read_press
from storywatch.messages import Sentence

PRESS = read_press(
    (
        Outlet(domain="coast.example", name="Coastline Wire", names=("CW",), owner="Coast Group", agency=True),
        Outlet(domain="echo.example", name="The Echo", owner="Marlow Media"),
        Outlet(domain="evening.example", name="Evening Echo", owner="Marlow Media"),
        Outlet(domain="own.example", name="The Gazette"),
    )
)


def sentences(*texts: str) -> tuple[Sentence, ...]:
    return tuple(Sentence(start=100 * place, end=100 * place + 99, text=text) for place, text in enumerate(texts))


@pytest.mark.parametrize(
    "texts",
    [
        ("MARLOW (CW) - The crane fell on Monday.",),
        ("MARLOW, March 3 (Coastline Wire) — The crane fell on Monday.",),
        ("MARLOW, CW — The crane fell on Monday.",),
        ("(CW) – The crane fell on Monday.",),
        ("A title", "By Ann Lee, Coastline Wire", "The crane fell on Monday."),
        ("By CW", "The crane fell on Monday."),
        ("The Coastline Wire", "The crane fell on Monday."),
        ("The crane fell on Monday.", "Nobody was hurt. (CW)"),
        ("The crane fell on Monday.", "Nobody was hurt. — Coastline Wire"),
        ("The crane fell on Monday.", "Copyright 2026 The Coastline Wire. All rights reserved."),
    ],
)
def test_a_dateline_a_byline_and_a_foot_name_the_agency(texts):
    assert PRESS.find_agency(sentences(*texts)) == "Coastline Wire"


@pytest.mark.parametrize(
    "texts",
    [
        ("The crane fell on Monday, Coastline Wire reported.",),
        ("The minister told Coastline Wire (CW) that the crane fell.",),
        ("CW reported on Monday that the crane fell - a week after it was built.",),
        ("MARLOW (ECHO) - The crane fell.",),
        ("The crane fell.", *["Nobody was hurt."] * 6, "MARLOW (CW) - Another crane stands.", *["It stands."] * 3),
        (),
    ],
)
def test_who_is_only_cited_did_not_write_it(texts):
    assert PRESS.find_agency(sentences(*texts)) is None


def test_outlets_of_one_owner_are_one_house_and_others_their_own():
    assert PRESS.house("The Echo") == PRESS.house("Evening Echo") == PRESS.house("echo.example")
    assert PRESS.house("The Gazette") != PRESS.house("The Echo")
    assert PRESS.house("Somebody") == "somebody"


def test_without_a_knowledge_file_nobody_is_an_agency():
    assert read_press(()).find_agency(sentences("MARLOW (CW) - The crane fell.")) is None
