"""Who said it in the end, and through whom it came here."""

from collections.abc import Callable

import pytest

from storywatch.messages import Analysis

Read = Callable[..., Analysis]


def chain(analysis: Analysis) -> tuple[str | None, tuple[str, ...]]:
    """The speaker and the channels of the statement whose content is that the dam leaks."""
    found = [s for s in analysis.statements if s.proposition is not None and s.proposition.predicate == "leak"]
    return found[-1].speaker_entity, found[-1].via


@pytest.mark.parametrize(
    ("rule", "text", "speaker", "via"),
    [
        (
            "citing",
            "The Northern Courier reported, citing the Ministry of Water, that the dam had leaked.",
            "Ministry of Water",
            ("Northern Courier",),
        ),
        (
            "quoting what publishes, with its name",
            "The dam had leaked, the Northern Courier said, quoting the Orlan Pilot newspaper.",
            "Orlan Pilot",
            ("Northern Courier",),
        ),
        (
            "citing somebody unnamed",
            "The dam had leaked, the Northern Courier reported, citing two officials.",
            None,
            ("Northern Courier",),
        ),
        (
            "told an outlet",
            "Ana Prieto told the Northern Courier that the dam had leaked.",
            "Ana Prieto",
            ("Northern Courier",),
        ),
        ("told a body", "Ana Prieto told the Senate that the dam had leaked.", "Ana Prieto", ()),
        (
            "in an interview",
            "“The dam has leaked,” Ana Prieto said in an interview with the Northern Courier.",
            "Ana Prieto",
            ("Northern Courier",),
        ),
        (
            "speaking to an outlet",
            "Speaking to the Northern Courier, Ana Prieto said that the dam had leaked.",
            "Ana Prieto",
            ("Northern Courier",),
        ),
        (
            "quoted as saying",
            "The Northern Courier quoted Ana Prieto as saying the dam had leaked.",
            "Ana Prieto",
            ("Northern Courier",),
        ),
        (
            "was quoted as saying by",
            "Ana Prieto was quoted by the Northern Courier as saying that the dam had leaked.",
            "Ana Prieto",
            ("Northern Courier",),
        ),
        (
            "a document seen by",
            "The dam had leaked, according to a document seen by the Northern Courier.",
            None,
            ("Northern Courier",),
        ),
        (
            "a source who spoke to",
            "An official who spoke to the Northern Courier said that the dam had leaked.",
            None,
            ("Northern Courier",),
        ),
        (
            "outermost first",
            "The Valley Post reported that Ana Prieto told the Northern Courier that the dam had leaked.",
            "Ana Prieto",
            ("Valley Post", "Northern Courier"),
        ),
        (
            "set beside what it confirms",
            "Ana Prieto acknowledged the closure, as the Northern Courier reported that the dam had leaked.",
            "Northern Courier",
            (),
        ),
    ],
)
def test_channel(read: Read, rule: str, text: str, speaker: str | None, via: tuple[str, ...]) -> None:
    assert chain(read(text)) == (speaker, via), rule


def test_nobody_is_the_channel_of_their_own_words(read: Read) -> None:
    text = "Ana Prieto said on Monday that she had said that the dam leaked."
    assert all(statement.speaker_entity not in statement.via for statement in read(text).statements)


def test_the_articles_own_outlet_is_no_channel(read: Read) -> None:
    text = "Ana Prieto told the Example News that the dam had leaked."
    assert chain(read(text, outlet="Example News")) == ("Ana Prieto", ())
