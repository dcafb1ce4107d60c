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
