"""Invented articles, long enough to be copied, and what desks do to them. For the tests of copies."""

import random

from msgspec.structs import replace

from storywatch.messages import Analysis, Sentence
from storywatch.stories.terms import weigh
from tests.builders import T0, header

WIRE = (
    "A freight train left the rails outside Marlow early on Monday and spilled grain over two fields.",
    "The railway company said that four wagons had turned over and that the driver was unhurt.",
    "Engineers closed the line in both directions and expect to need three days to clear it.",
    "Passengers between Marlow and the coast are carried by buses until the rails are repaired.",
    "Farmers nearby had complained for years about the state of the embankment, which is a century old.",
    "An inspection last autumn found cracks in the clay but did not recommend that trains go slower.",
    "The regional government has asked the railway for every report that it holds on the section.",
    "It is the second derailment on the coastal line this year, after one near Orlan in the spring.",
)

OTHER = (
    "Rain that fell without a pause for six days has filled the reservoirs above the capital.",
    "The water board opened two of the five gates at dawn and warned those who camp along the river.",
    "Schools in the lower town will stay shut until the level falls under the second mark again.",
    "Volunteers carried sandbags to the hospital, whose cellar holds the generators and the archive.",
    "Meteorologists see no end of the low pressure before the weekend and speak of a rare pattern.",
    "In the hills a road gave way and left forty households with a single path to the valley floor.",
    "Insurers refuse to put a number on the damage while the water still stands in the streets.",
)

LOCAL = (
    "Anna Berg, who lives beside the crossing, woke from the noise and ran out with a lamp.",
    "The town hall has opened a warm room for travellers at the old customs house.",
)

ABOUT = (
    "Our newspaper is printed on paper from forests that are planted anew after every harvest.",
    "Readers can write to the editors at any hour and are answered within a single working day.",
    "The morning letter tells what matters before breakfast and costs nothing at all to receive.",
)


def written(
    id: str,  # noqa: A002
    *sentences: str,
    at=T0,
    outlet: str = "The Gazette",
    revision: int = 1,
    paragraphs: tuple[int, ...] = (),
) -> Analysis:
    """An article of these sentences, one a paragraph unless told otherwise."""
    parts, start = [], 0
    for place, text in enumerate(sentences):
        paragraph = paragraphs[place] if paragraphs else place
        parts.append(Sentence(start=start, end=start + len(text), text=text, paragraph=paragraph))
        start += len(text) + 1
    return Analysis(
        article=replace(header(id, outlet=outlet, at=at, title="A title"), revision=revision),
        sentences=tuple(parts),
        terms=weigh("", " ".join(sentences)),
    )


def invented(dice: random.Random, many: int) -> tuple[str, ...]:
    """Sentences of words that no other article has."""
    syllables = "ba ke lo mi nu ra so te vi wo".split()

    def word() -> str:
        return "".join(dice.choice(syllables) for _ in range(4))

    return tuple(" ".join(word() for _ in range(12)).capitalize() + "." for _ in range(many))
