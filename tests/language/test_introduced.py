"""Speech that another verb than one of speaking introduces, and cues that parses set in wrongly."""

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
            "what somebody does before a colon and a quotation",
            "Then Ana Prieto turned to the residents: “We lost the whole dam in one night.”",
            "Ana Prieto",
            "turned to the residents:",
            "“We lost the whole dam in one night.”",
        ),
        (
            "made clear",
            "The ministry made it clear that the dam would be closed.",
            "The ministry",
            "made it clear",
            "that the dam would be closed",
        ),
        (
            "a verb with back",
            "“The dam was never safe at all,” Ana Prieto shot back.",
            "Ana Prieto",
            "shot back",
            "“The dam was never safe at all,”",
        ),
        (
            "what she called, as a thing",
            "Ana Prieto condemned what she called a sham.",
            "Ana Prieto",
            "condemned",
            "what she called a sham",
        ),
        (
            "what continues is no cue of its teller's",
            "The talks are continuing, Ana Prieto said.",
            "Ana Prieto",
            "said",
            "The talks are continuing",
        ),
        (
            "an infinitive that came about",
            "The leak prompted Ana Prieto to say that the dam was unsafe.",
            "Ana Prieto",
            "to say",
            "that the dam was unsafe",
        ),
    ],
)
def test_introduced(read: Read, rule: str, text: str, speaker: str, cue: str, content: str) -> None:
    found = [
        (words(text, s.speaker), words(text, s.cue), words(text, s.content)) for s in read(text).statements
    ]  # fmt: skip
    assert (speaker, cue, content) in found, (rule, found)
