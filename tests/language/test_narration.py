from collections.abc import Callable

import pytest

from storywatch.messages import Analysis

Read = Callable[..., Analysis]


def test_a_plain_sentence_is_narrated(read: Read) -> None:
    (told,) = read("The army closed the dam on Monday.").narration
    proposition = told.proposition
    assert (proposition.subject, proposition.predicate, proposition.object) == (("army",), "close", ("dam",))
    assert (proposition.polarity, proposition.mood, told.background) == ("pos", "fact", False)


def test_a_blow_is_no_criticism(read: Read) -> None:
    analysis = read("The army attacked the convoy on Monday.")
    assert [told.proposition.predicate for told in analysis.narration] == ["attack"]
    assert analysis.statements == ()


def test_a_passive_has_its_agent_as_subject(read: Read) -> None:
    (told,) = read("The dam was closed by the army.").narration
    assert (told.proposition.subject, told.proposition.object) == (("army",), ("dam",))


def test_joined_clauses_are_two(read: Read) -> None:
    told = read("The army closed the dam and the workers left the valley.").narration
    assert [n.proposition.predicate for n in told] == ["close", "leave"]


def test_a_statement_is_not_narrated(read: Read) -> None:
    assert read("Ana Prieto said the army had closed the dam.").narration == ()


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("The army will close the dam.", "future"),
        ("The army may close the dam.", "possible"),
        ("If the army closes the dam, the valley would flood.", "conditional"),
        ("Did the army close the dam?", "question"),
    ],
)
def test_mood(read: Read, text: str, mood: str) -> None:
    assert read(text).narration[0].proposition.mood == mood


@pytest.mark.parametrize(
    "text",
    [
        "The army had closed the dam.",
        "Last year the army closed the dam.",
        "In 2019 the army closed the dam.",
        "Earlier this year, the army closed the dam.",
        "The army closed the dam in February.",
    ],
)
def test_an_older_event_is_background(read: Read, text: str) -> None:
    assert read(text).narration[0].background


def test_reportedly_is_told_on_another_word(read: Read) -> None:
    assert read("The army reportedly closed the dam.").narration[0].via
    assert read("The dam was allegedly unsafe.").narration[0].via


def test_what_is_only_alleged_beside_the_news_leaves_it_the_outlets_own(read: Read) -> None:
    assert not read("The army closed the dam on Monday after apparently losing the road to it.").narration[0].via


def test_furniture_and_references_are_not_narrated(read: Read) -> None:
    text = (
        "ALSO READ: The army closes the dam again\n\nThe workers left the valley.\n\nReferences:\n"
        "- The Northern Courier: Army closes the dam\n- The Valley Post: Workers leave the valley\n\n"
        "Subscribe to our newsletter and follow the dam."
    )
    told = read(text)
    assert [n.proposition.predicate for n in told.narration] == ["leave"]
    assert told.statements == ()


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("The army closed the dam.", "past"),
        ("The dam was closed by the army.", "past"),
        ("The army has closed the dam.", "perfect"),
        ("The dam has been closed.", "perfect"),
        ("The army is closing the dam.", "other"),
        ("The army closes the dam.", "other"),
        ("The dam was empty.", "other"),
        ("The army will close the dam.", "other"),
    ],
)
def test_what_happened_is_told_in_the_past_or_the_perfect(read: Read, text: str, tense: str) -> None:
    assert read(text).narration[0].tense == tense


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Ove Lund pleaded not guilty on Tuesday to stealing the crane.", "neg"),
        ("Ove Lund pleaded guilty on Tuesday to stealing the crane.", "pos"),
        ("Ove Lund was found not guilty of theft by a court in Orlin.", "neg"),
        ("Ove Lund did not plead guilty to theft on Tuesday.", "neg"),
    ],
)
def test_what_somebody_is_said_not_to_be_is_negated(read: Read, text: str, polarity: str) -> None:
    assert [told.proposition.polarity for told in read(text).narration] == [polarity]
