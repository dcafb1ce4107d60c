"""One-pass clustering: who joins, who opens, and that the index is nothing but its states."""

import random
from datetime import timedelta

import msgspec
import pytest

from storywatch.messages import Analysis
from storywatch.stories import StoryIndex, StoryPolicy, StoryState, assign, settle
from storywatch.stories.silence import WITNESSES
from storywatch.stories.terms import weigh
from tests.builders import DAY, T0, header

POLICY = StoryPolicy()
LATE = T0 + timedelta(days=POLICY.horizon_days + 1)
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
        settle(index, assignment)
        stories.append(assignment.state.id)
    return stories


def unlike(many: int, *, at=T0, start: int = 0) -> list[Analysis]:
    """Articles that have nothing in common."""
    return [
        analysis(f"u{n}", f"A {name}a met the {name}b of {name.title()}c in {name}d {name}e {name}f.", at=at)
        for n, name in ((n, chr(97 + n % 26) * 2 + chr(97 + n // 26) * 2) for n in range(start, start + many))
    ]


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
    first, *_ = run(index, *unlike(WITNESSES))
    second, *_ = run(index, *unlike(WITNESSES + 1, at=LATE, start=50))
    assert first not in index
    assert second in index


def test_after_a_long_pause_the_silent_stories_end_by_and_by(monkeypatch):
    monkeypatch.setattr("storywatch.stories.silence.CLOSED_AT_ONCE", 3)
    index = StoryIndex()
    run(index, *unlike(8))
    late = unlike(WITNESSES + 3, at=LATE, start=50)
    run(index, *late[:WITNESSES])
    assert len(index) == 8 + WITNESSES
    run(index, *late[WITNESSES:])
    assert len(index) == WITNESSES + 3


def test_one_article_with_a_wrong_clock_closes_no_story():
    index = StoryIndex()
    stories = run(index, *unlike(8))
    run(index, analysis("liar", CRANE[0], at=LATE), analysis("older", QUAKE[0], at=T0 - 10_000 * DAY))
    assert all(story in index for story in stories)


def test_an_article_that_comes_a_month_late_joins_its_story_if_it_is_alike_enough():
    index = StoryIndex()
    first, late = run(index, analysis("a0", CRANE[0], at=T0 + 30 * DAY), analysis("a1", CRANE[1], at=T0))
    assert first == late


def test_a_story_keeps_which_ones_closed_as_it_opened_however_often_its_article_comes():
    index = StoryIndex()
    old, *_ = run(index, *unlike(WITNESSES))
    run(index, *unlike(WITNESSES + 1, at=LATE, start=50))
    closing = [state for state in index.states() if old in state.closes]
    assert len(closing) == 1
    repeated = assign(index, analysis(closing[0].opened_by, "", at=LATE), POLICY)
    assert (repeated.repeated, repeated.opened, repeated.closes) == (True, True, closing[0].closes)


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
    assert index.story_of("a1") == second


def test_an_article_without_a_word_opens_a_story_of_its_own():
    first, second = run(StoryIndex(), analysis("a0", ""), analysis("a1", "… — !"))
    assert first != second


@pytest.mark.parametrize("seed", range(5))
def test_an_index_rebuilt_from_its_states_in_any_order_decides_alike(seed):
    index = StoryIndex()
    articles = [analysis(f"a{n}", text) for n, text in enumerate([*CRANE, *QUAKE])]
    run(index, *articles[:3])
    states = index.states()
    random.Random(seed).shuffle(states)
    rebuilt = StoryIndex()
    for state in states:
        rebuilt.put(msgspec.json.decode(msgspec.json.encode(state), type=StoryState))
    for article in articles[3:]:
        assert assign(index, article, POLICY) == assign(rebuilt, article, POLICY)


def test_of_terms_that_weigh_the_same_a_rebuilt_index_probes_the_same():
    one, other = ({f"{name}{n}": 1.0 for n in range(40)} for name in ("crane", "quake"))
    index, rebuilt = StoryIndex(), StoryIndex()
    for name, terms in (("a0", one), ("a1", other)):
        settle(index, assign(index, Analysis(article=header(name), terms=terms), POLICY))
    for state in reversed(index.states()):
        rebuilt.put(state)
    both = {term: 1.0 for pair in zip(one, other, strict=True) for term in pair}
    assert len(index.nearest(both, T0, POLICY)) == 2
    assert index.nearest(both, T0, POLICY) == rebuilt.nearest(both, T0, POLICY)


def test_a_story_that_the_first_version_kept_goes_on():
    kept = {
        "id": "s1",
        "title": "A crane fell",
        "language": "en",
        "weights": {"crane": 1.2, "marlow": 0.9, "terminal": 0.8, "port": 0.7, "authority": 0.5},
        "counts": {"crane": 2, "marlow": 2, "terminal": 1, "port": 1, "authority": 1},
        "size": 2,
        "articles": ["a8", "a9"],
        "opened_by": "a8",
        "last": T0.isoformat(),
        "closes": [],
    }
    index = StoryIndex()
    index.put(msgspec.convert(kept, StoryState))
    assert run(index, analysis("a0", CRANE[1])) == ["s1"]
    assert len(index.state("s1").members) == 1


def test_what_a_story_keeps_is_bounded():
    index = StoryIndex()
    policy = StoryPolicy(max_terms=10, max_articles=3, threshold=0.0)
    run(index, *[analysis(f"a{n}", f"{CRANE[0]} word{n} other{n} third{n}") for n in range(8)], policy=policy)
    state = index.state(index.story_of("a7"))
    assert len(state.weights) <= 10
    assert len(state.counts) <= 10
    assert state.articles == ("a5", "a6", "a7")
    assert state.size == 8
