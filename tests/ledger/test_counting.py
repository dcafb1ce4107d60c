"""Which figures count the same thing, and when a value is a change, a conflict or neither."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from storywatch.knowledge import Knowledge
from storywatch.ledger import Ledger, LedgerPolicy, revise
from storywatch.ledger.counted import convert, is_same_count, load_words, reduce_count
from storywatch.messages import Figure, Sentence
from tests.builders import DAY, HOUR, T0, said, update

POLICY = LedgerPolicy()
KILLED = ("people", "kill")


def figure(value, what=KILLED, unit="", **given):
    return Figure(what=tuple(what), value=float(value), unit=unit, **given)


def told(*days, gap=DAY):
    """Take in one article after another, each with its figures; return the kinds and values told of the last."""
    ledger = Ledger(story="s1")
    developments = ()
    for n, given_that_day in enumerate(days):
        many = given_that_day if isinstance(given_that_day, tuple) else (given_that_day,)
        one = update(f"a{n}", figures=many, at=T0 + n * gap, opened=n == 0)
        ledger, developments = revise(ledger, one, Knowledge(), POLICY)
    return [(d.kind, d.before, d.after) for d in developments if d.kind.startswith("figure")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("people", "kill"), ("death",)),
        (("people", "die"), ("toll", "death")),
        (("victim", "kill"), ("people", "dead")),
        (("people", "infect"), ("case",)),
        (("case", "confirm"), ("case",)),
        (("worker", "missing"), ("worker", "miss")),
        (("case", "suspect"), ("case", "probable")),
    ],
)
def test_other_words_for_those_counted_are_one_count(one, other):
    assert told(figure(11, one), figure(17, other)) == [("figure_changed", "11", "17")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("people", "kill"), ("people", "injure")),
        (("case",), ("case", "suspect")),
        (("people", "kill"), ("child", "kill")),
        (("people", "kill"), ("worker", "kill")),
        (("worker", "bring"), ("worker",)),
        (("step",), ("step",)),
        (("house", "lose"), ("house", "build")),
        (("case", "mild"), ("case", "severe")),
    ],
)
def test_those_counted_apart_are_two_counts(one, other):
    assert told(figure(11, one), figure(17, other)) == []


def test_a_count_of_one_place_is_none_of_another():
    assert told(figure(11, where=("Orlan",)), figure(17, where=("Vesk",))) == []
    assert told(figure(11, where=("Orlan",)), figure(17, where=("Orlan",))) == [("figure_changed", "11", "17")]


def test_a_count_of_no_place_is_the_only_one_of_its_kind():
    assert told(figure(11, where=("Orlan",)), figure(17)) == [("figure_changed", "11", "17")]
    both = (figure(11, where=("Orlan",)), figure(5, where=("Vesk",)))
    assert told(both, figure(17)) == []


@pytest.mark.parametrize(
    "later",
    [
        figure(3, change=True),
        figure(200, vague=True, bound="at least"),
        figure(40, mood="possible"),
        figure(40, background=True),
        figure(50_000),
        figure(9, by="Union"),
        figure(9),
        figure(17, as_of=(T0 - 30 * DAY).date()),
    ],
    ids=[
        "an increment",
        "dozens",
        "what might be",
        "background",
        "a leap",
        "a lower one by another",
        "a lower one by nobody",
        "an older day's",
    ],
)
def test_what_is_no_newer_value(later):
    assert told(figure(11), later) == []


@pytest.mark.parametrize(
    ("known", "later"),
    [
        (figure(1004), figure(1000, bound="about")),
        (figure(1004), figure(1000, bound="at least")),
        (figure(4930), figure(5000, bound="about")),
        (figure(11), figure(10, high=12.0)),
    ],
    ids=["about", "more than", "nearly", "a range around it"],
)
def test_a_rounded_value_is_the_value(known, later):
    assert told(known, later) == []


def test_a_stale_value_is_not_what_the_next_one_is_compared_with():
    assert told(figure(80), figure(20), figure(149)) == [("figure_changed", "80", "149")]


def test_what_is_counted_by_more_than_its_noun_is_followed():
    assert told(figure(8, ("group", "label")), figure(9, ("group", "label"))) == [("figure_changed", "8", "9")]


def test_who_gave_a_count_can_correct_it_downwards():
    assert told(figure(11, by="Union"), figure(9, by="Union")) == [("figure_changed", "11", "9")]


def test_two_voices_in_one_article_that_differ_conflict():
    both = (figure(4, by="Port Authority"), figure(6, by="Union"))
    assert told(both) == [("figure_conflict", "4", "6")]


def test_one_voice_with_two_values_counts_two_things():
    assert told((figure(4, by="Union"), figure(6, by="Union"))) == []


def test_a_value_of_another_unit_is_told_in_the_one_known():
    known = figure(1000, ("oil", "leak"), "barrel/day")
    assert told(known, figure(42_000, ("oil", "gush"), "gallon/day")) == []
    assert told(known, figure(210_000, ("oil", "gush"), "gallon/day")) == [
        ("figure_changed", "1,000 barrel/day", "about 5,000 barrel/day")
    ]


def test_degrees_of_another_scale_are_turned_from_its_nought():
    known = figure(41, ("heat", "orlan"), "°C")
    assert told(known, figure(106, ("heat", "orlan"), "°F")) == []
    assert told(known, figure(114, ("heat", "orlan"), "°F")) == [("figure_changed", "41 °C", "about 45.56 °C")]


def replacing(value, old, what, unit="", **given):
    """A figure with the one that its sentence gives as the one before."""
    return figure(value, what, unit, **given), figure(old, what, unit, background=True)


def test_a_value_that_the_text_says_was_another_continues_that():
    known = figure(62_000, ("client", "copy"))
    lower = replacing(58_000, 62_000, ("card", "steal"))
    assert told(known, lower) == [("figure_changed", "62,000", "58,000")]
    assert told(known, figure(58_000, ("card", "steal"))) == []
    assert told(known, replacing(58_000, 31_000, ("card", "steal"))) == []
    assert told((known, figure(62_000, ("guest", "greet"))), lower) == []  # whose value it was is not clear


def test_a_small_value_that_the_text_says_was_another_continues_only_what_is_akin():
    known = figure(4, ("step", "mend"))
    assert told(known, replacing(5, 4, ("bridge", "mend"))) == [("figure_changed", "4", "5")]
    assert told(known, replacing(5, 4, ("bridge", "close"))) == []


def test_a_lower_count_that_takes_the_place_of_a_known_one_is_told_whoever_gives_it():
    assert told(figure(11), replacing(9, 11, KILLED), gap=HOUR) == [("figure_changed", "11", "9")]


def test_a_higher_count_of_a_place_is_the_only_one_of_its_kind():
    known = figure(11)
    assert told(known, figure(17, where=("Vesk",))) == [("figure_changed", "11", "17")]
    assert told(known, figure(9, where=("Vesk",), by="Union")) == []
    rounded = figure(10, where=("Vesk",), bound="at least")
    assert told(known, rounded, figure(17, where=("Vesk",))) == [("figure_changed", "11", "17")]
    assert told((known, figure(5, where=("Orlan",))), figure(17, where=("Vesk",))) == []


def test_two_parties_that_count_as_of_one_day_conflict():
    union = figure(2000, ("worker", "walk"), by="Union")
    same_day = figure(300, ("worker", "walk"), by="Harl Motors", as_of=T0.date())
    assert told(union, same_day) == [("figure_conflict", "2,000", "300")]
    assert told(union, figure(300, ("worker", "walk"), by="Harl Motors")) == []
    assert told(figure(2000, ("worker", "walk")), same_day) == []  # an outlet passes counts on


def test_who_asks_others_gives_another_share():
    one = figure(42, ("voter", "agree", "poll"), "%", by="Vantor")
    assert told(one, figure(47, ("voter", "agree", "poll"), "%", by="Krell")) == []
    assert told(one, figure(47, ("voter", "rural", "agree", "poll"), "%", by="Vantor")) == []
    assert told(one, figure(47, ("voter", "agree", "poll"), "%", by="Vantor")) == [("figure_changed", "42 %", "47 %")]


def worded(text, value, what, at, **given):
    """An article of one sentence with a count."""
    start = text.index(str(value))
    one = update(f"a{value}", figures=(figure(value, what, span=(start, start + 2), **given),), at=at)
    return replace(one, analysis=replace(one.analysis, sentences=(Sentence(start=0, end=len(text), text=text),)))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [("The number of injured is now put at 12.", ["figure_changed"]), ("A blaze elsewhere injured 12.", [])],
)
def test_the_number_there_is_continues_the_one_count_of_what_befell(text, kinds):
    first = worded("Ten riders and 10 more were hurt.", 10, ("passenger", "hurt"), T0)
    ledger, _ = revise(Ledger(story="s1"), first, Knowledge(), POLICY)
    _, developments = revise(ledger, worded(text, 12, ("injure",), T0 + DAY), Knowledge(), POLICY)
    assert [one.kind for one in developments if one.kind.startswith("figure")] == kinds


def priced(value, before="", **given):
    """An article whose sentence gives a price after some words."""
    text = f"Oil cost {before}{value} dollars."
    start = text.index(str(value))
    one = update(
        f"a{value}",
        figures=(figure(value, ("oil", "cost"), "$", span=(start, start + 2), **given),),
        at=T0 + value * DAY,
    )
    return replace(one, analysis=replace(one.analysis, sentences=(Sentence(start=0, end=len(text), text=text),)))


@pytest.mark.parametrize(("before", "kinds"), [("less than ", []), ("up to ", ["figure_changed"])])
def test_a_ceiling_above_the_known_value_is_no_change(before, kinds):
    ledger, _ = revise(Ledger(story="s1"), priced(60), Knowledge(), POLICY)
    _, developments = revise(ledger, priced(80, before, bound="at most"), Knowledge(), POLICY)
    assert [one.kind for one in developments if one.kind.startswith("figure")] == kinds


def test_a_rate_is_no_amount():
    assert told(figure(1000, ("oil", "leak"), "barrel/day"), figure(5000, ("oil", "leak"), "barrel")) == []


def test_two_distances_have_to_agree_in_more_than_a_word():
    assert told(figure(50, ("rig", "lie"), "mile"), figure(80, ("rig", "tow"), "mile")) == []


def test_a_day_just_before_the_article_is_its_own():
    yesterday = (T0 + DAY - timedelta(1)).date()
    assert told(figure(11), figure(17, as_of=yesterday)) == [("figure_changed", "11", "17")]


def test_values_told_within_hours_by_two_conflict():
    assert told(figure(4, by="Port Authority"), figure(6, by="Union"), gap=HOUR)[0][0] == "figure_conflict"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The toll from the fire has climbed to 15.", "figure_changed"),
        ("Since the fire 15 have now died.", "figure_changed"),
        ("The fire killed 15.", "figure_conflict"),
    ],
)
def test_a_count_that_is_said_to_have_grown_disputes_no_earlier_one(text, kind):
    first = worded("The fire killed 13.", 13, KILLED, T0, by="Fire Service")
    ledger, _ = revise(Ledger(story="s1"), first, Knowledge(), POLICY)
    _, developments = revise(ledger, worded(text, 15, KILLED, T0 + HOUR, by="Police"), Knowledge(), POLICY)
    assert [one.kind for one in developments if one.kind.startswith("figure")] == [kind]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Off Kolva 12 people are still missing.", ["figure_changed"]),
        ("Off Kolva 12 people remained missing.", ["figure_changed"]),
        ("The number of missing has fallen to 12.", ["figure_changed"]),
        ("The families of 12 missing people went to court.", []),
    ],
)
def test_of_those_still_missing_fewer_are_left_as_time_goes(text, kinds):
    first = worded("After the storm 19 people were missing.", 19, ("people", "miss"), T0)
    ledger, _ = revise(Ledger(story="s1"), first, Knowledge(), POLICY)
    _, developments = revise(ledger, worded(text, 12, ("people", "miss"), T0 + DAY), Knowledge(), POLICY)
    assert [one.kind for one in developments if one.kind.startswith("figure")] == kinds


def test_an_outlet_that_tells_more_dead_than_before_goes_on_from_its_own():
    ledger, _ = revise(Ledger(story="s1"), worded("The fire killed 13.", 13, KILLED, T0), Knowledge(), POLICY)
    again = worded("The fire killed 15, the clinic said.", 15, KILLED, T0 + HOUR, by="Clinic")
    _, developments = revise(ledger, again, Knowledge(), POLICY)
    assert [one.kind for one in developments if one.kind.startswith("figure")] == ["figure_changed"]


def test_beside_a_conflict_who_gave_the_lower_count_goes_on_from_it():
    rival = figure(60, by="Health Office", bound="about")
    first = (figure(16, bound="at least"), rival)
    assert told(first, figure(20, by="Lakeland", bound="at least")) == [
        ("figure_changed", "at least 16", "at least 20")
    ]
    assert told(first, figure(60, by="Health Office")) == []  # the rival count is known


@pytest.mark.parametrize(
    ("one", "other", "unit", "same"),
    [
        (("unemployment", "region"), ("unemployment", "youth", "region"), "%", False),
        (("price", "wheat"), ("price", "rice"), "$/tonne", False),
        (("car", "sell"), ("car", "electric", "sell"), "", False),
        (("car", "sell"), ("sell", "car"), "", False),  # the head is the noun
        (("car", "sell"), ("car", "sell"), "", True),
        (("stake", "calder", "rail", "sell"), ("stake", "sell"), "£", True),
        (("people", "kill"), ("wounded", "die"), "", False),
        (("people", "kill"), ("life", "claim"), "", True),
        (("people", "evacuate"), ("people", "evacuate", "return"), "", False),
    ],
)
def test_a_word_more_counts_something_else(one, other, unit, same):
    counts = [reduce_count(what, unit, (), str.lower) for what in (one, other)]
    assert is_same_count(*counts, {"calder", "rail"}.issuperset) is same


def test_every_word_of_the_file_can_be_counted():
    words = load_words()
    for word in (*words.events, *words.befallen, *words.taking, *words.groups, *words.kinds, *words.sureness):
        reduce_count((word, "people", word), "", (), str.lower)


WORDS = st.lists(
    st.sampled_from(["people", "kill", "case", "suspect", "worker", "oil", "leak", "slick", ""]), max_size=4
)
UNITS = st.sampled_from(["", "%", "$", "barrel", "gallon/day", "sq mile", "km", "nonsense", "/", "/day"])


@given(WORDS, WORDS, UNITS, UNITS)
def test_counting_the_same_is_mutual_and_every_count_counts_itself_alike(one, other, unit, other_unit):
    a = reduce_count(tuple(one), unit, (), str.lower)
    b = reduce_count(tuple(other), other_unit, (), str.lower)
    assert is_same_count(a, b, {"leak"}.issuperset) == is_same_count(b, a, {"leak"}.issuperset)


@given(st.floats(0, 1e12), UNITS, UNITS)
def test_a_value_turned_and_turned_back_is_the_value(value, unit, wanted):
    turned = convert(value, unit, wanted)
    if turned is not None:
        assert convert(turned, wanted, unit) == pytest.approx(value)


def given_by(words, value, at, **statement):
    """An article of one sentence, in which words for somebody give a count."""
    text = f"{value} people were killed, {words} said."
    speaker = text.index(words), text.index(words) + len(words)
    gives = said(None, None, content=((0, speaker[0] - 2),), speaker=(speaker,), **statement)
    one = update(f"a{value}", gives, figures=(figure(value, span=(0, 2)),), at=at, outlet="The Echo")
    sentences = (Sentence(start=0, end=len(text), text=text),)
    return replace(one, analysis=replace(one.analysis, sentences=sentences))


@pytest.mark.parametrize(
    ("words", "party", "begins"),
    [
        ("the fire service", "fire service", "17 for people killed, says fire service; The Echo gave 11"),
        ("police", "police", "17 for people killed, says police; "),
        ("a shopkeeper", "The Echo", "17 for people killed, says The Echo; "),
    ],
)
def test_a_figure_is_credited_to_the_body_that_the_sentence_cites(words, party, begins):
    ledger, _ = revise(Ledger(story="s1"), given_by("officials", 11, T0), Knowledge(), POLICY)
    _, (changed,) = revise(ledger, given_by(words, 17, T0 + DAY), Knowledge(), POLICY)
    assert (changed.kind, changed.party, changed.origins) == ("figure_changed", party, (party,))
    assert changed.explanation.startswith(begins)
