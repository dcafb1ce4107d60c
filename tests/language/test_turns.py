"""Verbs and nouns that are one cue together, and nouns that are somebody's by their place in the sentence."""

from collections.abc import Callable

import pytest

from storywatch.language.pack import read_pack
from storywatch.language.packfile import PackError
from storywatch.messages import Analysis, Span
from tests.language.test_packs import source

Read = Callable[..., Analysis]


def words(text: str, spans: tuple[Span, ...]) -> str:
    return " … ".join(text[start:end] for start, end in spans)


@pytest.mark.parametrize(
    ("rule", "text", "speaker", "cue", "content"),
    [
        (
            "verb, noun and preposition are one cue",
            "Ana Prieto took aim at the dam.",
            "Ana Prieto",
            "took aim at",
            "the dam",
        ),
        (
            "what the noun has before it belongs to the cue",
            "Ana Prieto has little faith in the dam.",
            "Ana Prieto",
            "has little faith in",
            "the dam",
        ),
        (
            "who is called an opponent opposes",
            "Ana Prieto is a staunch opponent of the dam.",
            "Ana Prieto",
            "is a staunch opponent of",
            "the dam",
        ),
        (
            "the verb's subject bears a noun of its own",
            "Ana Prieto threw her support behind the mayor.",
            "Ana Prieto",
            "threw her support behind",
            "the mayor",
        ),
        (
            "a noun that is the sentence's own subject is its bearer's",
            "The mayor's opposition to the dam has grown.",
            "The mayor",
            "opposition to",
            "the dam",
        ),
    ],
)
def test_one_cue(read: Read, rule: str, text: str, speaker: str, cue: str, content: str) -> None:
    found = {(words(text, s.speaker), words(text, s.cue), words(text, s.content)) for s in read(text).statements}
    assert (speaker, cue, content) in found, (rule, found)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("a noun that only explains states nothing", "The town is known for the mayor's opposition to the dam."),
        ("the blow of a hand is none of words", "The boxer took the mayor at night."),
    ],
)
def test_no_cue(read: Read, rule: str, text: str) -> None:
    assert not [s for s in read(text).statements if "oppos" in words(text, s.cue) or "took" in words(text, s.cue)], rule


def test_a_turn_that_is_not_three_words_says_so() -> None:
    with pytest.raises(PackError, match="no verb, noun and preposition"):
        read_pack(source("en").replace("make fun|light|mockery of", "make fun"), "own.toml")
