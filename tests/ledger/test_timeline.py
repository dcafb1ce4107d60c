"""The days that a story's articles name: each counted once an article, with a sentence of it."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from storywatch.knowledge import Knowledge
from storywatch.ledger import Ledger, LedgerPolicy, fold, part, revise
from storywatch.ledger.timeline import count_own_days
from storywatch.messages import StoryUpdate
from tests.builders import DAY, T0, proposition, said, update

MONDAY = T0.date()
POLICY = LedgerPolicy()
CLOSED = proposition("Port Authority", "close", "terminal crane inspection")


def naming(id, *days, at=T0, edition=1, **given) -> StoryUpdate:  # noqa: A002
    """An article of one sentence a day."""
    first = update(id, *given.pop("parts", ()), at=at)
    sentences = tuple(
        replace(first.analysis.sentences[0], start=100 * n, end=100 * n + 19, text=f"{id} on {day}.", days=(day,))
        for n, day in enumerate(days)
    ) or first.analysis.sentences  # fmt: skip
    header = replace(first.analysis.article, revision=edition)
    return replace(first, analysis=replace(first.analysis, article=header, sentences=sentences), **given)


def play(*articles, ledger=None, policy=POLICY):
    for one in articles:
        ledger, _ = revise(ledger or Ledger(story="s1"), one, Knowledge(), policy)
    return ledger


def counts(ledger):
    return {(one.day - MONDAY).days: one.articles for one in ledger.timeline}


def test_a_day_counts_once_an_article_however_late_it_comes_back_to_it():
    twice = naming("a2", MONDAY, MONDAY, at=T0 + DAY)
    assert counts(play(naming("a1", MONDAY), twice, naming("a3", MONDAY, at=T0 + 90 * DAY))) == {0: 3}


def test_the_days_are_in_order_and_the_first_sentence_that_names_one_stands():
    ledger = play(naming("a1", MONDAY), naming("a2", MONDAY - DAY, MONDAY))
    assert [(one.article, one.text) for one in ledger.timeline] == [
        ("a2", "a2 on 2026-03-01."),
        ("a1", "a1 on 2026-03-02."),
    ]


def test_a_day_to_come_counts_when_it_has_come():
    hearing = MONDAY + DAY
    assert counts(play(naming("a1", hearing))) == {}
    assert counts(play(naming("a1", hearing), naming("a2", hearing, at=T0 + DAY))) == {1: 1}


def test_a_day_has_come_where_it_is_morning_while_it_is_still_evening_in_utc():
    evening = T0.replace(hour=22, minute=30)
    assert counts(play(naming("a1", MONDAY + DAY, MONDAY + 2 * DAY, at=evening))) == {1: 1}


def test_words_that_the_story_had_come_back_to_no_day():
    boilerplate = naming("a2", MONDAY, MONDAY + DAY, at=T0 + DAY, repeated=(0,))
    assert counts(play(naming("a1", MONDAY), boilerplate)) == {0: 1, 1: 1}


def test_an_edit_adds_days_and_counts_none_again():
    edit = naming("a1", MONDAY, MONDAY - DAY, edition=2)
    assert counts(play(naming("a1", MONDAY), edit)) == {-1: 1, 0: 1}


def test_what_is_told_without_a_day_belongs_to_the_articles_own_and_is_the_sentence_shown():
    plain = naming("a1", MONDAY - DAY, parts=[said(CLOSED, "Port Authority")])
    (sentence,) = plain.analysis.sentences
    undated = replace(plain, opened=True, analysis=replace(plain.analysis, sentences=(replace(sentence, days=()),)))
    assert counts(play(undated)) == {0: 1}
    named_before = play(naming("a0", MONDAY), replace(undated, opened=False))
    assert [(one.article, one.articles) for one in named_before.timeline] == [("a1", 2)]
    assert 0 < named_before.timeline[0].weight <= 1
    assert counts(play(replace(plain, opened=True))) == {-1: 1}


def test_a_calendar_and_a_long_story_stay_within_their_bounds():
    days = [MONDAY - timedelta(n) for n in range(100)]
    assert min(counts(play(naming("a1", *days)))) == -59
    assert min(counts(play(naming("a1", *reversed(days))))) == -59
    small, old = LedgerPolicy(max_days=3), [MONDAY - timedelta(weeks=5 + n) for n in range(3)]
    ledger = play(naming("a1", MONDAY, *old), naming("a2", old[2]), policy=small)
    assert counts(ledger) == {-42: 1, -35: 1, 0: 1}  # the oldest, forgotten, came back and was the oldest again
    kept = play(naming("a1", old[2]), naming("a2", MONDAY, *old), policy=small)
    assert counts(kept) == {-49: 2, -35: 1, 0: 1}


def test_a_timeline_that_is_full_of_days_that_many_name_takes_new_ones():
    days = [MONDAY + timedelta(n) for n in range(40)]
    articles = [naming(f"{day}-{n}", day, at=T0 + 50 * DAY) for day in days for n in range(2)]
    timeline = play(*articles, policy=LedgerPolicy(max_days=30)).timeline
    assert [(one.day, one.articles) for one in timeline] == [(day, 2) for day in days[10:]]


@given(days=st.lists(st.lists(st.integers(0, 5), max_size=4), max_size=6), cut=st.integers(0, 6))
def test_two_stories_that_become_one_have_their_days_together(days, cut):
    articles = [naming(f"a{n}", *(MONDAY - timedelta(one) for one in some)) for n, some in enumerate(days)]
    one, other = play(*articles[:cut], ledger=Ledger(story="s1")), play(*articles[cut:], ledger=Ledger(story="s2"))
    both = fold(one, other, POLICY)
    assert counts(both) == counts(play(*articles, ledger=Ledger(story="s1")))
    assert counts(fold(both, other, POLICY)) == counts(both)
    assert play(*articles, ledger=both).timeline == both.timeline


WHOLE = play(naming("a1", MONDAY - DAY, MONDAY), naming("a2", MONDAY))
HALF = play(naming("b1", MONDAY, MONDAY - 2 * DAY), ledger=part(WHOLE, "s2"))


def test_a_half_shows_the_days_of_its_whole_and_counts_its_own():
    assert counts(HALF) == {-2: 1, -1: 1, 0: 3}
    assert {(one.day - MONDAY).days: one.articles for one in count_own_days(HALF.timeline)} == {-2: 1, 0: 1}


def test_halves_that_turn_out_to_be_one_again_count_no_article_twice():
    later = play(naming("a3", MONDAY), ledger=WHOLE)
    assert counts(fold(later, part(WHOLE, "s2"), POLICY)) == counts(later)
    assert counts(fold(later, HALF, POLICY)) == counts(fold(HALF, later, POLICY)) == {-2: 1, -1: 1, 0: 4}
    third = play(naming("c1", MONDAY), ledger=part(later, "s3"))
    assert counts(fold(fold(later, HALF, POLICY), third, POLICY)) == {-2: 1, -1: 1, 0: 5}
    assert count_own_days(fold(HALF, later, POLICY).timeline) == fold(HALF, later, POLICY).timeline


def test_a_half_that_turns_out_to_be_a_third_story_gives_it_what_its_articles_named():
    other = play(naming("x1", MONDAY), ledger=Ledger(story="s9"))
    both = fold(other, HALF, POLICY)
    assert counts(both) == {-2: 1, -1: 1, 0: 4}
    assert {(one.day - MONDAY).days: one.articles for one in count_own_days(both.timeline)} == {-2: 1, 0: 2}


def test_a_report_is_withdrawn_on_the_day_on_which_that_is_told_and_not_on_its_own():
    shut = said(CLOSED, None, speaker_kind="anonymous")
    first = naming("a1", parts=(shut,))
    withdraws = naming("a2", MONDAY, at=T0 + 2 * DAY, parts=(said(CLOSED, "The Gazette", "retract"),))
    timeline = {(one.day - MONDAY).days: one for one in play(first, withdraws).timeline}
    assert {day: (one.article, one.articles) for day, one in timeline.items()} == {0: ("a1", 2), 2: ("a2", 1)}
