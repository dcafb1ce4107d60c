"""A proposition tried before it is watched, on what the archive keeps."""

import pytest

from service.refusals import RefusedError
from service.watch import try_on_archive
from storywatch.archive import Judgement, Judgements
from storywatch.config import Config
from storywatch.knowledge import Knowledge
from storywatch.ledger import Ledger, LedgerPolicy, revise
from tests.builders import HOUR, T0, proposition, said, update

CANCELLED = proposition("Port Authority", "cancel", "inspection crane January")


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "archive.sqlite"
    kept, ledger = Judgements(path), Ledger(story="s1")
    report = update("a1", said(CANCELLED, None, speaker_kind="anonymous", sentence=1), opened=True)
    denial = update("a2", said(CANCELLED, "Port Authority", "deny"), at=T0 + HOUR)
    for one in (report, denial):
        ledger, told = revise(ledger, one, Knowledge(), LedgerPolicy())
        kept.record(Judgement(article=one.analysis.article, story="s1", told=told), T0)
    kept.close()
    return path


def test_it_shows_how_it_was_read_and_what_would_have_alerted(archive):
    shown = try_on_archive(
        Config(), "The Port Authority cancelled the inspection of the crane in January", "en", archive
    )
    assert "read as: Port Authority · cancel · inspection" in shown
    before, _, only = shown.partition("only with `reported = true`: 1 more")
    assert "would have alerted: 1\n  DENIED  likeness" in before
    assert (before + only).count("likeness") == 2
    assert only.startswith("\n  REPORTED  likeness")


def test_what_is_no_proposition_is_refused_in_one_sentence(archive):
    with pytest.raises(RefusedError, match=r"^cannot watch 'directive'"):
        try_on_archive(Config(), "directive", "en", archive)
