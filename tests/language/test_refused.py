"""What looks like a statement and is none: nobody said it, or it only tells which one or what may be."""

from collections.abc import Callable

import pytest

from storywatch.messages import Analysis

Read = Callable[..., Analysis]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("worth saying", "It is worth noting that the dam had leaked for years."),
        ("left unsaid", "It goes without saying that the dam had leaked for years."),
        ("joined to what is only supposed", "Ana Prieto wants residents to come out and oppose the dam."),
        ("a turn of speech", "That said, the dam cannot realistically be closed this year."),
        ("which one it is", "Residents watched a video posted by the mayor."),
        ("what only seems so, of a noun", "Residents came to a meeting that seemed to last for hours."),
    ],
)
def test_refused(read: Read, rule: str, text: str) -> None:
    assert [s for s in read(text).statements if s.act not in {"commit", "demand"}] == [], rule


def test_a_comma_sets_off_who_opposes_the_plan(read: Read) -> None:
    (statement,) = read("The plan, opposed by the mayor, became law.").statements
    assert statement.act == "oppose"
