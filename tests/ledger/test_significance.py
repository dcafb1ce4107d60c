"""What a development is worth, by parts that are shown."""

from typing import get_args

import pytest

from storywatch.ledger.significance import WEIGHT, Signs, weigh_significance
from storywatch.messages import Kind

PLAIN = Signs()


def weigh(kind="new_claim", *, signs=PLAIN, weights=None, **given):
    told = {"standing": False, "share": 0.0, "lead": False, "again": False, "origins": 1} | given
    return weigh_significance(kind, signs=signs, weights=weights or {}, **told)


def test_every_kind_has_a_weight():
    assert set(WEIGHT) == set(get_args(Kind))


def test_the_parts_add_up_to_the_significance():
    worth, parts = weigh(signs=Signs(named=3, number=True, day=True), lead=True)
    assert worth == pytest.approx(sum(parts.values()))
    assert parts == {
        "kind": 0.2, "party": 0.15, "number": 0.08, "day": 0.08, "plain": 0.06, "others": 0.04, "lead": 0.03,
    }  # fmt: skip


@pytest.mark.parametrize(
    "sign",
    [
        Signs(named=1),
        Signs(number=True),
        Signs(day=True),
        Signs(body=True),
        Signs(central=True),
        Signs(planned=True),
        Signs(typical=0.5),
    ],
)
def test_each_sign_makes_a_new_claim_count_for_more(sign):
    assert weigh(signs=sign)[0] > weigh()[0]


def test_what_would_be_so_counts_for_less():
    assert weigh(signs=Signs(plain=False))[0] < weigh()[0]


def test_what_a_party_says_of_itself_counts_for_less_except_its_first_words():
    assert weigh(standing=True)[0] < weigh()[0]
    assert weigh("new_party", standing=True)[0] == weigh("new_party")[0]


def test_a_user_weighs_kinds():
    assert weigh("new_party", weights={"new_party": 0.6})[1]["kind"] == 0.6
    assert weigh("new_claim", weights={"new_party": 0.6}) == weigh("new_claim")


def test_nothing_is_worth_more_than_one():
    assert weigh("confirmed", signs=None, weights={"confirmed": 1.0}, standing=True, share=1.0, lead=True)[0] == 1.0
