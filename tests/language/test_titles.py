"""An office, where it is held and who holds it, side by side: three names that stand for one person and one body."""

from collections.abc import Callable

import pytest

from storywatch.messages import Analysis

Read = Callable[..., Analysis]


@pytest.mark.parametrize(
    ("text", "person", "body"),
    [
        ("The mayor of Vernou, Paul Granger, said the bridge would stay closed.", "Paul Granger", "Vernou"),
        ("The president of Acme Steel, John Smith, said the plant would close.", "John Smith", "Acme Steel"),
        (
            "The governor of the Central Bank of Morvania, Elsa Drum, said rates would rise.",
            "Elsa Drum",
            "Central Bank of Morvania",
        ),
    ],
)
def test_who_stands_beside_an_office_holds_it(read: Read, text: str, person: str, body: str) -> None:
    analysis = read(text)
    (statement,) = analysis.statements
    assert (statement.speaker_entity, statement.speaker_kind, statement.body) == (person, "person", body)
    kinds = {entity.name: entity.kind for entity in analysis.entities}
    assert kinds[person] == "person"
    assert kinds[body] != "person"


def test_a_body_whose_name_has_a_comma_stays_whole(read: Read) -> None:
    analysis = read("The Department of Housing, Water and Energy said the bridge would stay closed.")
    assert [entity.name for entity in analysis.entities] == ["Department of Housing, Water and Energy"]


@pytest.mark.parametrize(
    ("text", "person", "title"),
    [
        ("Coast Guard Adm. Ana Prieto said the bridge would stay closed.", "Ana Prieto", "adm"),
        ("The bridge would stay closed, said Sen. John Smith.", "John Smith", "sen"),
        ("Gen Paul Granger said the bridge would stay closed.", "Paul Granger", "gen"),
        ("U.S. Secretary of State Elsa Drum said the bridge would stay closed.", "Elsa Drum", "secretary"),
        ("The Lakish Minister for Water Ana Prieto said the bridge would stay closed.", "Ana Prieto", "minister"),
    ],
)
def test_a_rank_cut_short_and_an_office_of_state_are_offices(read: Read, text: str, person: str, title: str) -> None:
    titles = {entity.name: entity.title for entity in read(text).entities}
    assert titles[person] == title
