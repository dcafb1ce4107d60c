"""Who favoured a proposal and now opposes it has turned round; who says so again, or said so long ago, has not."""

import pytest

from storywatch.language import Analyser
from tests.invented import take_all, write

PLAN = "The Port Authority plans to close Tanner Bridge in June, it said on Monday. {}"
BACKED = PLAN.format("The Dockers Union backed the plan to close Tanner Bridge.")
OPPOSED = PLAN.format("The Dockers Union opposes the plan to close Tanner Bridge.")
OPENED_BY_NONE = "The Dockers Union has not backed the plan to close Tanner Bridge. The union met on Monday."


@pytest.fixture(scope="module")
def analyser(nlp):
    return Analyser(nlp)


def told(analyser, *texts):
    """Give by its kind what the last of these texts tells."""
    written = [write("News of the day", text, n) for n, text in enumerate(texts)]
    return {one.kind: one for one in take_all(analyser, written)[-1].developments}


@pytest.mark.parametrize(
    ("first", "then", "does"),
    [
        (BACKED, "The Dockers Union came out against the plan to close Tanner Bridge on Wednesday.", "now opposes"),
        (BACKED, "The Dockers Union rejected the plan to close Tanner Bridge on Wednesday.", "now opposes"),
        (OPPOSED, "The Dockers Union backed the plan to close Tanner Bridge on Wednesday.", "now favours"),
    ],
)
def test_who_takes_the_other_side_reverses_course(analyser, first, then, does):
    (turn,) = told(analyser, first, then).values()
    assert (turn.kind, turn.party) == ("reversed", "Dockers Union")
    assert turn.headline.startswith("Dockers Union reverses course on: the plan to close Tanner Bridge")
    assert does in turn.explanation
    assert turn.explanation.count("had favoured it" if does == "now opposes" else "had opposed it") == 1


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (BACKED, "The Dockers Union praised the plan to close Tanner Bridge on Wednesday."),
        (BACKED, "The Market Guild came out against the plan to close Tanner Bridge on Wednesday."),
        (
            OPPOSED,
            "Two years ago the Dockers Union had backed the plan to close Tanner Bridge.",
        ),
        (OPPOSED, "The Dockers Union has not backed the plan to close Tanner Bridge."),
        (OPENED_BY_NONE, "The Dockers Union backed the plan to close Tanner Bridge on Wednesday."),
        (PLAN.format(""), "The Dockers Union backed the plan to close Tanner Bridge and opposed the plan."),
    ],
)
def test_who_else_takes_a_side_turns_nothing_round(analyser, first, then):
    assert "reversed" not in told(analyser, first, then)


def test_an_opposite_act_is_news_of_its_own_and_turns_nothing_round(analyser):
    raised = "The Bank of Norland raised its main rate to 5 percent on Monday, the bank said."
    cut = told(analyser, raised, "The Bank of Norland said on Wednesday that it had cut its main rate to 4 percent.")
    assert "new_claim" in cut
    assert "reversed" not in cut
