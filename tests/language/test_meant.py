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


def test_a_neighbour_named_so_is_whom_he_stands_for(read: Read) -> None:
    text = (
        "Mayor Jan Holm led journalists to the dam. “I never saw such a flood,” said a neighbour named Emil Brandt. "
        "He said the noise was loud."
    )
    assert [s.speaker_entity for s in read(text).statements] == ["Emil Brandt", "Emil Brandt"]


def test_a_man_without_a_name_goes_on_without_one(read: Read) -> None:
    text = "A man in a blue coat said mayor Jan Holm was dead. The man said that Holm had been brave."
    assert [s.speaker_entity for s in read(text).statements] == [None, None]


def test_of_whom_something_is_has_not_spoken(read: Read) -> None:
    text = "Jan Holm met the council. A bridge fell. Many fled. Holm’s troops moved. The general said he would wait."
    (told,) = read(text).statements
    assert told.speaker_entity is None


@pytest.mark.parametrize(
    ("text", "moods"),
    [
        ("Ana Prieto dismissed claims that the dam had burst, adding, “If so, who would be here?”", ["fact"]),
        ("Did Ana Prieto dismiss claims that the dam had burst?", []),
    ],
)
def test_a_question_in_a_quotation_asks_nothing_outside_it(read: Read, text: str, moods: list[str]) -> None:
    denials = [s.proposition for s in read(text).statements if s.act == "deny" and s.proposition]
    assert [one.mood for one in denials if one.mood != "question"] == moods


def test_a_name_does_not_end_on_what_leads_on(read: Read) -> None:
    text = (
        "There was no immediate official comment from Norway’s Ministry of Defense on Kaim’s comments about the field."
    )
    assert "Ministry of Defense" in {e.name for e in read(text).entities}
