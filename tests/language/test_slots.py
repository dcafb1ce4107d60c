"""Outlets whose names the tagger misses, by where they stand."""

from collections.abc import Callable

import pytest

from storywatch.messages import Analysis

Read = Callable[..., Analysis]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor took cash, according to a report in the Daily Pilot.",
        "The mayor took cash, according to a report in the Pilot.",
        "The mayor took cash, the Pilot reported.",
        "The mayor took cash, the Daily Pilot first reported.",
        "The mayor took cash, the Daily Pilot has learned from three people.",
        "The payments were first reported by the Daily Pilot.",
        "Ana Prieto told the Daily Pilot that the mayor took cash.",
    ],
)
def test_who_publishes_is_an_organisation(read: Read, text: str) -> None:
    named = {entity.name: entity.kind for entity in read(text).entities}
    assert "organisation" in {named.get("Daily Pilot"), named.get("Pilot")}


@pytest.mark.parametrize(
    "text",
    [
        "The mayor took cash, the President said.",
        "The mayor took cash, the Governor reported.",
        "The crew told the Pilots that the mayor left, a pilot said.",
    ],
)
def test_an_office_and_a_sort_of_body_are_no_names(read: Read, text: str) -> None:
    assert not {"President", "Governor", "pilot"} & {entity.name for entity in read(text).entities}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The mining firm Tarkov sold the mill in June.", "Tarkov"),
        ("Talmor chief executive Ana Prieto said on Monday that the mill was sold.", "Talmor"),
        ("The mill was sold, Gorvel deputy chairman Ana Prieto said on Monday.", "Gorvel"),
    ],
)
def test_a_company_is_one_by_the_noun_before_it_or_the_office_behind_it(read: Read, text: str, name: str) -> None:
    assert {entity.name: entity.kind for entity in read(text).entities}[name] == "organisation"


@pytest.mark.parametrize(
    "text",
    [
        "Finance director Ana Prieto said on Monday that the mill was sold.",
        "Deputy chief executive Ana Prieto said on Monday that the mill was sold.",
        "The mining company boss Ana Prieto said on Monday that the mill was sold.",
        "The company President sold the mill, Ana Prieto said.",
    ],
)
def test_the_words_of_an_office_are_none(read: Read, text: str) -> None:
    assert {entity.name for entity in read(text).entities} == {"Ana Prieto"}


@pytest.mark.parametrize(
    ("text", "speaker", "body", "via"),
    [
        ("The dam leaked, according to a report in the Daily Pilot.", None, "Daily Pilot", ()),
        ("Three people told the Daily Pilot that the dam leaked.", None, None, ("Daily Pilot",)),
        ("Three people told the Harbour Committee that the dam leaked.", None, None, ()),
    ],
)
def test_who_has_it_from_whom(read: Read, text: str, speaker: str, body: str, via: tuple[str, ...]) -> None:
    statement = next(s for s in read(text).statements if s.proposition and s.proposition.predicate == "leak")
    assert (statement.speaker_entity, statement.body, statement.via) == (speaker, body, via)
