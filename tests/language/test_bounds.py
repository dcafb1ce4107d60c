"""Where a content begins and ends, and whose it is where a parse is misled."""

from collections.abc import Callable

import pytest

from storywatch.messages import Analysis, Span

Read = Callable[..., Analysis]


def words(text: str, spans: tuple[Span, ...]) -> str:
    return " … ".join(text[a:b] for a, b in spans)


def stated(read: Read, text: str) -> list[tuple[str, str]]:
    """Each statement's speaker and content, as they are written."""
    return [(words(text, s.speaker), words(text, s.content)) for s in read(text).statements]


CASES = {
    "a relative clause after a comma is the outlet's": (
        "Ana Prieto criticised the mayor of Orlan, who took office after a long campaign in May.",
        ("Ana Prieto", "the mayor of Orlan"),
    ),
    "so is what is put beside a name": (
        "Ana Prieto said the state would rebuild the old bridge, a gift of the miners to the people of the valley.",
        ("Ana Prieto", "the state would rebuild the old bridge"),
    ),
    "one that tells which stays": (
        "Ana Prieto criticised the mayor who took office in May.",
        ("Ana Prieto", "the mayor who took office in May"),
    ),
    "what is conceded belongs to it": (
        "Ana Prieto said the bridge was safe, although it was old.",
        ("Ana Prieto", "the bridge was safe, although it was old"),
    ),
    "a quotation after a colon belongs to it": (
        "Ana Prieto urged the miners to trust the plan: “We built the bridge and the school.”",
        ("Ana Prieto", "the miners to trust the plan … “We built the bridge and the school.”"),
    ),
    "so does one that goes on after the cue": (
        "The bridge may be closed for a year, Ana Prieto said. “The other thing is that nobody checked the bolts.”",
        ("Ana Prieto", "The bridge may be closed for a year … “The other thing is that nobody checked the bolts.”"),
    ),
    "a title in quotation marks is nobody's": (
        "Ana Prieto praised the mayor. “Morning Hour With Doe” was shown later that evening.",
        ("Ana Prieto", "the mayor"),
    ),
    "a short s before a participle is has": (
        "She’s called for an inquiry into the leak.",
        ("She", "an inquiry into the leak"),
    ),
    "a noun after what opens the sentence speaks": (
        "At the hall in Orlan, a woman who had lost her house asked the mayor what he knew of the leak.",
        ("a woman who had lost her house", "what he knew of the leak"),
    ),
    "who says the one adds the other": (
        "Ana Prieto said she did not believe that the bridge was safe, arguing that the bolts were old.",
        ("Ana Prieto", "that the bolts were old"),
    ),
    "the clause that a view is set into keeps its subject": (
        "The bridge, as one of the builders pointed out, does not carry lorries.",
        ("one of the builders", "The bridge, … does not carry lorries"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_contents_end_where_the_speaker_does(name: str, read: Read) -> None:
    text, expected = CASES[name]
    assert expected in stated(read, text)
