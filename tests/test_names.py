"""One fold for all names: what is one name in two spellings is one name."""

import pytest

from storywatch.knowledge import Body, Knowledge, Outlet, Place
from storywatch.ledger.names import Names, resolve
from storywatch.messages import Entity, EntityKind
from storywatch.names import fold_name, given_names, initials


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Élodie Brún", "Elodie Brun"),
        ("Jean-Marc Lind", "Jean Marc Lind"),
        ("Wołek", "Wolek"),
        ("the Ministry of Water", "Ministry of Water’s"),
        ("U.S.", "US"),
        ("World Dam Organisation", "World Dam Organization"),
        ("Orlan Mills PLC", "Orlan Mills"),
        ("Karl Lind Jr.", "Karl Lind"),
        ("the workers' party", "The Workers Party"),
    ],
)
def test_two_spellings_are_one_name(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(("one", "other"), [("Orlan", "Orlan Valley"), ("Ana Prieto", "Ana Prieta"), ("Inc", "Corp")])
def test_two_names_stay_two(one: str, other: str) -> None:
    assert fold_name(one) != fold_name(other)


def test_initials_pass_over_the_little_words() -> None:
    assert initials("the Ministry of the Valley and Water") == "mvw"


def test_what_is_known_beforehand_is_found_by_each_of_its_names() -> None:
    known = given_names(
        Knowledge(
            outlets=(Outlet(domain="courier.example", name="Courier", names=("Northern Courier",)),),
            bodies=(Body(name="Mill House"),),
            places=(Place(name="Lakeland", names=("Lakish",)),),
        )
    )
    assert {form: (one.name, one.sort) for form, one in known.items()} == {
        "courier": ("Courier", "outlet"),
        "northern courier": ("Courier", "outlet"),
        "courier example": ("Courier", "outlet"),
        "mill house": ("Mill House", "body"),
        "lakeland": ("Lakeland", "place"),
        "lakish": ("Lakeland", "place"),
    }


def entity(name: str, kind: EntityKind = "organisation") -> Entity:
    return Entity(name=name, kind=kind, names=(name,), mentions=((0, 1),))


@pytest.mark.parametrize("order", [("WDO", "World Dam Organization"), ("World Dam Organization", "WDO")])
def test_letters_in_one_article_are_the_name_in_another(order: tuple[str, str]) -> None:
    names = Names({})
    for name in order:
        names.learn([entity(name)], 100)
    assert resolve("WDO", names.aliases) == resolve("World Dam Organisation", names.aliases)


def test_letters_that_two_names_have_are_neither() -> None:
    names = Names({})
    names.learn([entity("World Dam Organization"), entity("Western Dike Office"), entity("WDO")], 100)
    assert resolve("WDO", names.aliases) == "WDO"


def test_the_names_learnt_first_go_first_and_nobody_bears_them_any_more() -> None:
    names = Names({})
    names.learn([entity("Ana Prieto", "person"), entity("Karl Lind", "person")], 100)
    assert names.settle(1) == {"karl lind": "Karl Lind"}
    names.learn([entity("Prieto", "person"), entity("Lind", "person")], 100)
    assert names.settle(9) == {"karl lind": "Karl Lind", "prieto": "Prieto", "lind": "Karl Lind"}
    assert list(names.forms_of({"Karl Lind", "Ana Prieto"})) == [("karl lind", "Karl Lind"), ("lind", "Karl Lind")]


def test_what_a_ledger_has_otherwise_than_the_knowledge_file_holds_and_is_kept() -> None:
    known = Knowledge(bodies=(Body(name="Mill House", names=("Mills",)), Body(name="Port Authority")))
    names = Names({"mills": "Orlan Mills", "quay": "Quay"}, known)
    assert resolve("Mills", names.aliases) == "Orlan Mills"
    assert names.settle(9) == {"mills": "Orlan Mills", "quay": "Quay"}
    assert not names.lasting
    assert Names({"quay": "Quay", "port authority": "Port Authority"}, known).settle(9) == {"quay": "Quay"}
