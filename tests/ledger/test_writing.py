"""A ledger that is written again and again reads as if it had been written once."""

from msgspec.structs import replace

from storywatch.knowledge import Knowledge
from storywatch.ledger import Ledger, LedgerPolicy, Writer, revise, to_json
from storywatch.messages import Figure
from tests.builders import HOUR, T0, proposition, told, update

POLICY = LedgerPolicy(max_claims=3)
WHAT = [
    proposition("Port Authority", verb, "inspection crane January") for verb in "cancel order halt resume move".split()
]


def test_what_it_writes_is_the_ledger_whatever_changed_since():
    ledger, writer = Ledger(story="s1"), Writer()
    for number, what in enumerate([*WHAT, WHAT[2], WHAT[4]]):
        counted = [Figure(what=("people", "dead"), value=float(number))]
        article = update(f"a{number}", told(what), figures=counted, opened=number == 0, at=T0 + number * HOUR)
        ledger, _ = revise(ledger, article, Knowledge(), POLICY)
        assert writer.write(ledger) == to_json(ledger)
    assert writer.write(replace(ledger, claims=ledger.claims[1:])) == to_json(replace(ledger, claims=ledger.claims[1:]))


def test_a_claim_that_stayed_is_not_written_anew():
    ledger, writer = Ledger(story="s1"), Writer()
    for number, what in enumerate((WHAT[0], proposition("Ida Quill", "sign", "levy bridge Friday"))):
        article = update(f"a{number}", told(what), opened=number == 0, at=T0 + number * HOUR)
        ledger, _ = revise(ledger, article, Knowledge(), POLICY)
        writer.write(ledger)
    moved = replace(ledger, claims=(ledger.claims[0], replace(ledger.claims[1], mentions=7)))
    before = dict(writer._claims)
    assert writer.write(moved) == to_json(moved)
    assert writer._claims[ledger.claims[0].id][1] is before[ledger.claims[0].id][1]
    assert writer._claims[ledger.claims[1].id][1] is not before[ledger.claims[1].id][1]
