"""Judgements: one a text, found by id or URL, bounded by number and age."""

from datetime import UTC, datetime, timedelta

import pytest

from storywatch.archive import Judgement, Judgements, judgements
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
