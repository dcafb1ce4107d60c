"""What a reader would not write down, in sentences of our own: who says it, what it says, when it is set."""

import pytest
from msgspec.structs import replace

from storywatch.knowledge import Knowledge, Place
from storywatch.ledger import Ledger, LedgerPolicy, examine, revise
from storywatch.ledger.voices import hear_body, hear_person, hear_unnamed
from storywatch.messages import Clause, Entity, Sentence
from tests.builders import HOUR, T0, proposition, said, told, update

DIED = proposition("Lake Ferry", "sink", "harbour Monday night storm warning hull")
FIRST = update("a1", said(DIED, None, speaker_kind="anonymous"), opened=True)
DOINGS = (
    ("carry", "cargo"), ("lose", "anchor"), ("pass", "bridge"), ("call", "pilot"), ("change", "course"),
    ("dump", "ballast"), ("send", "signal"), ("launch", "lifeboat"), ("leave", "pier"),
)  # fmt: skip
MANY = tuple(
    said(
        proposition("Lake Ferry", verb, f"{thing} {thing}yard {verb}man"),
        None,
        speaker_kind="anonymous",
        sentence=place,
    )
    for place, (verb, thing) in enumerate(DOINGS, start=1)
)
LONG = update("a1", said(DIED, None, speaker_kind="anonymous"), *MANY, opened=True)
SANK = "The ferry's hull had been repaired in spring."
REPAIRED = proposition("Lake Ferry", "repair", "hull spring yard worker rust plate")


def judge(part, text=SANK, *, dated=False, lead=False, entities=(), first=FIRST):
    """Give the kinds that a second article is told with, and why the rest is not."""
    second = update("a2", replace(part, sentence=4 if not lead else 0), at=T0 + HOUR)
    sentences = list(second.analysis.sentences)
    place = part.sentence if lead else 4
    sentences[place] = Sentence(start=20 * place, end=20 * place + max(19, len(text)), text=text, dated=dated)
    analysis = replace(second.analysis, sentences=tuple(sentences), entities=entities)
    ledger = revise(Ledger(story="s1"), first, Knowledge(), LedgerPolicy())[0]
    outcome = examine(ledger, replace(second, analysis=analysis), Knowledge(), LedgerPolicy())
    return {d.kind for d in outcome.developments}, {refusal.reason for refusal in outcome.refusals}


def person(name, title=None, body=None):
    return Entity(name=name, kind="person", names=(name,), mentions=((900, 905),), title=title, body=body)


@pytest.mark.parametrize(
    ("title", "body", "voice"),
    [
        ("transport minister", "Lakeland", "party"),
        ("spokeswoman", "Ferry Line", "party"),
        ("rear admiral", "", "party"),
        ("chief executive", "Ferry Line", "party"),
        ("chief executive", "Harbour Consulting", "outsider"),
        ("president", "Friends of the Lake", "outsider"),
        ("professor", "University of Varna", "outsider"),
        ("", "Lakeland", "outsider"),
        ("", "", "outsider"),
    ],
)
def test_a_person_is_heard_for_an_office_or_a_body_that_takes_part(title, body, voice):
    heard = hear_person(
        title, body, "en", acts={"Ferry Line", "Lakeland"}.__contains__, governs=body == "Lakeland", known=False
    )
    assert heard == voice


@pytest.mark.parametrize(
    ("called", "voice"),
    [
        ("two harbour officials", "party"),
        ("people familiar with the repair", "insider"),
        ("a harbour official familiar with the repair", "party"),
        ("maritime experts", "outsider"),
        ("some former officials", "outsider"),
        ("residents", "outsider"),
        ("others", "outsider"),
        ("two ferry workers", "stranger"),
        ("a harbour board memo", "party"),
        ("people familiar with the memo", "insider"),
        ("they", "nobody"),
        ("", "nobody"),
    ],
)
def test_who_is_not_named_is_heard_by_what_the_text_calls_them(called, voice):
    assert hear_unnamed(called, "en") == voice


def test_a_body_that_studies_looks_on():
    assert hear_body("Lake Research Institute", "en") == "outsider"
    assert hear_body("Harbour Authority", "en") == "party"


def test_a_professors_view_is_kept_and_not_told():
    speaker = said(REPAIRED, "Ida Quill", speaker_kind="person")
    kinds, reasons = judge(speaker, entities=(person("Ida Quill", "professor", "University of Varna"),))
    assert kinds == set()
    assert "bystander" in reasons


@pytest.mark.parametrize(
    ("title", "act", "kinds"),
    [
        (None, "assert", {"new_story", "new_claim"}),
        (None, "assess", {"new_story"}),
        ("analyst", "assert", {"new_story"}),
    ],
)
def test_who_reports_where_a_story_opens_is_heard_unless_called_an_onlooker(title, act, kinds):
    seen = said(REPAIRED, "Ida Quill", act, speaker_kind="person", sentence=4)
    first = update("a1", seen, opened=True)
    first = replace(first, analysis=replace(first.analysis, entities=(person("Ida Quill", title),)))
    told_of = revise(Ledger(story="s1"), first, Knowledge(), LedgerPolicy())[1]
    assert {one.kind for one in told_of} == kinds


def test_a_stance_on_what_a_noun_names_is_told_and_a_bare_noun_is_not():
    delay = replace(proposition("ferry", "delay", "hull repair yard spring"), subject=(), object=())
    oppose = said(delay, "Ida Quill", "oppose", speaker_kind="person")
    assert judge(oppose, entities=(person("Ida Quill", "transport minister"),))[0] == {"new_party"}
    claim = replace(oppose, act="assert")
    assert "noun" in judge(claim, entities=(person("Ida Quill", "transport minister"),))[1]


def test_a_ministers_words_are_told():
    speaker = said(REPAIRED, "Ida Quill", speaker_kind="person")
    kinds, _ = judge(speaker, entities=(person("Ida Quill", "transport minister"),))
    assert kinds == {"new_party"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The ferry lies in the harbour in this handout photograph of the yard.", "caption"),
        ("June 12: The ferry is towed to the yard by Lakeland's navy.", "caption"),
        ("A sailor stands at the yard's gate in Orlan, March 3, 2026.", "caption"),
        ("Here are some facts about Lakeland's ferries.", "page"),
        ("By the Lake Wire Staff", "page"),
        ("The Gazette could not independently verify that the ferry was repaired.", "page"),
        ("The harbour master spoke on condition of anonymity on Monday because the repair was not finished.", "page"),
    ],
)
def test_pictures_and_the_page_itself_are_no_news(text, reason):
    kinds, reasons = judge(told(REPAIRED, tense="past"), text, dated=True)
    assert kinds == set()
    assert reason in reasons


def test_what_a_count_stands_at_is_no_picture():
    text = "The number of repairs in the yard now stands at more than 1,400 since March 2026."
    assert judge(told(REPAIRED, tense="past"), text, dated=True)[0] == {"new_claim"}


def test_advice_to_everybody_is_no_news_and_a_demand_on_a_party_is():
    public = proposition("traveller", "avoid", "pier harbour storm")
    assert judge(said(public, "Lakeland", "demand")) == (set(), {"advice", "told_otherwise"})
    company = proposition("Ferry Line", "close", "pier harbour storm")
    assert judge(said(company, "Lakeland", "demand"))[0] == {"new_party"}


@pytest.mark.parametrize(
    ("tense", "dated", "lead", "is_told"),
    [
        ("past", True, False, True),
        ("past", False, True, True),
        ("past", False, False, False),
        ("perfect", False, True, True),
        ("perfect", False, False, False),
        ("other", True, False, False),
        ("other", False, True, False),
    ],
)
def test_narration_is_told_of_what_happened_in_the_articles_days(tense, dated, lead, is_told):
    kinds, _ = judge(told(REPAIRED, tense=tense), dated=dated, lead=lead)
    assert ("new_claim" in kinds) is is_told


def test_who_asks_not_to_be_named_is_heard_all_the_same():
    text = "A harbour master who spoke on condition of anonymity said the hull had been repaired."
    assert judge(told(REPAIRED, tense="past"), text, dated=True)[0] == {"new_claim"}


@pytest.mark.parametrize("body", ["ministry", "committee", "parliament"])
def test_what_a_ruling_body_has_done_needs_no_day(body):
    done = replace(REPAIRED, subject=(body,))
    assert judge(told(done, tense="perfect"))[0] == {"new_claim"}
    assert judge(told(done, tense="past"))[0] == set()


def test_a_day_makes_a_short_event_news():
    ended = proposition("search", "end", "harbour night diver")
    assert judge(told(ended, tense="past"), dated=True)[0] == {"new_claim"}
    assert judge(told(ended, tense="past"), lead=True)[1] >= {"plain"}


def test_a_short_event_of_strangers_is_of_another_story():
    ended = proposition("Varna Opera", "return", "yard noon crew")
    assert "elsewhere" in judge(told(ended, tense="past"), dated=True, first=LONG)[1]
    ours = proposition("Lake Ferry", "return", "yard noon crew")
    assert judge(told(ours, tense="past"), dated=True, first=LONG)[0] == {"new_claim"}


def test_the_outlets_own_correspondent_is_the_outlet():
    seen = said(REPAIRED, "Ida Quill", speaker_kind="person")
    reporter = (person("Ida Quill", "correspondent", "The Gazette"),)
    assert judge(seen, entities=reporter)[0] == set()
    assert judge(seen, dated=True, entities=reporter)[0] == {"new_claim"}


def test_what_is_to_come_on_a_day_is_told():
    coming = replace(REPAIRED, mood="future")
    assert judge(told(coming), dated=True)[0] == {"new_claim"}
    assert judge(told(coming))[0] == set()


def test_two_cues_in_one_sentence_corroborate_nothing():
    inner = said(REPAIRED, "Harbour Authority")
    outer = said(REPAIRED, "Ferry Line")
    second = update("a2", inner, outer, at=T0 + HOUR)
    ledger = revise(Ledger(story="s1"), FIRST, Knowledge(), LedgerPolicy())[0]
    developments = examine(ledger, second, Knowledge(), LedgerPolicy()).developments
    assert "corroborated" not in {d.kind for d in developments}


def test_the_same_claim_told_again_below_is_evidence_too():
    again = update(
        "a2",
        said(REPAIRED, "Harbour Authority"),
        told(DIED, sentence=1),
        said(REPAIRED, "Harbour Authority", sentence=2),
    )
    ledger = revise(Ledger(story="s1"), FIRST, Knowledge(), LedgerPolicy())[0]
    (one,) = examine(ledger, again, Knowledge(), LedgerPolicy()).developments
    assert [place.text for place in one.evidence] == ["Sentence 0 of a2.", "Sentence 2 of a2."]


def test_what_was_said_before_the_news_is_not_told():
    kinds, reasons = judge(said(REPAIRED, "Harbour Authority", background=True))
    assert kinds == set()
    assert "background" in reasons


@pytest.mark.parametrize(
    ("text", "form", "reason"),
    [
        ("We have a great problem with it", "direct", "leaning"),
        ("So this is why the hull matters to the yard", "direct", "leaning"),
        ("The hull has been repaired in such a yard before", "indirect", "precedent"),
        ("It is the first time that a ferry was repaired so", "indirect", "precedent"),
        ("A ferry of the company would typically be repaired in Orlan", "indirect", "precedent"),
    ],
)
def test_a_quotation_that_leans_and_a_precedent_are_no_news(text, form, reason):
    statement = said(REPAIRED, "Harbour Authority", form=form, content=((80, 80 + len(text)),))
    statement = replace(statement, proposition=replace(REPAIRED, subject=("yard",), names=()))
    kinds, reasons = judge(statement, text)
    assert kinds == set()
    assert reason in reasons


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("It is dangerous and needless to close the pier", False),
        ("There has not been any change in the harbour rules", False),
        ("It is hard to say they want it", True),
        ("We know it is dangerous to close the pier", True),
        ("There they closed the pier", True),
        ("It was closed in spring", True),
    ],
)
def test_a_word_that_only_fills_a_place_leans_on_nothing(text, leans):
    statement = said(REPAIRED, "Harbour Authority", form="direct", content=((80, 80 + len(text)),))
    statement = replace(statement, proposition=replace(REPAIRED, subject=("pier",), names=()))
    assert ("leaning" in judge(statement, text)[1]) is leans


def test_what_would_be_so_under_a_condition_is_no_news_and_what_was_said_to_come_is():
    would = replace(REPAIRED, mood="conditional")
    speaker = said(would, "Harbour Authority")
    assert "conditional" in judge(speaker, "The yard would repair the hull if the insurer paid, the authority said.")[1]
    assert judge(speaker, "The authority said the yard would repair the hull.")[0] == {"new_party"}


def test_a_claim_too_close_to_an_older_one_is_kept_apart_and_not_told():
    close = proposition("Lake Ferry", "wait", "harbour Monday night storm crew")
    somebody = said(close, None, speaker_kind="anonymous", speaker=((80, 97),))
    kinds, reasons = judge(somebody, "Two ferry workers told the Gazette", dated=True)
    assert kinds == set()
    assert "reworded" in reasons
    assert judge(said(close, "Harbour Authority"))[0] == {"new_party"}  # whoever speaks first is news by that


def test_what_an_article_opens_with_is_no_rewording_of_another_event():
    close = said(proposition("Lake Ferry", "wait", "harbour Monday night storm crew"), "Harbour Authority")
    assert judge(close, lead=True)[0] == {"new_party"}
    same = said(proposition("Lake Ferry", "sink", "harbour Tuesday noon gale"), "Harbour Authority")
    assert judge(same, lead=True)[0] <= {"corroborated"}


@pytest.mark.parametrize(("act", "kinds"), [("assert", {"new_claim"}), ("assess", set())])
def test_strangers_are_heard_for_what_they_report_and_not_for_what_they_expect(act, kinds):
    text = "Two ferry workers told the Gazette"
    by = said(REPAIRED, None, act, speaker_kind="anonymous", speaker=((80, 97),))
    assert judge(by, text, dated=True)[0] == kinds


def test_a_body_declares_in_two_words_and_a_mention_of_three_is_none():
    emergency = proposition("state", "emergency")
    emergency = replace(emergency, subject=(), predicate="state", object=("emergency",), terms=("state", "emergency"))
    assert judge(said(emergency, "Lakeland"))[0] == {"new_party"}
    bare = replace(emergency, subject=("Lakeland",), predicate="keep", object=(), terms=("keep", "way"))
    assert "brief" in judge(said(bare, "Lakeland", "commit"))[1]  # *wants to keep it that way*
    mention = replace(emergency, object=(), terms=("secret", "harbour", "order"))
    assert "brief" in judge(said(mention, None, speaker_kind="anonymous"))[1]


def test_a_new_story_shows_what_it_opens_with():
    caption = told(REPAIRED, tense="other")
    opening = update("a1", caption, said(DIED, None, speaker_kind="anonymous", sentence=2), opened=True)
    developments = examine(Ledger(story="s1"), opening, Knowledge(), LedgerPolicy()).developments
    (story,) = [one for one in developments if one.kind == "new_story"]
    assert [place.text for place in story.evidence] == ["Sentence 2 of a1."]


@pytest.mark.parametrize("dated", [True, False])
def test_where_a_story_opens_all_of_a_day_is_told_and_else_no_more_than_later(dated):
    ends = ("", "yard", "man", "house", "side", "road")
    events = [proposition("Lake Ferry", verb, " ".join([thing + end for end in ends])) for verb, thing in DOINGS]
    narrated = [told(one, sentence=place, tense="past") for place, one in enumerate(events)]
    opening = update("a1", *narrated, opened=True)
    sentences = tuple(replace(one, dated=dated) for one in opening.analysis.sentences)
    opening = replace(opening, analysis=replace(opening.analysis, sentences=sentences))
    developments = examine(Ledger(story="s1"), opening, Knowledge(), LedgerPolicy()).developments
    claims = [one for one in developments if one.kind in ("new_claim", "new_story")]
    assert len(claims) == (len(narrated) if dated else LedgerPolicy().max_narrated)


@pytest.mark.parametrize(
    ("content", "reason"),
    [("why the hull matters to the yard", "question"), ("the old harbour tug", "noun")],
)
def test_what_is_only_named_says_nothing(content, reason):
    named = replace(REPAIRED, subject=(), object=(), names=())
    statement = said(named, "Ida Quill", speaker_kind="person", content=((80, 80 + len(content)),))
    kinds, reasons = judge(statement, content, entities=(person("Ida Quill", "transport minister"),))
    assert kinds == set()
    assert reason in reasons


def test_somebody_unnamed_is_told_with_a_day_or_a_number():
    someone = said(REPAIRED, None, speaker_kind="anonymous")
    assert "unnamed" in judge(someone)[1]
    assert judge(someone, dated=True)[0] == {"new_claim"}
    assert judge(replace(someone, proposition=replace(REPAIRED, numbers=("12",))))[0] == {"new_claim"}


def test_part_of_a_quotation_is_not_narrated():
    for text in (
        'The hull was "repaired in spring.',
        "The hull was “repaired in spring.",
        "It was repaired in spring.”",
    ):
        assert "quoted" in judge(told(REPAIRED, tense="past"), text, dated=True)[1]


def test_what_shares_nobody_and_no_words_with_the_story_is_of_another():
    other = proposition("Opera House", "open", "season gala tenor curtain applause foyer")
    assert "elsewhere" in judge(told(other, tense="past"), "The Opera House opened.", dated=True, first=LONG)[1]


def test_what_is_of_little_significance_is_kept_and_not_told():
    second = update("a2", said(REPAIRED, "Harbour Authority"), at=T0 + HOUR)
    ledger = revise(Ledger(story="s1"), FIRST, Knowledge(), LedgerPolicy())[0]
    strict = examine(ledger, second, Knowledge(), LedgerPolicy(told_from=0.6))
    assert strict.developments == ()
    assert "minor" in {refusal.reason for refusal in strict.refusals}
    assert any("repair" in claim.wordings[0].terms for claim in strict.ledger.claims)
    weighed = LedgerPolicy(told_from=0.6, kind_weights={"new_party": 0.6})
    assert {one.kind for one in examine(ledger, second, Knowledge(), weighed).developments} == {"new_party"}


def test_a_stranger_who_speaks_of_other_things_is_of_another_story():
    other = proposition("Opera House", "open", "season gala tenor curtain applause foyer")
    assert "elsewhere" in judge(said(other, "Opera Guild"), first=LONG)[1]
    assert judge(said(REPAIRED, "Harbour Authority"), first=LONG)[0] == {"new_party"}


def test_what_nobody_asks_for_is_not_asked():
    company = proposition("Ferry Line", "close", "pier harbour storm")
    text = "The ministry has not asked the Ferry Line to close the pier."
    cue = (80 + text.index("asked"), 80 + text.index("asked") + 5)
    assert "undone" in judge(said(company, "Lakeland", "demand", cue=(cue,)), text)[1]
    assert judge(said(company, "Lakeland", "demand", cue=(cue,)), text.replace("not", "now"))[0] == {"new_party"}


def test_that_there_are_reports_is_no_news():
    missing = replace(REPAIRED, subject=(), predicate="report")
    assert judge(told(missing, tense="past"), dated=True)[0] == {"new_claim"}
    reports = replace(missing, object=())
    assert "hearsay" in judge(told(reports, tense="past"), dated=True)[1]
    assert "hearsay" in judge(told(REPAIRED, tense="past", via=("reports",)), dated=True)[1]


def test_a_precedent_is_no_evidence_of_the_claim():
    again = said(REPAIRED, "Harbour Authority", sentence=2)
    second = update("a2", said(REPAIRED, "Harbour Authority"), told(DIED, sentence=1), again, at=T0 + HOUR)
    sentences = list(second.analysis.sentences)
    sentences[2] = replace(sentences[2], text="The last ferry of similar size was repaired for a year.")
    second = replace(second, analysis=replace(second.analysis, sentences=tuple(sentences)))
    ledger = revise(Ledger(story="s1"), FIRST, Knowledge(), LedgerPolicy())[0]
    (one,) = examine(ledger, second, Knowledge(), LedgerPolicy()).developments
    assert [place.text for place in one.evidence] == ["Sentence 0 of a2."]


def test_the_same_number_in_nearly_the_same_words_was_told_before():
    many = replace(DIED, numbers=("75",))
    first = update("a1", said(many, None, speaker_kind="anonymous"), opened=True)
    close = proposition("Lake Ferry", "wait", "harbour Monday gale passengers cabin", numbers=("75",))
    somebody = said(close, None, speaker_kind="anonymous", speaker=((80, 97),))
    assert "reworded" in judge(somebody, "Two ferry workers told the Gazette", first=first)[1]


@pytest.mark.parametrize(
    ("dated", "numbers", "act", "kinds"),
    [
        (True, ("three",), "assert", {"new_claim"}),
        (False, ("three",), "assert", set()),
        (True, (), "assert", set()),
        (True, ("three",), "assess", set()),
    ],
)
def test_a_neighbour_is_heard_for_what_happened_with_its_day_and_number(dated, numbers, act, kinds):
    seen = said(replace(REPAIRED, numbers=numbers), None, act, speaker_kind="anonymous", speaker=((80, 97),))
    assert judge(seen, "Several residents said that", dated=dated)[0] == kinds


def test_who_spoke_long_ago_is_not_introduced_by_it():
    ledger = revise(Ledger(story="s1"), FIRST, Knowledge(), LedgerPolicy())[0]
    view = said(DIED, "Harbour Authority", "assess", background=True)
    assert examine(ledger, update("a2", view, at=T0 + HOUR), Knowledge(), LedgerPolicy()).developments == ()
    now = update("a2", replace(view, background=False), at=T0 + HOUR)
    (one,) = examine(ledger, now, Knowledge(), LedgerPolicy()).developments
    assert one.kind == "new_party"


def test_whose_words_are_told_is_of_this_story_from_then_on():
    ours = said(proposition("Lake Ferry", "repair", "hull spring yard"), "Varna Opera")
    other = said(proposition("tenor", "refuse", "contract gala"), "Varna Opera", sentence=1)
    ledger = revise(Ledger(story="s1"), LONG, Knowledge(), LedgerPolicy())[0]
    alone = examine(ledger, update("a2", other, at=T0 + HOUR), Knowledge(), LedgerPolicy())
    assert "elsewhere" in {refusal.reason for refusal in alone.refusals}
    both = examine(ledger, update("a2", ours, other, at=T0 + HOUR), Knowledge(), LedgerPolicy())
    assert [one.kind for one in both.developments] == ["new_party", "new_claim"]


@pytest.mark.parametrize(
    ("polarity", "kind", "kinds"),
    [("neg", "organisation", {"new_party"}), ("pos", "organisation", set()), ("neg", "person", set())],
)
def test_a_bodys_quotation_that_opens_with_nothing_goes_on_with_what_it_denies(polarity, kind, kinds):
    nothing = replace(proposition("fact", "speak"), terms=("speak",))
    more = replace(REPAIRED, polarity=polarity)
    quoted = said(
        nothing, "Harbour Authority", speaker_kind=kind, form="direct", cue=((80, 84),), content=((85, 130),),
        further=(Clause(sentence=5, span=(100, 130), proposition=more),), sentence=4,
    )  # fmt: skip
    second = update("a2", quoted, told(DIED, sentence=5), at=T0 + HOUR)
    ledger = revise(Ledger(story="s1"), FIRST, Knowledge(), LedgerPolicy())[0]
    outcome = examine(ledger, second, Knowledge(), LedgerPolicy())
    assert {one.kind for one in outcome.developments} - {"corroborated"} == kinds


@pytest.mark.parametrize(
    ("text", "form", "asks"),
    [
        ("What we see is that the hull was repaired in spring", "direct", False),
        ("What was repaired in the yard in spring?", "direct", True),
        ("what the hull cost the yard in spring", "indirect", True),
        ("who repaired the hull in spring", "indirect", True),
        ("WHO would repair the hull in spring", "indirect", False),
        ("WHY it was repaired in spring", "indirect", True),
    ],
)
def test_a_quotation_that_opens_with_what_asks_only_with_its_mark(text, form, asks):
    statement = said(REPAIRED, "Harbour Authority", form=form, content=((80, 80 + len(text)),))
    assert ("question" in judge(statement, text)[1]) is asks


KNOWING = Knowledge(places=(Place(name="Lakeland", names=("Lakers",)),))


@pytest.mark.parametrize(
    ("words", "party"), [("Lakers in the north", "The Gazette"), ("Many Lakers", None), ("The Lakers", "Lakeland")]
)
def test_some_of_a_people_are_not_their_land(words, party):
    by = said(REPAIRED, "Lakers", speaker_kind="group", speaker=((0, len(words)),))
    second = update("a2", by, at=T0 + HOUR)
    sentence = Sentence(start=0, end=len(words), text=words, dated=True)
    second = replace(second, analysis=replace(second.analysis, sentences=(sentence,)))
    ledger = revise(Ledger(story="s1"), FIRST, KNOWING, LedgerPolicy())[0]
    told_of = examine(ledger, second, KNOWING, LedgerPolicy()).developments
    assert {one.party for one in told_of} == {party} - {None}


@pytest.mark.parametrize(
    ("known", "numbers", "names", "merged"),
    [
        ((), ("eight",), (), False),
        ((), (), (), True),
        (("five",), ("five",), ("Orlan",), False),
        (("five",), ("five",), ("Varna",), True),
    ],
)
def test_the_first_count_of_the_dead_is_more_than_that_people_die(known, numbers, names, merged):
    die = proposition("people", "die", "day town siege", names=("Varna",), numbers=known)
    ledger = revise(
        Ledger(story="s1"), update("a1", said(die, "Harbour Authority"), opened=True), KNOWING, LedgerPolicy()
    )[0]
    count = proposition("people", "die", "siege town", names=names, numbers=numbers)
    after = revise(ledger, update("a2", said(count, "Harbour Authority"), at=T0 + HOUR), KNOWING, LedgerPolicy())[0]
    assert (len(after.claims) == 1) is merged
