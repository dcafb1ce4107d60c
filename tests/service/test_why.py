"""What an operator reads who asks why an article fired, or did not."""

import pytest
from msgspec.structs import replace

from service.explain import explain
from storywatch.alerting import Rule, Subscriber, raise_alerts
from storywatch.archive import Alerts, Judgement, Judgements
from storywatch.knowledge import Knowledge
from storywatch.ledger import Ledger, LedgerPolicy, examine, show_refusals
from tests.builders import HOUR, T0, proposition, said, told, update
from tests.service.test_cli import articles as articles  # noqa: PLC0414 - a fixture
from tests.service.test_cli import refused, rows, storywatch

CANCELLED = proposition("Port Authority", "cancel", "inspection crane January")
READER = Subscriber(name="me", rules=(Rule(name="denials", kinds=("denied",)),))
EVERYTHING = Subscriber(name="you", rules=(Rule(),))


@pytest.fixture
def judgement() -> Judgement:
    report = update("a1", said(CANCELLED, None, speaker_kind="anonymous"), opened=True)
    ledger = examine(Ledger(story="s1"), report, Knowledge(), LedgerPolicy()).ledger
    parts = said(CANCELLED, "Port Authority", "confirm"), told(CANCELLED, sentence=1, background=True)
    confirmation = update("a2", *parts, at=T0 + HOUR)
    outcome = examine(ledger, confirmation, Knowledge(), LedgerPolicy())
    suppressed = show_refusals(confirmation.analysis, "s1", outcome.refusals)
    return Judgement(
        article=confirmation.analysis.article, story="s1", told=outcome.developments, suppressed=suppressed
    )


def test_what_was_told_says_by_which_rule_and_to_whom(judgement, tmp_path):
    raised = Alerts(tmp_path / "archive.sqlite")
    for alert in raise_alerts(judgement.told[0], [READER, EVERYTHING], T0):
        raised.record(alert)
    text = explain(judgement, [READER, EVERYTHING], raised)
    raised.close()
    assert "CONFIRMED" in text
    assert "because: Port Authority has standing and confirms what was reported" in text
    assert "no alert: me (by today's rules: denials: confirmed is not among its kinds)" in text
    assert "alert: you (rule everything)" in text


def test_what_was_not_told_says_why(judgement, tmp_path):
    raised = Alerts(tmp_path / "archive.sqlite")
    text = explain(judgement, [READER], raised)
    raised.close()
    assert "background: told of a time before the article's news" in text
    assert "narration at 20: Sentence 1 of a2." in text


def test_a_sentence_of_several_clauses_is_shown_once_for_each_reason(judgement, tmp_path):
    (one,) = [one for one in judgement.suppressed if one.sort == "narration"]
    other = replace(one, reason="plain", rule="narration without a name")
    twice = replace(judgement, suppressed=(one, other, one))
    raised = Alerts(tmp_path / "archive.sqlite")
    text = explain(twice, [READER], raised)
    raised.close()
    assert text.count("narration at 20: Sentence 1 of a2.") == 2
    assert text.count("background: ") == 1


def test_of_an_edited_article_each_text_says_which_it_is(judgement, tmp_path):
    archive = tmp_path / "var" / "archive.sqlite"
    archive.parent.mkdir()
    kept = Judgements(archive)
    kept.record(judgement, T0)
    kept.record(replace(judgement, article=replace(judgement.article, revision=2), told=()), T0)
    kept.close()
    (tmp_path / "storywatch.toml").write_text("")
    shown = storywatch("why", "a2", cwd=tmp_path).stdout.decode()
    earlier, later = (
        shown.index("revision 1, an earlier text: a later one follows"),
        shown.index("revision 2, story s1"),
    )
    assert earlier < shown.index("CONFIRMED") < later < shown.index("told: nothing")


def test_an_article_whose_story_was_parted_says_where_it_is(judgement, tmp_path):
    raised = Alerts(tmp_path / "archive.sqlite")
    text = explain(replace(judgement, parted="s1.1"), [], raised)
    raised.close()
    assert "story s1, which was parted: it is in story s1.1 since" in text


def test_a_rule_that_cannot_be_read_is_said_beside_what_became_of_the_article(judgement, tmp_path):
    archive = tmp_path / "var" / "archive.sqlite"
    archive.parent.mkdir()
    kept = Judgements(archive)
    kept.record(judgement, T0)
    kept.close()
    rule = 'watch = "The crane fell. The board cancelled the inspection."'
    (tmp_path / "storywatch.toml").write_text(f'[[subscribers]]\nname = "me"\n[[subscribers.rules]]\n{rule}\n')
    result = storywatch("why", "a2", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    shown = result.stdout.decode()
    assert "CONFIRMED" in shown
    assert "no alert: me (by today's rules: The crane fell. The board cancelled the inspection.: cannot watch" in shown
    (tmp_path / "storywatch.toml").write_text(
        '[worker]\nmodel = "en_core_web_none"\n'
        '[[subscribers]]\nname = "me"\n[[subscribers.rules]]\nwatch = "The board closes the bridge"\n'
    )
    result = storywatch("why", "a2", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert "en_core_web_none" in result.stdout.decode()


def test_an_article_of_which_nothing_is_kept_is_refused_with_the_remedy(tmp_path):
    Alerts(tmp_path / "var" / "archive.sqlite").close()
    (tmp_path / "storywatch.toml").write_text("")
    error = refused(storywatch("why", "nowhere", cwd=tmp_path))
    assert "give an article's id or URL" in error


def test_replay_writes_what_it_did_not_tell(articles, tmp_path):
    out, why = tmp_path / "developments.jsonl", tmp_path / "why.jsonl"
    result = storywatch("replay", articles, "--out", out, "--why", why, "--processes", 1)
    assert result.returncode == 0, result.stderr
    told_nothing = [row for row in rows(why) if row["article"] == "a3"]
    assert {row["reason"] for row in told_nothing} == {"copied"}
    assert all(row["candidate"] and row["rule"] for row in told_nothing)
