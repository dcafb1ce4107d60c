"""Stories that turn out to be one or two, stories that continue each other, and what no story should take."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from storywatch.messages import Analysis, Entity, Sentence, StoryMerged, StorySplit, key_of
from storywatch.stories import CopyPolicy, Desk, StoryIndex, StoryPolicy, assign, settle
from storywatch.stories.roundup import is_roundup
from storywatch.stories.state import MAX_TOLD, absorb, join, release
from storywatch.stories.terms import weigh
from tests.builders import DAY, HOUR, T0, header

POLICY = StoryPolicy()
KIND = "An earthquake shook the coast and rescuers dug for survivors while power failed in villages and roads broke."
ORLAN = f"{KIND} The Orlan valley near Marlow counted 23 dead after magnitude 6.1 in 2019, Governor Ana Prieto said."
TESSAY = f"{KIND} The Tessay islands off Verrell counted 410 dead after magnitude 7.4 in 2024, Admiral Jon Okell said."


def analysis(id: str, text: str, at=T0) -> Analysis:  # noqa: A002
    return Analysis(article=header(id, at=at), terms=weigh("", text))


def varied(text: str, number: int) -> str:
    """Another article on the same: a word of its own, and the rest in the same words."""
    return f"{text} Correspondents wrote word{number} and other{number}."


def take(index: StoryIndex, *articles: Analysis, policy: StoryPolicy = POLICY):
    decisions = []
    for article in articles:
        decisions.append(assign(index, article, policy))
        settle(index, decisions[-1])
    return decisions


def mixed(many: int) -> list[Analysis]:
    return [
        analysis(f"{place}{n}", varied(text, n), at=T0 + n * HOUR)
        for n in range(many)
        for place, text in (("orlan", ORLAN), ("tessay", TESSAY))
    ]


def test_two_earthquakes_that_were_taken_for_one_are_parted_and_every_article_goes_with_its_own():
    index, policy = StoryIndex(), StoryPolicy(threshold=0.05, split_threshold=0.8)
    decisions = take(index, *mixed(3), policy=policy)
    parted = [one for one in decisions if one.parted is not None]
    assert len(parted) == 1
    halves = {index.story_of(f"orlan{n}") for n in range(3)}, {index.story_of(f"tessay{n}") for n in range(3)}
    assert [len(half) for half in halves] == [1, 1]
    assert halves[0] != halves[1]


def test_a_half_is_keyed_by_the_story_that_it_left():
    index, policy = StoryIndex(), StoryPolicy(threshold=0.05, split_threshold=0.8)
    take(index, *mixed(3), policy=policy)
    assert len(index) == 2
    assert len({key_of(state.id) for state in index.states()}) == 1


@pytest.mark.parametrize("last", ["orlan2", "tessay2"])
def test_a_half_bears_the_title_of_the_first_article_that_comes_to_it(last):
    index, policy = StoryIndex(), StoryPolicy(threshold=0.05, split_threshold=0.8)
    articles = [replace(one, article=replace(one.article, title=f"Title {one.article.id}")) for one in mixed(4)]
    showing = [one for one in articles if one.article.id == last]
    first = [one for one in articles if one.article.id[-1] in "012" and one.article.id != last]
    *_, decision = take(index, *first, *showing, policy=policy)
    take(index, *[one for one in articles if one.article.id.endswith("3")], policy=policy)
    (half,) = [state for state in index.states() if state.parted is not None]
    (stayed,) = [state for state in index.states() if state.parted is None]
    comes = last if last in half.articles[:3] else next(one for one in half.articles if one.endswith("3"))
    assert decision.parted is not None
    assert (stayed.title, half.title) == ("Title orlan0", f"Title {comes}")


def test_one_story_is_not_parted():
    index = StoryIndex()
    decisions = take(index, *[analysis(f"a{n}", varied(ORLAN, n)) for n in range(12)])
    assert [one.parted for one in decisions] == [None] * 12
    assert len(index) == 1


def test_a_desk_tells_of_a_split_once_it_is_settled_and_tells_the_same_when_the_article_comes_again():
    desk = Desk(StoryPolicy(threshold=0.05, split_threshold=0.8), CopyPolicy())
    told = []
    for article in mixed(3):
        arrival = desk.arrive(article)
        desk.accept(arrival)
        told += arrival.notices
        last = article if arrival.notices else None
    assert [type(one) for one in told] == [StorySplit]
    assert set(told[0].articles) in ({f"orlan{n}" for n in range(3)}, {f"tessay{n}" for n in range(3)})
    again = desk.arrive(last)
    assert (again.state, again.text) == (None, None)
    assert list(again.notices) == told


def test_two_stories_that_one_article_is_like_become_one_if_they_are_alike():
    index = StoryIndex()
    apart = StoryPolicy(threshold=0.99)
    take(index, analysis("a0", varied(ORLAN, 0)), analysis("a1", varied(ORLAN, 1)), policy=apart)
    assert len(index) == 2
    (decision,) = take(index, analysis("a2", ORLAN))
    assert len(decision.absorbs) == 1
    assert len(index) == 1
    state = index.states()[0]
    assert sorted(state.articles) == ["a0", "a1", "a2"]
    assert state.size == 3
    assert state.absorbed == ((decision.absorbs[0], "a2"),)


def test_a_split_is_told_again_though_what_showed_it_has_left_both_halves_since():
    desk, policy = Desk(StoryPolicy(threshold=0.05, split_threshold=0.8), CopyPolicy()), StoryPolicy()
    articles = mixed(3)
    arrivals = []
    for article in articles:
        arrivals.append(desk.arrive(article))
        desk.accept(arrivals[-1])
    (place,) = [place for place, arrival in enumerate(arrivals) if arrival.notices]
    showing = articles[place].article.id
    state = desk.stories.state(desk.stories.story_of(showing))
    left, other = release(state, frozenset({showing}), f"{key_of(state.id)}.s9", "later", policy)
    desk.stories.put(left)
    desk.stories.put(other)
    assert desk.arrive(articles[place]).notices == arrivals[place].notices


def test_a_desk_tells_of_a_merger_also_when_the_article_comes_again():
    desk = Desk(POLICY, CopyPolicy())
    for n in (0, 1):
        article = analysis(f"a{n}", varied(ORLAN, n))
        settle(desk.stories, assign(desk.stories, article, StoryPolicy(threshold=0.99)))
    arrival = desk.arrive(analysis("a2", ORLAN))
    desk.accept(arrival)
    (move,) = arrival.notices
    assert isinstance(move, StoryMerged)
    assert move.into == desk.stories.story_of("a2")
    assert desk.arrive(analysis("a2", ORLAN)).notices == (move,)


def test_absorbing_counts_each_article_of_both():
    one, other = (assign(StoryIndex(), analysis(f"a{n}", ORLAN), POLICY).state for n in range(2))
    both = absorb(one, other, "a1", POLICY)
    joined = join(one, "a1", weigh("", ORLAN), T0, POLICY)
    assert both.counts == joined.counts
    assert both.weights == pytest.approx(joined.weights, abs=2e-4)


def test_a_story_remembers_what_it_absorbed_through_another():
    a, b, c = (assign(StoryIndex(), analysis(f"a{n}", ORLAN), POLICY).state for n in range(3))
    both = absorb(b, a, "a3", POLICY)
    assert absorb(c, both, "a4", POLICY).absorbed == ((a.id, "a3"), (b.id, "a4"))


def test_what_a_story_cannot_remember_to_have_absorbed_ends_at_once():
    index = StoryIndex()
    story = assign(index, analysis("a0", varied(ORLAN, 0)), POLICY).state
    index.put(replace(story, absorbed=tuple((f"s{n}", f"b{n}") for n in range(MAX_TOLD))))
    take(index, analysis("a1", varied(ORLAN, 1)), policy=StoryPolicy(threshold=0.99))
    (decision,) = take(index, analysis("a2", ORLAN))
    assert (len(decision.absorbs), decision.closes) == (1, ("s0",))


def test_a_story_that_opens_says_which_one_it_continues_and_why():
    index = StoryIndex()
    later = "Governor Ana Prieto told a court in Marlow about building rules in the Orlan valley, where schools fell."
    first, second = take(index, analysis("a0", ORLAN), analysis("a1", later, at=T0 + 40 * DAY))
    assert second.opened
    (link,) = second.state.continues
    assert link.story == first.state.id
    assert {"prieto", "orlan", "marlow"} <= set(link.shared)


def test_ten_thousand_identical_articles_are_one_story_whose_state_stays_bounded():
    index = StoryIndex()
    terms = weigh("", ORLAN)
    for number in range(10_000 if POLICY.max_articles > 10_000 else 2 * POLICY.max_articles):
        at = T0 + timedelta(milliseconds=6 * number)
        settle(index, assign(index, Analysis(article=header(f"a{number}", at=at), terms=terms), POLICY))
    (state,) = index.states()
    assert len(state.articles) == POLICY.max_articles
    assert len(state.members) == POLICY.members
    assert sum(state.weights.values()) <= (POLICY.memory + 1) * len(terms)


def test_three_words_join_no_story_for_one_word_in_common():
    index = StoryIndex()
    first, second = take(index, analysis("a0", ORLAN), analysis("a1", "More from Marlow"))
    assert first.state.id != second.state.id


def page(*paragraphs: str) -> Analysis:
    """Each paragraph is one sentence that begins with the name in it."""
    text, sentences, mentions = "\n".join(paragraphs), [], {}
    for number, paragraph in enumerate(paragraphs):
        start = text.index(paragraph)
        sentences.append(Sentence(start=start, end=start + len(paragraph), text=paragraph, paragraph=number))
        mentions.setdefault(paragraph.split()[0], []).append((start, start + len(paragraph.split()[0])))
    entities = tuple(
        Entity(name=name, kind="place", names=(name,), mentions=tuple(spans)) for name, spans in mentions.items()
    )
    return Analysis(article=header("page"), sentences=tuple(sentences), entities=entities, terms=weigh("", text))


PLACES = ["Orlan", "Tessay", "Marlow", "Verrell", "Calven", "Estmark", "Brandle", "Corvin", "Dunmere", "Elsby"]


def test_a_page_of_ten_unrelated_headlines_joins_no_story_and_attracts_none():
    roundup = page(*[f"{place} hears of matter{n} and thing{n}." for n, place in enumerate(PLACES)])
    assert is_roundup(roundup)
    index = StoryIndex()
    take(index, analysis("a0", "Orlan hears of matter0 and thing0."))
    _, after = take(index, roundup, analysis("a1", "Tessay hears of matter1 and thing1. Corvin hears of matter7."))
    assert len({index.story_of(article) for article in ("a0", "page", "a1")}) == 3
    assert after.opened


def test_an_article_that_comes_back_to_its_names_is_no_roundup():
    told = page(*[f"{PLACES[n % 3]} hears of matter{n}, says word{n}." for n in range(10)])
    assert not is_roundup(told)
