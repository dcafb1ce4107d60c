"""Who is asked, whose office speaks, which union is meant, and what an amount is of."""

from collections.abc import Callable

import pytest

from storywatch.messages import Analysis

Read = Callable[..., Analysis]


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Ana Prieto called on Tomas Lind on Thursday to resign.",
        "The mayor of Orlan, Ana Prieto, called on Tomas Lind to resign as chief executive of the bank.",
        "Mayor Ana Prieto urged Tomas Lind to resign.",
    ],
)
def test_whom_somebody_calls_on_is_to_do_it(read: Read, text: str) -> None:
    (asked,) = [s for s in read(text).statements if s.proposition and s.proposition.predicate == "resign"]
    assert (asked.act, asked.speaker_entity) == ("demand", "Ana Prieto")
    assert asked.proposition is not None
    assert asked.proposition.subject == ("Tomas Lind",)


def test_who_plans_to_do_it_does_it_herself(read: Read) -> None:
    (plan,) = read("Mayor Ana Prieto plans to resign.").statements
    assert plan.proposition is not None
    assert plan.proposition.subject == ("Ana Prieto",)


def test_a_union_without_a_name_is_not_the_company_that_it_speaks_of(read: Read) -> None:
    text = (
        "Northgate Water will cut 900 jobs, the union of dockers said on Saturday. "
        "On Friday the union had said that 600 jobs were at risk."
    )
    assert [s.speaker_entity for s in read(text).statements] == [None, None]


def test_her_office_is_the_prosecutors_who_acts(read: Read) -> None:
    text = "The public prosecutor has opened an inquiry into payments to police chief Arno Veld, her office said."
    (told,) = read(text).statements
    assert (told.speaker_entity, told.body) == (None, None)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Prosecutors put the payments at 120,000 euros.", "payment"),
        ("The ministry estimated the damage at 3 million euros.", "damage"),
        ("The ministry put the death toll at 45.", "toll"),
    ],
)
def test_what_is_put_at_an_amount(read: Read, text: str, what: str) -> None:
    (figure,) = read(text).figures
    assert figure.what[0] == what
    assert not {"ministry", "prosecutor"} & set(figure.what)
