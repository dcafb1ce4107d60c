"""What a figure is beside its number: its days, its place, its gloss, what it counts on from. The day is 14 June 2030.

That day is a Friday.
"""

from collections.abc import Callable
from datetime import date

import pytest

from storywatch.messages import Analysis

Read = Callable[..., Analysis]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The well leaks up to 5,000 barrels (210,000 gallons or 955,000 litres) a day.", [(5000, "barrel/day")]),
        ("The well leaks 70,000 barrels (2.9 million gallons/11 million litres) per day.", [(70_000, "barrel/day")]),
        ("The tube took in more than 1,000 barrels a day, or 42,000 gallons.", [(1000, "barrel/day")]),
        ("The ship can take in 500 barrels per day of oily water.", [(500, "barrel/day")]),
        ("The slick covers 600 square miles (1,550 square km).", [(600, "sq mile")]),
        ("The firm paid $5 million (4 million euros) to the town.", [(5e6, "$")]),
        ("The mine lost 12 workers (3 percent).", [(12, ""), (3, "%")]),
    ],
)
def test_a_value_in_another_measure_is_told_once_and_leads_to_the_rate_behind_it(read: Read, text: str, told: list):
    assert [(one.value, one.unit) for one in read(text).figures] == told


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("The share fell, lagging a 4.8 percent rise in the index.", True),
        ("The index saw a rise of 4.8 percent.", True),
        ("A cut of 3 million euros was announced.", True),
        ("The union wants a pay rise of 7 percent.", False),
        ("Unemployment is 7 percent.", False),
        ("The share closed 2.3 percent higher.", True),
        ("The share closed down 3.1 percent.", True),
        ("Pay goes up to 300 euros.", False),
    ],
)
def test_how_far_something_moved_is_a_change_and_what_is_asked_for_is_none(read: Read, text: str, change: bool):  # noqa: FBT001
    (figure,) = read(text).figures
    assert figure.change is change


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Five people were killed in Wednesday's attack.", (date(2030, 6, 12), date(2030, 6, 12))),
        ("Police said on Thursday that three people were killed on Tuesday.", (date(2030, 6, 11), date(2030, 6, 11))),
        ("Some 40 people have been hurt this week.", (date(2030, 6, 10), date(2030, 6, 14))),
        ("Some 17 people have died since Wednesday.", (date(2030, 6, 12), date(2030, 6, 14))),
        ("The crash killed 17 people.", None),
        ("The toll stood at 17 on Thursday.", None),
    ],
)
def test_when_it_befell_those_counted_is_not_when_they_were_counted(read: Read, text: str, days: tuple | None):
    (figure,) = read(text).figures
    assert figure.happened == days


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("The flu has infected 4,379 people in 29 countries.", "world"),
        ("There are 1,490 people around the world who have it.", "world"),
        ("The agency says 21 countries have reported 1,124 cases.", "world"),
        ("Mexico has reported 66 deaths.", "Mexico"),
        ("Mexico reported 2,895 cases, including 66 deaths.", "Mexico"),
    ],
)
def test_what_is_counted_everywhere_or_by_a_country_is_counted_there(read: Read, text: str, where: str):
    assert read(text).figures[-1 if "29" not in text else 0].where == (where,)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("At least 12 soldiers died, six were wounded.", ("soldier", "wound")),
        ("Fourteen rebels were killed and 42 others wounded in the town.", ("rebel", "wound")),
        ("Eight people were killed and 22 injured in the fighting.", ("injure",)),
        ("The virus is suspected of killing 101 people.", ("people", "kill", "suspect")),
        ("The crash killed 12.", ("kill", "crash")),
    ],
)
def test_a_number_after_another_counts_the_same_people_and_what_befell_these(read: Read, text: str, what: tuple):
    assert read(text).figures[-1].what == what


@pytest.mark.parametrize(
    "text",
    [
        "The company initially said that 1,000 barrels a day were spilling.",
        "The town remembers the 2005 explosion that killed 15.",
    ],
)
def test_what_was_said_at_first_or_befell_long_ago_is_background(read: Read, text: str):
    (figure,) = read(text).figures
    assert figure.background


def test_what_only_goes_with_a_count_is_not_counted(read: Read):
    (figure,) = read("The number of cases rose to 28, with 333 still under investigation.").figures
    assert figure.value == 28


def test_what_is_tried_is_counted_of_nobody(read: Read):
    (figure,) = read("A ship tried to evacuate some 1,000 people.").figures
    assert figure.mood == "possible"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A sixth person has died.", [(6, ("person", "die"))]),
        ("A 12th victim died in hospital.", [(12, ("victim", "die"))]),
        ("The sixth person has died.", []),
        ("A second attempt failed.", []),
    ],
)
def test_one_more_person_is_so_many(read: Read, text: str, told: list):
    assert [(one.value, one.what) for one in read(text).figures] == told


def test_of_those_known_for_what_befell_them_a_part_is_no_count(read: Read):
    whole, buildings = read("Nineteen of the 29 people known to have died were killed in the two buildings.").figures
    assert (whole.value, whole.what) == (29, ("people", "die"))
    assert buildings.value == 2


@pytest.mark.parametrize(
    "text",
    [
        "The total rose to 17, six of them children.",
        "Police found 59 cases, taking the total to 1,320, six of which are in hospital.",
    ],
)
def test_a_total_that_nothing_is_told_of_counts_no_part_of_it(read: Read, text: str):
    assert all("" not in one.what for one in read(text).figures)


def test_what_first_befell_on_a_day_of_the_news_is_news(read: Read):
    (figure,) = read("Twelve people were first taken to hospital on Wednesday.").figures
    assert not figure.background
