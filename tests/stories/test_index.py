"""One-pass clustering: who joins, who opens, and that the index is nothing but its states."""

import random
from datetime import timedelta

import msgspec
import pytest

from storywatch.messages import Analysis
from storywatch.stories import StoryIndex, StoryPolicy, StoryState, assign
from storywatch.stories.terms import weigh
from tests.builders import DAY, T0, header

POLICY = StoryPolicy()
CRANE = [
    "A crane fell in the port of Marlow and the Port Authority closed the terminal.",
    "The Port Authority of Marlow said the crane at the terminal had not been inspected.",
    "Dockers in Marlow want to know why the crane fell on the terminal.",
]
QUAKE = [
    "An earthquake shook the Orlan valley and villages lost power overnight.",
    "Rescuers reached villages in the Orlan valley after the earthquake.",
]


def analysis(id: str, text: str, at=T0) -> Analysis:  # noqa: A002
    return Analysis(article=header(id, at=at), terms=weigh("", text))


def run(index: StoryIndex, *articles: Analysis, policy: StoryPolicy = POLICY) -> list[str]:
    stories = []
    for article in articles:
        assignment = assign(index, article, policy)
        if not assignment.repeated:
            index.put(assignment.state)
        stories.append(assignment.state.id)
    return stories


def test_articles_of_one_course_of_events_join_one_story_and_others_their_own():
    texts = [CRANE[0], QUAKE[0], CRANE[1], QUAKE[1], CRANE[2]]
    a, b, c, d, e = run(StoryIndex(), *[analysis(f"a{n}", text) for n, text in enumerate(texts)])
    assert a == c == e
    assert b == d
    assert a != b


def test_an_article_that_comes_again_changes_nothing():
    index = StoryIndex()
    run(index, analysis("a0", CRANE[0]), analysis("a1", CRANE[1]))
    again = assign(index, analysis("a0", CRANE[0]), POLICY)
    assert again.repeated
    assert again.opened
    assert not assign(index, analysis("a1", CRANE[1]), POLICY).opened
    assert again.state.size == 2


def test_a_story_beyond_the_horizon_takes_no_more():
    index = StoryIndex()
    (first,) = run(index, analysis("a0", CRANE[0]))
    late = T0 + timedelta(days=POLICY.horizon_days + 1)
    assert index.surplus(late, POLICY) == [first]
    (second,) = run(index, analysis("a1", CRANE[0], at=late))
    assert second != first


def test_a_story_keeps_which_ones_closed_as_it_opened_however_often_its_article_comes():
    index = StoryIndex()
    late = T0 + timedelta(days=POLICY.horizon_days + 1)
    first, second = run(index, analysis("a0", CRANE[0]), analysis("a1", CRANE[0], at=late))
    assert assign(index, analysis("a1", CRANE[0], at=late), POLICY).state.closes == (first,)
    run(index, analysis("a2", CRANE[1], at=late))
    index.drop(first)
    again = assign(index, analysis("a1", CRANE[0], at=late), POLICY)
    assert (again.repeated, again.opened, again.state.id, again.state.closes) == (True, True, second, (first,))


def test_a_story_that_opens_makes_room_for_itself():
    index = StoryIndex()
    (first,) = run(index, analysis("a0", CRANE[0]))
    assert assign(index, analysis("a1", QUAKE[0]), StoryPolicy(max_stories=1)).state.closes == (first,)


def test_a_story_that_was_quiet_for_two_weeks_still_takes_its_own():
    index = StoryIndex()
    first, second = run(index, analysis("a0", CRANE[0]), analysis("a1", CRANE[1], at=T0 + 14 * DAY))
    assert first == second


def test_the_longest_silent_story_goes_first_at_the_bound():
    index = StoryIndex()
    policy = StoryPolicy(max_stories=1)
    first, second = run(index, analysis("a0", CRANE[0]), analysis("a1", QUAKE[0], at=T0 + DAY))
    assert index.surplus(T0 + DAY, policy) == [first]
    index.drop(first)
    assert len(index) == 1
    assert index.story_of("a0") is None
    assert index.story_of("a1").id == second


def test_an_article_without_a_word_opens_a_story_of_its_own():
    first, second = run(StoryIndex(), analysis("a0", ""), analysis("a1", "… — !"))
    assert first != second


@pytest.mark.parametrize("seed", range(5))
def test_an_index_rebuilt_from_its_states_in_any_order_decides_alike(seed):
    index = StoryIndex()
    articles = [analysis(f"a{n}", text) for n, text in enumerate([*CRANE, *QUAKE])]
    run(index, *articles[:3])
    states = list(index._states.values())
    random.Random(seed).shuffle(states)
    rebuilt = StoryIndex()
    for state in states:
        rebuilt.put(msgspec.json.decode(msgspec.json.encode(state), type=StoryState))
    for article in articles[3:]:
        assert assign(index, article, POLICY) == assign(rebuilt, article, POLICY)


def test_what_a_story_keeps_is_bounded():
    index = StoryIndex()
    policy = StoryPolicy(max_terms=10, max_articles=3, threshold=0.0)
    run(index, *[analysis(f"a{n}", f"{CRANE[0]} word{n} other{n} third{n}") for n in range(8)], policy=policy)
    state = index.story_of("a7")
    assert len(state.weights) <= 10
    assert len(state.counts) <= 10
    assert state.articles == ("a5", "a6", "a7")
    assert state.size == 8
