"""Who bears a document, an attack or a call, and how far the cue goes."""

from collections.abc import Callable

import pytest

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
