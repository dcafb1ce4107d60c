"""Words to cluster by."""

from hypothesis import given
from hypothesis import strategies as st

from storywatch.stories.terms import LEAD_WEIGHT, MAX_TERMS, NAME_WEIGHT, fold, weigh


def test_a_name_inside_a_sentence_weighs_more_than_a_word():
    weights = weigh("", "Yesterday the harbour saw Marlow arrive.")
    assert weights["marlow"] == round(NAME_WEIGHT * LEAD_WEIGHT * weights["harbour"], 3)


def test_a_number_counts_with_what_it_counts_and_a_year_counts_most():
    weights = weigh("", "Commandos took 23 pirates off Orlan in 2011.")
    assert weights["23 pirate"] > weights["pirate"]
    assert weights["2011"] > weights["23"] > weights["orlan"] > weights["commando"]


def test_a_title_that_the_text_opens_with_counts_once():
    assert weigh("Cranes fall", "Cranes fall in the harbour.") == weigh("", "Cranes fall in the harbour.")


def test_a_capital_that_only_opens_a_sentence_is_no_name():
    assert weigh("", "Harbours closed. Cranes fell.")["crane"] == 1.0


def test_the_title_counts_more_than_the_body():
    weights = weigh("crane", "harbour")
    assert weights["crane"] > weights["harbour"]


def test_plural_and_possessive_are_one_term():
    assert fold("inquiries") == fold("inquiry")
    assert fold("Marlow’s") == fold("marlow")
    assert fold("crisis") == "crisis"


@given(st.text(max_size=400), st.text(max_size=4_000))
def test_any_text_gives_bounded_positive_weights(title, text):
    weights = weigh(title, text)
    assert len(weights) <= MAX_TERMS
    assert all(weight > 0 for weight in weights.values())
