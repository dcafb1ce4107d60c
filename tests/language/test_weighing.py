"""What is taken of attributions, weighed by their traits, and what only may be one."""

from collections.abc import Callable

import pytest

from storywatch.language.pack import OWN, load_pack
from storywatch.messages import Analysis, Span

Read = Callable[..., Analysis]


def words(text: str, spans: tuple[Span, ...]) -> str:
    return " … ".join(text[start:end] for start, end in spans)


@pytest.mark.parametrize(
    ("rule", "text", "speaker", "cue", "content"),
    [
        (
            "whoever issues a document says what it says",
            "The Northern Mill issued a statement saying that the dam had leaked.",
            "The Northern Mill",
            "issued a statement saying",
            "that the dam had leaked",
        ),
        (
            "a survey speaks itself",
            "Ana Prieto published a survey showing that residents fear the dam.",
            "a survey",
            "showing",
            "that residents fear the dam",
        ),
        (
            "whoever steps up an attack bears it",
            "Ana Prieto has renewed her criticism of the dam.",
            "Ana Prieto",
            "has renewed her criticism of",
            "the dam",
        ),
        (
            "the preposition of a call is the cue's",
            "Ana Prieto called on the ministry to close the dam.",
            "Ana Prieto",
            "called on",
            "the ministry to close the dam",
        ),
        (
            "an answer that is not given is none to something",
            "The ministry did not respond to the letter from the mill.",
            "The ministry",
            "did not respond to",
            "the letter from the mill",
        ),
        (
            "a speaker after the cue, taken for what is said",
            "“The dam should be closed before the winter,” said Ana Prieto.",
            "Ana Prieto",
            "said",
            "“The dam should be closed before the winter,”",
        ),
    ],
)
def test_construction(read: Read, rule: str, text: str, speaker: str, cue: str, content: str) -> None:
    found = [(words(text, s.speaker), words(text, s.cue), words(text, s.content)) for s in read(text).statements]
    assert (speaker, cue, content) in found, (rule, found)


def test_a_word_that_attributes_at_times_makes_a_tentative_statement(read: Read) -> None:
    text = "Ana Prieto targeted the ministry's plan for the dam."
    analysis = read(text)
    assert analysis.statements == ()
    (one,) = analysis.tentative or ()
    assert (words(text, one.speaker), words(text, one.cue)) == ("Ana Prieto", "targeted")


def test_nothing_rests_on_a_tentative_statement(read: Read) -> None:
    analysis = read("Ana Prieto targeted the ministry's plan for the dam.")
    assert all(one.proposition is None and one.further == () for one in analysis.tentative or ())
    assert [one.proposition.predicate for one in analysis.narration] == ["target"], "the outlet tells it"


def test_inside_another_content_even_a_known_word_is_dropped(read: Read) -> None:
    held = "Ana Prieto fears the ministry, which says a lot, will close the dam."
    assert {s.speaker_entity for s in read(held).statements} == {"Ana Prieto"}


def test_a_denial_is_never_dropped(read: Read) -> None:
    acts = [s.act for s in read("Ana Prieto denied that Tomas Lind said the dam had leaked.").statements]
    assert "deny" in acts


@pytest.mark.parametrize("language", OWN)
def test_the_weighed_words_are_of_known_frames_and_have_points(language: str) -> None:
    weights = load_pack(language).lexicon.weights
    if weights is None:
        return
    frames = {"any", "clause", "infinitive", "object", "person", "preposition", "noun", "adjective", "passive"}
    assert set(weights.words) | set(weights.known) <= frames
    levels = {level for table in weights.words.values() for level in table.values()} - {0}
    assert {f"word.{level}" for level in levels} <= set(weights.points)
    known = {weights.usual, *(level for table in weights.known.values() for level in table.values())}
    assert {f"known.{level}" for level in known} <= set(weights.points)
