"""What always holds of a ledger: redelivery, restarts and shuffles change nothing, and everything stays bounded."""

from datetime import datetime, timedelta

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from storywatch.knowledge import Knowledge
from storywatch.ledger import Ledger, LedgerPolicy, examine, from_plain, revise, show_refusals, to_plain
from storywatch.ledger.matching import ClaimIndex
from storywatch.messages import Act, Figure, Statement, StoryUpdate
from tests.builders import DAY, HOUR, T0, proposition, said, told, update

POLICY = LedgerPolicy()
SMALL = LedgerPolicy(
    max_claims=12, max_figures=5, max_parties=6, max_aliases=20, max_roles=5, max_times=10, max_applied=30,
    max_wordings=3, max_stances=4, max_outlets=5, max_readings=3,
)  # fmt: skip
WHO = ("Port Authority", "Harbour Union", "Ida Quill", None)
WHAT = (
    proposition("Port Authority", "cancel", "inspection crane January"),
    proposition("Harbour Union", "demand", "review crane site"),
    proposition("Port Authority", "close", "terminal Friday", mood="future"),
    proposition("Ida Quill", "receive", "letter union February", polarity="neg"),
    proposition("crane", "fall", "quay morning", names=("Orlan",)),
)
ACTS: tuple[Act, ...] = ("assert", "confirm", "deny", "decline", "retract", "assess", "commit", "demand", "oppose")

statements = st.builds(
    lambda what, who, act, sentence: said(what, who, act, sentence=sentence),
    st.sampled_from((*WHAT, None)), st.sampled_from(WHO), st.sampled_from(ACTS), st.integers(0, 3),
)  # fmt: skip
narrations = st.builds(lambda what, sentence: told(what, sentence=sentence), st.sampled_from(WHAT), st.integers(0, 3))
figures = st.builds(
    lambda value, who: Figure(what=("people", "dead"), value=float(value), by=who),
    st.integers(0, 40), st.sampled_from(WHO),
)  # fmt: skip


@st.composite
def stories(draw, most=6):
    """A few articles of one story, an hour or some days apart."""
    many = draw(st.integers(1, most))
    at, articles = T0, []
    for number in range(many):
        parts = draw(st.lists(st.one_of(statements, narrations), max_size=4))
        outlet = draw(st.sampled_from(("The Gazette", "The Echo", "Bay Times")))
        values = draw(st.lists(figures, max_size=1))
        articles.append(update(f"a{number}", *parts, opened=number == 0, at=at, outlet=outlet, figures=values))
        at += draw(st.sampled_from((HOUR, DAY)))
    return articles


def play(articles, policy=POLICY, ledger=None):
    ledger, developments = ledger or Ledger(story="s1"), []
    for one in articles:
        ledger, changed = revise(ledger, one, Knowledge(), policy)
        developments += changed
    return ledger, developments


quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@quick
@given(articles=stories(), again=st.lists(st.integers(0, 5), max_size=6))
def test_redelivery_changes_nothing_and_tells_nothing(articles, again):
    ledger, developments = play(articles)
    repeated = [articles[place] for place in again if place < len(articles)]
    assert play(repeated, ledger=ledger) == (ledger, [])
    assert len({one.id for one in developments}) == len(developments)


@quick
@given(articles=stories(), cuts=st.sets(st.integers(0, 5)))
def test_a_restart_between_any_two_articles_changes_nothing(articles, cuts):
    ledger, developments = Ledger(story="s1"), []
    for place, one in enumerate(articles):
        if place in cuts:  # what a Table keeps is JSON
            ledger = from_plain(msgspec.json.decode(msgspec.json.encode(to_plain(ledger))))
        ledger, changed = revise(ledger, one, Knowledge(), POLICY)
        developments += changed
    assert (ledger, developments) == play(articles)


@quick
@given(articles=stories())
def test_what_is_kept_ready_of_a_story_finds_what_an_index_made_anew_finds(articles):
    """The shelf of a story is kept from article to article; another story's is made as it comes."""
    ledger, _ = play(articles)
    play(articles[:1], ledger=Ledger(story="another"))
    for what in WHAT:
        warm = ClaimIndex(ledger.claims, ledger.aliases).find(what)
        again = [replace(one, story="s1") for one in articles]
        assert play(again)[0] == ledger
        assert [(one.claim.id, one.score) for one in warm] == [
            (one.claim.id, one.score) for one in ClaimIndex(ledger.claims, ledger.aliases).find(what)
        ]


REPORTS = [
    update(f"r{number}", said(WHAT[0], None, speaker_kind="anonymous"), at=T0 + number * HOUR, outlet=outlet)
    for number, outlet in enumerate(("The Gazette", "The Echo", "Bay Times", "Morning Star"))
]


@quick
@given(order=st.permutations(range(4)))
def test_reports_in_any_order_leave_one_claim_with_the_same_origins_and_one_corroboration(order):
    ledger, developments = play([REPORTS[place] for place in order])
    (claim,) = ledger.claims
    assert claim.status == "corroborated"
    assert set(claim.origins) == {"The Gazette", "The Echo", "Bay Times", "Morning Star"}
    assert [one.kind for one in developments].count("corroborated") == 1
    assert list(ledger.times) == sorted(ledger.times)


@quick
@given(order=st.permutations(range(4)), values=st.just((11.0, 14.0, 17.0, 23.0)))
def test_an_older_value_that_comes_later_is_no_change(order, values):
    articles = [
        update(f"f{place}", figures=[Figure(what=("people", "dead"), value=values[place])], at=T0 + place * DAY)
        for place in order
    ]
    ledger, developments = play(articles)
    assert ledger.figures[0].readings[-1].value == max(values)
    changes = [one for one in developments if one.kind == "figure_changed"]
    assert [one.after for one in changes] == sorted({one.after for one in changes}, key=float)


@quick
@given(articles=stories(most=20))
def test_every_part_of_a_ledger_stays_within_its_bound(articles):
    ledger, _ = play(articles, SMALL)
    assert len(ledger.claims) <= SMALL.max_claims
    assert len(ledger.figures) <= SMALL.max_figures
    assert len(ledger.parties) <= SMALL.max_parties
    assert len(ledger.aliases) <= SMALL.max_aliases
    assert len(ledger.times) <= SMALL.max_times
    for claim in ledger.claims:
        assert len(claim.wordings) <= SMALL.max_wordings
        assert len(claim.stances) <= SMALL.max_stances
        assert len(claim.outlets) <= SMALL.max_outlets
        assert len(claim.origins) <= SMALL.max_outlets
    assert all(len(track.readings) <= SMALL.max_readings for track in ledger.figures)


def test_a_long_story_keeps_a_bounded_state():
    """Twenty times its bounds: a hundred thousand articles leave no more (tests/bench/ledger.py times a thousand)."""
    ledger, sizes = Ledger(story="s1"), []
    for number in range(20 * SMALL.max_claims):
        what = proposition(f"Body {number}", f"verb{number}", f"thing{number} place{number} kind{number}")
        one = update(f"a{number}", said(what, f"Body {number}"), at=T0 + number * HOUR, outlet=f"outlet{number}")
        ledger, _ = revise(ledger, one, Knowledge(), SMALL)
        sizes.append(len(msgspec.json.encode(to_plain(ledger))))
    assert max(sizes[40:]) <= 1.1 * max(sizes[:60])


def test_a_claim_with_a_hundred_wordings_is_one_claim_of_bounded_size():
    words = "inspection crane January safety east quay planned yearly"
    ledger = play([update("a0", said(proposition("Port Authority", "cancel", words), None, speaker_kind="anonymous"))])[
        0
    ]
    for number in range(100):
        other = proposition("Port Authority", "cancel", f"{words} detail{number}")
        ledger, _ = revise(ledger, update(f"b{number}", told(other), at=T0 + HOUR), Knowledge(), POLICY)
    (claim,) = ledger.claims
    assert len(claim.wordings) == POLICY.max_wordings
    assert claim.mentions == 101


def test_a_statement_without_speaker_or_content_changes_no_claim():
    ledger, _ = play([REPORTS[0]])
    empty = [said(None, None, act, sentence=0) for act in ACTS]
    after, developments = play([update("e", *empty, at=T0 + HOUR)], ledger=ledger)
    assert (after.claims, developments) == (ledger.claims, [])


@pytest.mark.parametrize("sentence", [-1, 99, 10**9])
def test_what_stands_outside_the_text_is_refused(sentence):
    one = update("a1", said(WHAT[0], "Port Authority", "confirm"), at=T0)
    part = replace(one.analysis.statements[0], sentence=sentence)
    narrated, counted = told(WHAT[4], sentence=sentence), Figure(what=("people", "dead"), value=3.0, sentence=sentence)
    analysis = replace(one.analysis, statements=(part,), narration=(narrated,), figures=(counted,))
    broken = replace(one, analysis=analysis)
    outcome = examine(play([REPORTS[1]])[0], broken, Knowledge(), POLICY)
    assert outcome.developments == ()
    assert [one.reason for one in show_refusals(broken.analysis, "s1", outcome.refusals)] == ["nowhere"] * 3


def test_spans_outside_the_text_quote_nothing():
    one = update("a1", said(WHAT[0], "Port Authority", "confirm"), at=T0)
    part = replace(one.analysis.statements[0], content=((10**6, 10**6 + 5),), speaker=((-5, 10**7),), cue=((-9, -3),))
    outside = replace(one, analysis=replace(one.analysis, statements=(part,)))
    (told,) = play([REPORTS[1], outside])[1][-1:]
    assert (told.kind, told.evidence[0].span) == ("confirmed", (0, 19))


@quick
@given(articles=stories(), hours=st.lists(st.integers(-10_000, 10_000), min_size=6, max_size=6))
def test_a_clock_that_runs_backwards_keeps_times_in_order(articles, hours):
    moved = [_at(one, T0 + timedelta(hours=hour)) for one, hour in zip(articles, hours, strict=False)]
    ledger, _ = play(moved)
    assert list(ledger.times) == sorted(ledger.times)
    for track in ledger.figures:
        assert [one.at for one in track.readings] == sorted(one.at for one in track.readings)


def _at(one: StoryUpdate, at: datetime) -> StoryUpdate:
    header = replace(one.analysis.article, published=at, fetched=at)
    return replace(one, analysis=replace(one.analysis, article=header))


def test_an_article_that_contradicts_itself_tells_each_side_once_and_reverses_nobody():
    both = [said(WHAT[0], "Port Authority", act, sentence=place) for place, act in enumerate(("confirm", "deny") * 3)]
    ledger, developments = play([REPORTS[0], update("a2", *both, at=T0 + HOUR)])
    kinds = [one.kind for one in developments]
    assert "reversed" not in kinds
    assert kinds.count("confirmed") <= 1
    assert kinds.count("denied") <= 1
    assert ledger.claims[0].status in ("confirmed", "denied", "disputed")


def test_a_state_that_is_none_is_an_error_and_not_an_empty_ledger():
    good = to_plain(play([REPORTS[0]])[0])
    for broken in ({**good, "claims": [{"id": 3}]}, {**good, "unknown": 1}, {**good, "times": "yesterday"}):
        with pytest.raises(Exception, match=r".+"):
            from_plain(broken)
    assert from_plain(good) == play([REPORTS[0]])[0]


def test_a_statement_is_unharmed_by_being_judged():
    one = REPORTS[0]
    before = msgspec.json.encode(one)
    play([one])
    assert msgspec.json.encode(one) == before
    assert isinstance(one.analysis.statements[0], Statement)
