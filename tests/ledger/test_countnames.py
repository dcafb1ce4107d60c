"""What a figure's alert calls those counted."""

import pytest

from storywatch.ledger.countnames import name_counted
from storywatch.ledger.figures import show
from storywatch.ledger.state import Reading
from storywatch.messages import Evidence
from tests.builders import T0


@pytest.mark.parametrize(
    ("what", "text", "number", "name"),
    [
        (("people", "kill"), "A blast killed 45 people in Vesk.", "45", "people killed"),
        (("worker", "injure"), "The fire injured 9 workers.", "9", "workers injured"),
        (("passenger", "hurt"), "Seven passengers were hurt.", "Seven", "passengers hurt"),
        (("crane", "other", "crack"), "The yard said 4 other cranes have cracks.", "4", "other cranes cracks"),
        (("report", "cost"), "The report cost 2 million pounds.", "2", "report cost"),
        (("toll", "death"), "The death toll rose to 45.", "45", "death toll"),
        (("client", "steal"), "Thieves stole the cards of 60 clients.", "60", "clients"),
        (("people", "kill"), "A blast kills 45 people.", "45", "people"),
        (("people", "vesk", "die"), "Some 45 people in Vesk have died.", "45", "people died"),
        (("people", "kill"), "There were 45 dead.", "45", "kill people"),
    ],
)
def test_those_counted_are_named_as_the_text_does(what, text, number, name):
    assert name_counted(what, text, text.index(number)) == name


@pytest.mark.parametrize(
    ("value", "high", "unit", "shown"),
    [(90, None, "$/barrel", "$90/barrel"), (2.4e6, None, "£", "£2.4 million"),
     (1.2345e10, None, "$", "$12,345,000,000"),
     (2, 3, "€", "€2 to €3"),
     (5000, None, "barrel/day", "5,000 barrel/day"), (3.5, None, "%", "3.5 %"), (17, None, "", "17")],
)  # fmt: skip
def test_money_is_shown_with_its_sign_first(value, high, unit, shown):
    evidence = Evidence(article="a", revision=1, outlet="The Echo", url="", span=(0, 0), text="", published=T0)
    reading = Reading(value=value, high=high, bound="exact", at=T0, origin="The Echo", evidence=evidence)
    assert show(reading, unit) == shown
