"""The word files are read into their types, every entry of every language."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from storywatch.ledger import corrections, counted, noting, voices
from storywatch.ledger.wordfiles import NEVER, Forms, _needed_by, read_file, read_words, stand_in


@pytest.mark.parametrize("load", [noting.load_words, voices.load_words, corrections.load_words])
def test_a_language_that_a_file_lacks_has_nothing(load):
    nothing = load("xx")
    assert nothing == type(nothing)()
    assert load("en") != nothing


def test_each_entry_is_read_as_its_field_says():
    words = counted.load_words()
    assert words.events["fatality"] == "die"
    assert words.units["tonne"] == ("ton", 1.0)
    assert "people" in words.anybody
    assert noting.load_words("en").captions.search("FILE PHOTO: a bridge")
    assert read_file("counted.toml") is read_file("counted.toml")


def test_a_mistyped_entry_is_told_and_not_passed_over():
    class Fewer(Struct, frozen=True):
        captions: Forms = NEVER

    with pytest.raises(KeyError, match="pages"):
        read_words("noting.toml", Fewer, "en")


def test_of_a_word_in_two_rows_the_first_holds():
    assert stand_in(["die kill", "hurt kill"]) == {"die": "die", "kill": "die", "hurt": "hurt"}


@pytest.mark.parametrize(
    ("form", "letters"),
    [
        (r"\bviews expressed\b", {"views expressed"}),
        (r"\b(handout|file) (photo(graph)?|image)\b", {"photo", "image"}),
        (r"(a|an)? (?:Later|earlier) (edition)+", {"edition"}),
        (r"\b(red|blue)? ?\d+", {""}),
        (r"^\W*photo", {""}),
        (r"no(?!w)thing", {"thing"}),
        ("one|", {""}),
    ],
)
def test_the_letters_that_a_match_needs_are_read_from_the_expression(form, letters):
    assert _needed_by(form) == letters


FORMS = [
    form for name in ("captions", "pages", "precedents", "conditions") for form in read_file("noting.toml")["en"][name]
]
FORMS += read_file("corrections.toml")["en"]["forms"]
PIECES = sorted({piece for form in FORMS for piece in re.findall("[a-z]+", form)} | set(" .:(1920-\n"))


@given(st.lists(st.sampled_from(PIECES), max_size=14), st.sampled_from(("", " ")), st.sampled_from((str, str.upper)))
def test_whatever_the_text_it_is_found_as_by_the_expressions_alone(pieces, between, spell):
    text = spell(between.join(pieces))
    assert Forms(FORMS).search(text) == any(re.search(form, text, re.IGNORECASE) for form in FORMS)
