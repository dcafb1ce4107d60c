"""A feed that dies or falls silent is told of once, by its own habit, and once more when it is back."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from feeds import metrics
from feeds.address import FeedAddress
from feeds.polling.health import HealthWatch
from storywatch.archive import FILE, FeedState, Journal
from storywatch.archive.feed_health import FeedHealth
from storywatch.archive.habits import begin_habit, note_news

T0 = datetime(2026, 3, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
URL = "https://me:secret@paper.example/feed"
NAME = "https://paper.example/feed"


class Watched:
    """One feed, polled hourly; it brought something new every hour for four weeks."""

    def __init__(self, folder) -> None:
        self.journal, self.health = Journal(folder / FILE), FeedHealth(folder / FILE)
        self.watch = HealthWatch(self.journal, self.health, lambda: [FeedAddress(URL, "The Paper")])
        self.state = FeedState(url=URL)
        self.now = T0
        habit = begin_habit(NAME, T0)
        while self.now < T0 + timedelta(days=28):
            self.now += HOUR
            habit = note_news(habit, 1, None, self.now)
        self.health.change({NAME: lambda _: habit}, self.now)

    def poll(self, hours: int, *, fails: bool = False) -> list[str]:
        """Poll for some hours and bring nothing new; return what was told."""
        told = []
        for _ in range(hours):
            self.now += HOUR
            well = {"succeeded": self.now, "failures": 0, "error": None}
            bad = {"failures": self.state.failures + 1, "error": "the server answers 500"}
            self.state = msgspec.structs.replace(self.state, polled=self.now, **(bad if fails else well))
            self.journal.accept([], [self.state])
            told += self.watch.look(self.now)
        return told

    def news(self) -> None:
        self.health.change({NAME: lambda habit: note_news(habit, 1, None, self.now)}, self.now)


@pytest.fixture
def watched(tmp_path):
    made = Watched(tmp_path)
    yield made
    made.journal.close()
    made.health.close()


def test_silence_is_told_once_and_its_end_once(watched):
    assert watched.poll(3) == []
    (told,) = watched.poll(24)
    assert told.startswith("The Paper (https://paper.example/feed) has fallen silent")
    assert "secret" not in told
    assert metrics.SILENT._value.get() == 1
    watched.news()
    assert watched.poll(1) == ["The Paper (https://paper.example/feed) is well again"]
    assert metrics.SILENT._value.get() == 0


def test_a_dead_feed_is_told_once_with_the_reason(watched):
    (told,) = watched.poll(100, fails=True)
    assert "is dead" in told
    assert "the server answers 500" in told
    assert metrics.DEAD._value.get() == 1
    watched.news()
    assert "well again" in watched.poll(1)[0]


def test_a_restart_repeats_nothing(watched):
    assert len(watched.poll(24)) == 1
    again = HealthWatch(watched.journal, watched.health, lambda: [FeedAddress(URL)])
    assert again.look(watched.now) == []


def test_what_was_not_polled_was_not_silent(watched):
    watched.poll(1)
    watched.now += timedelta(days=9)  # we were away
    assert watched.watch.look(watched.now) == []


def test_a_feed_that_never_answered_dies_too(watched):
    watched.health.forget([NAME])
    told = watched.poll(80, fails=True)
    assert ["is dead" in line for line in told] == [True]
