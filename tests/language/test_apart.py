"""Who is tied to a body or a person by name, and does not stand for them."""

from collections.abc import Callable

import pytest

from storywatch.messages import Analysis

Read = Callable[..., Analysis]


@pytest.mark.parametrize(
    ("text", "entity", "body"),
    [
        ("The neighbour of coach Ove Lund denied that he had left the club.", None, None),
        ("The opposition in Norland denied that it plans a tax on salt.", None, None),
        ("The government of Norland denied that it plans a tax on salt.", None, "Norland"),
        ("The owner of the club, Ove Lund, denied that he had left it.", "Ove Lund", None),
    ],
)
def test_tied_and_apart(read: Read, text: str, entity: str | None, body: str | None) -> None:
    statement = read(text).statements[0]
    assert (statement.speaker_entity, statement.body) == (entity, body)


def test_former_head_does_not_stand_for_the_company(read: Read) -> None:
    text = "Castor Lines has grown. Castor Lines' {} chief executive Ida Lomm confirmed that Castor Lines will close."
    bodies = [read(text.format(word)).statements[0].body for word in ("new", "former")]
    assert bodies == ["Castor Lines", None]


@pytest.mark.parametrize(
    ("who", "body"),
    [
        ("Castor Lines chief executive Ida Lomm", "Castor Lines"),
        ("Former Castor Lines chief Ida Lomm", None),
        ("Retired Castor Lines director Ida Lomm", None),
        ("Ida Lomm, a former head of Castor Lines,", None),
        ("Ida Lomm, a former minister who leads Castor Lines,", "Castor Lines"),
        ("Ida Lomm, who led Castor Lines until 2019,", None),
        ("Ida Lomm, who leads Castor Lines,", "Castor Lines"),
    ],
)
def test_who_held_an_office_once_stands_for_whom_they_lead_now_if_anybody(
    read: Read, who: str, body: str | None
) -> None:
    text = f"Castor Lines has grown. {who} said on Monday that Castor Lines will close."
    statement = read(text).statements[0]
    assert (statement.speaker_entity, statement.body) == ("Ida Lomm", body)


@pytest.mark.parametrize(
    ("who", "kind", "body"),
    [
        ("The court of Orlan", "organisation", None),
        ("A court in Orlan", "organisation", None),
        ("Castor Lines' works council", "organisation", None),
        ("The pilots' union at Castor Lines", "organisation", None),
        ("A spokesman for a court in Orlan", "anonymous", None),
        ("The government of Orlan", "organisation", "Orlan"),
        ("A spokesman for the government of Orlan", "anonymous", "Orlan"),
        ("The city council of Orlan", "organisation", "Orlan"),
        ("The union", "unknown", None),
    ],
)
def test_a_body_of_its_own_stands_for_no_place_and_for_nobody_else(
    read: Read, who: str, kind: str, body: str | None
) -> None:
    statement = read(f"Ida Lomm lives in Orlan. {who} confirmed on Monday that the ferry had sunk.").statements[0]
    assert (statement.speaker_entity, statement.speaker_kind, statement.body) == (None, kind, body)


@pytest.mark.parametrize(
    ("who", "body"),
    [
        ("The chief executive of Castor Lines, Ida Lomm,", "Castor Lines"),
        ("The leader of the Castor Union, Ida Lomm,", "Castor Union"),
        ("Ida Lomm, the leader of Norland's striking ferry drivers,", None),
        ("Ida Lomm, the head of Norland's armed forces,", "Norland"),
    ],
)
def test_whom_the_bearer_of_an_office_stands_for(read: Read, who: str, body: str | None) -> None:
    analysis = read(f"{who} said on Monday that the line was closed.")
    (statement,) = analysis.statements
    (person,) = [one for one in analysis.entities if one.name == "Ida Lomm"]
    assert (statement.speaker_entity, statement.body, person.body) == ("Ida Lomm", body, body)


@pytest.mark.parametrize(
    ("said", "subject", "object_"),
    [
        ("it had been offered a bonus by Kolm Bank", ("Kolm Bank",), ("Castor Union",)),
        ("it had been offered money", (), ("Castor Union",)),
        ("it was agreed that Kolm Bank would pay", (), ()),
    ],
)
def test_it_is_the_body_that_says_what_was_done_to_it(
    read: Read, said: str, subject: tuple[str, ...], object_: tuple[str, ...]
) -> None:
    (statement,) = read(f"The Castor Union denied that {said}.").statements
    proposition = statement.proposition
    assert proposition is not None
    assert (proposition.subject, proposition.object) == (subject, object_)
