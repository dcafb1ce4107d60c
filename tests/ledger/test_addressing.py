"""Whose act a claim is: what somebody says of *it* is of its own act, and of nobody else's."""

import pytest

from storywatch.language import Analyser
from tests.invented import take_all, write

REPORT = (
    "Harbour Post",
    "Kolm Bank sold its Vernou branch to Lind Holdings in January, two people briefed on it told the Harbour Post.",
)


@pytest.fixture(scope="module")
def analyser(nlp):
    return Analyser(nlp)


def told(analyser, text):
    """Give by its kind what a second article tells."""
    articles = (REPORT, ("Marlow Echo", text))
    written = [write("News of the day", text, n, outlet=outlet) for n, (outlet, text) in enumerate(articles)]
    return {one.kind: one for one in take_all(analyser, written)[-1].developments}


@pytest.mark.parametrize(
    ("does", "kind"),
    [
        ("denied that it had sold", "denied"),
        ("confirmed on Tuesday that it had sold", "confirmed"),
        ("said on Tuesday that it had sold", "new_party"),
    ],
)
@pytest.mark.parametrize("who", ["Norvik", "Norvik, a rival of Kolm Bank,"])
def test_what_another_says_of_itself_leaves_a_bodys_act_as_it_was(analyser, who, does, kind):
    changed = told(analyser, f"{who} {does} its Vernou branch to Lind Holdings.")
    assert set(changed) == {kind}
    assert changed[kind].before is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kolm Bank denied on Tuesday that it had sold its Vernou branch to Lind Holdings.", "denied"),
        ("Kolm Bank confirmed that it sold its Vernou branch.", "confirmed"),
        ("Lind Holdings confirmed that it was sold the Vernou branch of the bank.", "confirmed"),
    ],
)
def test_who_acts_in_it_or_is_in_it_moves_it(analyser, text, kind):
    changed = told(analyser, text)
    assert set(changed) == {kind}
    assert changed[kind].before == "reported"
