"""Whatever is under way between the steps is lost, at whatever moment: every article is told as it would have been."""

import random
from collections.abc import Callable

import pytest

from storywatch.messages import Analysis, StorySplit
from storywatch.stories import CopyPolicy, Desk, StoryPolicy
from tests.agents.chain import Chain
from tests.agents.forgetful import Forgetful
from tests.agents.test_moved_articles import MERGING, PARTING, merging, pages, parting, parting_late, report
from tests.stories.test_moves import KIND, varied

SEEDS = range(24)
ENDS = 6
"""How often the worker ends in each run; about half of the times its broker with it."""

PLACES = (
    "The Orlan valley near Marlow counted 23 dead after magnitude 6.1 in 2019, Governor Ana Prieto said.",
    "The Tessay islands off Verrell counted 410 dead after magnitude 7.4 in 2024, Admiral Jon Okell said.",
    "The Calven hills above Estmark counted 77 dead after magnitude 5.8 in 2021, Mayor Eva Lund said.",
    "The Brandle coast at Corvin counted 150 dead after magnitude 6.9 in 2017, Colonel Max Reyes said.",
)


def parting_again() -> list[Analysis]:
    """Four earthquakes that are taken for one: what shows that one leaves is itself found to be another's later."""
    places = [place for place in PLACES for _ in range(5)]
    random.Random(4).shuffle(places)
    return [report(f"a{n}", varied(f"{KIND} {place}", n), n) for n, place in enumerate(places)]


STREAMS: dict[str, tuple[Callable[[], list[Analysis]], StoryPolicy]] = {
    "parting": (parting, PARTING),
    "parting late": (parting_late, PARTING),
    "parting again": (parting_again, PARTING),
    "merging": (merging, MERGING),
    "pages": (pages, StoryPolicy()),
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
