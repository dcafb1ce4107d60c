from collections.abc import Callable

import pytest

from storywatch.messages import Analysis

Read = Callable[..., Analysis]


@pytest.mark.parametrize(
    ("rule", "text", "head", "value", "unit", "bound"),
    [
        ("digits", "Rescuers found 17 workers in the mine.", "worker", 17, "", "exact"),
        ("words", "Rescuers found seventeen workers in the mine.", "worker", 17, "", "exact"),
        ("at least", "At least 11 people died in the flood.", "people", 11, "", "at least"),
        ("more than", "More than 2,000 people fled the valley.", "people", 2000, "", "at least"),
        ("about", "About 40 houses were lost.", "house", 40, "", "about"),
        ("up to", "Up to 300 houses were lost.", "house", 300, "", "at most"),
        ("dozens", "Dozens of people fled the valley.", "people", 24, "", "at least"),
        ("thousands as words", "Two hundred thousand people fled.", "people", 200_000, "", "exact"),
        ("per cent", "Output fell by 12 percent in the valley.", "output", 12, "%", "exact"),
        ("money", "The ministry paid $3.5 million to the builders.", "ministry", 3.5e6, "$", "exact"),
    ],
)
def test_figure(read: Read, rule: str, text: str, head: str, value: float, unit: str, bound: str) -> None:
    (figure,) = read(text).figures
    assert figure.what[:1] == (head,), rule
    assert (figure.value, figure.unit, figure.bound) == (value, unit, bound), rule
    assert text[slice(*figure.span)].strip()


@pytest.mark.parametrize(
    "text",
    [
        "The dam broke on 14 June 2029.",
        "The dam broke at 10:21 a.m. on Monday.",
        "Ana Prieto, 58, left the valley.",
        "The 58-year-old left the valley.",
        "The dam broke for the third time.",
        "Article 40 of the constitution was amended.",
    ],
)
def test_dates_times_ages_ordinals_and_names_are_no_figures(read: Read, text: str) -> None:
    assert read(text).figures == ()


def test_a_range_has_two_ends(read: Read) -> None:
    (figure,) = read("Between 20 and 30 people died; officials counted 15 to 18 houses.").figures[-1:]
    assert (figure.value, figure.high) == (15, 18)


def test_a_figure_in_a_statement_is_its_speakers(read: Read) -> None:
    (figure,) = read("Ana Prieto said 17 people died in the flood.").figures
    assert figure.by == "Ana Prieto"


def test_a_part_of_a_count_is_a_figure_of_its_own(read: Read) -> None:
    whole, part = read("Ana Prieto named 8 dams unsafe, 6 of which are in the north.").figures
    assert (whole.value, part.value) == (8, 6)
    assert whole.what != part.what
