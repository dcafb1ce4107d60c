"""What a story leaves for its next article saves work and decides nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from storywatch.knowledge import Body, Knowledge, Outlet
from storywatch.ledger import Ledger, LedgerPolicy, bench, examine, matching, shelf, show_refusals
from storywatch.ledger.names import Names
from storywatch.ledger.state import Claim
from storywatch.messages import Entity, Figure
from tests.builders import HOUR, T0, proposition, said, told, update

POLICY = LedgerPolicy(max_claims=6, max_aliases=5, max_figures=2, max_parties=3, max_roles=2, max_wordings=2)
KNOWLEDGE = Knowledge(
    outlets=(Outlet(domain="echo.example", name="The Echo"),), bodies=(Body(name="Port Authority", names=("Port",)),)
)
PEOPLE = ("Ida Quill", "Quill", "Ida Quill-Orlan", "Orlan", "Harbour Union", "HUB", "Harbour Upkeep Board", "Port")
WORDS = "crane ferry review terminal bridge levy".split()

entities = st.builds(
    lambda name, person, title: Entity(
        name=name, kind="person" if person else "organisation", names=(name,), mentions=((0, 1),), title=title
    ),
    st.sampled_from(PEOPLE), st.booleans(), st.sampled_from((None, "minister")),
)  # fmt: skip
propositions = st.builds(
    lambda who, verb, words: proposition(who, verb, " ".join(words), names=("Orlan",)),
    st.sampled_from(PEOPLE),
    st.sampled_from(("close", "open", "sink")),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=4, unique=True),
)
parts = st.one_of(
    st.builds(
        said,
        propositions, st.sampled_from(PEOPLE), st.sampled_from(("assert", "confirm", "deny", "support")),
    ),
    st.builds(told, propositions),
)  # fmt: skip
figures = st.builds(
    lambda value, what: Figure(what=("people", what), value=value),
    st.sampled_from((3.0, 11.0)), st.sampled_from(("dead", "injured", "missing")),
)  # fmt: skip


@st.composite
def stories(draw):
    articles = []
    for number in range(draw(st.integers(2, 6))):
        chosen = draw(st.lists(parts, max_size=5)), draw(st.lists(figures, max_size=2))
        one = update(f"a{number}", *chosen[0], figures=chosen[1], opened=number == 0, at=T0 + number * HOUR)
        learnt = tuple(draw(st.lists(entities, max_size=4, unique_by=lambda entity: entity.name)))
        articles.append(replace(one, analysis=replace(one.analysis, entities=learnt)))
    return articles


def play(articles):
    ledger, told_of = Ledger(story="s1"), []
    for one in articles:
        outcome = examine(ledger, one, KNOWLEDGE, POLICY)
        ledger = outcome.ledger
        told_of.append((outcome, list(ledger.aliases), show_refusals(one.analysis, "s1", outcome.refusals)))
    return told_of


@settings(max_examples=60, deadline=None)
@given(articles=stories())
def test_with_and_without_what_was_left_the_same_is_told_kept_and_refused(articles):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "FEW", 0)
        patch.setattr(shelf, "_shelves", type(shelf._shelves)())
        left = play(articles)
        patch.setattr(bench, "shelf_of", lambda _: shelf.Shelf())
        assert play(articles) == left


def test_an_article_that_fails_leaves_nothing_behind(monkeypatch):
    monkeypatch.setattr(shelf, "_shelves", type(shelf._shelves)())
    first = update("a1", told(proposition("Port Authority", "close", "terminal Friday")), opened=True)
    second = update("a2", told(proposition("Ida Quill", "open", "bridge levy review")), at=T0 + HOUR)
    learnt = Entity(name="Ida Quill", kind="person", names=("Ida Quill",), mentions=((0, 1),))
    second = replace(second, analysis=replace(second.analysis, entities=(learnt,)))
    ledger = examine(Ledger(story="s1"), first, KNOWLEDGE, POLICY).ledger
    with monkeypatch.context() as patch:
        patch.setattr(bench.Bench, "close", lambda *_, **__: 1 / 0)
        with pytest.raises(ArithmeticError):
            examine(ledger, second, KNOWLEDGE, POLICY)
    assert shelf.shelf_of("s1").open(ledger, KNOWLEDGE) is None
    third = replace(second, analysis=replace(second.analysis, entities=()))
    assert "ida quill" not in examine(ledger, third, KNOWLEDGE, POLICY).ledger.aliases


def test_what_was_left_is_for_the_very_ledger_that_it_was_left_with(monkeypatch):
    monkeypatch.setattr(shelf, "_shelves", type(shelf._shelves)())
    first = update("a1", told(proposition("Port Authority", "close", "terminal Friday")), opened=True)
    ledger = examine(Ledger(story="s1"), first, KNOWLEDGE, POLICY).ledger
    assert shelf.shelf_of("s1").open(replace(ledger), KNOWLEDGE) is None
    ledger = examine(Ledger(story="s1"), first, KNOWLEDGE, POLICY).ledger
    assert shelf.shelf_of("s1").open(ledger, Knowledge()) is None
    ledger = examine(Ledger(story="s1"), first, KNOWLEDGE, POLICY).ledger
    assert shelf.shelf_of("s1").open(ledger, KNOWLEDGE) is not None


def test_a_claim_is_prepared_anew_where_a_name_in_it_went():
    names, held = Names({}), shelf.Shelf()
    quill = Entity(name="Ida Quill", kind="person", names=("Ida Quill", "Quill"), mentions=((0, 1),))
    names.learn([quill], bound=9)
    worded = (proposition("Quill", "open", "bridge levy review"),)
    claims = {"c1": Claim(id="c1", text="", wordings=worded, status="reported", origins=(), outlets=())}
    held.stock(claims, names.aliases)
    assert held.wordings("c1")[0].actors == {"ida quill"}
    names.settle(bound=0)
    names.learn([], bound=9)
    held.stock(claims, names.aliases, shelf.Left(Ledger(story="s1"), Knowledge(), names, ()))
    assert held.wordings("c1")[0].actors == {"quill"}
