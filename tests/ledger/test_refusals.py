"""What is looked at and not told keeps its reason, one for each candidate, and nothing rests on it."""

import pytest

from storywatch.config import ROOT
from storywatch.knowledge import Knowledge
from storywatch.ledger import REASONS, Ledger, LedgerPolicy, examine, show_refusals
from storywatch.ledger.refusals import MAX_KEPT, MAX_WORDS
from storywatch.messages import Figure, Proposition
from tests.builders import DAY, HOUR, T0, proposition, said, told, update

POLICY = LedgerPolicy()
CONTRACT = Proposition(predicate="contract", terms=("contract",))
CANCELLED = proposition("Port Authority", "cancel", "inspection crane January")
RECEIVED = proposition("Tomas Ley", "receive", "letter union February")
DEAD = Figure(what=("people", "dead"), value=11.0, sentence=1)


def opened():
    """The Gazette's own sources say that the inspection was cancelled; it counts eleven dead."""
    sources = said(CANCELLED, None, speaker_kind="anonymous")
    return update("a1", sources, opened=True, figures=[DEAD])


def reasons(*updates, policy=POLICY):
    """Return (sort, reason) of what the last article was not told for, in the order of looking."""
    ledger = Ledger(story="s1")
    for one in updates:
        outcome = examine(ledger, one, Knowledge(), policy)
        ledger = outcome.ledger
    shown = show_refusals(updates[-1].analysis, "s1", outcome.refusals)
    assert all(one.reason in REASONS and one.rule for one in shown)
    return [(one.sort, one.reason) for one in shown]


def later(*parts, **given):
    return update("a2", *parts, at=T0 + given.pop("after", HOUR), outlet="The Echo", **given)


NEW = proposition("Harbour Union", "demand", "review crane site")
CASES = {
    "a claim told again": ([told(CANCELLED)], ("narration", "repeat")),
    "background": ([told(RECEIVED, background=True)], ("narration", "background")),
    "a question": ([told(proposition("Tomas Ley", "resign", "post", mood="question"))], ("narration", "question")),
    "an if": ([told(proposition("Tomas Ley", "resign", "post", mood="conditional"))], ("narration", "conditional")),
    "a statement of nothing": ([said(None, "Harbour Union")], ("statement", "no_content")),
    "a turn of phrase": ([said(proposition("", "go", "so"), None, speaker_kind="anonymous")], ("statement", "brief")),
    "narration without a name": ([told(proposition("crane", "stand", "still"))], ("narration", "plain")),
    "a denial by somebody who cannot know": (
        [said(CANCELLED, "Mira Sand", "deny", speaker_kind="person")],
        ("statement", "no_standing"),
    ),
    "a denial of what nobody said": (
        [said(RECEIVED, "Mira Sand", "deny", speaker_kind="person")],
        ("statement", "no_standing"),
    ),
    "a refusal by nobody": ([said(None, None, "decline")], ("statement", "no_speaker")),
    "a refusal about nothing": ([said(CONTRACT, "Harbour Union", "decline")], ("statement", "nothing_asked")),
    "a withdrawal of what was never said": (
        [said(CANCELLED, "Mira Sand", "retract", speaker_kind="person")],
        ("statement", "not_origin"),
    ),
}


@pytest.mark.parametrize(("parts", "reason"), CASES.values(), ids=CASES)
def test_what_is_not_told_says_why(parts, reason):
    assert reason in reasons(opened(), later(*parts))


def figure(value, **given):
    return Figure(what=("people", "dead"), value=value, sentence=0, **given)


FIGURES = {
    "the same value": (figure(11.0), "same_value"),
    "an older value": (figure(8.0, as_of=(T0 - 9 * DAY).date()), "older_value"),
    "fewer, by somebody else": (figure(8.0), "lower_count"),
    "twenty times as many": (figure(4000.0), "leap"),
    "three more": (figure(3.0, change=True), "difference"),
    "dozens": (figure(24.0, vague=True), "vague"),
    "could kill": (figure(90.0, mood="possible"), "supposed"),
    "of an older time": (figure(90.0, background=True), "not_current"),
    "the first of its kind": (Figure(what=("ship", "sunk"), value=3.0, sentence=0), "first_value"),
}


@pytest.mark.parametrize(("value", "reason"), FIGURES.values(), ids=FIGURES)
def test_a_figure_that_is_no_change_says_why(value, reason):
    assert ("figure", reason) in reasons(opened(), later(figures=[value]))


def test_a_value_that_the_story_had_says_whose_it_was_and_which_is_the_latest():
    def rule(*values):
        ledger = examine(Ledger(story="s1"), opened(), Knowledge(), POLICY).ledger
        for n, value in enumerate(values):
            one = update(f"b{n}", figures=[figure(value)], at=T0 + (n + 1) * DAY, outlet="The Echo")
            outcome = examine(ledger, one, Knowledge(), POLICY)
            ledger = outcome.ledger
        return next(one.rule for one in outcome.refusals if one.reason == "same_value")

    assert rule(11.0).endswith("gave 11 on 2 March, which is the same within rounding")
    assert "gave 11 on 2 March: an earlier value passed on; the latest is The Echo's 17" in rule(17.0, 11.0)


def test_a_copy_is_refused_as_such():
    copy = update("a2", told(CANCELLED), at=T0 + HOUR, outlet="The Echo")
    repeated = type(copy)(story="s1", opened=False, analysis=copy.analysis, copy_of="a1", repeated=(0,))
    assert reasons(opened(), repeated) == [("narration", "copied")]


def test_a_party_that_stands_for_nobody_says_so():
    witness = said(RECEIVED, "Mira Sand", speaker_kind="person")
    assert ("party", "stands_for_nobody") in reasons(opened(), later(witness))


def test_a_change_beyond_the_bound_says_so():
    crowded = LedgerPolicy(max_developments=1)
    union, company = said(RECEIVED, "Harbour Union", sentence=0), said(NEW, "Port Company", sentence=1)
    assert ("change", "crowded") in reasons(opened(), later(union, company), policy=crowded)


def test_every_statement_is_told_or_refused_once():
    parts = [
        said(RECEIVED, "Harbour Union", sentence=0),
        told(CANCELLED, sentence=1),
        said(None, "Tomas Ley", sentence=2),
    ]
    ledger = examine(Ledger(story="s1"), opened(), Knowledge(), POLICY).ledger
    outcome = examine(ledger, later(*parts), Knowledge(), POLICY)
    refused = [refusal.candidate for refusal in outcome.refusals if refusal.candidate in parts]
    assert len(refused) == len({id(part) for part in refused})
    assert len(refused) + len(outcome.developments) == len(parts)


def test_every_reason_is_in_the_users_document():
    document = (ROOT / "docs/alerts.md").read_text("utf-8")
    assert [reason for reason in REASONS if f"`{reason}`" not in document] == []


def test_an_article_taken_in_before_has_nothing_to_explain():
    first = examine(Ledger(story="s1"), opened(), Knowledge(), POLICY)
    assert examine(first.ledger, opened(), Knowledge(), POLICY).refusals == ()


def test_what_is_kept_of_an_article_is_bounded():
    many = [told(CANCELLED, sentence=place) for place in range(3 * MAX_KEPT)]
    ledger = examine(Ledger(story="s1"), opened(), Knowledge(), POLICY).ledger
    outcome = examine(ledger, later(*many), Knowledge(), POLICY)
    shown = show_refusals(later(*many).analysis, "s1", outcome.refusals)
    assert len(shown) == MAX_KEPT
    assert all(len(one.candidate) <= MAX_WORDS for one in shown)


def test_figures_views_and_who_is_not_named_are_put_in_words():
    many = Figure(what=("spill",), value=40_000_000.0, unit="barrel")
    view = said(CANCELLED, None, "assess", speaker_kind="anonymous", content=((0, 10),))
    first = update("a1", said(CANCELLED, "Port Authority"), opened=True, figures=[many])
    again = later(view, figures=[many])
    ledger = examine(Ledger(story="s1"), first, Knowledge(), POLICY).ledger
    shown = show_refusals(again.analysis, "s1", examine(ledger, again, Knowledge(), POLICY).refusals)
    by_sort = {one.sort: one for one in shown}
    assert by_sort["figure"].candidate == "40,000,000 barrel spill: Sentence 0 of a2."
    assert by_sort["statement"].candidate == "nobody named, assess: Sentence 0"
    assert by_sort["statement"].rule.startswith(
        "what is thought or wanted of a claim that the story has: told of a body"
    )
