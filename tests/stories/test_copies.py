"""Copies and what only looks like them, through a desk that has taken the earlier articles in."""

import random
from datetime import timedelta

import pytest
from msgspec.structs import replace

from storywatch.messages import Analysis
from storywatch.stories import CopyPolicy, Desk, StoryPolicy
from tests.builders import DAY, HOUR, T0, header
from tests.stories.news import ABOUT, LOCAL, OTHER, WIRE, invented, written


def take(*articles: Analysis, copies: CopyPolicy | None = None):
    """Take articles in; return the last one's update."""
    desk = Desk(StoryPolicy(), copies or CopyPolicy(max_texts=1_000))
    for article in articles:
        arrival = desk.arrive(article)
        desk.accept(arrival)
    return arrival.update


SOURCE = written("a1", *WIRE, outlet="Coastline Wire")


def own(update) -> list[str]:
    """What the update adds."""
    return [s.text for place, s in enumerate(update.analysis.sentences) if place not in update.repeated]


def test_the_same_text_is_a_copy_that_adds_nothing():
    update = take(SOURCE, written("a2", *WIRE))
    assert (update.copy_of, update.copied_from) == ("a1", "Coastline Wire")
    assert own(update) == []


def test_a_trimmed_copy_with_a_paragraph_of_its_own_adds_that_paragraph():
    update = take(
        SOURCE, written("a2", "Trains stop near Marlow after a derailment of a night train", *WIRE[:5], LOCAL[0])
    )
    assert update.copy_of == "a1"
    assert own(update) == ["Trains stop near Marlow after a derailment of a night train", LOCAL[0]]


def test_a_rewrapped_copy_is_a_copy():
    whole = " ".join(WIRE)
    cut = [whole[:301], whole[301:640], whole[640:]]
    assert take(SOURCE, written("a2", *cut)).copy_of == "a1"


def test_a_lightly_edited_sentence_is_repeated():
    edited = WIRE[1].replace("said that", "told reporters that").replace("was unhurt", "had been unhurt")
    assert edited not in own(take(SOURCE, written("a2", WIRE[0], edited, *WIRE[2:])))


@pytest.mark.parametrize(("old", "new"), [("four wagons", "11 wagons"), ("company said", "company told The Echo")])
def test_a_sentence_with_another_number_or_name_is_the_copys_own(old, new):
    assert old in WIRE[1]
    edited = WIRE[1].replace(old, new)
    assert own(take(SOURCE, written("a2", WIRE[0], edited, *WIRE[2:]))) == [edited]


def test_a_copy_of_a_copy_leads_to_the_source_and_adds_nothing_that_the_first_copy_added():
    first = written("a2", *WIRE[:6], *LOCAL, outlet="The Echo")
    update = take(SOURCE, first, written("a3", *WIRE[:6], *LOCAL, outlet="The Post"))
    assert (update.copy_of, update.copied_from) == ("a1", "Coastline Wire")
    assert own(update) == []


def test_a_long_quotation_makes_no_copy():
    quoted = [f'"{sentence}"' for sentence in WIRE[:5]]
    update = take(written("a1", *quoted, *LOCAL), written("a2", *OTHER[:4], *quoted))
    assert update.copy_of is None


def test_a_paragraph_of_a_press_release_makes_no_copy():
    assert take(written("a1", *LOCAL, *WIRE[:2], *ABOUT), written("a2", *OTHER, *WIRE[:2])).copy_of is None


def test_what_stands_under_every_article_makes_no_copy():
    dice = random.Random(5)
    articles = [written(f"a{n}", *invented(dice, 2), *ABOUT) for n in range(6)]
    assert [take(*articles[: n + 1]).copy_of for n in range(6)] == [None] * 6


def test_what_many_texts_share_counts_for_nothing_wherever_it_stands():
    dice = random.Random(6)
    seen = [written(f"s{n}", *invented(dice, 8), *ABOUT) for n in range(CopyPolicy().common_texts)]
    assert take(*seen, written("a9", *ABOUT, *invented(dice, 2))).copy_of is None


@pytest.mark.parametrize(
    "sentences",
    [(), ("",), ("Two workers hurt",), (WIRE[0],), ("It rains again. " * 200,), tuple(["It rains again today."] * 60)],
    ids=["no sentence", "empty", "three words", "one sentence", "repeated in one", "repeated in many"],
)
def test_what_says_too_little_is_never_a_copy(sentences):
    assert take(written("a1", *sentences), written("a2", *sentences)).copy_of is None


def test_a_short_text_is_no_copy_of_a_long_one_that_holds_it():
    assert take(SOURCE, written("a2", "Four wagons had turned over")).copy_of is None


def test_beyond_the_horizon_nothing_is_a_copy():
    late = T0 + timedelta(days=CopyPolicy().horizon_days + 1)
    assert take(SOURCE, written("a2", *WIRE, at=late)).copy_of is None
    assert take(SOURCE, written("a2", *WIRE, at=late - 2 * DAY)).copy_of == "a1"


def test_a_copy_joins_its_sources_story_and_leaves_its_words_as_they_are():
    desk = Desk(StoryPolicy(), CopyPolicy(max_texts=1_000))
    first = desk.arrive(SOURCE)
    desk.accept(first)
    copy = desk.arrive(written("a2", *WIRE, *LOCAL, at=T0 + HOUR))
    desk.accept(copy)
    assert (copy.update.story, copy.update.opened) == (first.update.story, False)
    state = desk.stories.state(first.update.story)
    assert state.articles == ("a1", "a2")
    assert (state.last, state.weights) == (T0 + HOUR, first.state.weights)


def test_a_copy_that_carries_its_source_on_teaches_the_story_its_words():
    desk = Desk(StoryPolicy(), CopyPolicy(max_texts=1_000))
    for article in (SOURCE, written("a2", *WIRE[:6], *OTHER[:3], *LOCAL, at=T0 + HOUR)):
        arrival = desk.arrive(article)
        desk.accept(arrival)
    assert arrival.update.copy_of == "a1"
    assert "reservoir" in desk.stories.state(arrival.update.story).weights


def test_ten_thousand_identical_articles_in_a_minute_are_one_text_and_its_copies():
    desk = Desk(StoryPolicy(), CopyPolicy(max_texts=2_000))
    desk.accept(desk.arrive(SOURCE))
    before = desk.texts._holders.copy()
    for number in range(10_000):
        at = T0 + timedelta(milliseconds=6 * number)
        arrival = desk.arrive(replace(SOURCE, article=header(f"b{number}", at=at)))
        desk.accept(arrival)
        # The first text is forgotten when its room is needed; then the next one is what is copied.
        assert number > 1_500 or (arrival.update.copy_of == "a1" and arrival.text.shingles == arrival.text.keys == b"")
    assert len(desk.texts) == 2_000
    assert len(desk.stories) == 1
    assert (desk.texts._holders != 0).sum() <= 20 * (before != 0).sum()


def test_a_huge_article_is_compared_by_its_beginning():
    dice = random.Random(7)
    huge = invented(dice, 2_000)
    update = take(written("a1", *huge), written("a2", *huge))
    assert update.copy_of == "a1"
    assert own(update) == []
