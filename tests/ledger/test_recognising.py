"""Whom a bare surname stands for where a story knows several who bear it."""

import pytest
from msgspec.structs import replace

from storywatch.knowledge import Knowledge
from storywatch.ledger import Ledger, LedgerPolicy, examine, revise
from storywatch.messages import Entity
from tests.builders import HOUR, T0, proposition, said, update

OPENED = proposition("Mara Lind", "open", "school valley Monday pupils roof")
REPAIR = proposition("dam", "repair", "valley engineer autumn gate")
AGAIN = proposition("gate", "replace", "valley winter crane steel")


def person(name, *names, title=None):
    return Entity(name=name, kind="person", names=(name, *names), mentions=((0, 4),), title=title)


def article(id_, *parts, entities, at=T0, opened=False):
    one = update(id_, *parts, at=at, opened=opened)
    return replace(one, analysis=replace(one.analysis, entities=entities))


@pytest.fixture
def ledger() -> Ledger:
    """A story in which *Lind* is the president's wife."""
    both = (person("Mara Lind", "Lind"), person("Karl Lind", title="president"))
    opening = said(OPENED, "Mara Lind", speaker_kind="person")
    own = said(REPAIR, "Karl Lind", speaker_kind="person", sentence=1)
    first = article("a1", opening, own, entities=both, opened=True)
    return revise(Ledger(story="s1"), first, Knowledge(), LedgerPolicy())[0]


def hear(ledger, id_, title, at):
    """Let a later article quote *Lind*, and give the ledger and whom it heard."""
    one = article(id_, said(AGAIN, "Lind", speaker_kind="person"), entities=(person("Lind", title=title),), at=at)
    after = examine(ledger, one, Knowledge(), LedgerPolicy()).ledger
    (heard,) = {s.party for claim in after.claims for s in claim.stances if s.evidence.article == id_}
    return after, heard


@pytest.mark.parametrize(("title", "who"), [("president", "Karl Lind"), (None, "Mara Lind"), ("mayor", "Mara Lind")])
def test_an_office_says_whom_a_surname_stands_for(ledger, title, who):
    after, heard = hear(ledger, "a2", title, T0 + HOUR)
    assert (after.aliases["lind"], heard) == (who, who)


def test_the_surname_stays_with_whom_it_was_handed_to(ledger):
    after, _ = hear(ledger, "a2", "president", T0 + HOUR)
    one = article("a3", said(OPENED, "Lind", speaker_kind="person"), entities=(person("Lind"),), at=T0 + 2 * HOUR)
    later = examine(after, one, Knowledge(), LedgerPolicy()).ledger
    assert later.aliases["lind"] == "Karl Lind"
    assert later.aliases["mara lind"] == "Mara Lind"
