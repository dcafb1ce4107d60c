"""Reports inside what another says: which are statements of their own, and which are a part of that telling."""

from collections.abc import Callable

import pytest

from storywatch.messages import Analysis, Span

Read = Callable[..., Analysis]


def words(text: str, spans: tuple[Span, ...]) -> str:
    return " … ".join(text[start:end] for start, end in spans)


@pytest.mark.parametrize(
    ("rule", "text", "speakers"),
    [
        (
            "what a report hands on",
            "The Northern Courier reported that Ana Prieto said the dam had leaked.",
            ["The Northern Courier", "Ana Prieto"],
        ),
        (
            "what was said according to somebody",
            "According to the Northern Courier, Ana Prieto said the dam had leaked.",
            ["the Northern Courier", "Ana Prieto"],
        ),
        (
            "an act that moves a claim",
            "The ministry said that Ana Prieto denied that the dam had leaked.",
            ["The ministry", "Ana Prieto"],
        ),
        (
            "a clause set beside another",
            "Ana Prieto said the dam was closed, which residents said was wrong.",
            ["Ana Prieto", "residents"],
        ),
        (
            "one's own realising is a part of one's telling",
            "Ana Prieto said she realised that the dam had leaked.",
            ["Ana Prieto"],
        ),
        (
            "what one says that another said is one's own telling",
            "Ana Prieto said that Tomas Lind told her the dam had leaked.",
            ["Ana Prieto"],
        ),
        (
            "who denies that it was said hands on nothing",
            "Ana Prieto denied that Tomas Lind said the dam had leaked.",
            ["Ana Prieto"],
        ),
    ],
)
def test_held(read: Read, rule: str, text: str, speakers: list[str]) -> None:
    assert [words(text, s.speaker) for s in read(text).statements] == speakers, rule
