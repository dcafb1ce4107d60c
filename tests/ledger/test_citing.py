"""Whom words name among a story's outlets, and what that does to origins."""

import pytest
from msgspec.structs import replace

from storywatch.knowledge import Knowledge
from storywatch.ledger import Ledger, LedgerPolicy, revise
from storywatch.ledger.citing import find_outlet, name_outlet
from storywatch.ledger.noting import is_unverified
from storywatch.messages import Entity, Sentence
from tests.builders import HOUR, T0, proposition, said, update

OUTLETS = ("Daily Pilot", "Harbour Voice", "lakeside-post.example", "Post", "valley-observer.example")
CANCELLED = proposition("Port Authority", "cancel", "inspection crane January")


@pytest.mark.parametrize(
    ("words", "outlet"),
    [
        ("a report in the Daily Pilot", "Daily Pilot"),
        ("a report in the Pilot", "Daily Pilot"),
        ("the Daily Pilot's Ana Prieto", "Daily Pilot"),
        ("the Voice", "Harbour Voice"),
        ("the Lakeside Post", "lakeside-post.example"),
        ("the LakesidePost", "lakeside-post.example"),
        ("the Observer", "valley-observer.example"),
        ("a harbour pilot", None),
        ("the Post Office", None),
        ("Pilot Tomas Lind", None),
        ("", None),
    ],
)
def test_outlet_that_words_name(words, outlet):
    assert find_outlet(words, OUTLETS) == outlet


@pytest.mark.parametrize(
    ("text", "unverified"),
    [
        ("The River Times could not independently verify the report.", True),
        ("The report could not be independently confirmed.", True),
        ("The claims have not been independently verified.", True),
        ("The paper was unable to independently verify it.", True),
        ("The council could not confirm the figure.", False),
        ("Auditors independently verified the accounts.", False),
    ],
)
def test_who_could_not_check_a_report(text, unverified):
    assert is_unverified(text, "en") is unverified


DOMAINS = ("northbeam.example", "dailymoor.example", "morgenblatt.example", "thealdine.example", "lanoticia.example")


@pytest.mark.parametrize(
    ("name", "outlet"),
    [
        ("Northbeam", "northbeam.example"),
        ("Daily Moor", "dailymoor.example"),
        ("the Daily Moor", "dailymoor.example"),
        ("Das Morgenblatt", "morgenblatt.example"),
        ("The Aldine", "thealdine.example"),
        ("Aldine", "thealdine.example"),
        ("La Notícia", "lanoticia.example"),
        ("Ana Northbeam", None),
        ("Moor", None),
        ("Northbeam Airport", None),
    ],
)
def test_outlet_that_a_whole_name_is(name, outlet):
    assert name_outlet(name, DOMAINS) == outlet


def _cited(name, domain, *, domain_first=True, **entity):
    """The origins and changes of a claim that an outlet known by its domain tells, and one that cites it by name."""
    mentions = Entity(**{"name": name, "kind": "person", "names": (name,), "mentions": ()} | entity)
    own = update("a1", said(CANCELLED, None, speaker_kind="anonymous"), outlet=domain, opened=domain_first)
    cites = update("a2", said(CANCELLED, name, speaker_kind="person"), outlet="River Times", opened=not domain_first)
    cites = replace(cites, analysis=replace(cites.analysis, entities=(mentions,)))
    ledger, kinds = Ledger(story="s1"), []
    for one in (own, cites) if domain_first else (cites, own):
        ledger, developments = revise(ledger, one, Knowledge(), LedgerPolicy())
        kinds = [development.kind for development in developments]
    return ledger.claims[0].origins, kinds


def test_an_outlet_that_the_tagger_takes_for_a_person_is_one_origin_with_its_domain():
    assert _cited("Northbeam", "northbeam.example") == (("northbeam.example",), [])
    assert _cited("Das Morgenblatt", "morgenblatt.example") == (("morgenblatt.example",), [])


def test_an_outlet_is_one_origin_though_it_is_cited_before_it_comes():
    assert _cited("Northbeam", "northbeam.example", domain_first=False) == (("Northbeam",), [])


def test_who_holds_an_office_and_what_is_a_place_is_no_outlet():
    both = (("northbeam.example", "Northbeam"), ["corroborated"])
    assert _cited("Northbeam", "northbeam.example", title="harbour master") == both
    assert _cited("Nora Northbeam", "northbeam.example")[1] == ["corroborated"]


def _second(statement, *texts, outlet="River Times"):
    """What a second article changes about a claim that a first one had from its own sources."""
    first = update("a1", said(CANCELLED, None, speaker_kind="anonymous"), opened=True, outlet="Daily Pilot")
    second = update("a2", statement, at=T0 + HOUR, outlet=outlet)
    sentences = tuple(
        Sentence(start=200 * place, end=200 * place + len(text), text=text) for place, text in enumerate(texts)
    )
    second = replace(second, analysis=replace(second.analysis, sentences=sentences))
    ledger, _ = revise(Ledger(story="s1"), first, Knowledge(), LedgerPolicy())
    ledger, developments = revise(ledger, second, Knowledge(), LedgerPolicy())
    return ledger.claims[0].origins, [development.kind for development in developments]


PEOPLE = said(CANCELLED, None, speaker_kind="anonymous")


def test_an_outlets_own_sources_are_an_origin():
    text = "Two people told the River Times that the crane inspection was cancelled, as the Daily Pilot had it."
    assert _second(PEOPLE, text) == (("Daily Pilot", "River Times"), ["corroborated"])


def test_a_report_in_an_outlet_of_the_story_is_that_outlets_whatever_the_tagger_says():
    text = "The crane inspection was cancelled, according to a report in the Daily Pilot."
    origins = (("Daily Pilot",), [])
    assert _second(said(CANCELLED, None, speaker=((61, 77),)), text) == origins
    assert _second(said(CANCELLED, "Pilot"), text.replace("Daily ", "")) == origins


def test_who_could_not_check_it_is_no_origin():
    texts = "Two people said that the crane inspection was cancelled.", "The paper could not independently verify it."
    assert _second(PEOPLE, *texts) == (("Daily Pilot",), [])
    assert _second(PEOPLE, texts[0])[1] == ["corroborated"]


def test_what_was_said_earlier_is_no_further_origin():
    text = "The union had said on Friday that the crane inspection was cancelled."
    earlier = said(CANCELLED, "Dockers Union", background=True)
    assert "corroborated" not in _second(earlier, text)[1]
    assert "corroborated" in _second(said(CANCELLED, "Dockers Union"), text.replace("had ", ""))[1]


def _told(statement, words):
    """The headline of a first claim by a speaker whom words in a later article name."""
    first = update("a1", opened=True, outlet="Daily Pilot")
    text = f"{words} said that the crane inspection was cancelled."
    second = update("a2", replace(statement, speaker=((0, len(words)),)), at=T0 + HOUR, outlet="River Times")
    sentence = Sentence(start=0, end=len(text), text=text)
    second = replace(second, analysis=replace(second.analysis, sentences=(sentence,)))
    ledger, _ = revise(Ledger(story="s1"), first, Knowledge(), LedgerPolicy())
    return [one.headline for one in revise(ledger, second, Knowledge(), LedgerPolicy())[1]]


def test_a_headline_credits_the_office_that_speaks_and_not_the_outlet():
    leader = replace(PEOPLE, body="Dockers Union")
    assert _told(leader, "the leader of the Dockers Union")[0].startswith("The leader of the Dockers Union: ")
    assert _told(PEOPLE, "police")[0].startswith("Police: ")
    assert _told(PEOPLE, "a rescue worker")[0].startswith("River Times: ")
    assert _told(said(CANCELLED, None), "the federation")[0].startswith("The federation: ")


def test_what_is_demanded_of_somebody_is_not_what_was_told_of_them_otherwise():
    met = proposition("Vera Lund", "meet", "families chief executive port authority hospital")
    resign = proposition("Vera Lund", "resign", "chief executive port authority")
    ledger, _ = revise(
        Ledger(story="s1"), update("a1", said(met, "Hospital"), opened=True), Knowledge(), LedgerPolicy()
    )
    asks = update("a2", said(resign, "Dockers Union", act="demand"), at=T0 + HOUR)
    ledger, _ = revise(ledger, asks, Knowledge(), LedgerPolicy())
    assert {claim.wordings[0].predicate for claim in ledger.claims} == {"meet", "resign"}


def test_an_outlet_that_writes_about_the_story_is_no_new_party():
    left = proposition("Tomas Lind", "leave", "harbour board Monday")
    ledger, _ = revise(Ledger(story="s1"), update("a1", opened=True, outlet="Daily Pilot"), Knowledge(), LedgerPolicy())
    for by, kind in (("Daily Pilot", "new_claim"), ("Dockers Union", "new_party")):
        cites = update("a2", said(left, by), at=T0 + HOUR, outlet="River Times")
        assert [one.kind for one in revise(ledger, cites, Knowledge(), LedgerPolicy())[1]] == [kind]


@pytest.mark.parametrize(
    ("name", "kind", "status"),
    [
        ("Lakeside Post", "organisation", "retracted"),
        ("Post", "organisation", "retracted"),
        ("Valley Observer", "organisation", "reported"),
        ("Post", "person", "reported"),
    ],
)
def test_an_outlet_that_is_known_by_its_domain_takes_back_by_its_name(name, kind, status):
    outlet = "lakeside-post.example"
    first = update("a1", said(CANCELLED, None, speaker_kind="anonymous"), opened=True, outlet=outlet)
    second = update("a2", said(CANCELLED, name, "retract", speaker_kind=kind), at=T0 + HOUR, outlet=outlet)
    ledger, _ = revise(Ledger(story="s1"), first, Knowledge(), LedgerPolicy())
    ledger, _ = revise(ledger, second, Knowledge(), LedgerPolicy())
    assert [claim.status for claim in ledger.claims] == [status]
