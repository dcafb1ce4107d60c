"""Who answers for a body by an office."""

import pytest

from storywatch.knowledge import Office
from storywatch.ledger.standing import bodies_of
from storywatch.names import fold_name

OFFICES = (
    Office(titles=("{} minister", "minister of {}"), bodies=("{} ministry", "ministry of {}")),
    Office(titles=("mayor",), bodies=("city hall",)),
)


@pytest.mark.parametrize(
    ("title", "body", "bodies"),
    [
        ("transport minister", None, ("transport ministry", "ministry of transport")),
        ("minister of ports", None, ("ports ministry", "ministry of ports")),
        ("transport minister", "Transport", ("transport ministry", "ministry of transport")),
        ("transport minister", "Lakeland", ()),
        ("mayor", None, ("city hall",)),
        ("minister", None, ()),
        ("deputy mayor", None, ()),
    ],
)
def test_a_title_answers_for_its_bodies_unless_the_text_puts_it_elsewhere(title, body, bodies):
    assert bodies_of(title, body, OFFICES) == tuple(map(fold_name, bodies))
