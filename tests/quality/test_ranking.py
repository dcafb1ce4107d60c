"""How rankings are measured; needs no data."""

from datetime import date

import pytest

from tests.quality.day_bounds import name_days
from tests.quality.ranking import compare_groups


def test_a_ranking_is_the_share_of_pairs_in_order_and_ties_count_half() -> None:
    assert compare_groups([0.9, 0.8], [0.1]) == 1.0
    assert compare_groups([0.9, 0.1], [0.5]) == 0.5
    assert compare_groups([0.5], [0.5]) == 0.5


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("It closed on Monday.", {"2024-01-01"}),
        ("It closed on Wednesday.", {"2024-01-03"}),
        ("It closed yesterday, after a fire on 30 December.", {"2024-01-02", "2023-12-30"}),
        ("It opens on Jan. 9, not on 31 June.", set()),
    ],
)
def test_days_are_named_up_to_the_article_s_own(text: str, days: set[str]) -> None:
    assert date(2024, 1, 3).weekday() == 2
    assert name_days({"published": "2024-01-03T10:00:00Z", "text": text}) == days
