"""Every development says in one sentence what changed against what before, and what would have changed the verdict."""

import pytest
from msgspec.structs import replace

from storywatch.knowledge import Knowledge
from storywatch.ledger import Ledger, LedgerPolicy, revise
from storywatch.ledger.explaining import MAX_ALIASES, MAX_EARLIER, carry
from storywatch.ledger.headlines import conjugate, write_headline
from storywatch.ledger.names import Names
from storywatch.ledger.state import Claim
from storywatch.messages import Figure, Sentence
from tests.builders import DAY, HOUR, T0, proposition, said, told, update

CANCELLED = proposition("Port Authority", "cancel", "inspection crane January")
CLOSE = proposition("Port Authority", "close", "terminal Friday", mood="future")
CLOSED = proposition("Port Authority", "close", "terminal Friday")


def play(*updates):
    """Take articles in; return the last one's developments by kind."""
    ledger = Ledger(story="s1")
    for one in updates:
        ledger, developments = revise(ledger, one, Knowledge(), LedgerPolicy())
    return {development.kind: development for development in developments}


def reported():
    return update("a1", said(CANCELLED, None, speaker_kind="anonymous"), opened=True, outlet="The Gazette")


def by_the_port(act, id, at, outlet="The Echo"):  # noqa: A002
    return update(id, said(CANCELLED, "Port Authority", act), at=at, outlet=outlet)


def test_a_confirmation_says_who_had_reported_it_and_that_its_party_had_declined():
    declined = by_the_port("decline", "a2", T0 + DAY, "Bay Times")
    told = play(reported(), declined, by_the_port("confirm", "a3", T0 + 2 * DAY))["confirmed"]
    assert told.explanation == (
        "Port Authority confirms what The Gazette reported on 2 March, “Sentence 0 of a1”; "
        "it had not confirmed it on 3 March (Bay Times)."
    )
    assert [one.outlet for one in told.evidence] == ["The Echo", "Bay Times", "The Gazette"]


def test_a_confirmation_says_that_standing_made_it_one():
    told = play(reported(), by_the_port("confirm", "a2", T0 + DAY))["confirmed"]
    assert told.otherwise.startswith("from anybody without standing it would have stayed reported")


def test_a_reversal_says_what_was_said_before():
    denied = by_the_port("deny", "a2", T0 + DAY, "Bay Times")
    told = play(reported(), denied, by_the_port("confirm", "a3", T0 + 2 * DAY))["reversed"]
    assert told.explanation.startswith("Port Authority now confirms what The Gazette reported on 2 March")
    assert "it had denied it on 3 March (Bay Times)" in told.explanation


def test_a_year_is_named_where_it_is_another():
    told = play(reported(), by_the_port("deny", "a2", T0 + 400 * DAY))["denied"]
    assert "reported on 2 March 2026" in told.explanation


def test_a_report_says_who_could_settle_it():
    told = play(reported(), update("a2", said(CLOSED, "Harbour Union"), at=T0 + HOUR))["new_party"]
    assert told.otherwise.startswith("it is a report: Harbour Union has no standing on it")
    assert "confirmed once Port Authority says so" in told.otherwise


def test_a_view_says_that_it_settles_nothing():
    told = play(reported(), update("a2", said(CLOSED, "Harbour Union", "assess"), at=T0 + HOUR))["new_party"]
    assert told.otherwise.startswith("it is a view of Harbour Union's, and no opinion settles a fact")


def test_corroboration_says_on_whom_it_must_not_rest():
    second = update("a2", said(CANCELLED, None, speaker_kind="anonymous"), at=T0 + HOUR, outlet="The Echo")
    told = play(reported(), second)["corroborated"]
    assert told.explanation.startswith("The Echo reports from sources of its own what The Gazette reported")
    assert told.otherwise.startswith("had it rested on The Gazette it would have been a repeat")


def test_what_is_carried_out_says_who_had_announced_it():
    plan = update("a2", said(CLOSE, "Port Authority", "commit"), at=T0 + HOUR)
    told_done = play(reported(), plan, update("a3", told(CLOSED), at=T0 + DAY, outlet="The Echo"))["carried_out"]
    assert told_done.explanation.startswith("The Echo tells as done what Port Authority announced on 2 March")


def test_a_figure_says_who_gave_which_value_when():
    first, second = (
        Figure(what=("people", "dead"), value=value, by=by) for value, by in ((11.0, None), (17.0, "Port"))
    )
    articles = update("a1", figures=[first], opened=True), update("a2", figures=[second], at=T0 + DAY)
    told = play(*articles)["figure_changed"]
    assert told.explanation == "17 for dead people, says Port; The Gazette gave 11 on 2 March (The Gazette)."


def test_every_development_explains_itself_and_shows_few_earlier_sentences():
    days = [by_the_port(act, f"a{n}", T0 + n * DAY) for n, act in enumerate(["decline", "deny", "confirm", "deny"], 2)]
    ledger = Ledger(story="s1")
    for one in (reported(), *days):
        ledger, developments = revise(ledger, one, Knowledge(), LedgerPolicy())
        assert developments
        for development in developments:
            assert development.explanation.endswith(".")
            assert "\n" not in development.explanation
            assert development.otherwise
            assert len(development.evidence) <= 1 + MAX_EARLIER
            assert development.about is not None


def test_what_a_development_carries_of_its_claim_is_bounded():
    claim = Claim(id="c", text="t", wordings=(CANCELLED,), status="reported", origins=("o",), outlets=("o",))
    aliases = {f"name {number}": "Port Authority" for number in range(100)} | {"other": "Somebody Else"}
    carried = carry(claim, Names(aliases))
    assert len(carried.aliases) == MAX_ALIASES
    assert set(carried.aliases.values()) == {"Port Authority"}


def _by_words(words, *, at=1, outlet="River Times", act="assert", kind="anonymous"):
    """What an article says whose speaker has no name."""
    text = f"{words} said that the crane inspection was cancelled."
    one = said(CANCELLED, None, act, speaker_kind=kind, speaker=((0, len(words)),))
    made = update(f"b{at}", one, at=T0 + at * HOUR, outlet=outlet)
    sentence = Sentence(start=0, end=len(text), text=text)
    return replace(made, analysis=replace(made.analysis, sentences=(sentence,)))


def _explained(*updates):
    ledger, developments = revise(Ledger(story="s1"), update("a1", opened=True), Knowledge(), LedgerPolicy())
    for one in updates:
        ledger, developments = revise(ledger, one, Knowledge(), LedgerPolicy())
    return ledger, developments


@pytest.mark.parametrize(
    ("words", "act", "begins"),
    [
        (
            "Two police officers",
            "assert",
            "Two police officers said what this story did not have, as River Times has it",
        ),
        ("Prosecutors", "demand", "Prosecutors demanded what this story did not have, as River Times has it"),
        (
            "A memo seen by the River Times",
            "assert",
            "A memo seen by the River Times said what this story did not have",
        ),
    ],
)
def test_who_has_no_name_is_told_by_the_words_for_it_and_not_as_the_outlet(words, act, begins):
    (told,) = _explained(_by_words(words, act=act))[1]
    assert told.explanation.startswith(begins)


def test_two_outlets_that_cite_the_federation_have_one_origin():
    first, second = (_by_words("the federation", at=n, outlet=o, kind="unknown") for n, o in ((1, "Post"), (2, "Star")))
    ledger, developments = _explained(first, second)
    assert (ledger.claims[0].origins, developments) == (("federation",), ())
    assert len(_explained(*(by_two_sailors(one) for one in (first, second)))[0].claims[0].origins) == 2


def by_two_sailors(one):
    """The same by *two sailors*, whom each outlet has asked for itself."""
    statement = replace(one.analysis.statements[0], speaker=(), speaker_kind="anonymous")
    return replace(one, analysis=replace(one.analysis, statements=(statement,)))


def test_a_plan_that_an_outlet_brings_was_reported_and_not_announced():
    planned = replace(CANCELLED, mood="future")
    source = update("a2", said(planned, None, speaker_kind="anonymous"), at=T0 + HOUR, outlet="River Times")
    declines = update("a3", said(planned, "Port Authority", "decline"), at=T0 + 2 * HOUR, outlet="The Star")
    assert "what River Times reported on" in _explained(source, declines)[1][0].explanation


@pytest.mark.parametrize(
    ("party", "headline"),
    [
        ("police", "The police deny: the dam leaks"),
        ("an appeals court", "An appeals court denies: the dam leaks"),
        ("fire service", "The fire service denies: the dam leaks"),
        ("Harbour Workers", "Harbour Workers denies: the dam leaks"),
        ("Ana Prieto", "Ana Prieto denies: the dam leaks"),
    ],
)
def test_a_headline_is_english_for_one_and_for_several(party, headline):
    assert write_headline("denied", party, "the dam leaks") == headline


@pytest.mark.parametrize(
    ("does", "party", "said"),
    [
        ("does not confirm", "prosecutors", "do not confirm"),
        ("was asked about", "two inspectors", "were asked about"),
        ("has", "Two inspectors", "have"),
        ("now opposes", "police", "now oppose"),
        ("says", "election commission", "says"),
        ("says", "Times", "says"),
        ("denies", "ministry of foreign affairs", "denies"),
        ("denies", "a spokesman for the mayor's offices", "denies"),
        ("denies", "two inspectors of the harbour", "deny"),
        ("says", "city.news", "says"),
    ],
)
def test_a_verb_agrees_with_who_acts(does, party, said):
    assert conjugate(does, party) == said
