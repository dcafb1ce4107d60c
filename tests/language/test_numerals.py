"""What is written as a number is read as that number; what is none is read as none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storywatch.language.figures.numerals import load_numerals, range_of, value_of, value_of_word

UNITS = {int(value): word for word, value in load_numerals().units.items()}
SCALES = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))
BELOW = st.integers(0, 10**12 - 1)


def spell(number: int, joint: str = "") -> str:
    """Write a number in words, with *and* after hundreds if `joint` says so."""
    for scale, name in SCALES:
        if number >= scale:
            head, rest = divmod(number, scale)
            link = f" {joint}" if joint and scale == 100 else ""
            return f"{spell(head, joint)} {name}" + (f"{link} {spell(rest, joint)}" if rest else "")
    if number in UNITS:
        return UNITS[number]
    return f"{UNITS[number // 10 * 10]}-{UNITS[number % 10]}"


@given(number=BELOW)
def test_words_are_read_as_the_number_that_they_spell(number: int) -> None:
    assert value_of(spell(number).split()) == number


@given(number=BELOW)
def test_and_within_a_number_adds_nothing(number: int) -> None:
    assert value_of(spell(number, "and").split()) == number


@given(number=BELOW)
def test_digits_are_read_with_and_without_commas(number: int) -> None:
    assert value_of([str(number)]) == value_of([f"{number:,}"]) == number


@given(number=st.integers(1, 999), scale=st.sampled_from(["thousand", "million", "billion"]))
def test_digits_take_a_scale_in_words_or_letters(number: int, scale: str) -> None:
    times = {name: size for size, name in SCALES}[scale]
    letter = {"thousand": "k", "million": "m", "billion": "bn"}[scale]
    assert value_of([str(number), scale]) == value_of([f"{number}{letter}"]) == number * times


@given(whole=st.integers(0, 999), part=st.integers(0, 99))
def test_decimals_are_read(whole: int, part: int) -> None:
    assert value_of([f"{whole}.{part:02}", "million"]) == pytest.approx((whole + part / 100) * 1e6)


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("dozens", 24), ("thousands", 2000), ("tens of thousands", 20_000), ("hundreds of thousands", 200_000),
        ("tens of millions", 20_000_000), ("a dozen", 12), ("two dozen", 24), ("a hundred", 100),
    ],
)  # fmt: skip
def test_an_uncertain_many_is_its_least(text: str, least: float) -> None:
    assert value_of(text.split()) == least


@pytest.mark.parametrize("text", ["", "dam", "12,34", "h1n1", "-", "1.2.3", "17th", "x" * 50, "9" * 60, "²", "٣", "."])
def test_what_is_no_number_has_no_value(text: str) -> None:
    assert value_of_word(text) is None


@given(text=st.text(max_size=60))
def test_any_word_is_a_finite_number_or_none(text: str) -> None:
    value = value_of_word(text)
    assert value is None or 0 <= value < float("inf")
    assert value_of(text.split()) is None or value_of(text.split()) >= 0


@pytest.mark.parametrize(
    ("word", "ends"),
    [("15-18", (15, 18)), ("1,000–2,000", (1000, 2000)), ("3-2", None), ("7-7", None), ("a-b", None), ("5-", None)],
)
def test_a_range_goes_up(word: str, ends: tuple[float, float] | None) -> None:
    assert range_of(word) == ends
