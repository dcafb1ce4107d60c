"""What a feed asks of its readers."""

from datetime import timedelta

import pytest

from feeds.reading.hints import NO_HINTS
from feeds.reading.parse import parse
from feeds.reading.wishes import read_wishes


def test_ttl_update_period_and_skips_are_read():
    body = (
        b'<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><ttl> 45 </ttl>'
        b"<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"
        b"<skipHours><hour>1</hour><hour>24</hour><hour>77</hour></skipHours>"
        b"<skipDays><day>Saturday</day><day>Someday</day></skipDays><item><ttl>9</ttl></item></channel></rss>"
    )
    hints = parse(body, "", "https://paper.example/feed").hints
    assert (hints.ttl, hints.update_every) == (timedelta(minutes=45), timedelta(minutes=15))
    assert (hints.skip_hours, hints.skip_days) == ({0, 1}, {5})


@pytest.mark.parametrize(
    "head",
    [
        b"<rss>",
        b"<ttl>soon</ttl>",
        b"<ttl>0</ttl>",
        b"<sy:updatePeriod>never</sy:updatePeriod>",
        b"<sy:updateFrequency>0</sy:updateFrequency>",
        b"<skipHours>" * 20_000,
        b"<item><ttl>5</ttl></item>",
    ],
)
def test_no_wish_or_an_unreadable_one_is_none(head):
    assert read_wishes(head) == NO_HINTS


def test_a_frequency_alone_counts_days():
    assert read_wishes(b"<sy:updateFrequency>24</sy:updateFrequency>").update_every == timedelta(hours=1)
