"""Streams at random, in which stories part, merge and end and pages are edited, under disturbances at random.

    STORYWATCH_SLOW=1 python -m pytest tests/agents/test_random_streams.py

takes some three minutes of processor time for three hundred streams; without STORYWATCH_SLOW eight are tried.
"""

import os
import random
from collections import Counter

import pytest
from msgspec.structs import replace

import storywatch.stories.state
from storywatch.messages import Analysis, Proposition
from storywatch.stories import StoryPolicy
from tests.agents.chain import Chain
from tests.agents.forgetful import Forgetful
from tests.agents.test_moved_articles import MERGING, PARTING, PLACES, report
from tests.builders import proposition, said
from tests.stories.news import invented
from tests.stories.test_moves import KIND, varied

STREAMS = range(300 if os.environ.get("STORYWATCH_SLOW") else 8)
DISTURBANCES = range(1, 8)
"""Each run's number: its worker ends so often, at moments that follow from it."""

POLICIES = (
    PARTING,
    MERGING,
    StoryPolicy(threshold=0.3, merge_threshold=0.3, split_threshold=0.8),
    StoryPolicy(threshold=0.2, merge_threshold=0.5, split_threshold=0.7, least_half=2),
)


def write_stream(dice: random.Random) -> list[Analysis]:
    """Write articles of one place or several, or of nothing else in the stream, some of them edits of earlier pages."""
    articles: list[Analysis] = []
    revisions: Counter[str] = Counter()
    hour = 0
    for number in range(dice.randint(12, 26)):
        hour += 2_400 if dice.random() < 0.1 else dice.choice((1, 1, 3, 5, 30))
        page = dice.choice(articles).article.id if articles and dice.random() < 0.2 else f"a{number}"
        revisions[page] += 1
        kind = f"{KIND} " if dice.random() < 0.7 else ""
        text = kind + " ".join(dice.sample(PLACES, dice.choice((1, 1, 1, 1, 2, 3))))
        one = report(page, varied(text, number) if dice.random() < 0.85 else " ".join(invented(dice, 3)), hour)
        claims = tuple(said(claim(dice), None, speaker_kind="anonymous") for _ in range(dice.randint(1, 3)))
        header = replace(one.article, revision=revisions[page])
        articles.append(replace(one, article=header, statements=claims))
    return articles


def claim(dice: random.Random) -> Proposition:
    who, does = (
        dice.choice(("Rescue Service", "Port Authority", "Tomas Ley")),
        dice.choice(("find", "close", "receive")),
    )
    return proposition(who, does, dice.choice(("survivors cellar Monday", "terminal Friday", "letter union")))


def attempt(stream: int, ends: int) -> tuple[object, dict[str, dict], object]:
    """Run a stream with a worker that ends so often, its broker often with it; give all that came of it."""
    dice = random.Random(stream)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(storywatch.stories.state, "MAX_TOLD", 2)  # so that mergers push others out
        chain = Chain(patch, POLICIES[stream % len(POLICIES)])
        run = Forgetful(chain, write_stream(dice), ends)
        run.run(ends)
    return run.told, chain.table("stories"), chain.table("ledgers")


def test_no_disturbance_changes_what_is_told_and_kept():
    seen: Counter[str] = Counter()
    for stream in STREAMS:
        undisturbed = attempt(stream, 0)
        differing = [ends for ends in DISTURBANCES if attempt(stream, ends) != undisturbed]
        assert not differing, f"stream {stream}"
        for state in undisturbed[1].values():
            seen.update(what for what in ("absorbed", "released", "closes") if state.get(what))
    assert set(seen) == {"absorbed", "released", "closes"}
