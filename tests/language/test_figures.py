"""What a figure is, what it counts and how much, and what is none. The articles' day is 14 June 2030."""

import time
from collections.abc import Callable
from datetime import date

import pytest

from storywatch.messages import Analysis, Figure

Read = Callable[..., Analysis]


def only(read: Read, text: str) -> Figure:
    (figure,) = read(text).figures
    return figure


@pytest.mark.parametrize(
    ("rule", "text", "head", "value", "unit", "bound"),
    [
        ("digits", "Rescuers found 17 workers in the mine.", "worker", 17, "", "exact"),
        ("words", "Rescuers found seventeen workers in the mine.", "worker", 17, "", "exact"),
        ("words joined", "Thirty-four workers were found in the mine.", "worker", 34, "", "exact"),
        ("words joined twice", "A hundred and forty-two houses were lost.", "house", 142, "", "exact"),
        ("at least", "At least 11 people died in the flood.", "people", 11, "", "at least"),
        ("more than", "More than 2,000 people fled the valley.", "people", 2000, "", "at least"),
        ("about", "About 40 houses were lost.", "house", 40, "", "about"),
        ("nearly", "Nearly 5,000 houses were lost.", "house", 5000, "", "about"),
        ("up to", "Up to 300 houses were lost.", "house", 300, "", "at most"),
        ("as many as", "As many as 300 houses were lost.", "house", 300, "", "at most"),
        ("dozens", "Dozens of people fled the valley.", "people", 24, "", "at least"),
        ("tens of thousands", "Tens of thousands of people fled the valley.", "people", 20_000, "", "at least"),
        ("thousands as words", "Two hundred thousand people fled.", "people", 200_000, "", "exact"),
        ("per cent", "Output fell to 12 percent in the valley.", "output", 12, "%", "exact"),
        ("a share", "A third of the houses were lost.", "house", 33.3, "%", "exact"),
        ("a share in words", "Two fifths of the houses were lost.", "house", 40, "%", "exact"),
        ("a part in a whole", "Four in 10 voters backed the plan.", "voter", 40, "%", "exact"),
        ("half", "Half of the houses were lost.", "house", 50, "%", "exact"),
        ("half a million", "Half a million people fled the valley.", "people", 500_000, "", "exact"),
        ("per cent of two words", "Output fell to 7.5 per cent in the valley.", "output", 7.5, "%", "exact"),
        ("money", "The ministry paid $3.5 million to the builders.", "ministry", 3.5e6, "$", "exact"),
        ("money in words", "The repairs cost 350 million euros.", "repair", 350e6, "€", "exact"),
        ("length", "The slick lies 42 miles off the coast.", "slick", 42, "mile", "exact"),
        ("area", "The slick covers 1,800 square miles.", "slick", 1800, "sq mile", "exact"),
        ("sides of an area", "The slick measured 20 miles by 30 miles.", "slick", 600, "sq mile", "exact"),
        ("long and wide", "The slick was 20 miles long and 30 miles wide.", "slick", 600, "sq mile", "exact"),
        ("rate at the verb", "Some 5,000 barrels of oil are leaking each day.", "oil", 5000, "barrel/day", "about"),
        ("rate in one word", "A 1,000-barrel-a-day leak was found.", "leak", 1000, "barrel/day", "exact"),
        ("two numbers side by side", "The crew stayed in two five-star hotels.", "hotel", 2, "", "exact"),
        ("of those counted", "Dozens of people were killed.", "kill", 24, "", "at least"),
        ("rate", "The well is leaking 5,000 barrels of oil a day.", "oil", 5000, "barrel/day", "exact"),
        ("rate per so many", "There were 12 cases per 100,000 people.", "case", 12, "/100,000 people", "exact"),
        ("one", "One person was killed.", "person", 1, "", "exact"),
        ("a number of its own", "The toll rose to 17.", "toll", 17, "", "exact"),
        ("nobody named", "Some 40 were injured.", "injure", 40, "", "about"),
        ("a length of time told", "The repairs would take 18 months.", "take", 18, "month", "exact"),
    ],
)
def test_figure(read: Read, rule: str, text: str, head: str, value: float, unit: str, bound: str) -> None:
    figure = only(read, text)
    assert head in figure.what, rule
    assert (figure.value, figure.unit, figure.bound) == (value, unit, bound), rule
    assert text[slice(*figure.span)].strip()


@pytest.mark.parametrize(
    "text",
    [
        "The dam broke on 14 June 2029.",
        "The dam broke at 10:21 a.m. on Monday.",
        "The dam broke in 2009.",
        "The dam stood for 24 hours.",
        "Ana Prieto, 58, left the valley.",
        "Ana Prieto, who is 58 years old, left the valley.",
        "The 58-year-old left the valley.",
        "The flood killed a girl of 16.",
        "The dam broke for the third time.",
        "Article 40 of the constitution was amended.",
        "Ana Prieto came down Route 66.",
        "Resolution 1973 was amended.",
        "The dam won 3-2 against the valley.",
        "Call 555-1234 for help.",
        "Ana Prieto lives at 12 Mill Lane.",
        "They met after the 9/11 attacks.",
        "Ana Prieto, a two-time winner, left the valley.",
        "One of the workers left the valley.",
        "1. The dam broke.",
        "Two, the dam must be closed.",
    ],
)
def test_dates_times_ages_ordinals_scores_addresses_and_names_are_no_figures(read: Read, text: str) -> None:
    assert read(text).figures == ()


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Officials counted 15 to 18 houses.", (15, 18)),
        ("Officials counted 15-18 houses.", (15, 18)),
        ("Between 20 and 30 people died.", (20, 30)),
        ("It would take two to three months.", (2, 3)),
        ("The repairs cost 2 to 3 million euros.", (2e6, 3e6)),
        ("The flood kills 1% to 4% of the fish.", (1, 4)),
    ],
)
def test_a_range_has_two_ends(read: Read, text: str, ends: tuple[float, float]) -> None:
    figure = only(read, text)
    assert (figure.value, figure.high) == ends


def test_a_figure_in_a_statement_is_its_speakers(read: Read) -> None:
    assert only(read, "Ana Prieto said 17 people died in the flood.").by == "Ana Prieto"


def test_a_part_of_a_count_is_a_figure_of_its_own(read: Read) -> None:
    whole, part = read("Ana Prieto named 8 dams unsafe, 6 of which are in the north.").figures
    assert (whole.value, part.value) == (8, 6)
    assert whole.what != part.what


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("Seven of the 21 people on board are known to have died.", ("people", "die"), ("people",)),
        ("Four of the nine people missing were found alive.", ("people", "find"), ("people", "miss")),
        ("Five of the 25 miners trapped in the pit have died.", ("miner", "die"), ("miner", "trap")),
        ("The flood injured 12 of the 40 workers.", ("worker", "injure"), ("worker",)),
        ("At least 12 of 80 people inside the hall died.", ("people", "die"), ("people",)),
        ("Ana Prieto will close three of Orlan's eleven plants.", ("plant", "close"), ("plant",)),
        ("Three out of 15 guards were hurt.", ("guard", "hurt"), ("guard",)),
        ("Dozens of the 300 passengers were hurt.", ("passenger", "hurt"), ("passenger",)),
    ],
)
def test_what_befalls_some_of_those_counted_is_not_counted_of_all(
    read: Read, text: str, part: tuple[str, ...], whole: tuple[str, ...]
) -> None:
    some, of_all = read(text).figures
    assert some.value < of_all.value
    assert (some.what, of_all.what) == (part, whole)


@pytest.mark.parametrize("quantifier", ["None", "Most", "Two thirds"])
def test_of_whom_only_some_are_told_all_are_counted_without_what_befell_them(read: Read, quantifier: str) -> None:
    assert read(f"{quantifier} of the 300 passengers were rescued.").figures[-1].what == ("passenger",)


def test_all_of_so_many_are_so_many(read: Read) -> None:
    assert only(read, "All of the 21 people on board died.").what == ("people", "die")


def test_dozens_of_people_are_no_part_of_others(read: Read) -> None:
    assert only(read, "Dozens of injured people were found.").what == ("people", "injured", "find")


def test_a_number_at_the_head_of_a_sentence_is_one_whatever_it_is_tagged(read: Read) -> None:
    assert only(read, "Eleven people are missing after the ferry sank off Kolva.").what == ("people", "miss")


def test_another_verbs_number_goes_not_on_with_the_one_before(read: Read) -> None:
    killed, hurt = read("A fire at the mill killed three people and injured 14 on Sunday night.").figures
    assert (killed.what, hurt.what) == (("people", "kill"), ("injure",))


def test_what_is_planned_holds_as_of_no_day(read: Read) -> None:
    assert only(read, "Orlan plans to close five libraries by January.").as_of is None


def test_what_is_done_to_those_counted_says_what_is_counted(read: Read) -> None:
    killed, hurt = read("The flood killed 17 people. Some 40 people were injured.").figures
    assert killed.what == ("people", "kill")
    assert hurt.what == ("people", "injure")


def test_what_those_counted_have_says_what_is_counted(read: Read) -> None:
    assert only(read, "Four other cranes have cracks.").what == ("crane", "other", "crack")


def test_what_kind_is_counted_narrows_it(read: Read) -> None:
    assert only(read, "Officials reported 20 suspected cases.").what == ("case", "suspect")


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("Three more people were killed.", True),
        ("Another 40 people were killed.", True),
        ("Five new cases were found.", True),
        ("Output fell by 12 percent.", True),
        ("Shares rose 84 cents.", True),
        ("Output fell to 12 percent.", False),
        ("More than 40 people were killed.", False),
    ],
)
def test_how_much_more_is_told_from_how_much(read: Read, text: str, change: bool) -> None:  # noqa: FBT001 - its example
    assert only(read, text).change is change


def test_an_increment_and_the_total_that_it_leads_to_are_two_figures(read: Read) -> None:
    more, total = read("Three more people were killed, bringing the toll to 17.").figures
    assert (more.value, more.change) == (3, True)
    assert (total.value, total.change, total.what[0]) == (17, False, "toll")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("As of Wednesday, 17 people were missing.", date(2030, 6, 12)),
        ("By Monday the flood had killed 17 people.", date(2030, 6, 10)),
        ("Police said on Monday that 17 people had died.", date(2030, 6, 10)),
        ("On Monday the toll stood at 17.", date(2030, 6, 10)),
        ("Rye cost 90 dollars on Monday.", date(2030, 6, 10)),
        ("On Monday 17 people died.", None),
        ("Thieves took the coins of 17 guests in a raid on Monday.", None),
        ("Since Monday 17 people have died.", None),
        ("Today 17 people died.", None),
        ("17 people are missing.", None),
    ],
)
def test_a_figure_holds_as_of_the_day_that_the_text_names(read: Read, text: str, day: date | None) -> None:
    assert only(read, text).as_of == day


@pytest.mark.parametrize(
    "text",
    ["In 2009, 17 people died.", "The flood has killed 257 people since 2003.", "Last year 17 people died.",
     "Floods kill 40 people in an average year."],
)  # fmt: skip
def test_a_count_of_an_older_time_is_background(read: Read, text: str) -> None:
    assert only(read, text).background


@pytest.mark.parametrize("text", ["The toll rose to 17 from 11.", "The toll is 17, up from 11."])
def test_where_a_movement_began_is_background(read: Read, text: str) -> None:
    now, before = read(text).figures
    assert (now.value, now.background) == (17, False)
    assert (before.value, before.background) == (11, True)


@pytest.mark.parametrize(
    ("text", "values", "unit"),
    [
        ("Rye from Aldmark cost 90 dollars a ton in May, after 70 dollars in March.", (90, 70), "$/ton"),
        ("Rye cost 90 dollars in May, compared with 70 dollars in March.", (90, 70), "$"),
        ("Rye cost 90 dollars in May, against about 70 dollars in March.", (90, 70), "$"),
        ("The quake injured 58 miners, not 60.", (58, 60), ""),
        ("The quake injured 45 miners in the Tulla valley, up from 40.", (45, 40), ""),
        ("Nine miners were hurt, the mine said, raising its count from seven.", (9, 7), ""),
    ],
)
def test_a_value_before_counts_what_the_value_of_now_counts(
    read: Read, text: str, values: tuple[float, float], unit: str
) -> None:
    now, before = read(text).figures
    assert (now.value, before.value) == values
    assert (now.unit, before.unit) == (unit, unit)
    assert (now.background, before.background, before.what) == (False, True, now.what)


def test_where_a_count_is_lowered_from_counts_what_it_is_lowered_to(read: Read) -> None:
    before, now = read("The bank lowered its count of forged notes from 62,000 to 58,000.").figures
    assert (before.value, before.background, now.value, now.background) == (62_000, True, 58_000, False)
    assert before.what == now.what


@pytest.mark.parametrize(
    "text", ["The mine with 40 pits closed after 12 pits flooded.", "The mine lost 9 men, 60 were hurt."]
)
def test_a_number_after_another_is_no_earlier_value(read: Read, text: str) -> None:
    assert not any(one.background for one in read(text).figures)


@pytest.mark.parametrize(
    "text",
    [
        "The flood did not kill 40 people.",
        "A rumour that the flood killed 40 people is false.",
        "It is untrue that the flood killed 40 people.",
        "The claim that the flood killed 40 people is wrong.",
    ],
)
def test_what_the_text_denies_is_counted_of_nobody(read: Read, text: str) -> None:
    assert only(read, text).mood == "possible"


def test_a_number_in_what_is_not_denied_is_counted(read: Read) -> None:
    assert only(read, "It is true that the flood killed 40 people.").mood == "fact"
    assert only(read, "The claim that the flood killed 40 people is not wrong.").mood == "fact"
    assert only(read, "Some 40 people have not come back.").mood == "fact"


def test_a_measure_is_of_where_the_thing_is(read: Read) -> None:
    assert only(read, "The temperature in Sorn reached 41 degrees Celsius on Monday.").where == ("Sorn",)


def test_who_are_called_by_what_befell_them_are_counted_with_what_they_do(read: Read) -> None:
    assert only(read, "Some 2,500 evacuated people have returned to Sorn.").what == ("people", "evacuate", "return")


def test_a_price_is_of_where_the_thing_comes_from(read: Read) -> None:
    text = "Rye from Aldmark cost 90 dollars a ton, and rye from Sorn cost 80 dollars a ton."
    assert [one.where for one in read(text).figures] == [("Aldmark",), ("Sorn",)]


def test_a_share_counts_what_it_is_of_and_is_given_by_who_asked(read: Read) -> None:
    figure = only(read, "A poll by Vantor found that 47 percent of rural teachers agree.")
    assert ({"rural", "poll"} <= {*figure.what}, figure.what[0], figure.by) == (True, "teacher", "Vantor")


def test_degrees_have_a_scale(read: Read) -> None:
    units = [only(read, f"The heat reached 41 degrees{whose}.").unit for whose in (" Celsius", " Fahrenheit", "")]
    assert units == ["°C", "°F", "degree"]


def test_a_number_put_at_a_value_counts_what_it_is_a_number_of(read: Read) -> None:
    figure = only(read, "The bank now puts the number of clients whose cards were copied at 58,000.")
    assert figure.what == ("client", "copy")


def test_a_verb_can_say_how_many_times_as_many(read: Read) -> None:
    figure = only(read, "The toll has doubled.")
    assert (figure.what, figure.value, figure.unit, figure.change) == (("toll",), 2, "times", True)
    assert only(read, "The toll doubled to 34.").value == 34


def test_what_could_be_is_counted_as_possible(read: Read) -> None:
    assert only(read, "The flood could kill 40 people.").mood == "possible"
    assert only(read, "The flood killed 40 people.").mood == "fact"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("The flood killed 17 people in France.", ("France",)),
        ("In France, 17 people have died.", ("France",)),
        ("There are 17 cases in France and Spain.", ("France", "Spain")),
        ("The flood killed 17 people.", ()),
    ],
)
def test_a_figure_is_of_the_places_beside_it(read: Read, text: str, where: tuple[str, ...]) -> None:
    assert only(read, text).where == where


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("The blast left at least 21 people dead.", [(21, {"people", "dead"})]),
        ("The blast left 12 dead and 40 passengers injured.", [(12, {"dead"}), (40, {"passenger", "injure"})]),
        ("Three of the injured have died.", []),
        ("Two of the 14 injured died in hospital.", [(14, {"injure"})]),
        ("Seven of those wounded have died.", []),
    ],
)
def test_what_people_are_left_as_is_what_they_are_counted_for(
    read: Read, text: str, counts: list[tuple[float, set[str]]]
) -> None:
    assert [(one.value, set(one.what)) for one in read(text).figures] == counts


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Sorn had 140 millimetres of rain on Monday.", ("Sorn",)),
        ("Harlow Mills sold 34,000 looms in March.", ("Harlow Mills",)),
        ("The Upland Party won 48 seats.", ("Upland Party",)),
        ("The company sold 34,000 looms in March.", ()),
        ("The police of Denmark arrested 20 people.", ()),
    ],
)
def test_what_one_party_has_is_counted_for_it_alone(read: Read, text: str, whose: tuple[str, ...]) -> None:
    assert tuple(name.removeprefix("The ") for name in only(read, text).where) == whose


@pytest.mark.parametrize(
    ("text", "value", "what", "where"),
    [
        (
            "Another 30 cases of cholera were confirmed in Orlan, taking the Spanish total to 848.",
            848,
            "case",
            ("Spanish",),
        ),
        ("A further 59 cases of cholera were confirmed, bringing the total to 1,320.", 1320, "case", ()),
        (
            "The total Spanish figure jumped to 1,320 today, with a further 59 cases in Orlan.",
            1320,
            "case",
            ("Spanish",),
        ),
        ("Two more houses burnt down on Friday. The latest tally was put at 45.", 45, "house", ()),
    ],
)
def test_a_total_counts_what_the_numbers_beside_it_do(
    read: Read, text: str, value: float, what: str, where: tuple[str, ...]
) -> None:
    (figure,) = (one for one in read(text).figures if one.value == value)
    assert (figure.what[0], figure.where, figure.change) == (what, where, False)
    assert "orlan" not in figure.what


@pytest.mark.parametrize(
    "text",
    [
        "The total rose to 40.",
        "The club sold 59 houses and raised its total fee to 40.",
        "The number of the dead rose to 40.",
    ],
)
def test_what_says_what_it_counts_or_stands_alone_takes_nothing_from_others(read: Read, text: str) -> None:
    assert all(figure.what[0] != "house" for figure in read(text).figures if figure.value == 40)


def test_time_grows_with_the_text(analyser: object, read: Read) -> None:
    line = "In May 2009, 17 people and between 20 and 30 cows died, 6 of them on Monday, at 12 barrels a day. "

    def spend(times: int) -> float:
        text = line * times
        read(text)
        before = time.process_time()
        read(text)
        return time.process_time() - before

    assert spend(200) < 40 * spend(20)


def test_pounds_by_the_million_are_money_unless_of_something(read: Read) -> None:
    (price,) = read("The bank sold its stake for two million pounds.").figures
    (catch,) = read("The crew landed two million pounds of fish.").figures
    assert (price.unit, price.what[0], catch.unit) == ("£", "stake", "")
