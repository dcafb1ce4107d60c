"""A feed that rolls faster than it is polled is noticed, and said once."""

from datetime import UTC, datetime

import pytest
from feed_server import Answer, item, rss
from test_poller import poll_until

from feeds import metrics
from feeds.polling.rolling import LEAST, has_rolled_over
from storywatch.archive import FeedState, Journal

T0 = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
POLLED = FeedState(url="https://paper.example/feed", succeeded=T0)


@pytest.mark.parametrize(
    ("listed", "new", "before", "rolled"),
    [
        (30, 30, POLLED, True),
        (30, 29, POLLED, False),
        (30, 0, POLLED, False),
        (LEAST - 1, LEAST - 1, POLLED, False),
        (0, 0, POLLED, False),
        (30, 30, FeedState(url="https://paper.example/feed"), False),
    ],
)
def test_a_feed_has_rolled_over_when_nothing_that_it_listed_is_left(listed, new, before, rolled):
    assert has_rolled_over(listed, new, before) is rolled


def test_a_poll_that_finds_nothing_left_counts_and_warns_once(server, tmp_path, caplog):
    def listing(first):
        return Answer(200, rss(*(item(f"n{number}") for number in range(first, first + 6))))

    before = metrics.ROLLED._value.get()
    journal = Journal(tmp_path / "archive.sqlite")
    answers = iter([listing(0), listing(3), listing(20), listing(40)])
    server.answers["/feed"] = lambda _: next(answers, Answer(304))
    now = [T0]

    def clock():
        now[0] = datetime.fromtimestamp(now[0].timestamp() + 60, UTC)
        return now[0]

    poll_until(journal, [server.url("/feed")], lambda: journal.waiting() == 21, clock=clock)
    journal.close()
    assert metrics.ROLLED._value.get() - before == 2
    assert caplog.text.count("none that it listed at the last poll") == 1
