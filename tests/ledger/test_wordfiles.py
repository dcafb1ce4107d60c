"""The word files are read into their types, every entry of every language."""

import re

import pytest
from msgspec import Struct

from storywatch.ledger import counted, edits, noting, voices
from storywatch.ledger.wordfiles import NEVER, read_file, read_words, stand_in


@pytest.mark.parametrize("load", [noting.load_words, voices.load_words, edits._read_forms])
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
        captions: re.Pattern[str] = NEVER

    with pytest.raises(KeyError, match="pages"):
        read_words("noting.toml", Fewer, "en")


def test_of_a_word_in_two_rows_the_first_holds():
    assert stand_in(["die kill", "hurt kill"]) == {"die": "die", "kill": "die", "hurt": "hurt"}
