"""Judgements: one a text, found by id or URL, bounded by number and age."""

import sqlite3
import zlib
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from msgspec.structs import replace

from storywatch.archive import ArchiveError, Judgement, Judgements, judgements
from storywatch.ledger import Suppressed
from tests.builders import header

T0 = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def judgement(key: str, rule: str = "it asks, and says nothing") -> Judgement:
    suppressed = Suppressed(
        article=key, revision=1, story="s1", published=T0, sort="narration", candidate="Will it hold?", span=(0, 13),
        reason="question", rule=rule,
    )  # fmt: skip
    return Judgement(article=header(key), story="s1", suppressed=(suppressed,))


@pytest.fixture
def kept(tmp_path):
    opened = Judgements(tmp_path / "archive.sqlite")
    yield opened
    opened.close()


def test_a_judgement_is_found_by_id_and_by_url(kept):
    kept.record(judgement("a1"), T0)
    assert kept.find("a1") == kept.find("https://gazette.example/a1") == [judgement("a1")]
    assert kept.find("a2") == []


def test_the_first_judgement_of_a_text_stands(kept):
    kept.record(judgement("a1"), T0)
    kept.record(judgement("a1", rule="another"), T0)
    assert kept.find("a1") == [judgement("a1")]


def test_old_judgements_go_by_number_and_by_age(kept, monkeypatch):
    monkeypatch.setattr(judgements, "_PRUNE_EVERY", 1)
    monkeypatch.setattr(judgements, "KEEP", 2)
    for number in range(4):
        kept.record(judgement(f"a{number}"), T0)
    assert [key for key in ("a0", "a1", "a2", "a3") if kept.find(key)] == ["a2", "a3"]
    kept.record(judgement("late"), T0 + judgements.KEEP_FOR + timedelta(seconds=1))
    assert [key for key in ("a3", "late") if kept.find(key)] == ["late"]


def test_an_archive_of_before_judgements_is_opened(tmp_path):
    for _ in range(2):
        Judgements(tmp_path / "archive.sqlite").close()


def test_an_article_of_a_story_that_was_parted_is_found_in_its_half(kept):
    for key in ("a1", "a2"):
        kept.record(judgement(key), T0)
    kept.move(["a2", "never seen"], "s1.1")
    assert [(one.article.id, one.story, one.parted) for one in kept.everything()] == [
        ("a1", "s1", None),
        ("a2", "s1", "s1.1"),
    ]
    assert kept.find("a2")[0].parted == "s1.1"


def keep_by_hand(path, table, body):
    connection = sqlite3.connect(path)
    if table:
        connection.execute(table)
    connection.execute(
        "INSERT INTO judgements (article, revision, url, kept, body) VALUES ('a1', 1, 'u', 0, ?)",
        (zlib.compress(body),),
    )
    connection.commit()
    connection.close()


def test_what_was_kept_before_there_were_versions_is_read(tmp_path):
    Judgements(tmp_path / "new.sqlite").close()
    (schema,) = sqlite3.connect(tmp_path / "new.sqlite").execute(
        "SELECT sql FROM sqlite_master WHERE name = 'judgements'"
    ).fetchone()  # fmt: skip
    plain = msgspec.to_builtins(judgement("a1"))
    del plain["judgement"]
    keep_by_hand(tmp_path / "archive.sqlite", schema.replace("    parted   TEXT,\n", ""), msgspec.json.encode(plain))
    for _ in range(2):
        kept = Judgements(tmp_path / "archive.sqlite")
        kept.move(["a1"], "s1.1")
        assert kept.find("a1") == [replace(judgement("a1"), parted="s1.1")]
        kept.close()


def test_what_another_version_kept_is_refused_in_words_and_stops_nothing(kept, tmp_path):
    later = msgspec.to_builtins(judgement("a1")) | {"judgement": "judgement.99"}
    keep_by_hand(tmp_path / "archive.sqlite", None, msgspec.json.encode(later))
    kept.record(judgement("a2"), T0)
    with pytest.raises(ArchiveError, match="what became of a1 was kept by another version"):
        kept.find("a1")
    assert [one.article.id for one in kept.everything()] == ["a2"]
