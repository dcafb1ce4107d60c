"""Words as numbers: what makes no difference between two texts, and what does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storywatch.messages import Sentence
from storywatch.stories.wording import MAX_WORDS, RUN, print_sentence, read_wording, telling_words


def sentences(*texts, paragraphs=None):
    return [
        Sentence(start=0, end=0, text=text, paragraph=place if paragraphs is None else paragraphs[place])
        for place, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    "other",
    [
        "The crane fell on “Monday”",
        "THE CRANE FELL, ON MONDAY!",
        "The  crane\nfell on\tMonday.",
        "`` The crane fell'' on Monday",
    ],
)
def test_case_punctuation_quotation_marks_and_line_breaks_make_no_difference(other):
    assert print_sentence(other) == print_sentence("The crane fell on Monday.")


@pytest.mark.parametrize(
    "other", ["The crane fell on Tuesday.", "On Monday the crane fell.", "The crane fell on Monday 3."]
)
def test_other_words_or_another_order_make_one(other):
    assert print_sentence(other) != print_sentence("The crane fell on Monday.")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Élan für 3,5 % naïve Ökonomen", 6),
        ("Это не так: «Газета»", 4),
        ("東京で地震", 5),
        ("مرحبا بالعالم", 2),
        ("don't", 2),
        ("\ud800 \x00 😀", 2),
        ("", 0),
    ],
)
def test_words_are_runs_of_letters_and_digits_in_any_script(text, words):
    assert len(read_wording(sentences(text)).words) == words


def test_words_in_quotation_marks_are_not_the_outlets_own():
    wording = read_wording(sentences('He said "we will not go" today'))
    assert wording.own.tolist() == [True, True, False, False, False, False, True]


def test_a_quotation_that_is_never_closed_ends_with_its_paragraph():
    wording = read_wording(sentences('"we stay', "and wait", "They stayed", paragraphs=[0, 0, 1]))
    assert wording.own.tolist() == [False] * 4 + [True] * 2


def test_what_is_no_prose_has_a_print_and_no_words():
    wording = read_wording(sentences("Read also: a crane fell", "It fell", paragraphs=[-1, 0]))
    assert wording.sentence.tolist() == [1, 1]
    assert wording.prints[0] == print_sentence("Read also: a crane fell")


def test_a_huge_text_is_read_to_a_bound():
    wording = read_wording(sentences("word " * 3 * MAX_WORDS))
    assert len(wording.words) == MAX_WORDS
    assert len(wording.shingles) == MAX_WORDS - RUN + 1


def test_numbers_and_names_are_what_an_edit_must_leave():
    told = telling_words("The crane in Marlow hurt 11 dockers of Port Orlan")
    assert told == set(read_wording(sentences("marlow 11 port orlan")).words.tolist())


@given(st.lists(st.text(max_size=60), max_size=8))
def test_each_sentence_has_the_print_that_it_has_by_itself(texts):
    assert read_wording(sentences(*texts)).prints.tolist() == [print_sentence(text) for text in texts]


def test_no_sentences_are_no_words():
    wording = read_wording([])
    assert len(wording.words) == len(wording.shingles) == len(wording.prints) == 0
    assert wording.own.dtype == np.bool_
