"""Timelines: one a story, the latest, found under the names of the stories that it took in; bounded by number."""

import sqlite3
import zlib
from datetime import timedelta

import msgspec
import pytest

from storywatch.archive import ArchiveError, Timelines, timelines
from storywatch.ledger import Ledger, NamedDay
from tests.builders import DAY, T0

MONDAY = NamedDay(day=T0.date(), articles=2, article="a1", outlet="The Gazette", text="A crane fell on Monday.")
TUESDAY = NamedDay(day=T0.date() + DAY, article="a2", outlet="The Echo", text="It was raised on Tuesday.", weight=0.4)
CRANE = Ledger(story="s1", title="A crane falls", timeline=(MONDAY,))


@pytest.fixture
def kept(tmp_path):
    opened = Timelines(tmp_path / "archive.sqlite")
    yield opened
    opened.close()


def test_the_latest_timeline_of_a_story_stands(kept):
    kept.record(CRANE, T0)
    kept.record(Ledger(story="s1", title="A crane falls", timeline=(MONDAY, TUESDAY)), T0 + DAY)
    found = kept.find("s1")
    assert found is not None
    assert (found.story, found.title, found.days) == ("s1", "A crane falls", (MONDAY, TUESDAY))
    assert kept.find("s2") is None


def test_a_story_that_was_another_leads_to_it(kept):
    kept.record(CRANE, T0)
    kept.record(Ledger(story="s2", folded=("s1", "s0"), timeline=(TUESDAY,)), T0)
    kept.record(Ledger(story="s3", folded=("s2",), timeline=(MONDAY, TUESDAY)), T0)
    for story in ("s1", "s2", "s3"):
        found = kept.find(story)
        assert found is not None
        assert (found.story, found.days) == ("s3", (MONDAY, TUESDAY))


def test_stories_that_moved_long_ago_go(kept, monkeypatch):
    monkeypatch.setattr(timelines, "_PRUNE_EVERY", 1)
    monkeypatch.setattr(timelines, "KEEP", 2)
    for number, story in enumerate(("s1", "s2", "s1", "s3")):
        kept.record(Ledger(story=story), T0 + timedelta(hours=number))
    assert [story for story in ("s1", "s2", "s3") if kept.find(story)] == ["s1", "s3"]


@pytest.mark.parametrize("field", ["timeline", "mood"])
def test_a_timeline_that_another_version_kept_is_refused_in_words_until_it_is_kept_anew(kept, tmp_path, field):
    kept.record(CRANE, T0)
    with sqlite3.connect(tmp_path / "archive.sqlite") as sql:
        (body,) = sql.execute("SELECT body FROM timelines").fetchone()
        later = msgspec.json.encode(msgspec.json.decode(zlib.decompress(body)) | {field: "timeline.9"})
        sql.execute("UPDATE timelines SET body = ?", (zlib.compress(later),))
    sql.close()
    with pytest.raises(ArchiveError, match="another version"):
        kept.find("s1")
    kept.record(CRANE, T0)
    assert kept.find("s1") is not None
