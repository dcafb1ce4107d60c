"""What a development is worth, by parts that are shown."""

from typing import get_args

import pytest

from storywatch.ledger.significance import ONLY_FOR_TELLING, WEIGHT, Signs, add_up, stress, weigh_significance
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


def test_news_of_the_day_counts_double_among_what_is_told():
    _, parts = weigh(signs=Signs(day=True, number=True))
    assert stress(parts) == parts | {"day": 0.16}


def test_what_only_speaks_for_telling_does_not_count_among_what_is_told():
    _, parts = weigh(signs=Signs(body=True, planned=True))
    assert set(parts) > ONLY_FOR_TELLING
    assert not set(stress(parts)) & ONLY_FOR_TELLING


def test_what_is_told_of_the_day_outranks_what_a_body_plans():
    planned, today = (weigh(signs=signs) for signs in (Signs(body=True, planned=True), Signs(day=True)))
    assert planned[0] > today[0]
    assert add_up(stress(planned[1])) < add_up(stress(today[1]))


def test_a_rung_of_the_ladder_keeps_its_parts():
    _, parts = weigh("confirmed", signs=None, standing=True, lead=True, share=0.5, origins=3, again=True)
    assert stress(parts) == parts
