"""How far a cue runs: to the writing that bears it, to the preposition that leads on, to where and how it was said."""

from collections.abc import Callable

import pytest

from storywatch.messages import Analysis, Span

Read = Callable[..., Analysis]


def words(text: str, spans: tuple[Span, ...]) -> str:
    return " … ".join(text[start:end] for start, end in spans)


@pytest.mark.parametrize(
    ("rule", "text", "speaker", "cue"),
    [
        (
            "a letter asks what its writer asks",
            "The miners sent a letter to the board on Monday asking it to close the dam.",
            "The miners",
            "sent a letter to the board on Monday asking",
        ),
        (
            "so does a series of them",
            "Ana Prieto unleashed a series of messages late on Friday, saying that the dam had leaked.",
            "Ana Prieto",
            "unleashed a series of messages late on Friday, saying",
        ),
        (
            "and a relative clause tells what one says",
            "The mill ran an advertisement that urged voters to close the dam.",
            "The mill",
            "ran an advertisement that urged",
        ),
        (
            "what a column is about leads on from it",
            "Ana Prieto published a column about the leak.",
            "Ana Prieto",
            "published a column about",
        ),
        (
            "an answer is given by what it says",
            "The ministry responded by saying that the dam was safe.",
            "The ministry",
            "responded by saying",
        ),
        (
            "the preposition behind a passive leads on",
            "Ana Prieto is widely seen as a rival of the mayor.",
            "",
            "is widely seen as",
        ),
        (
            "an owner's ending belongs to the owner",
            "The ministry's claim that the dam was safe came on Monday.",
            "The ministry",
            "claim",
        ),
        (
            "a feeling that somebody shows",
            "The miners have expressed misgivings about the plan.",
            "The miners",
            "have expressed misgivings about",
        ),
        (
            "or does not show",
            "Ana Prieto showed no sign that she would resign.",
            "Ana Prieto",
            "showed no sign",
        ),
        (
            "what somebody is quick to do is what they say",
            "Ana Prieto was quick to condemn the plan.",
            "Ana Prieto",
            "was quick to condemn",
        ),
        (
            "how much is known stands between verb and preposition",
            "The miners know all about the leak.",
            "The miners",
            "know all about",
        ),
        (
            "a day behind a setting",
            "Ana Prieto said in a statement Friday that the dam had leaked.",
            "Ana Prieto",
            "said in a statement Friday",
        ),
        (
            "a plan announced on a day is still one to do something",
            "The ministry announced plans on Monday to close the dam.",
            "The ministry",
            "announced plans",
        ),
        (
            "what is written on a platform is written there",
            "Ana Prieto wrote on Facebook that the dam had leaked.",
            "Ana Prieto",
            "wrote on Facebook",
        ),
        (
            "what is said on a day or in a place is not",
            "Ana Prieto said at the mill that the dam had leaked.",
            "Ana Prieto",
            "said",
        ),
        (
            "how somebody looks while speaking",
            "“It leaks,” Ana Prieto said with a grin.",
            "Ana Prieto",
            "said with a grin",
        ),
        (
            "each of them did it",
            "The mayor and the minister both condemned the plan.",
            "The mayor and the minister",
            "both condemned",
        ),
    ],
)
def test_extent(read: Read, rule: str, text: str, speaker: str, cue: str) -> None:
    found = [(words(text, s.speaker), words(text, s.cue)) for s in read(text).statements]
    assert (speaker, cue) in found, (rule, found)


@pytest.mark.parametrize(
    ("rule", "text", "cue"),
    [
        (
            "an ad shows pictures, which are no speech",
            "The mill released an advertisement showing that residents drink from the dam.",
            "showing",
        ),
        (
            "an answer told at length has a cue of its own",
            "The ministry responded to the letter of the miners on Monday by saying that the dam was safe.",
            "saying",
        ),
    ],
)
def test_apart(read: Read, rule: str, text: str, cue: str) -> None:
    assert cue in [words(text, s.cue) for s in read(text).statements], rule


def test_what_a_content_tells_of_is_no_object_of_its_cue(read: Read) -> None:
    text = "Ana Prieto said installation of the new pumps, which were built in Orlan, could be delayed by a few days."
    (statement,) = read(text).statements
    assert words(text, statement.content) == text[len("Ana Prieto said ") : -1]
    assert statement.proposition is not None
    assert (statement.proposition.predicate, statement.proposition.object) == ("delay", ("installation",))
