"""Who a claim rests on: chains, houses, agencies and copies are one origin; own sources are another."""

import json

import pytest
from msgspec.structs import replace

from storywatch.knowledge import Knowledge, Outlet
from storywatch.language import Analyser
from storywatch.ledger import Ledger, LedgerPolicy, revise
from storywatch.ledger.graph import show_origins, trace_origins
from storywatch.messages import Sentence
from tests.builders import HOUR, T0, proposition, said, told, update
from tests.invented import told_of

KNOWN = Knowledge(
    outlets=(
        Outlet(domain="coast.example", name="Coastline Wire", names=("CW",), agency=True),
        Outlet(domain="echo.example", name="The Echo", owner="Marlow Media"),
        Outlet(domain="evening.example", name="Evening Lantern", owner="Marlow Media"),
    )
)
CANCELLED = proposition("Port Authority", "cancel", "inspection crane January")


@pytest.fixture(scope="module")
def analyser(nlp):
    return Analyser(nlp)


def play(*updates):
    ledger, kinds = Ledger(story="s1"), []
    for one in updates:
        ledger, developments = revise(ledger, one, KNOWN, LedgerPolicy())
        kinds.append({development.kind: development for development in developments})
    return ledger, kinds


def own_sources(id, outlet, hours=0, first=None):  # noqa: A002
    """An outlet's own unnamed sources say that the inspection was cancelled."""
    made = update(
        id, said(CANCELLED, None, speaker_kind="anonymous"), opened=id == "a1", at=T0 + hours * HOUR, outlet=outlet
    )
    if first is None:
        return made
    lead = Sentence(start=0, end=len(first), text=first)
    return replace(made, analysis=replace(made.analysis, sentences=(lead, *made.analysis.sentences[1:])))


def cites(id, outlet, whom, hours):  # noqa: A002
    return update(id, said(CANCELLED, whom), at=T0 + hours * HOUR, outlet=outlet)


def test_an_outlet_of_the_same_owner_adds_no_origin():
    ledger, (_, second) = play(own_sources("a1", "The Echo"), own_sources("a2", "Evening Lantern", 1))
    assert "corroborated" not in second
    assert ledger.claims[0].origins == ("The Echo",)
    assert ledger.claims[0].outlets == ("The Echo", "Evening Lantern")


def test_an_outlet_of_another_owner_adds_one():
    assert "corroborated" in play(own_sources("a1", "The Echo"), own_sources("a2", "The Gazette", 1))[1][1]


def test_two_outlets_that_print_one_agencys_text_are_one_origin():
    ledger, (_, second) = play(
        own_sources("a1", "The Gazette", first="MARLOW (CW) - Two officials said so."),
        own_sources("a2", "The Post", 1, first="By Ann Lee, Coastline Wire"),
    )
    assert "corroborated" not in second
    assert ledger.claims[0].origins == ("Coastline Wire",)
    assert [(edge.outlet, edge.origin, edge.how) for edge in trace_origins(ledger).edges] == [
        ("The Gazette", "Coastline Wire", "prints"),
        ("The Post", "Coastline Wire", "prints"),
    ]


def test_who_cites_an_outlet_that_cites_a_newspaper_rests_on_the_newspaper():
    ledger, kinds = play(
        own_sources("a1", "The Gazette"),
        cites("a2", "The Post", "The Gazette", 1),
        cites("a3", "The Star", "The Post", 2),
    )
    assert "corroborated" not in kinds[2]
    assert ledger.claims[0].origins == ("The Gazette",)


def test_an_outlet_that_first_cites_a_newspaper_and_then_has_its_own_sources_is_an_origin():
    ledger, kinds = play(
        own_sources("a1", "The Gazette"),
        cites("a2", "The Post", "The Gazette", 1),
        own_sources("a3", "The Post", 2),
        cites("a4", "The Star", "The Post", 3),
    )
    assert "corroborated" in kinds[2]
    assert ledger.claims[0].origins == ("The Gazette", "The Post")
    assert [(edge.outlet, edge.origin) for edge in trace_origins(ledger).edges] == [("The Star", "The Post")]


def test_outlets_that_cite_each_other_in_a_ring_do_not_hang():
    ledger, _ = play(
        cites("a1", "The Gazette", "The Post", 0),
        cites("a2", "The Post", "The Gazette", 1),
        cites("a3", "The Star", "The Post", 2),
    )
    assert len(ledger.claims[0].outlets) == 3


def test_a_copy_adds_an_outlet_and_neither_an_origin_nor_a_development():
    copy = own_sources("a2", "The Post", 1)
    copy = replace(copy, copy_of="a1", copied_from="The Gazette", repeated=(0,))
    ledger, (_, second) = play(own_sources("a1", "The Gazette"), copy)
    assert second == {}
    assert ledger.claims[0].origins == ("The Gazette",)
    assert ledger.claims[0].outlets == ("The Gazette", "The Post")
    assert ledger.times == (T0,)
    (edge,) = trace_origins(ledger).edges
    assert (edge.outlet, edge.origin, edge.how) == ("The Post", "The Gazette", "copies")


def test_what_a_copy_adds_still_counts():
    received = proposition("Tomas Ley", "receive", "letter union February")
    copy = update(
        "a2",
        said(CANCELLED, None, speaker_kind="anonymous"),
        said(received, "Dockers Union", sentence=1),
        at=T0 + HOUR,
        outlet="The Post",
    )
    _, (_, second) = play(
        own_sources("a1", "The Gazette"), replace(copy, copy_of="a1", copied_from="The Gazette", repeated=(0,))
    )
    assert set(second) == {"new_party"}
    assert second["new_party"].origins == ("Dockers Union",)


def test_a_flood_of_copies_is_no_surge():
    first = [update(f"s{n}", at=T0 + n * 8 * HOUR, opened=n == 0) for n in range(5)]
    copies = [
        replace(update(f"c{n}", told(CANCELLED), at=T0 + 72 * HOUR, outlet=f"Outlet {n}"), copy_of="s0", repeated=(0,))
        for n in range(300)
    ]
    ledger, kinds = play(*first, *copies)
    assert not any(kinds[5:])
    assert len(ledger.times) == 5


def test_the_graph_of_five_outlets_that_cite_one_newspaper_has_one_origin():
    outlets = [f"Outlet {n}" for n in range(1, 5)]
    ledger, _ = play(
        own_sources("a1", "The Gazette"),
        *[cites(f"b{n}", name, "The Gazette", n + 1) for n, name in enumerate(outlets)],
    )
    shown = json.loads(json.dumps(show_origins(ledger)))
    assert [(claim["outlets"], claim["origins"]) for claim in shown["claims"]] == [
        (["The Gazette", *outlets], ["The Gazette"])
    ]
    assert [(edge["outlet"], edge["origin"], edge["how"]) for edge in shown["edges"]] == [
        (name, "The Gazette", "cites") for name in outlets
    ]
    assert {node["name"]: (node["sort"], node["claims"]) for node in shown["nodes"]} == {
        "The Gazette": ("outlet", 1),
        **dict.fromkeys(outlets, ("outlet", 0)),
    }


FIRE = "A fire in the Corran Mill in Lorne injured 12 workers on Monday"
STRUCK = "The owner of the Corran Mill knew of the fire in May"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (f"{FIRE}, the fire service said.", f"{FIRE}, fire chief Ana Moll said."),
        (f"{FIRE}, the coastguard said.", f"{FIRE}, coastguard commander Ana Moll said."),
        (
            f"{STRUCK}, the leader of the mill workers' union said on Monday.",
            f"“{STRUCK},” said Ana Moll, who leads the mill workers' union in Lorne.",
        ),
        (
            f"{STRUCK}, two workers told the Harbour Post on Monday.",
            f"Shares fell after the report in the Harbour Post. {STRUCK}, the newspaper said, citing workers.",
        ),
    ],
)
def test_who_leads_a_body_and_the_paper_itself_are_no_second_origin(analyser, first, then):
    told = told_of(analyser, ("News of the day", first), ("News of the day", then))
    assert "corroborated" not in {one.kind for one in told}


@pytest.mark.parametrize(
    ("who", "party"),
    [("United Nations observers", "United Nations"), ("the electoral commission", "election commission")],
)
def test_a_body_that_reports_is_named_as_a_second_origin(analyser, who, party):
    told = told_of(analyser, ("News of the day", f"{FIRE}, two workers said."), ("News", f"{FIRE}, {who} said."))
    found = next(one for one in told if one.kind == "corroborated")
    assert found.origins[-1] == party
    assert party in found.explanation.lower() or party in found.explanation
    assert "outlet1" not in found.headline


def test_who_leads_the_body_that_said_so_above_adds_nothing(analyser):
    text = f"{STRUCK}, the leader of the Millers Union said. “{STRUCK},” said Ana Moll, who leads the union in Lorne."
    told = told_of(analyser, ("News", "The Corran Mill in Lorne burnt on Sunday."), ("News of the day", text))
    assert [one.origins for one in told if one.claim and "knew" in one.claim] == [("Millers Union",)]
