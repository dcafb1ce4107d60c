"""Whatever is under way between the steps is lost, at whatever moment: every article is told as it would have been."""

import random
from collections.abc import Callable

import pytest

import agents.shelf
from storywatch.messages import Analysis, StoryClosed, StorySplit, StoryUpdate
from storywatch.stories import CopyPolicy, Desk, StoryPolicy
from storywatch.stories.silence import WITNESSES
from tests.agents.chain import Chain
from tests.agents.forgetful import Forgetful
from tests.agents.test_moved_articles import MERGING, PARTING, PLACES, merging, pages, parting, parting_late, report
from tests.stories.news import invented
from tests.stories.test_moves import KIND, ORLAN, TESSAY, varied

SEEDS = range(18)
ENDS = 6
"""How often the worker ends in each run; about half of the times its broker with it."""


def parting_again() -> list[Analysis]:
    """Four earthquakes that are taken for one: what shows that one leaves is itself found to be another's later."""
    places = [place for place in PLACES for _ in range(5)]
    random.Random(4).shuffle(places)
    return [report(f"a{n}", varied(f"{KIND} {place}", n), n) for n, place in enumerate(places)]


def ending() -> list[Analysis]:
    """Two earthquakes; three months later something else, with which both stories end; then one of the first again."""
    places = (ORLAN, TESSAY)
    first = [report(f"a{n}", varied(places[n % 2], n), n) for n in range(6)]
    dice = random.Random(5)
    later = [report(f"b{n}", " ".join(invented(dice, 4)), 24 * 100 + n) for n in range(WITNESSES + 2)]
    return [*first, *later, report("c1", varied(ORLAN, 9), 24 * 100 + 20)]


def ending_parted() -> list[Analysis]:
    """A story that is parted, and ends with its half."""
    dice = random.Random(6)
    later = [report(f"b{n}", " ".join(invented(dice, 4)), 24 * 100 + n) for n in range(WITNESSES + 2)]
    return [*parting_late(), *later]


STREAMS: dict[str, tuple[Callable[[], list[Analysis]], StoryPolicy]] = {
    "parting": (parting, PARTING),
    "parting late": (parting_late, PARTING),
    "parting again": (parting_again, PARTING),
    "merging": (merging, MERGING),
    "pages": (pages, StoryPolicy()),
    "ending": (ending, StoryPolicy()),
    "ending parted": (ending_parted, PARTING),
}


def attempt(stream: str, seed: int, ends: int) -> tuple[object, ...]:
    """Run a stream with a worker and a broker that end so often; give all that came of it."""
    make, policy = STREAMS[stream]
    with pytest.MonkeyPatch.context() as patch:
        chain = Chain(patch, policy)
        run = Forgetful(chain, make(), seed)
        run.run(ends)
    return run.told, chain.table("stories"), chain.table("ledgers")


@pytest.mark.parametrize("stream", STREAMS)
def test_what_a_broker_forgets_is_told_as_it_would_have_been(stream):
    undisturbed = attempt(stream, 0, 0)
    differing = [seed for seed in SEEDS if attempt(stream, seed, ENDS) != undisturbed]
    assert not differing


def test_an_article_that_showed_a_story_to_be_two_is_found_in_a_third_later():
    desk, showed = Desk(PARTING, CopyPolicy()), {}
    for article in parting_again():
        arrival = desk.arrive(article)
        desk.accept(arrival)
        showed.update((article.article.id, one) for one in arrival.notices if isinstance(one, StorySplit))
    assert [one for one, move in showed.items() if desk.stories.story_of(one) not in (move.story, move.into)]


def test_what_is_kept_of_ended_stories_is_bounded(monkeypatch):
    monkeypatch.setattr(agents.shelf, "KEPT_ENDED", 3)
    chain = Chain(monkeypatch, StoryPolicy())
    chain.start()
    for number in range(6):
        one = report(f"a{number}", varied(ORLAN, number), number)
        chain.act("ledger", StoryUpdate(story=f"s{number}", opened=True, analysis=one))
        for _ in range(2):
            chain.act("ledger", StoryClosed(story=f"s{number}"))
        kept, latest = chain.table("ledgers"), range(max(0, number - 2), number + 1)
        assert kept.pop(agents.shelf.ENDED) == [f"s{n}" for n in latest]
        assert set(kept) == {f"s{n}" for n in latest} | {f"outcome/s{n}/a{n}:1" for n in latest}


def test_what_an_article_changed_in_a_story_is_told_again_after_the_half_that_began_with_it_has_gone(monkeypatch):
    monkeypatch.setattr(agents.shelf, "KEPT_ENDED", 1)
    chain = Chain(monkeypatch, StoryPolicy())
    chain.start()
    update = StoryUpdate(story="s1", opened=True, analysis=report("a1", varied(ORLAN, 1), 1))
    other = StoryUpdate(story="s3", opened=True, analysis=report("a2", varied(ORLAN, 2), 2))
    split = StorySplit(story="s1", into="s1.s2", articles=())
    for message in (update, split, other, StoryClosed(story="s1.s2"), StoryClosed(story="s3")):
        chain.act("ledger", message)
    assert "s1.s2" not in chain.table("ledgers")
    told = [one for one in chain.developments if one[0] == "s1"]
    before = len(chain.developments)
    chain.act("ledger", update)
    assert told
    assert chain.developments[before:] == told
