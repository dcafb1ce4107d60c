"""What somebody feels about a matter: adjectives and participles that attribute, and those that do not."""

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
            "a feeling by the participle of a verb is that of whoever undergoes it",
            "Residents were frustrated by the delay.",
            "Residents",
            "were frustrated by",
            "the delay",
        ),
        (
            "an adjective takes a preposition of its own",
            "Ana Prieto is interested in the dam.",
            "Ana Prieto",
            "is interested in",
            "the dam",
        ),
        (
            "a feeling set before a sentence is that of its subject",
            "Frustrated by the delay, residents closed the road.",
            "residents",
            "Frustrated by",
            "the delay",
        ),
        (
            "what comes of a feeling is not what it is about",
            "Ana Prieto is so wary of the dam that she moved away.",
            "Ana Prieto",
            "is so wary of",
            "the dam",
        ),
    ],
)
def test_who_feels_what(read: Read, rule: str, text: str, speaker: str, cue: str, content: str) -> None:
    found = {(words(text, s.speaker), words(text, s.cue), words(text, s.content)) for s in read(text).statements}
    assert (speaker, cue, content) in found, (rule, found)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("what is sure to happen is nobody's view", "The river is sure to rise."),
        ("*critical to* is no criticism", "The dam is critical to the town."),
        ("what would be felt is only supposed", "It is early to be optimistic about the dam."),
        ("whose feeling tells which people are meant", "The mill asked people who are wary of the dam."),
    ],
)
def test_who_feels_nothing(read: Read, rule: str, text: str) -> None:
    cues = [words(text, s.cue) for s in read(text).statements]
    assert not [cue for cue in cues if cue.startswith(("is ", "be ", "are ", "was "))], (rule, cues)
