"""A proposition tried before it is watched, on what the archive keeps."""

import pytest

from service.asides import MOST, pick
from service.refusals import RefusedError
from service.watch import try_on_archive, try_on_file
from storywatch.alerting import Watch
from storywatch.archive import Judgement, Judgements
from storywatch.config import Config
from storywatch.knowledge import Knowledge
from storywatch.ledger import Ledger, LedgerPolicy, Suppressed, revise
from storywatch.ledger.refusals import Reason
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
    words = "The Port Authority confirms that it cancelled the inspection of the crane in January"
    shown = try_on_archive(Config(), words, "en", archive)
    assert "read as: Port Authority · cancel · inspection" in shown
    before, _, only = shown.partition("only with `reported = true`: 1 more")
    assert "would have alerted: 1\n  DENIED  likeness" in before
    assert (before + only).count("likeness") == 2
    assert only.startswith("\n  REPORTED  likeness")


def test_of_an_act_reports_alert_too(archive):
    shown = try_on_archive(Config(), "The Port Authority cancelled the inspection of the crane", "en", archive)
    assert "would have alerted: 2\n  REPORTED  likeness" in shown
    assert "DENIED  likeness" in shown
    assert "reported = true" not in shown


def test_what_is_no_proposition_is_refused_in_one_sentence(archive):
    with pytest.raises(RefusedError, match=r"^cannot watch 'directive'"):
        try_on_archive(Config(), "directive", "en", archive)


@pytest.mark.parametrize("words", ["", "  "])
def test_nothing_cannot_be_watched(archive, words):
    with pytest.raises(RefusedError, match="nothing is in it; write one sentence"):
        try_on_archive(Config(), words, "en", archive)


PUT_ASIDE = "The Harbour Guild, assess: Brock Dredging will close the east crane after its sale to Aldwin"


def aside(candidate: str, reason: Reason = "view") -> Suppressed:
    return Suppressed(
        article="a9", revision=1, story="s1", published=T0, sort="statement", candidate=candidate, span=(0, 9),
        reason=reason, rule="what is thought of a claim that the story has",
    )  # fmt: skip


def test_what_was_put_aside_is_a_near_miss_with_the_reason(archive):
    told = update("a9", said(CANCELLED, "Port Authority"), at=T0 + 2 * HOUR).analysis.article
    other = aside("The Harbour Guild, demand: the fire brigade should come")
    kept = Judgements(archive)
    kept.record(Judgement(article=told, story="s1", suppressed=(aside(PUT_ASIDE), other)), T0)
    kept.close()
    shown = try_on_archive(Config(), "Brock Dredging will close the east crane", "en", archive)
    assert "would have alerted: 0" in shown
    assert "near misses: 1\n" in shown
    assert PUT_ASIDE in shown
    assert "it concerns this claim, and was put aside as `view`: what is thought of a claim that the story has" in shown


def test_what_was_told_elsewhere_or_shares_few_words_is_not_read_again():
    said = proposition("Brock Dredging", "close", "crane")
    watch = Watch("Brock Dredging will close the east crane", said, "en")
    near = [aside(f"{PUT_ASIDE} {n}") for n in range(3 * MOST)]
    picked = pick(watch, [aside(PUT_ASIDE, "repeat"), aside("The fire brigade came"), *near, near[0]])
    assert len(picked) == len({one.candidate for one in picked}) == MOST
    assert {one.reason for one in picked} == {"view"}


def test_lines_of_a_file_that_cannot_be_used_are_named_with_the_reason(tmp_path):
    file = tmp_path / "articles.jsonl"
    file.write_text('not json\n{"id": "b1", "text": "No date here."}\n' + '{"id": 7}\n' * 3)
    shown = try_on_file(Config(), "The Port Authority cancelled the inspection of the crane", "en", file, 1)
    *_, told, first, second, third, rest = shown.splitlines()
    assert told == "5 article(s) could not be used:"
    assert first.startswith(f"  {file}:1: JSON is malformed")
    assert second.startswith(f"  {file}:2: Object missing required field `published`")
    assert f"{file}:3: " in third
    assert rest == "  and 2 more"
