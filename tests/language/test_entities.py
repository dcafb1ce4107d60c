from collections.abc import Callable

import pytest
from spacy.language import Language

from storywatch.knowledge import Body, Knowledge, Outlet, Place
from storywatch.language import Analyser
from storywatch.messages import Analysis, Entity
from tests.language.conftest import article

Read = Callable[..., Analysis]


def named(analysis: Analysis, name: str) -> Entity:
    return next(e for e in analysis.entities if e.name == name)


def test_a_surname_joins_its_full_name(read: Read) -> None:
    entity = named(
        read("Ana Prieto left for Vienna on Monday. Later Prieto said that Prieto's car was lost."), "Ana Prieto"
    )
    assert entity.kind == "person"
    assert set(entity.names) == {"Ana Prieto", "Prieto"}
    assert len(entity.mentions) == 3


def test_a_title_is_no_part_of_the_name(read: Read) -> None:
    assert named(read("President Ana Prieto met Sen. Tomas Lind in Vienna."), "Ana Prieto").kind == "person"


def test_an_acronym_in_brackets_is_another_name(read: Read) -> None:
    text = "The World Dam Organization (WDO) met in Vienna on Monday. The WDO said that the dam was safe."
    assert "WDO" in named(read(text), "World Dam Organization").names


def test_what_opens_a_sentence_before_letters_is_no_part_of_the_name(read: Read) -> None:
    text = "Giant DTC said on Monday that it would pay. DTC owns the dam. The mayor met DTC in Vienna."
    assert {entity.name for entity in read(text).entities} == {"DTC", "Vienna"}


def test_mentions_lie_in_the_text(read: Read) -> None:
    text = "Ana Prieto met Tomas Lind of the Ministry of Water in Vienna. Prieto’s car was late."
    for entity in read(text).entities:
        for start, end in entity.mentions:
            assert text[start:end] in entity.names


KNOWN = Knowledge(
    outlets=(Outlet(domain="today.example", name="Orlan Today"),),
    bodies=(Body(name="World Dam Organization", names=("WDO",)),),
    places=(Place(name="Lakeland", names=("Lakish", "Lakers", "L.L.")),),
)


@pytest.fixture(scope="module")
def knowing(nlp: Language) -> Read:
    analyser = Analyser(nlp, knowledge=KNOWN)
    return lambda text: analyser.analyse_one(article(text))


def test_two_spellings_are_one_entity(read: Read) -> None:
    text = "François Brún met Boris Karel in Vienna. Later Francois Brun left for Paris with Karel."
    people = [e for e in read(text).entities if e.kind == "person"]
    assert len(people) == 2


def test_letters_are_the_name_whose_initials_they_are(read: Read) -> None:
    text = "The Orlan Water Trust met in Vienna on Monday. Later the OWT said that the dam was safe."
    assert "OWT" in named(read(text), "Orlan Water Trust").names


def test_a_companys_form_is_no_part_of_what_tells_it_from_others(read: Read) -> None:
    text = "Lindmark Energy PLC was sold on Monday. Lindmark Energy said that nobody would lose a job."
    assert len([e for e in read(text).entities if e.kind == "organisation"]) == 1


def test_a_bare_surname_stays_with_whom_it_meant(read: Read) -> None:
    text = (
        "Ana Prieto left Vienna. Prieto said the dam was safe. Her brother Luis Prieto stayed. Prieto said it leaked."
    )
    assert len(named(read(text), "Ana Prieto").mentions) == 3


def test_an_office_makes_a_person_of_a_name(read: Read) -> None:
    text = "The party's leader, Marina de Lind, left Vienna. Later Marina de Lind said that the dam was safe."
    assert {e.kind for e in read(text).entities if "Lind" in e.name} == {"person"}


def test_a_title_keeps_the_words_that_tell_it_from_others(read: Read) -> None:
    text = "Vice President Ana Prieto met Foreign Minister Tomas Lind."
    analysis = read(text)
    assert (named(analysis, "Ana Prieto").title, named(analysis, "Tomas Lind").title) == (
        "vice president",
        "foreign minister",
    )


def test_all_names_of_a_known_place_are_one(knowing: Read) -> None:
    text = "Lakeland closed the dam. Lakish troops left the valley on Monday, and the Lakish government denied it."
    assert set(named(knowing(text), "Lakeland").names) == {"Lakeland", "Lakish"}


def test_a_people_is_not_its_place(knowing: Read) -> None:
    analysis = knowing("Lakeland closed the dam on Monday. The Lakers were angry about it.")
    assert "Lakers" not in named(analysis, "Lakeland").names


def test_a_surname_is_no_part_of_another_kind_of_name(read: Read) -> None:
    analysis = read("The Alternative for Lakeland party met in Vienna. Germany and France sent nobody to Vienna.")
    assert all(len(e.names) == 1 for e in analysis.entities)


def test_a_party_is_not_its_leader(read: Read) -> None:
    text = "The plan would hurt the National Trust Party, whose leader, Marina de Lind, left Vienna."
    assert named(read(text), "National Trust Party").kind == "organisation"


def test_letters_that_spell_a_pronoun_name_a_body_among_small_letters(read: Read) -> None:
    analysis = read("The World Health Organization met on Friday. WHO recommended that makers finish the vaccine.")
    assert analysis.statements[0].speaker_entity == "World Health Organization"
    assert read("WHO WON THE RACE? The mayor did.").entities == ()
    assert read("Who recommended that makers finish the vaccine?").entities == ()
    assert read("WHAT we know about the leak is little.").entities == ()
