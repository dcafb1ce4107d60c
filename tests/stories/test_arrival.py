"""An article arrives: new, again, edited, or another one at an old address; and a desk is what tables hold of it."""

import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storywatch.revisions import MAX_REVISIONS
from storywatch.stories import CopyPolicy, Desk, StoryPolicy, StoryState, Text, rebuild
from storywatch.stories.wording import print_sentence
from tests.builders import HOUR, T0
from tests.stories.news import ABOUT, LOCAL, OTHER, WIRE, invented, written

STORIES, COPIES = StoryPolicy(), CopyPolicy(max_texts=100)


def desk() -> Desk:
    return Desk(STORIES, COPIES)


def take(at: Desk, *articles):
    arrivals = []
    for article in articles:
        arrivals.append(at.arrive(article))
        at.accept(arrivals[-1])
    return arrivals


def test_an_article_that_comes_again_says_what_it_said():
    one = desk()
    articles = [written("a1", *WIRE), written("a2", *WIRE[:5], *LOCAL), written("a3", *OTHER)]
    first = [arrival.update for arrival in take(one, *articles)]
    again = take(one, *articles)
    assert [arrival.update for arrival in again] == first
    assert [(arrival.state, arrival.text) for arrival in again] == [(None, None)] * 3


def test_a_try_that_was_cut_short_before_its_text_was_kept_says_the_same_again():
    for articles in ([written("a1", *WIRE)], [written("a1", *WIRE), written("a2", *WIRE, *LOCAL)]):
        one = desk()
        take(one, *articles[:-1])
        whole = one.arrive(articles[-1])
        one.stories.put(whole.state)  # and then the worker was killed
        again = one.arrive(articles[-1])
        assert again.update == whole.update
        assert again.text == whole.text
        one.accept(again)
        assert one.stories.state(whole.update.story) == whole.state


def test_an_edited_page_says_what_went_and_what_stayed():
    one = desk()
    first, second = take(one, written("a1", *WIRE), written("a1", *WIRE[:6], LOCAL[0], at=T0 + HOUR, revision=2))
    assert second.update.story == first.update.story
    assert second.update.repeated == tuple(range(6))
    assert set(second.update.removed) == {print_sentence(sentence) for sentence in WIRE[6:]}
    assert not second.update.opened
    assert second.state.last == T0 + HOUR


def test_a_reflowed_page_says_nothing_new():
    one = desk()
    _, second = take(
        one, written("a1", *WIRE), written("a1", *[f" {s.upper()} " for s in WIRE], at=T0 + HOUR, revision=2)
    )
    assert len(second.update.repeated) == len(WIRE)
    assert second.update.removed == ()
    assert second.state is None


def test_an_older_text_that_comes_late_says_nothing_new():
    one = desk()
    _, late = take(one, written("a1", *WIRE[:6], *LOCAL, at=T0 + HOUR, revision=2), written("a1", *WIRE))
    assert late.update.repeated == tuple(range(len(WIRE)))
    assert (late.update.removed, late.state, late.text) == ((), None, None)


def test_every_revision_that_comes_again_says_what_it_said_though_its_page_was_edited_since():
    one = desk()
    texts = [
        written("a1", *WIRE),
        written("a1", *WIRE[:6], *LOCAL, at=T0 + HOUR, revision=2),
        written("a1", *OTHER, at=T0 + 2 * HOUR, revision=3),
        written("a1", *OTHER, *LOCAL, at=T0 + 3 * HOUR, revision=4),
    ]
    first = take(one, *texts)
    again = take(one, *texts)
    assert [arrival.update for arrival in again] == [arrival.update for arrival in first]
    assert [(arrival.state, arrival.text) for arrival in again] == [(None, None)] * len(texts)


def test_what_is_kept_of_what_was_told_of_a_page_is_bounded():
    one = desk()
    for revision in range(1, MAX_REVISIONS + 6):
        take(one, written("a1", *WIRE[: 1 + revision % 8], at=T0 + revision * HOUR, revision=revision))
    known = one.texts.text_of("a1")
    assert [told.revision for told in known.told] == list(range(6, MAX_REVISIONS + 6))


def test_a_page_that_shows_another_article_altogether_is_another_article():
    one = desk()
    first, second, again = take(one, written("a1", *WIRE), *[written("a1", *OTHER, at=T0 + HOUR, revision=2)] * 2)
    assert second.update.story != first.update.story
    assert second.update.opened
    assert (second.update.repeated, second.update.removed) == ((), ())
    assert (again.update, again.state) == (second.update, None)
    third = one.arrive(written("a1", *OTHER, *LOCAL, at=T0 + 2 * HOUR, revision=3))
    assert third.update.story == second.update.story
    assert third.update.repeated == tuple(range(len(OTHER)))


def test_a_page_that_shows_a_copy_of_another_article_becomes_that_copy():
    one = desk()
    *_, third = take(one, written("a1", *WIRE), written("a2", *OTHER), written("a2", *WIRE, at=T0 + HOUR, revision=2))
    assert third.update.copy_of == "a1"


def test_a_page_that_becomes_a_copy_is_in_no_two_stories_under_one_name():
    one = desk()
    take(one, written("a1", *WIRE), written("a2", *OTHER), written("a2", *WIRE, at=T0 + HOUR, revision=2))
    held = [article for state in one.stories.states() for article in state.articles]
    assert len(held) == len(set(held))


def test_an_edited_copy_stays_a_copy():
    one = desk()
    *_, third = take(
        one,
        written("a1", *WIRE),
        written("a2", *WIRE, outlet="The Echo"),
        written("a2", *WIRE, LOCAL[0], outlet="The Echo", at=T0 + HOUR, revision=2),
    )
    assert third.update.copy_of == "a1"
    assert third.update.repeated == tuple(range(len(WIRE)))


def test_what_an_edit_added_can_be_copied():
    one = desk()
    *_, third = take(
        one,
        written("a1", *WIRE),
        written("a1", *WIRE, *OTHER, at=T0 + HOUR, revision=2),
        written("a2", *OTHER, at=T0 + 2 * HOUR),
    )
    assert third.update.copy_of == "a1"


def test_once_a_story_is_closed_a_copy_opens_another():
    one = desk()
    (first,) = take(one, written("a1", *WIRE))
    one.stories.drop(first.update.story)
    (copy,) = take(one, written("a2", *WIRE))
    assert (copy.update.copy_of, copy.update.opened) == (None, True)


def test_texts_are_remembered_to_a_bound_the_oldest_forgotten_first():
    one, dice = Desk(STORIES, CopyPolicy(max_texts=5)), random.Random(1)
    arrivals = take(one, *[written(f"a{n}", *invented(dice, 6)) for n in range(9)])
    assert [arrival.forgets for arrival in arrivals[5:]] == [("a0",), ("a1",), ("a2",), ("a3",)]
    assert len(one.texts) == 5


POOL = (*WIRE, *OTHER, *LOCAL, *ABOUT)
ARTICLES = st.lists(
    st.builds(
        lambda id, revision, sentences: written(id, *sentences, revision=revision, at=T0 + revision * HOUR),  # noqa: A006
        st.sampled_from([f"a{n}" for n in range(8)]),
        st.integers(1, 3),
        st.lists(st.sampled_from(POOL), max_size=12),
    ),
    max_size=14,
)


@settings(deadline=None, max_examples=60)
@given(ARTICLES, st.integers(0, 14))
def test_a_desk_rebuilt_from_its_tables_decides_as_the_one_that_was_lost(articles, cut):
    policy = CopyPolicy(max_texts=6)
    lost, table = Desk(STORIES, policy), {}
    for article in articles[:cut]:
        arrival = lost.arrive(article)
        lost.accept(arrival)
        _keep(table, arrival)
    again = Desk(STORIES, policy)
    states = [msgspec.convert(plain, StoryState) for key, plain in table.items() if not key.startswith("text/")]
    texts = [msgspec.convert(plain, Text) for key, plain in table.items() if key.startswith("text/")]
    rebuild(again, states, texts)
    for article in articles[cut:]:
        arrivals = [one.arrive(article) for one in (lost, again)]
        assert arrivals[0] == arrivals[1]
        for one, arrival in zip((lost, again), arrivals, strict=True):
            one.accept(arrival)


@settings(deadline=None, max_examples=60)
@given(ARTICLES)
def test_redelivery_changes_nothing_that_is_kept(articles):
    one, table = desk(), {}
    for article in articles:
        for _ in range(2):
            arrival = one.arrive(article)
            one.accept(arrival)
            before = dict(table)
            _keep(table, arrival)
        assert table == before


def _keep(table: dict, arrival) -> None:
    """As the story step lays it out, through JSON."""
    for gone in (*arrival.closes, *arrival.absorbs):
        table.pop(gone, None)
    if arrival.state is not None:
        table[arrival.state.id] = _plain(arrival.state)
    if arrival.text is not None:
        for article in arrival.forgets:
            table.pop(f"text/{article}", None)
        table[f"text/{arrival.text.article}"] = _plain(arrival.text)


def _plain(value):
    return msgspec.json.decode(msgspec.json.encode(value))


@pytest.mark.parametrize("sentences", [(), ("",), ("!!! ???",), ("a b c",)])
def test_an_article_with_hardly_a_word_has_its_story_and_can_be_edited(sentences):
    one = desk()
    first, second = take(one, written("a1", *sentences), written("a1", *sentences, *WIRE, revision=2))
    assert first.update.opened
    assert second.update.copy_of is None
