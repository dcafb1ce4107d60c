"""One article against its story's ledger: each development kind, and what must never be one."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storywatch.knowledge import Knowledge
from storywatch.ledger import Ledger, LedgerPolicy, from_plain, revise, to_plain
from storywatch.messages import Figure
from tests.builders import DAY, HOUR, T0, proposition, said, told, update

POLICY = LedgerPolicy()
CANCELLED = proposition("Port Authority", "cancel", "inspection crane January")
RECEIVED = proposition("Tomas Ley", "receive", "letter union February")
CLOSE = proposition("Port Authority", "close", "terminal Friday", mood="future")
CLOSED = proposition("Port Authority", "close", "terminal Friday")


def play(*updates, policy=POLICY, ledger=None):
    """Take articles in; return the ledger and each article's developments by kind."""
    ledger = ledger or Ledger(story="s1")
    told_kinds = []
    for one in updates:
        ledger, developments = revise(ledger, one, Knowledge(), policy)
        told_kinds.append({development.kind: development for development in developments})
    return ledger, told_kinds


def reported(id="a1", at=T0, outlet="The Gazette"):  # noqa: A002
    """The Gazette's own sources say that the inspection was cancelled."""
    sources = said(CANCELLED, None, speaker_kind="anonymous")
    return update(id, sources, opened=id == "a1", at=at, outlet=outlet)


def kinds(*updates):
    return [set(one) for one in play(*updates)[1]]


def test_the_first_article_opens_the_story():
    assert "new_story" in kinds(reported())[0]


def test_a_proposition_that_the_story_did_not_have_is_a_new_claim():
    later = update("a2", said(RECEIVED, None, speaker_kind="anonymous"), at=T0 + HOUR)
    _, (_, second) = play(reported(), later)
    assert second["new_claim"].claim
    assert second["new_claim"].before is None


def test_a_claim_told_again_by_narration_is_nothing_new():
    assert kinds(reported(), update("a2", told(CANCELLED), at=T0 + HOUR, outlet="The Echo"))[1] == set()


def test_outlets_that_cite_one_newspaper_are_one_origin():
    citing = [
        update(f"a{n}", said(CANCELLED, "The Gazette"), at=T0 + n * HOUR, outlet=f"Outlet {n}") for n in range(2, 7)
    ]
    ledger, told_kinds = play(reported(), *citing)
    assert not any("corroborated" in one for one in told_kinds)
    (claim,) = [claim for claim in ledger.claims if claim.status == "reported"]
    assert claim.origins == ("The Gazette",)
    assert len(claim.outlets) == 6


def test_a_second_outlets_own_sources_corroborate():
    _, (_, second) = play(reported(), reported("a2", T0 + HOUR, "The Echo"))
    assert second["corroborated"].origins == ("The Gazette", "The Echo")
    assert second["corroborated"].before == "reported"


def test_a_party_with_standing_that_is_asked_and_does_not_confirm_declines():
    asked = update("a2", said(CANCELLED, "Port Authority", "decline"), at=T0 + HOUR)
    ledger, (_, second) = play(reported(), asked)
    assert second["declined"].party == "Port Authority"
    assert second["declined"].after == "reported, declined by Port Authority"
    assert ledger.claims[0].status == "reported"


def test_declining_without_saying_what_refers_to_the_claim_that_the_text_is_about():
    asked = update("a2", told(CANCELLED), said(None, "Port Authority", "decline", sentence=1), at=T0 + HOUR)
    assert "declined" in kinds(reported(), asked)[1]


def test_a_refusal_told_again_is_nothing_new():
    asked = [update(f"a{n}", said(CANCELLED, "Port Authority", "decline"), at=T0 + n * HOUR) for n in (2, 3)]
    assert kinds(reported(), *asked)[2] == set()


def test_a_body_that_refused_and_its_spokeswoman_who_does_so_again_are_one():
    body = said(CANCELLED, "Port Authority", "decline")
    spokeswoman = said(CANCELLED, "Ana Prieto", "decline", speaker_kind="person", body="Port Authority")
    assert "declined" in kinds(reported(), update("a2", spokeswoman, at=T0 + HOUR))[1]
    asked = [update(f"a{n}", one, at=T0 + n * HOUR) for n, one in ((2, body), (3, spokeswoman))]
    assert kinds(reported(), *asked)[2] == set()


def test_what_was_reported_and_declined_is_confirmed_by_whose_act_it_is():
    asked = update("a2", said(CANCELLED, "Port Authority", "decline"), at=T0 + HOUR)
    admits = update("a3", said(CANCELLED, "Port Authority", "confirm"), at=T0 + DAY)
    ledger, (*_, third) = play(reported(), asked, admits)
    assert third["confirmed"].before == "reported, declined by Port Authority"
    assert third["confirmed"].after.startswith("confirmed")
    assert [evidence.article for evidence in third["confirmed"].evidence] == ["a3", "a2", "a1"]
    assert ledger.claims[0].status == "confirmed"


def test_confirming_another_proposition_confirms_nothing_about_this_one():
    other = proposition("Port Authority", "build", "crane 1991", numbers=("1991",))
    ledger, (_, second) = play(reported(), update("a2", said(other, "Port Authority", "confirm"), at=T0 + HOUR))
    assert {claim.status for claim in ledger.claims if "inspection" in claim.wordings[0].terms} == {"reported"}
    assert "January" not in str(second.get("confirmed"))


def test_somebody_elses_confirmation_counts_as_an_assertion():
    stranger = update("a2", said(CANCELLED, "Ida Quill", "confirm", speaker_kind="person"), at=T0 + HOUR)
    _, (_, second) = play(reported(), stranger)
    assert "confirmed" not in second
    assert "corroborated" in second


def test_a_denial_by_who_knows_whom_of_what_nobody_asserted_is_no_report_of_it():
    denies = update("a2", said(RECEIVED, None, "deny", speaker_kind="anonymous"), at=T0 + HOUR)
    ledger, (_, second) = play(reported(), denies)
    assert not second
    assert all("letter" not in claim.wordings[0].terms for claim in ledger.claims)


def test_whose_act_it_is_can_deny_it():
    claims = update("a2", said(RECEIVED, "Oskar Than", speaker_kind="person"), at=T0 + HOUR)
    denies = update("a3", said(RECEIVED, "Tomas Ley", "deny", speaker_kind="person"), at=T0 + 2 * HOUR)
    _, (*_, third) = play(reported(), claims, denies)
    assert third["denied"].before == "reported"


def test_a_negated_assertion_denies_the_claim_that_the_story_has():
    claims = update("a2", said(RECEIVED, "Oskar Than", speaker_kind="person"), at=T0 + HOUR)
    negated = msgspec.structs.replace(RECEIVED, polarity="neg")
    denies = update("a3", said(negated, "Tomas Ley", speaker_kind="person", polarity="neg"), at=T0 + 2 * HOUR)
    assert "denied" in kinds(reported(), claims, denies)[2]


def test_a_party_that_denied_and_now_admits_reverses_itself():
    claims = update("a2", said(RECEIVED, "Oskar Than", speaker_kind="person"), at=T0 + HOUR)
    denies = update("a3", said(RECEIVED, "Tomas Ley", "deny", speaker_kind="person"), at=T0 + 2 * HOUR)
    admits = update("a4", said(RECEIVED, "Tomas Ley", "confirm", speaker_kind="person"), at=T0 + DAY)
    ledger, (*_, fourth) = play(reported(), claims, denies, admits)
    assert "reversed" in fourth
    assert "confirmed" not in fourth
    assert {claim.status for claim in ledger.claims if "letter" in claim.wordings[0].terms} == {"confirmed"}


def test_an_origin_can_take_its_report_back_and_nobody_else_can():
    theirs = update("a2", said(CANCELLED, "The Echo", "retract"), at=T0 + HOUR, outlet="The Echo")
    own = update("a3", said(CANCELLED, "The Gazette", "retract"), at=T0 + DAY)
    ledger, (_, second, third) = play(reported(), theirs, own)
    assert "retracted" not in second
    assert third["retracted"].after == "retracted"
    assert ledger.claims[0].status == "retracted"


def test_what_was_ordered_and_is_now_told_as_done_was_carried_out():
    orders = update("a2", said(CLOSE, "Tomas Ley", "demand", speaker_kind="person"), at=T0 + HOUR)
    done = update("a3", told(CLOSED), at=T0 + 2 * DAY)
    _, (_, second, third) = play(reported(), orders, done)
    assert "carried_out" not in second
    assert third["carried_out"].before == "reported (planned)"


def figure(value, by=None, **given):
    return Figure(what=("worker", "injured"), value=value, by=by, **given)


def test_a_newer_value_of_a_figure_is_a_change():
    first = update("a1", figures=[figure(11.0, "Fire Service")], opened=True)
    later = update("a2", figures=[figure(17.0, "Fire Service")], at=T0 + DAY)
    _, (_, second) = play(first, later)
    assert (second["figure_changed"].before, second["figure_changed"].after) == ("11", "17")


def test_two_origins_with_two_values_at_one_time_conflict():
    first = update("a1", figures=[figure(4.0, "Port Authority")], opened=True)
    other = update("a2", figures=[figure(6.0, "Union")], at=T0 + HOUR / 4)
    assert "figure_conflict" in kinds(first, other)[1]


@pytest.mark.parametrize(
    "later",
    [
        update("a2", figures=[figure(11.0, "Union")], at=T0 + DAY),
        update("a2", figures=[figure(9.0, "Union")], at=T0 - DAY),
        update("a2", figures=[figure(10.0, "Union", high=12.0)], at=T0 + DAY),
        update("a2", figures=[figure(8.0, "Union", background=True)], at=T0 + DAY),
        update("a2", figures=[Figure(what=("worker", "missing"), value=3.0)], at=T0 + DAY),
        update("a2", figures=[figure(17.0, "Union", unit="%")], at=T0 + DAY),
    ],
    ids=["same value", "older value that comes late", "range around it", "background", "something else", "other unit"],
)
def test_what_is_no_change_of_a_figure(later):
    first = update("a1", figures=[figure(11.0, "Fire Service")], opened=True)
    assert kinds(first, later)[1] == set()


def test_a_body_that_speaks_for_the_first_time_is_a_new_party():
    speaks = update("a2", said(RECEIVED, "Dockers Union"), at=T0 + HOUR)
    again = update("a3", said(CLOSED, "Dockers Union"), at=T0 + 2 * HOUR)
    _, second, third = kinds(reported(), speaks, again)
    assert "new_party" in second
    assert "new_party" not in third


def test_a_burst_against_a_slow_pattern_is_a_surge_told_once():
    slow = [update(f"a{n}", at=T0 + n * 8 * HOUR, opened=n == 0) for n in range(5)]
    burst = [update(f"b{n}", at=T0 + 3 * DAY + n * HOUR / 10) for n in range(8)]
    told_kinds = kinds(*slow, *burst)
    assert sum("surge" in one for one in told_kinds) == 1
    assert "surge" in told_kinds[9]  # the fifth article of that hour


def test_an_article_after_a_long_silence_resumes_the_story():
    told_kinds = kinds(reported(), reported("a2", T0 + DAY), reported("a3", T0 + 15 * DAY))
    assert "resumed" in told_kinds[2]


@pytest.mark.parametrize("mood", ["question", "conditional"])
def test_a_question_or_a_condition_claims_nothing(mood):
    asked = msgspec.structs.replace(RECEIVED, mood=mood)
    assert kinds(reported(), update("a2", told(asked), at=T0 + HOUR))[1] == set()


def test_background_is_not_news():
    assert kinds(reported(), update("a2", told(RECEIVED, background=True), at=T0 + HOUR))[1] == set()


STATEMENTS = st.builds(
    said,
    st.sampled_from([CANCELLED, RECEIVED, CLOSE, CLOSED, None]),
    st.sampled_from(["Port Authority", "Tomas Ley", "The Gazette", None]),
    st.sampled_from(["assert", "confirm", "deny", "decline", "retract", "demand", "assess", "support"]),
    speaker_kind=st.sampled_from(["organisation", "person", "anonymous"]),
)
UPDATES = st.lists(
    st.builds(
        update,
        st.sampled_from([f"a{n}" for n in range(6)]),
        STATEMENTS,
        STATEMENTS,
        at=st.integers(-48, 480).map(lambda hours: T0 + hours * HOUR),
        outlet=st.sampled_from(["The Gazette", "The Echo", "The Post"]),
        figures=st.lists(st.builds(figure, st.sampled_from([1.0, 2.0, 3.0])), max_size=1),
    ),
    max_size=8,
)


@given(UPDATES)
def test_redelivery_changes_no_ledger_and_tells_nothing(updates):
    ledger, _ = play(*updates)
    again, told_kinds = play(*updates, ledger=ledger)
    assert again == ledger
    assert not any(told_kinds)


@given(UPDATES)
def test_the_same_articles_give_the_same_developments_with_unique_ids(updates):
    _, first = play(*updates)
    _, second = play(*updates)
    assert first == second
    ids = [development.id for one in first for development in one.values()]
    assert len(ids) == len(set(ids))


@given(UPDATES)
def test_a_ledger_survives_its_table(updates):
    ledger, _ = play(*updates)
    assert from_plain(msgspec.json.decode(msgspec.json.encode(to_plain(ledger)))) == ledger


@given(UPDATES)
def test_developments_are_numbered_so_that_the_last_completes_the_article(updates):
    ledger = Ledger(story="s1")
    for one in updates:
        ledger, developments = revise(ledger, one, Knowledge(), POLICY)
        assert [development.position for development in developments] == list(range(1, len(developments) + 1))
        assert all(development.of == len(developments) for development in developments)
        assert all(0 <= development.significance <= 1 for development in developments)
        assert all(development.evidence for development in developments)


def test_a_ledger_is_bounded_whatever_comes():
    policy = LedgerPolicy(max_claims=5, max_parties=4, max_applied=6, max_times=7, max_figures=3, max_aliases=10)
    ledger = Ledger(story="s1")
    for n in range(40):
        claim = proposition(f"Body {n}", f"verb{n}", f"thing{n} other{n} third{n}")
        what = Figure(what=(f"thing{n}",), value=float(n))
        one = update(f"a{n}", said(claim, f"Body {n}"), at=T0 + n * HOUR, figures=[what])
        ledger, _ = revise(ledger, one, Knowledge(), policy)
    assert len(ledger.claims) <= 5
    assert len(ledger.parties) <= 4
    assert len(ledger.applied) == 6
    assert len(ledger.times) == 7
    assert len(ledger.figures) <= 3
    assert len(ledger.aliases) <= 10


def test_a_roundup_is_cut_to_its_most_significant_developments():
    parts = [
        said(proposition(f"Body {n}", f"verb{n}", f"thing{n} other{n} third{n}"), f"Body {n}", sentence=n)
        for n in range(50)
    ]
    _, developments = revise(Ledger(story="s1"), update("a1", *parts, opened=True), Knowledge(), POLICY)
    assert len(developments) == POLICY.max_developments
    assert developments[-1].position == developments[-1].of == POLICY.max_developments
