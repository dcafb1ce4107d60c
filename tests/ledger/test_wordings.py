"""Which verbs, with their objects, say the same act, and which are of two, however alike the rest is."""

import pytest

from storywatch.ledger.senses import opposites, sense
from storywatch.ledger.wordings import prepare, tell_apart, verbs_agree
from storywatch.messages import Proposition

LINE, PILOT = "Kolm Line", "Jan Sorel"


def worded(predicate: str, *objects: str, subject: str = LINE, numbers: tuple[str, ...] = ()):
    parts = (subject, *objects)
    return prepare(
        Proposition(
            subject=(subject,),
            predicate=predicate,
            object=objects,
            terms=(*(word for part in parts for word in part.lower().split()), predicate),
            names=tuple(part for part in parts if part in (LINE, PILOT)),
            numbers=numbers,
        ),
        {},
    )


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (worded("dismiss", PILOT), worded("praise", PILOT), True),
        (worded("dismiss", PILOT), worded("sack", PILOT), False),
        (worded("dismiss", PILOT), worded("be", "duty", subject=PILOT), True),
        (worded("dismiss", PILOT), worded("pilot", subject=PILOT), True),
        (worded("close", "yard"), worded("order", "closure", "yard"), False),
        (worded("close", "yard"), worded("avert", "closure", "yard"), True),
        (worded("move", "box", subject="crane"), worded("shift", "box", subject="crane"), True),
        (worded("move", "box", subject="crane"), worded("shift", "crate", subject="crane"), False),
    ],
)
def test_another_verb_is_another_act(one, other, apart) -> None:
    assert tell_apart(one, other) is apart
    assert tell_apart(other, one) is apart


def test_a_noun_under_a_verb_that_undoes_it_is_another_act() -> None:
    assert verbs_agree(worded("close", "yard"), worded("order", "closure"))
    assert not verbs_agree(worded("close", "yard"), worded("avert", "closure"))
    assert not verbs_agree(worded("kill", PILOT), worded("investigate", "killing"))


def test_money_is_taken_whatever_it_comes_to() -> None:
    taken = worded("take", "50,000", numbers=("50,000",))
    assert verbs_agree(taken, worded("take", "money"))
    assert not verbs_agree(taken, worded("take", "oath"))
    assert not verbs_agree(taken, worded("make", "money"))


def test_opposites_are_listed_by_the_words_that_stand_for_groups() -> None:
    assert all(sense(word) == word for pair in opposites() for word in pair)
