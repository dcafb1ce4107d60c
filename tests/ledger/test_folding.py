"""Two ledgers of one course of events: what either has told is not told again; articles of both can be edited."""

import pytest

from storywatch.ledger import Ledger, LedgerPolicy, fold, from_plain, part, to_plain
from storywatch.ledger.folding import MAX_FOLDED
from storywatch.messages import Figure
from tests.builders import HOUR, T0, proposition, said, update
from tests.ledger.test_edits import CLAIM, FIRST, NOTE, OTHER, WARNED, article, claims, status
from tests.ledger.test_revise import CANCELLED, RECEIVED, play

POLICY = LedgerPolicy()


def heard(id, what, hours, outlet, act="assert", by=None, *, story="s2", opened=False):  # noqa: A002
    kind = {} if by else {"speaker_kind": "anonymous"}
    return update(id, said(what, by, act, **kind), at=T0 + hours * HOUR, outlet=outlet, story=story, opened=opened)


def ledger(story, *updates) -> Ledger:
    return play(*updates, ledger=Ledger(story=story))[0]


ONE = ledger("s1", heard("a1", CANCELLED, 0, "The Gazette", story="s1", opened=True))
OTHER_STORY = ledger("s2", heard("b1", RECEIVED, 1, "The Echo", opened=True), heard("b2", CANCELLED, 2, "The Post"))


def test_what_the_other_story_has_told_is_not_told_again():
    again = heard("b3", RECEIVED, 3, "The Echo", story="s1")
    assert "new_claim" in play(again, ledger=ONE)[1][0]
    assert play(again, ledger=fold(ONE, OTHER_STORY, POLICY))[1] == [{}]


def test_a_claim_of_both_is_one_and_rests_on_what_it_rested_on_in_either():
    both = fold(ONE, OTHER_STORY, POLICY)
    (claim,) = [claim for claim in both.claims if claim.wordings[0].predicate == "cancel"]
    assert set(claim.outlets) == {"The Gazette", "The Post"}
    assert set(claim.origins) == {"The Gazette", "The Post"}
    assert (claim.mentions, claim.since, claim.status) == (2, T0, "reported")
    assert {place.article for place in claim.places} <= {"a1", "b2"}
    assert len(both.claims) == 2


@pytest.mark.parametrize(
    ("here", "there", "after"),
    [
        ("reported", "corroborated", "corroborated"),
        ("confirmed", "reported", "confirmed"),
        ("reported", "denied", "denied"),
        ("confirmed", "denied", "disputed"),
        ("disputed", "confirmed", "disputed"),
        ("reported", "reported", "reported"),
    ],
)
def test_a_claim_of_both_stands_where_it_stood_further_up(here, there, after):
    def at(story, status):
        plain = to_plain(ledger(story, heard(f"{story}-1", CANCELLED, 0, "The Gazette", story=story)))
        return from_plain(plain | {"claims": [claim | {"status": status} for claim in plain["claims"]]})

    (claim,) = fold(at("s1", here), at("s2", there), POLICY).claims
    assert claim.status == after


def test_a_denial_in_the_other_story_is_not_taken_for_the_claim():
    denied = proposition("Port Authority", "cancel", "inspection crane January", polarity="neg")
    other = ledger("s2", heard("b1", denied, 1, "The Echo"))
    assert len(fold(ONE, other, POLICY).claims) == 2


def test_an_edit_of_an_article_of_the_other_story_takes_its_claim_back():
    both = fold(ONE, play(FIRST, ledger=Ledger(story="s2"))[0], POLICY)
    edited = article([NOTE, OTHER], claims(WARNED, 1), revision=2, before=[CLAIM, OTHER])
    after, (changed,) = play(edited, ledger=both)
    assert set(changed) == {"retracted"}
    assert status(after, "collapse") == "retracted"


def counted(id, value, hours, story):  # noqa: A002
    figure = Figure(value=value, unit="", what=("passenger", "injure"), sentence=0)
    return update(id, figures=(figure,), at=T0 + hours * HOUR, story=story)


def test_figures_of_both_are_one_in_the_order_of_their_times():
    one = ledger("s1", counted("a1", 3, 0, "s1"), counted("a2", 9, 4, "s1"))
    other = ledger("s2", counted("b1", 5, 2, "s2"))
    (track,) = fold(one, other, POLICY).figures
    assert [reading.value for reading in track.readings] == [3, 5, 9]
    assert track.id == one.figures[0].id


def test_times_outlets_and_articles_are_those_of_both():
    both = fold(ONE, OTHER_STORY, POLICY)
    assert (both.story, both.title) == (ONE.story, ONE.title)
    assert both.times == tuple(sorted((*ONE.times, *OTHER_STORY.times)))
    assert set(both.outlets) == {"The Gazette", "The Echo", "The Post"}
    assert set(both.applied) == {*ONE.applied, *OTHER_STORY.applied}


def test_a_second_time_changes_nothing_and_what_is_remembered_of_it_is_bounded():
    both = fold(ONE, OTHER_STORY, POLICY)
    assert fold(both, OTHER_STORY, POLICY) is both
    for number in range(MAX_FOLDED + 2):
        both = fold(both, Ledger(story=f"t{number}"), POLICY)
    assert len(both.folded) == MAX_FOLDED


def test_what_both_were_too_long_for_is_within_its_bounds_after_the_next_article():
    small = LedgerPolicy(max_claims=2, max_outlets=2, max_applied=2, max_times=2)
    both = fold(ONE, OTHER_STORY, small)
    far = proposition("Oskar Than", "inspect", "lighthouse Verrell")
    after, _ = play(heard("a9", far, 5, "The Herald", story="s1"), policy=small, ledger=both)
    assert [len(after.claims), len(after.outlets), len(after.applied), len(after.times)] == [2, 2, 2, 2]


WHOLE = ledger("s2", heard("b1", RECEIVED, 1, "The Echo", by="Port Authority", opened=True))


def tallies(ledger):
    """How many articles there were, took up the claim, and how often its party spoke."""
    (claim,), (party,) = ledger.claims, ledger.parties
    return len(ledger.times), claim.mentions, len(claim.stances), party.statements


def test_halves_that_become_one_again_have_every_article_once():
    half = play(heard("b2", RECEIVED, 2, "The Post", by="Port Authority"), ledger=part(WHOLE, "s2.1"))[0]
    later = play(heard("b3", RECEIVED, 3, "The Herald", by="Port Authority"), ledger=WHOLE)[0]
    every = play(heard("b3", RECEIVED, 3, "The Herald", by="Port Authority"), ledger=half)[0]
    assert tallies(half) == tallies(later) == (2, 2, 1, 2)
    assert tallies(fold(later, half, POLICY)) == tallies(fold(half, later, POLICY)) == tallies(every) == (3, 3, 1, 3)
    assert fold(later, part(WHOLE, "s2.1"), POLICY).claims == later.claims


def test_a_half_that_turns_out_to_be_a_third_story_brings_what_it_has():
    third = ledger("s9", heard("c1", RECEIVED, 1, "The Gazette", by="Port Authority", story="s9", opened=True))
    joined = fold(third, part(WHOLE, "s2.1"), POLICY)
    assert tallies(joined) == (2, 2, 2, 2)
    assert tallies(fold(joined, WHOLE, POLICY)) == (2, 2, 2, 2)


def test_halves_that_become_one_again_make_no_surge():
    whole = ledger("s2", *(heard(f"b{n}", RECEIVED, hours, "The Echo") for n, hours in enumerate((0, 8, 8, 8))))
    after, (told,) = play(heard("b9", RECEIVED, 8, "The Post"), ledger=fold(whole, part(whole, "s2.1"), POLICY))
    assert "surge" not in told
    assert len(after.times) == len(whole.times) + 1
