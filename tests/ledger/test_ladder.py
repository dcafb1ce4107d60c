"""What moves a claim and what does not: near misses, refusals about the unreported, mentions, bodies."""

import pytest
from msgspec.structs import replace

from storywatch.knowledge import Knowledge
from storywatch.ledger import Ledger, LedgerPolicy, revise
from storywatch.messages import Entity, Proposition, Sentence
from tests.builders import DAY, HOUR, T0, proposition, said, told, update

LEAKS = proposition("oil", "leak", "well seabed Marbank")
QUIT = proposition("Tomas Ley", "quit", "board harbour")
CASES = Proposition(predicate="case", terms=("case",))


def play(*updates):
    """Take articles in; return the ledger and each article's developments by kind."""
    ledger, each = Ledger(story="s1"), []
    for one in updates:
        ledger, developments = revise(ledger, one, Knowledge(), LedgerPolicy())
        each.append({development.kind: development for development in developments})
    return ledger, each


def opened(what=LEAKS, **given):
    return update("a1", said(what, None, speaker_kind="anonymous"), opened=True, **given)


def both_refuse(words, by):
    """An article in which several refuse to comment, of whom the text's first was found."""
    refuses = replace(said(None, by, "decline"), speaker=((0, len(words)),))
    after = update("a2", refuses, at=T0 + HOUR)
    text = f"{words} declined to comment."
    sentence = Sentence(start=0, end=len(text), text=text)
    entities = tuple(
        Entity(name=name, kind="organisation", names=(name,), mentions=()) for name in ("Kolm Bank", "Port Authority")
    )
    return replace(after, analysis=replace(after.analysis, sentences=(sentence,), entities=entities))


SOLD = proposition("Port Authority", "sell", "crane Kolm January", names=("Kolm Bank",))


@pytest.mark.parametrize(
    ("words", "by"), [("Kolm Bank and the Port Authority", "Kolm Bank"), ("Kolm Bank, the Port Authority", None)]
)
def test_all_who_refuse_in_one_breath_are_told_together(words, by):
    report = update("a1", said(SOLD, None, speaker_kind="anonymous"), opened=True)
    again = update("a3", said(SOLD, "Port Authority", "decline"), at=T0 + DAY)
    ledger, (_, second, third) = play(report, both_refuse(words, by), again)
    told = second["declined"]
    assert told.headline.startswith("Kolm Bank and Port Authority do not confirm: ")
    assert told.explanation.startswith("Kolm Bank and Port Authority were asked about and do not confirm what ")
    assert told.after == "reported, declined by Kolm Bank, Port Authority"
    assert (told.party, third) == ("Kolm Bank", {})
    assert {stance.party for stance in ledger.claims[0].stances if stance.act == "decline"} == {
        "Kolm Bank",
        "Port Authority",
    }


def test_who_stands_beside_a_description_is_not_taken_for_one_who_refuses():
    report = update("a1", said(SOLD, None, speaker_kind="anonymous"), opened=True)
    words = "Kolm Bank, owner of a part of the Port Authority,"
    assert play(report, both_refuse(words, "Kolm Bank"))[1][1]["declined"].after == "reported, declined by Kolm Bank"


def test_who_cannot_settle_it_and_denies_it_again_is_told_once():
    def denies(id, hours):  # noqa: A002
        one = update(id, said(SOLD, "Ana Prieto", "deny", speaker_kind="person"), at=T0 + hours * HOUR)
        holder = Entity(
            name="Ana Prieto", kind="person", names=("Ana Prieto",), mentions=(), title="governor", body="Orlan"
        )
        return replace(one, analysis=replace(one.analysis, entities=(holder,)))

    report = update("a1", said(SOLD, None, speaker_kind="anonymous"), opened=True)
    ledger, (_, first, again) = play(report, denies("a2", 1), denies("a3", 5))
    assert first["new_party"].headline.startswith("Ana Prieto speaks for the first time and denies: ")
    assert again == {}
    assert ledger.claims[0].status == "reported"


def test_who_refuses_to_say_of_himself_declines_what_nobody_has_reported():
    refuses = update("a2", said(QUIT, "Tomas Ley", "decline", speaker_kind="person"), at=T0 + HOUR)
    ledger, (_, second) = play(opened(), refuses)
    assert (second["declined"].before, second["declined"].after) == (None, "open, declined by Tomas Ley")
    assert [claim.origins for claim in ledger.claims if claim.declined] == [()]


def test_what_was_refused_and_is_then_reported_is_reported_by_whoever_does():
    refuses = update("a2", said(QUIT, "Tomas Ley", "decline", speaker_kind="person"), at=T0 + HOUR)
    reports = update("a3", said(QUIT, "Ida Quill", speaker_kind="person"), at=T0 + DAY)
    ledger, _ = play(opened(), refuses, reports)
    assert [claim.origins for claim in ledger.claims if claim.declined] == [("Ida Quill",)]


def worded(text: str, cue: tuple[int, int], **given):
    """A refusal of Tomas Ley's, in a sentence of its own words."""
    refuses = replace(said(QUIT, "Tomas Ley", "decline", speaker_kind="person"), cue=(cue,), **given)
    one = update("a2", refuses, at=T0 + HOUR)
    sentence = replace(one.analysis.sentences[0], start=0, end=len(text), text=text)
    return replace(one, analysis=replace(one.analysis, sentences=(sentence,)))


def test_who_cannot_tell_refuses_nothing_unless_he_was_asked():
    cannot = worded("Ley said it was too early to tell.", (4, 8))
    assert "declined" not in play(opened(), cannot)[1][1]
    asked = worded("Asked, Ley said it was too early to tell.", (11, 15))
    assert "declined" in play(opened(), asked)[1][1]


def test_what_is_quoted_was_told():
    assert "declined" not in play(opened(), worded("Ley would not be drawn.", (4, 22), form="direct"))[1][1]


def test_a_body_that_the_text_calls_by_its_sort_can_refuse():
    refuses = worded("Both companies declined to comment on it.", (15, 23))
    statement = replace(refuses.analysis.statements[0], speaker_entity=None, speaker_kind="unknown", speaker=((0, 14),))
    refuses = replace(refuses, analysis=replace(refuses.analysis, statements=(statement,)))
    assert play(opened(), refuses)[1][1]["declined"].party == "both companies"


def test_an_outlet_that_could_not_confirm_it_is_no_party():
    own = update("a2", said(QUIT, "The Gazette", "decline"), at=T0 + HOUR, outlet="The Gazette")
    assert "declined" not in play(opened(), own)[1][1]


def test_confirming_cases_confirms_no_claim_that_speaks_of_cases():
    known = proposition("school", "report", "case fever pupils Norhaven")
    confirms = update("a2", said(CASES, "Norland", "confirm", speaker_kind="place"), at=T0 + HOUR)
    ledger, _ = play(opened(known), confirms)
    assert {claim.status for claim in ledger.claims if "school" in claim.wordings[0].terms} == {"reported"}


def test_a_party_contradicts_only_what_tells_of_the_same_event():
    other = replace(proposition("Harbour Union", "stop", "leak well seabed Marbank"), polarity="neg")
    denies = update("a2", said(other, "Harbour Union", polarity="neg"), at=T0 + HOUR)
    ledger, (_, second) = play(opened(), denies)
    assert "denied" not in second
    assert {claim.status for claim in ledger.claims if claim.wordings[0] == LEAKS} == {"reported"}


def test_who_is_said_to_have_left_and_stays_denies_it():
    left = proposition("Lars Vonn", "leave", "Norhaven", names=("Norhaven",))
    stays = proposition("Lars Vonn", "stay", "Norhaven", names=("Norhaven",))
    says = update("a2", said(stays, "Lars Vonn", speaker_kind="person"), at=T0 + HOUR)
    assert "denied" in play(opened(left), says)[1][1]


def test_who_stayed_and_leaves_denies_nothing():
    left = proposition("Lars Vonn", "leave", "Norhaven", names=("Norhaven",))
    stays = proposition("Lars Vonn", "stay", "Norhaven", names=("Norhaven",))
    goes = update("a2", said(left, "Lars Vonn", speaker_kind="person"), at=T0 + HOUR)
    assert "denied" not in play(opened(stays), goes)[1][1]


def test_narration_of_the_opposite_alone_denies_nothing():
    stopped = replace(LEAKS, polarity="neg")
    assert "denied" not in play(opened(), update("a2", told(stopped), at=T0 + HOUR))[1][1]


def test_a_body_turns_from_what_its_own_officer_said():
    dry = replace(proposition("oil", "leak", "well"), polarity="neg")
    wet = proposition("oil", "leak", "well seabed storm Marbank rig week")
    officer = said(dry, "Ana Ruiz", speaker_kind="person", body="Coast Watch", polarity="neg")
    before = update("a2", officer, at=T0 + HOUR)
    after = update("a3", said(wet, "Coast Watch"), at=T0 + DAY)
    assert "reversed" in play(opened(QUIT), before, after)[1][2]


def test_an_outlet_that_tells_the_opposite_of_what_it_told_reverses_nothing():
    dry = replace(proposition("oil", "leak", "well"), polarity="neg")
    before, after = update("a2", told(dry), at=T0 + HOUR), update("a3", told(LEAKS), at=T0 + DAY)
    assert "reversed" not in play(opened(QUIT), before, after)[1][2]


def test_whom_it_is_said_to_have_befallen_can_deny_it():
    taken = Proposition(
        predicate="capture", object=("Lars Vonn",), terms=("lars", "vonn", "capture"), names=("Lars Vonn",)
    )
    denies = update("a2", said(taken, "Lars Vonn", "deny", speaker_kind="person"), at=T0 + HOUR)
    assert "denied" in play(opened(taken), denies)[1][1]


def test_what_may_be_settles_nothing():
    sent = proposition("Norland", "send", "troops border Orlan")
    may = replace(sent, mood="possible")
    says = update("a2", said(may, "Norland", speaker_kind="place"), at=T0 + HOUR)
    ledger, (_, second) = play(opened(sent), says)
    assert "confirmed" not in second
    assert {claim.status for claim in ledger.claims} == {"reported"}


def test_to_reject_that_argument_denies_nothing_that_the_story_knows():
    argument = Proposition(predicate="argument", terms=("argument",))
    rejects = update("a2", said(argument, "Norland", "deny", speaker_kind="place"), at=T0 + HOUR)
    assert "denied" not in play(opened(), rejects)[1][1]


def test_a_mention_is_of_a_claim_that_tells_of_it_and_not_of_one_that_names_it_along_the_way():
    along = proposition("Harbour Union", "close", "gate march")
    denies = update("a2", said(Proposition(predicate="march", terms=("march",)), "Norland", "deny",
                               speaker_kind="place"), at=T0 + HOUR)  # fmt: skip
    ledger, _ = play(opened(along), denies)
    assert {claim.status for claim in ledger.claims if "gate" in claim.wordings[0].terms} == {"reported"}


def test_whoever_condemns_once_more_confirms_nothing():
    condemns = proposition("Norland", "condemn", "raid harbour Orlan")
    again = update("a2", said(condemns, "Norland", speaker_kind="place"), at=T0 + HOUR)
    assert "confirmed" not in play(opened(condemns), again)[1][1]


def test_who_demanded_it_and_says_so_again_carries_nothing_out():
    leave = proposition("army", "leave", "valley border Orlan")
    demands = update("a2", said(leave, "Norland", "demand", speaker_kind="place"), at=T0 + HOUR)
    again = update("a3", said(leave, "Norland", speaker_kind="place"), at=T0 + DAY)
    assert not {"carried_out", "confirmed"} & set(play(opened(), demands, again)[1][2])


def test_a_refusal_is_told_once_whether_the_body_is_named_or_not():
    first = worded("The ministry declined to comment on it.", (13, 21))
    statement = replace(first.analysis.statements[0], speaker_entity=None, speaker_kind="unknown", speaker=((0, 12),))
    first = replace(first, analysis=replace(first.analysis, statements=(statement,)))
    named = update("a3", said(QUIT, "Ministry of Water", "decline"), at=T0 + DAY)
    _, (_, second, third) = play(opened(), first, named)
    assert "declined" in second
    assert "declined" not in third


PLANNED = proposition("Port Authority", "close", "pier north May", mood="future")
WILL_NOT = proposition("Port Authority", "close", "pier", mood="future", polarity="neg")
SCRAPPED = Proposition(
    subject=("Port Authority",),
    predicate="scrap",
    object=("plan",),
    terms=("port", "authority", "scrap", "plan", "close", "pier"),
    names=("Port Authority",),
)


@pytest.mark.parametrize(("what", "act"), [(WILL_NOT, "assess"), (WILL_NOT, "commit"), (SCRAPPED, "assert")])
def test_who_gives_up_its_plan_denies_it(what, act):
    ledger, (_, second) = play(opened(PLANNED), update("a2", said(what, "Port Authority", act), at=T0 + HOUR))
    assert "denied" in second
    assert ledger.claims[0].status == "denied"


@pytest.mark.parametrize(("what", "act"), [(WILL_NOT, "demand"), (WILL_NOT, "oppose"), (SCRAPPED, "demand")])
def test_who_wants_a_plan_given_up_denies_nothing(what, act):
    _, (_, second) = play(opened(PLANNED), update("a2", said(what, "Harbour Union", act), at=T0 + HOUR))
    assert not {"denied", "reversed"} & second.keys()


def test_who_announced_it_and_gives_it_up_turns():
    announced = update("a1", said(PLANNED, "Port Authority", "commit"), opened=True)
    _, (_, second) = play(announced, update("a2", said(WILL_NOT, "Port Authority", "commit"), at=T0 + HOUR))
    assert "reversed" in second


def test_a_plan_in_a_sentence_that_gives_it_up_is_none():
    planned = said(proposition("plan", "close", "pier north"), None, "commit", speaker_kind="anonymous")
    ledger, _ = play(opened(), update("a2", planned, told(SCRAPPED), at=T0 + HOUR))
    assert all(claim.wordings[0].predicate != "close" for claim in ledger.claims)


CONVICTED = proposition("court", "convict", "Ola_Lind bribe harbour", names=("Orlan Mills", "Ola Lind"))


@pytest.mark.parametrize(
    ("predicate", "by", "kinds"), [("convict", "Orlan Mills", set()), ("accuse", "Orlan Mills", {"declined"})]
)
def test_who_is_only_named_in_a_verdict_is_not_asked_whether_it_was_given(predicate, by, kinds):
    verdict = replace(
        CONVICTED, predicate=predicate, object=("Ola Lind",), terms=("court", predicate, "bribe", "mayor")
    )
    bare = said(None, by, "decline", sentence=1)
    _, (_, second) = play(opened(), update("a2", told(verdict), bare, at=T0 + HOUR))
    assert {kind for kind in second if kind == "declined"} == kinds


@pytest.mark.parametrize(
    ("words", "kinds"),
    [("to comment on the talks", {"declined"}), ("to comment on the flood", set()), ("to comment on talks", set())],
)
def test_what_is_refused_can_be_called_by_a_word_beside_the_claim(words, kinds):
    texts = "Norland offered its drivers a bonus, people who know of the talks said.", f"Norland declined {words}."
    offer = proposition("Norland", "offer", "bonus drivers May")
    noun = proposition("", "talk") if "talk" in words else proposition("", "flood")
    noun = replace(noun, subject=(), terms=("comment", noun.predicate))
    source = said(offer, None, speaker_kind="anonymous")
    refuses = said(noun, "Norland", "decline", sentence=1, content=((88 + 17, 88 + 17 + len(words)),))
    one = update("a2", source, refuses, at=T0 + HOUR)
    sentences = (
        Sentence(start=0, end=len(texts[0]), text=texts[0]),
        Sentence(start=88, end=88 + len(texts[1]), text=texts[1]),
    )
    one = replace(one, analysis=replace(one.analysis, sentences=sentences))
    assert {kind for kind in play(opened(), one)[1][1] if kind == "declined"} == kinds


STRIKE = Proposition(
    subject=("porter",),
    predicate="go",
    object=("strike",),
    terms=("porter", "orlan", "station", "strike", "thursday"),
    names=("Orlan Station",),
    mood="future",
)
CALLED_OFF = Proposition(
    subject=("Harbour Union",),
    predicate="call off",
    object=("strike",),
    terms=("harbour", "union", "call", "strike", "porter", "orlan", "station"),
    names=("Harbour Union", "Orlan Station"),
)


@pytest.mark.parametrize("verb", ["call off", "suspend"])
@pytest.mark.parametrize("narrated", [True, False])
def test_a_strike_that_is_called_off_is_not_carried_out(verb, narrated):
    announced = update("a1", said(STRIKE, "Harbour Union", "assess"), opened=True)
    done = replace(CALLED_OFF, predicate=verb)
    second = told(done) if narrated else said(done, "Harbour Union", "assert")
    after = update("a2", second, at=T0 + HOUR)
    union = Entity(name="Harbour Union", kind="organisation", names=("Harbour Union",), mentions=())
    _, (_, kinds) = play(announced, replace(after, analysis=replace(after.analysis, entities=(union,))))
    assert "reversed" in kinds
    assert "gives up what was planned" in kinds["reversed"].headline
    assert not {"carried_out", "confirmed"} & kinds.keys()


@pytest.mark.parametrize(("verb", "by"), [("ban", "Court"), ("call off", "Orlan Mills")])
def test_a_plan_that_another_stops_is_neither_told_again_nor_denied(verb, by):
    stopped = replace(CALLED_OFF, predicate=verb, subject=(by,), names=(by, "Orlan Station"))
    announced = update("a1", said(STRIKE, "Harbour Union", "assess"), opened=True)
    ledger, (_, kinds) = play(announced, update("a2", told(stopped), at=T0 + HOUR))
    assert not {"carried_out", "denied", "reversed"} & kinds.keys()
    assert [claim.wordings[0].predicate for claim in ledger.claims if not claim.planned] == [verb]


def test_who_does_what_it_denied_planning_has_not_announced_it():
    denied = update("a1", said(PLANNED, "Port Authority", "deny"), opened=True)
    done = replace(PLANNED, mood="fact")
    _, (_, second) = play(denied, update("a2", told(done), at=T0 + DAY))
    assert second["carried_out"].after == "reported"
    assert "what Port Authority denied on" in second["carried_out"].explanation
