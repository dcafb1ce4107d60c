"""Stories that are parted and merged, through the story and the ledger step, whenever a worker ends."""

import random

import pytest
from msgspec.structs import replace

import storywatch.stories.state
from agents.shelf import ENDED
from storywatch.batch import Monitor
from storywatch.knowledge import Knowledge
from storywatch.ledger import LedgerPolicy
from storywatch.messages import Analysis, StoryMerged, StorySplit, decode, key_of
from storywatch.stories import StoryPolicy
from tests.agents.chain import STORY_MESSAGES, Chain
from tests.builders import HOUR, T0, proposition, said, update
from tests.stories.news import LOCAL, OTHER, WIRE, invented, written
from tests.stories.test_moves import KIND, ORLAN, TESSAY, varied, weigh

PARTING = StoryPolicy(threshold=0.05, split_threshold=0.8)
MERGING = StoryPolicy(threshold=0.35, merge_threshold=0.2)
BURIED = proposition("Rescue Service", "find", "survivors cellar Monday")


PLACES = (
    "The Orlan valley near Marlow counted 23 dead after magnitude 6.1 in 2019, Governor Ana Prieto said.",
    "The Tessay islands off Verrell counted 410 dead after magnitude 7.4 in 2024, Admiral Jon Okell said.",
    "The Calven hills above Estmark counted 77 dead after magnitude 5.8 in 2021, Mayor Eva Lund said.",
    "The Brandle coast at Corvin counted 150 dead after magnitude 6.9 in 2017, Colonel Max Reyes said.",
)


def report(id: str, text: str, number: int) -> Analysis:  # noqa: A002
    """An article of a story, in which one more outlet says the same."""
    claim = said(BURIED, None, speaker_kind="anonymous")
    one = update(id, claim, at=T0 + number * HOUR, outlet=f"Outlet {number}", title=f"Title {id}")
    return replace(one.analysis, terms=weigh("", text))


def parting() -> list[Analysis]:
    """Two earthquakes that are taken for one, until three articles of each have come; then one more of each."""
    return [
        report(f"{place}{n}", varied(text, n), 2 * n + later)
        for n in range(4)
        for later, (place, text) in enumerate((("orlan", ORLAN), ("tessay", TESSAY)))
    ]


def parting_late() -> list[Analysis]:
    """The same, where the article that shows it belongs to the half that stays."""
    articles = parting()
    return [*articles[:2], *articles[5:1:-1], *articles[6:]]


def merging() -> list[Analysis]:
    """What reaches two places is told as two stories, until an article tells of both; then one more of each."""
    first = "The Orlan valley near Marlow counted 23 dead after magnitude 6.1, Governor Ana Prieto said."
    second = "The Tessay islands off Verrell counted 410 dead after magnitude 7.4, Admiral Jon Okell said."
    texts = (first, second, f"{first} {second}", varied(first, 1), varied(second, 2))
    return [report(f"a{n}", text, n) for n, text in enumerate(texts)]


def merging_often() -> list[Analysis]:
    """Three stories, of which two articles make one."""
    places = [f"{KIND} {place}" for place in PLACES[:3]]
    texts = (*places, f"{places[0]} {places[1]}", f"{places[0]} {places[1]} {places[2]}", varied(places[2], 1))
    return [report(f"a{n}", text, n) for n, text in enumerate(texts)]


def pages() -> list[Analysis]:
    """A report, a copy of it that adds to it, and an edit; then two pages that show another article altogether."""
    texts = [
        ("a1", 1, (*WIRE,)),
        ("b1", 1, (*OTHER,)),
        ("c1", 1, (*WIRE, LOCAL[0])),
        ("a1", 2, (*WIRE[:6], LOCAL[1])),
        ("c1", 2, (*OTHER,)),
        ("a1", 3, invented(random.Random(1), 8)),
        ("a1", 4, (*WIRE,)),
    ]
    written_ones = [
        written(page, *text, revision=revision, outlet=f"Outlet {page}", at=T0 + n * HOUR)
        for n, (page, revision, text) in enumerate(texts)
    ]
    claim = said(BURIED, None, speaker_kind="anonymous")
    return [replace(one, statements=(claim,)) for one in written_ones]


STREAMS = {
    "parting": (parting, PARTING, StorySplit),
    "parting late": (parting_late, PARTING, StorySplit),
    "merging": (merging, MERGING, StoryMerged),
}


@pytest.fixture(params=STREAMS)
def stream(request: pytest.FixtureRequest) -> tuple[list[Analysis], StoryPolicy, type]:
    make, policy, move = STREAMS[request.param]
    return make(), policy, move


def run(chain: Chain, articles: list[Analysis], writes: int | None = None) -> Chain:
    chain.start(writes)
    for article in articles:
        chain.take(article)
    return chain


def test_the_steps_tell_what_the_replay_tells(stream, monkeypatch):
    articles, policy, move = stream
    chain = run(Chain(monkeypatch, policy), articles)
    monitor = Monitor(Knowledge(), policy, LedgerPolicy())
    assert chain.told() == [one for article in articles for one in monitor.take(article)[1]]
    assert any(isinstance(decode(raw, *STORY_MESSAGES), move) for _, raw in chain.updates)


def test_what_is_told_of_a_parted_story_is_keyed_as_the_story_is(monkeypatch):
    chain = run(Chain(monkeypatch, PARTING), parting())
    (split,) = [one for _, raw in chain.updates if isinstance(one := decode(raw, *STORY_MESSAGES), StorySplit)]
    keys = {key for key, raw in chain.updates if decode(raw, *STORY_MESSAGES).story in (split.story, split.into)}
    assert keys == {key_of(split.story)} == {key_of(split.into)}


@pytest.mark.parametrize("make", [parting, parting_late])
def test_it_is_recorded_which_articles_a_half_has_and_what_it_begins_with(make, monkeypatch):
    chain = run(Chain(monkeypatch, PARTING), make())
    (split,) = [one for _, raw in chain.updates if isinstance(one := decode(raw, *STORY_MESSAGES), StorySplit)]
    articles, half = chain.halves[split.into]
    assert articles == split.articles
    assert half is not None
    assert half.story == split.into
    assert half.claims


def test_what_comes_again_tells_nothing_else_and_changes_no_table(stream, monkeypatch):
    articles, policy, _ = stream
    chain = run(Chain(monkeypatch, policy), articles)
    told, tables = chain.told(), [chain.table("stories"), chain.table("ledgers")]
    run(chain, articles)
    chain.judge(0)
    assert chain.told() == told
    assert [chain.table("stories"), chain.table("ledgers")] == tables


def test_a_worker_that_ends_between_any_two_writes_has_told_the_same_and_finished_every_article(stream):
    articles, policy, _ = stream
    undisturbed, many = attempt(articles, policy, None)
    differing = [writes for writes in range(many) if attempt(articles, policy, writes)[0] != undisturbed]
    assert not differing


def test_a_story_that_is_forgotten_to_have_been_absorbed_ends_after_an_end_between_any_two_writes(monkeypatch):
    monkeypatch.setattr(storywatch.stories.state, "MAX_TOLD", 1)
    undisturbed, many = attempt(merging_often(), MERGING, None)
    assert undisturbed[3][ENDED]
    differing = [writes for writes in range(many) if attempt(merging_often(), MERGING, writes)[0] != undisturbed]
    assert not differing


def test_pages_that_are_copied_edited_and_reused_are_told_the_same_after_an_end_between_any_two_writes():
    undisturbed, many = attempt(pages(), StoryPolicy(), None)
    differing = [writes for writes in range(many) if attempt(pages(), StoryPolicy(), writes)[0] != undisturbed]
    assert not differing


@pytest.mark.parametrize("begun", range(4))
def test_where_the_broker_forgot_what_stories_took_all_comes_again_and_is_told_as_it_would_have_been(begun, stream):
    articles, policy, _ = stream
    (undisturbed, *_), _ = attempt(articles, policy, None)
    with pytest.MonkeyPatch.context() as patch:
        chain = run(Chain(patch, policy), articles[:begun])
        chain.lose_updates(articles[begun:])
        for article in articles[begun:]:
            chain.take(article)
    assert {one.id: one for one in chain.told()} == undisturbed


def attempt(articles: list[Analysis], policy: StoryPolicy, writes: int | None) -> tuple[object, int]:
    """Run a stream with a worker that ends after so many writes; give what came of it."""
    with pytest.MonkeyPatch.context() as patch:
        chain = run(Chain(patch, policy), articles, writes)
    told = {one.id: one for one in chain.told()}
    done = {one.article for one in told.values()} | {one.partition(":")[0] for one in chain.finished}
    return (told, done, chain.table("stories"), chain.table("ledgers")), chain.writes
