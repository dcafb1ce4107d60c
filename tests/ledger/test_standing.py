"""Who answers for a body by an office, and who settles a claim that others worded without them."""

import pytest
from msgspec.structs import replace

from storywatch.knowledge import Knowledge, Office
from storywatch.ledger import Ledger, LedgerPolicy, revise
from storywatch.ledger.standing import bodies_of
from storywatch.names import fold_name
from tests.builders import HOUR, T0, proposition, said, update

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
        ("mayor", "Lakeland", ("city hall of Lakeland", "Lakeland city hall")),
        ("mayor", None, ("city hall",)),
        ("minister", None, ()),
        ("deputy mayor", None, ()),
    ],
)
def test_a_title_answers_for_its_bodies_of_the_place_that_the_text_puts_it_in(title, body, bodies):
    assert bodies_of(title, body, OFFICES) == tuple(map(fold_name, bodies))


OFFERED = proposition("Castor Lines", "offer", "bonus crew May")


@pytest.mark.parametrize(
    ("by", "act", "rest", "kind"),
    [
        ("Dockers Union", "deny", ("Dockers Union",), "denied"),
        ("Dockers Union", "confirm", ("Dockers Union",), "confirmed"),
        ("Rival Union", "deny", ("Dockers Union",), None),
        ("Rival Union", "deny", ("bonus",), None),
    ],
)
def test_who_says_it_of_itself_can_settle_what_others_worded_without_it(by, act, rest, kind):
    first = update("a1", said(OFFERED, None, speaker_kind="anonymous"), opened=True)
    own = replace(OFFERED, object=rest)
    ledger, _ = revise(Ledger(story="s1"), first, Knowledge(), LedgerPolicy())
    _, developments = revise(ledger, update("a2", said(own, by, act), at=T0 + HOUR), Knowledge(), LedgerPolicy())
    kinds = [one.kind for one in developments if one.kind in ("confirmed", "denied")]
    assert kinds == ([kind] if kind else [])


def test_who_denies_its_own_act_does_not_deny_anothers():
    hid = proposition("Health Ministry of Norland", "hide", "case fever May")
    own = replace(hid, subject=("Health Ministry of Orlan",), names=())
    first = update("a1", said(hid, None, speaker_kind="anonymous"), opened=True)
    second = update("a2", said(own, "Health Ministry of Orlan", "deny"), at=T0 + HOUR)
    ledger, _ = revise(Ledger(story="s1"), first, Knowledge(), LedgerPolicy())
    ledger, _ = revise(ledger, second, Knowledge(), LedgerPolicy())
    (claim,) = (one for one in ledger.claims if "norland" in one.wordings[0].terms)
    assert claim.status == "reported"
