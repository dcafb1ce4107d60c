"""Dates as outlets write them, and the rules for what they leave out."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.reading.moments import MAX_WRITTEN, read_moment

EIGHT = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "Sun, 01 Mar 2026 09:00:00 +0100",
        "Sunday, 01-Mar-26 08:00:00 GMT",
        "1 March 2026 08:00",
        "Sun, 01 Mar 2026 09:00:00 CET",
        "Sun, 01 Mar 2026 09:00:00 BST",
        "Sun, 01 Mar 2026 10:00:00 CEST",
        "Sun, 01 Mar 2026 10:00:00 GMT+2",
        "Sun, 01 Mar 2026 10:00:00 UTC+02:00",
        "Sun, 01 Mar 2026 19:00:00 AEDT",
        "Sun, 01 Mar 2026 13:30:00 IST",
        "Sun, 01 Mar 2026 03:00:00 EST",
        "Sun, 01 Mar 2026 09:00:00 GMT+0100 (Central European Standard Time)",
        "2026-03-01T09:00:00+01:00",
        "2026-03-01T08:00:00.123Z",
        "2026-03-01 08:00",
        "2026-3-1T8:00:00",
        "20260301T080000Z",
        "2026-03-01T09:00:00 Europe/Berlin",
        "1772352000",
        "1772352000000",
        "So, 01 Mär 2026 09:00:00 +0100",
        "dim., 01 mars 2026 09:00:00 +0100",
        "Вс, 01 мар 2026 11:00:00 +0300",
        "ne, 01 bře 2026 09:00:00 +0100",
        "1 de marzo de 2026 08:00",
        "2026年3月1日 08:00",
        "March 1, 2026 8:00 am",
        "Mar 1, 2026, 3:00 AM EST",
    ],
)
def test_a_date_is_read_as_it_was_meant(written):
    assert read_moment(written) == EIGHT


@pytest.mark.parametrize(
    ("written", "language", "month"),
    [
        ("03/04/2026 08:00", "", 3),
        ("03/04/2026 08:00", "en-US", 3),
        ("03/04/2026 08:00", "en-GB", 4),
        ("03/04/2026 08:00", "fr", 4),
        ("03.04.2026 08:00", "en-US", 4),
    ],
)
def test_figures_alone_are_read_by_the_habit_of_the_feeds_language(written, language, month):
    moment = read_moment(written, language)
    assert moment is not None
    assert moment.month == month


def test_a_day_without_a_time_is_its_noon():
    assert read_moment("2026-03-01") == datetime(2026, 3, 1, 12, tzinfo=UTC) == read_moment("1. März 2026", "de")


def test_the_end_of_a_day_is_the_next_one():
    assert read_moment("Sun, 01 Mar 2026 24:00:00 GMT") == datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "written", ["", "2026", "yesterday", "2 hours ago", "31 Feb 2026 08:00", "2026-03-01T25:00:00Z", "1" * 5_000, "\0"]
)
def test_what_is_no_date_is_none(written):
    assert read_moment(written) is None


def test_strange_dates_are_left_alone_where_they_cost_too_much():
    assert read_moment("So, 01 Mär 2026 09:00:00 +0100", rare=False) is None


@settings(deadline=None, max_examples=60)
@given(st.text("0123456789 :/.-+TZ,janfebMär午", max_size=MAX_WRITTEN), st.sampled_from(["", "en-GB", "de", "xx"]))
def test_whatever_is_written_is_a_moment_in_utc_or_none_and_quickly(written, language):
    started = time.process_time()
    moment = read_moment(written, language)
    assert moment is None or moment.utcoffset() == UTC.utcoffset(None)
    assert time.process_time() - started < 5
