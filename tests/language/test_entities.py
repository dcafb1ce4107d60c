from collections.abc import Callable

from storywatch.messages import Analysis, Entity

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


def test_mentions_lie_in_the_text(read: Read) -> None:
    text = "Ana Prieto met Tomas Lind of the Ministry of Water in Vienna. Prieto’s car was late."
    for entity in read(text).entities:
        for start, end in entity.mentions:
            assert text[start:end] in entity.names
