"""Headlines: *to* for *will*, and who says so at the end."""

from collections.abc import Callable

import pytest

from storywatch.messages import Analysis
from tests.language.test_statements import words

Read = Callable[..., Analysis]


@pytest.mark.parametrize(
    ("headline", "speaker", "proposition"),
    [
        ("Acme to close plant in Orlan, union says", "union", ("close", "plant")),
        ("Government to lift ban on Friday, Prieto says", "Prieto", ("lift", "ban")),
    ],
)
def test_an_infinitive_is_what_will_be_done(
    read: Read, headline: str, speaker: str, proposition: tuple[str, str]
) -> None:
    text = f"{headline}\n\nThe plant in Orlan is old."
    (statement,) = read(text).statements
    assert (words(text, statement.speaker), words(text, statement.cue)) == (speaker, "says")
    assert words(text, statement.content) == headline.partition(",")[0]
    told = statement.proposition
    assert told is not None
    assert (told.predicate, told.object[-1], told.mood) == (*proposition, "future")
    assert told.subject


def test_a_plan_to_do_something_is_not_yet_done(read: Read) -> None:
    text = "Ministry denies plan to close plant\n\nThe plant in Orlan is old."
    (statement,) = read(text).statements
    assert (statement.act, words(text, statement.content)) == ("deny", "plan to close plant")


def test_a_sentence_with_a_purpose_keeps_it(read: Read) -> None:
    text = "Ana Prieto left the house to close the gate.\n"
    assert not [n for n in read(text).narration if n.proposition.predicate == "close"]
