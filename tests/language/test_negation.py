"""Cues that are negated, by whatever means: nobody confirms or denies by them."""

from collections.abc import Callable

import pytest

from storywatch.messages import Analysis

Read = Callable[..., Analysis]


@pytest.mark.parametrize(
    ("text", "act", "party"),
    [
        ("Neither the Harbour Board nor Castor Lines confirmed the sale of the pier.", "decline", "Harbour Board"),
        ("Neither the Harbour Board nor Castor Lines has denied the sale.", "decline", "Harbour Board"),
        ("Neither the Harbour Board nor Castor Lines would confirm the sale.", "decline", "Harbour Board"),
        ("No official from the Harbour Board confirmed that the pier was sold.", "decline", "Harbour Board"),
        ("Nobody in the navy confirmed that the ship was lost.", "decline", None),
        ("No one in the navy confirmed that the ship was lost.", "decline", None),
        ("None of the ministers denied that the ship was lost.", "decline", None),
        ("Not one minister denied the report.", "decline", None),
        ("Few ministers denied that the ship was lost.", "decline", None),
        ("A few ministers denied that the ship was lost.", "deny", None),
        ("No 10 denied that the plan was dead.", "deny", None),
        ("Castor Lines no longer denies that it sold the pier.", "decline", "Castor Lines"),
        ("Castor Lines hardly denied that it sold the pier.", "decline", "Castor Lines"),
        ("Castor Lines stopped denying that it sold the pier.", "decline", "Castor Lines"),
        ("Castor Lines did not stop denying that it sold the pier.", "deny", "Castor Lines"),
        ("Castor Lines has yet to confirm that it sold the pier.", "decline", "Castor Lines"),
        ("Castor Lines stopped short of confirming that it sold the pier.", "decline", "Castor Lines"),
        ("Castor Lines failed to deny that it sold the pier.", "decline", "Castor Lines"),
        ("Castor Lines has confirmed nothing about the pier.", "decline", "Castor Lines"),
        ("Castor Lines did not dismiss the report of a sale.", "decline", "Castor Lines"),
        ("Castor Lines denied that it sold the pier.", "deny", "Castor Lines"),
        ("At no point did Castor Lines confirm that it sold the pier.", "decline", "Castor Lines"),
        ("Neither in its letter nor in court did Castor Lines admit that it sold it.", "decline", "Castor Lines"),
        ("Nowhere did Castor Lines admit that it sold the pier.", "decline", "Castor Lines"),
        ("Not only did Castor Lines confirm the sale of the pier.", "confirm", "Castor Lines"),
    ],
)
def test_negated_cue(read: Read, text: str, act: str, party: str | None) -> None:
    statement = read(text).statements[0]
    assert (statement.act, statement.speaker_entity or statement.body) == (act, party)


def test_negation_in_the_content_is_not_the_cues(read: Read) -> None:
    (statement,) = read("Neither the mayor nor the council was told, the Harbour Board confirmed.").statements
    assert (statement.act, statement.speaker_entity) == ("confirm", "Harbour Board")
