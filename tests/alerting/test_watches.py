"""A proposition in a subscriber's words, held against what moves in stories: what it hears of, and what it does not."""

import pytest
from msgspec.structs import replace

from storywatch.alerting import (
    Rule,
    Subscriber,
    UnreadableWatchError,
    Watching,
    pose,
    raise_alerts,
    read_watch,
    why_not,
)
from storywatch.alerting.survey import Candidate, find_hits, find_misses
from storywatch.alerting.watches import compare, complete, judge
from storywatch.config import ConfigError
from storywatch.knowledge import Knowledge
from storywatch.language import Analyser
from storywatch.language.pool import Failure
from storywatch.ledger import LedgerPolicy
from storywatch.messages import About, Article
from storywatch.watching import read_watches, read_what_can_be
from tests.builders import HOUR, T0
from tests.invented import told_of

INJURED = "Eleven workers were injured in Orlin when the crane fell on Sunday."
CANCELLED = "cancelled the safety inspection of the east crane"
REPORT = (
    "Harbour board cancelled inspection of the Orlin crane",
    f"The Orlin Harbour Board {CANCELLED} in January, people familiar with the matter told the Beacon. {INJURED}",
)
DECLINES = (
    "Harbour board silent on crane inspection",
    f"The Orlin Harbour Board declined to confirm that it had {CANCELLED}. {INJURED}",
)
DENIES = (
    "Harbour board denies it cancelled crane inspection",
    f"The Orlin Harbour Board denied on Tuesday that it had {CANCELLED} in January. {INJURED}",
)
CONFIRMS = (
    "Harbour board admits it cancelled crane inspection",
    f"The Orlin Harbour Board confirmed on Wednesday that it had {CANCELLED} in January. {INJURED}",
)
WATCHED = "The Orlin Harbour Board confirms that it cancelled the safety inspection of the east crane"


@pytest.fixture(scope="module")
def analyser(nlp) -> Analyser:
    return Analyser(nlp)


@pytest.fixture(scope="module")
def told(analyser):
    """The developments of the four articles, in their order."""
    return told_of(analyser, REPORT, DECLINES, DENIES, CONFIRMS)


@pytest.fixture(scope="module")
def watching(analyser) -> Watching:
    words = (WATCHED, "The Orlin Harbour Board did not cancel the safety inspection of the east crane", UNRELATED)
    watches = {one: read_watch(one, analyser.analyse_one(pose(one, "en"))) for one in words}
    return Watching(watches, LedgerPolicy(), {})


UNRELATED = "The Orlin Fire Brigade closed the east bridge"


def verdicts(told, watching, **given):
    rule = Rule(name="crane", **{"watch": WATCHED, **given})
    alerts = [
        alert for one in told for alert in raise_alerts(one, [Subscriber(name="me", rules=(rule,))], T0, watching)
    ]
    return [alert.watched.verdict for alert in alerts]


def test_it_hears_when_the_proposition_is_declined_denied_and_confirmed(told, watching):
    assert verdicts(told, watching) == ["declined", "denied", "confirmed"]


def test_it_hears_of_reports_only_if_asked(told, watching):
    assert verdicts(told, watching, reported=True)[0] == "reported"


def test_a_report_that_opens_a_story_is_shown_by_its_own_sentence(analyser):
    opening = f"The Orlin Harbour Board {CANCELLED} in January, people familiar with the matter told the Beacon."
    more = "The Orlin Fire Brigade said on Monday that it would close the east bridge for two weeks."
    told = told_of(analyser, ("Harbour board cancelled inspection", f"{opening} {more}"))
    watch = read_watch(WATCHED, analyser.analyse_one(pose(WATCHED, "en")))
    (hit,) = find_hits(watch, told, Watching(policy=LedgerPolicy()))
    assert (hit.development.kind, hit.verdict) == ("new_story", "reported")
    assert [one.text for one in hit.development.evidence] == [opening, more]


def test_the_opposite_proposition_is_confirmed_by_a_denial(told, watching):
    negated = "The Orlin Harbour Board did not cancel the safety inspection of the east crane"
    assert verdicts(told, watching, watch=negated) == ["declined", "confirmed", "denied"]


def test_another_proposition_hears_nothing(told, watching):
    assert verdicts(told, watching, watch=UNRELATED, reported=True) == []


def test_kinds_and_significance_of_the_rule_hold_too(told, watching):
    assert verdicts(told, watching, kinds=("denied",)) == ["denied"]
    assert verdicts(told, watching, least_significance=1.0) == []


def test_what_a_later_rule_watches_is_shown_though_an_earlier_rule_matches_first(told, watching):
    me = Subscriber(name="me", rules=(Rule(name="all"), Rule(name="crane", watch=WATCHED)))
    alerts = [alert for one in told for alert in raise_alerts(one, [me], T0, watching)]
    assert {alert.rule for alert in alerts} == {"all"}
    assert [alert.watched.verdict for alert in alerts if alert.watched] == ["declined", "denied", "confirmed"]


def test_stories_in_another_language_are_left_alone(told, watching):
    denied = next(one for one in told if one.kind == "denied")
    french = type(denied)(**{name: getattr(denied, name) for name in denied.__struct_fields__} | {"language": "fr"})
    assert "another language" in why_not(Rule(watch=WATCHED), french, watching)


def test_a_rule_whose_proposition_was_not_read_never_matches(told):
    assert why_not(Rule(watch=WATCHED), told[-1]) == "its proposition has not been read"


OWN_WORDS = {
    "it": ("The Orlin Harbour Board", "it", "closed the east bridge"),
    "they": ("The Harbour Police", "they", "arrested the captain of the ferry"),
    "she": ("Ida Quill", "she", "signed the contract with the shipyard"),
}


@pytest.mark.parametrize("says", ["confirmed on Tuesday that {0} had {1}", "said that {0} {1}"])
@pytest.mark.parametrize(("party", "pronoun", "did"), OWN_WORDS.values(), ids=OWN_WORDS)
def test_a_pronoun_is_the_party_that_speaks_and_nobody_else(analyser, party, pronoun, did, says):
    crane = ("Crane falls in Orlin", INJURED)
    words = f"{party} confirms that {pronoun} {did}"
    watch = read_watch(words, analyser.analyse_one(pose(words, "en")))
    assert watch.proposition.subject == (party.removeprefix("The "),)

    def best(speaker):
        told = told_of(analyser, crane, ("More on Orlin", f"{speaker} {says.format(pronoun, did)}. {INJURED}"))
        return max((hit.score for hit in find_hits(watch, told, Watching(policy=LedgerPolicy()))), default=0.0)

    assert best(party) > 0.9
    assert best("The Orlin Fire Brigade") == 0.0


UNREADABLE = {
    "nothing in it": ("directive", "nobody is read to do"),
    "a question": ("Did the board cancel the inspection of the crane?", "question"),
    "too little": ("The president resigns", "too little"),
    "two sentences": ("The crane fell. The board cancelled the inspection.", "2 sentences"),
    "no words": ("!?", "nobody is read to do"),
}


@pytest.mark.parametrize(("words", "why"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_proposition_is_refused_with_an_example(analyser, words, why):
    with pytest.raises(UnreadableWatchError, match=why) as caught:
        read_watch(words, analyser.analyse_one(pose(words, "en")))
    assert "write one sentence that says who does what, like" in str(caught.value)


def test_a_configuration_with_such_a_rule_names_it(analyser):
    def analyse(articles):
        return [(article, analyser.analyse_one(article)) for article in articles]

    me = Subscriber(name="me", rules=(Rule(name="crane", watch="directive"),))
    with pytest.raises(ConfigError, match="rule 'crane' of subscriber 'me': cannot watch 'directive'"):
        read_watches([me], analyse, Knowledge(), LedgerPolicy())


def test_what_can_be_read_is_watched_where_a_bad_rule_stands_beside_it(analyser, told):
    def analyse(articles):
        return [(article, analyser.analyse_one(article)) for article in articles]

    rules = Rule(watch="The crane fell. The board cancelled it."), Rule(watch=WATCHED)
    watching = read_what_can_be([Subscriber(name="me", rules=rules)], analyse, Knowledge(), LedgerPolicy())
    assert "it has 2 sentences" in why_not(rules[0], told[-1], watching)
    assert why_not(rules[1], told[-1], watching) is None


def test_a_proposition_that_the_language_step_fails_on_is_a_configuration_error():
    def analyse(articles: list[Article]):
        return [(article, Failure("it broke")) for article in articles]

    with pytest.raises(ConfigError, match="it broke"):
        read_watches([Subscriber(name="me", rules=(Rule(watch=WATCHED),))], analyse, Knowledge(), LedgerPolicy())


def test_without_watched_propositions_no_language_is_needed():
    assert read_watches(
        [Subscriber(name="me", rules=(Rule(),))], lambda _: pytest.fail("asked"), Knowledge(), LedgerPolicy()
    )


def test_a_survey_shows_hits_and_near_misses_with_the_reason(told, watching):
    watch = watching.watches[WATCHED]
    hits = list(find_hits(watch, told, watching))
    assert [hit.verdict for hit in hits] == ["reported", "declined", "denied", "confirmed"]
    assert all(hit.score > 0.5 for hit in hits)
    other = analyser_free_candidate(hits[0].development.about)
    (miss,) = find_misses(watch, [], [other], watching)
    assert miss.why_not == "it is this claim, which stays reported: nothing moved it"
    far = watching.watches[UNRELATED]
    assert list(find_hits(far, told, watching)) == []


def analyser_free_candidate(about: About) -> Candidate:
    return Candidate("the board cancelled the inspection", "reported", about)


def test_a_near_miss_says_how_near(told, watching, analyser):
    words = "The Orlin Harbour Board repaired the east crane"
    watch = read_watch(words, analyser.analyse_one(pose(words, "en")))
    misses = find_misses(watch, told, [], Watching({words: watch}, LedgerPolicy(), {}))
    assert misses
    assert "likeness" in misses[0].why_not
    assert misses[0].at is not None
    assert misses[0].at >= T0 - HOUR


def test_another_verb_is_another_claim_however_much_else_is_the_same(analyser):
    report = f"Harbour chief Ida Quill accepted cash payments from Brock Dredging, the Beacon has learned. {INJURED}"
    admits = f"Brock Dredging confirmed on Wednesday that it had paid harbour chief Ida Quill. {INJURED}"
    told = told_of(analyser, ("Harbour chief took bribes", report), ("Brock admits paying harbour chief", admits))
    words = "Ida Quill resigns as harbour chief"
    watch = read_watch(words, analyser.analyse_one(pose(words, "en")))
    watching = Watching({words: watch}, LedgerPolicy(), {})
    assert list(find_hits(watch, told, watching)) == []
    misses = find_misses(watch, told, [], watching)
    assert misses
    assert all("another verb" in miss.why_not for miss in misses)


def test_each_wording_of_a_claim_counts_and_not_only_the_nearest(analyser):
    words = "Ida Quill paid Brock Dredging"
    watch = read_watch(words, analyser.analyse_one(pose(words, "en")))
    nearer = complete(watch.proposition)
    other = replace(nearer, predicate="visit", terms=tuple("visit" if t == "pay" else t for t in nearer.terms))
    own = replace(nearer, terms=(*nearer.terms, "crane", "harbour", "inspection", "january"))
    match = compare(watch, About(wordings=(other, own)), {}, LedgerPolicy())
    assert match.same_verb
    assert judge(match, LedgerPolicy()) == ""
    assert "another verb ('visit')" in judge(
        compare(watch, About(wordings=(other,)), {}, LedgerPolicy()), LedgerPolicy()
    )


APPROVED = "The Orlin Harbour Board approved the sale of the east crane"


STANDS = {
    APPROVED: ("Orlin Harbour Board", "approve", "pos"),
    "The Orlin Harbour Board did not approve the sale of the east crane": ("Orlin Harbour Board", "approve", "neg"),
    "Ida Quill accepted money from Brock Dredging": ("Ida Quill", "accept", "pos"),
    "Ida Quill rejected the offer of Brock Dredging": ("Ida Quill", "reject", "pos"),
    "Ida Quill refused to sign the contract with Brock Dredging": ("Ida Quill", "refuse", "pos"),
    "Ida Quill confirms that she approved the sale of the east crane": ("Ida Quill", "approve", "pos"),
}


def test_a_stand_on_a_thing_is_watched_as_an_act_and_not_as_the_thing(analyser):
    me = Subscriber(name="me", rules=tuple(Rule(watch=words) for words in STANDS))
    watching = read_what_can_be([me], one_by_one(analyser), Knowledge(), LedgerPolicy())
    said = {words: watch.proposition for words, watch in watching.watches.items()}
    assert {words: (*one.subject, one.predicate, one.polarity) for words, one in said.items()} == STANDS


def test_who_watches_an_approval_hears_of_it_and_not_of_what_was_approved(analyser):
    report = f"The Orlin Harbour Board approved the sale of the east crane, two officials told the Beacon. {INJURED}"
    denial = f"The Orlin Harbour Board denied on Tuesday that it had approved the sale of the east crane. {INJURED}"
    selling = f"The Orlin Fire Brigade confirmed on Tuesday that it would sell the east crane to Brock. {INJURED}"
    watching = read_what_can_be([watcher(APPROVED)], one_by_one(analyser), Knowledge(), LedgerPolicy())

    def heard(*texts):
        told = told_of(analyser, *(("Orlin crane", text) for text in texts))
        return [hit.verdict for hit in find_hits(watching.watches[APPROVED], told, watching)]

    assert heard(report, denial)[-1] == "denied"
    assert "confirmed" not in heard(report, selling)


def watcher(words: str) -> Subscriber:
    return Subscriber(name="me", rules=(Rule(watch=words),))


def one_by_one(analyser):
    return lambda articles: [(article, analyser.analyse_one(article)) for article in articles]


ACTS = {
    "Ida Quill resigns": ("Ida Quill", "resign"),
    "Brock goes to prison": ("Brock", "go"),
    "Brock Dredging made an offer": ("Brock Dredging", "make"),
    "Brock Dredging offered its divers a 7% bonus": ("Brock Dredging", "offer"),
}


def test_a_full_name_and_what_it_does_is_enough_to_be_watched(analyser):
    me = Subscriber(name="me", rules=tuple(Rule(watch=words) for words in ACTS))
    watching = read_what_can_be([me], one_by_one(analyser), Knowledge(), LedgerPolicy())
    said = {words: watch.proposition for words, watch in watching.watches.items()}
    assert {words: (*one.subject, one.predicate) for words, one in said.items()} == ACTS


@pytest.mark.parametrize(
    "words", ["The mayor resigns", "Ida Quill denies the allegation", "Brock confirms the sale", "the crane inspection"]
)
def test_whoever_or_whatever_it_may_be_is_not(analyser, words):
    watching = read_what_can_be([watcher(words)], one_by_one(analyser), Knowledge(), LedgerPolicy())
    assert words in watching.unread


RESIGNED = (
    "Harbour chief resigns",
    f"Harbour chief Ida Quill resigned on Tuesday after the fall of the crane. {INJURED}",
)


@pytest.mark.parametrize(
    ("words", "given", "verdicts"),
    [
        ("Ida Quill resigns", {}, ["reported"]),
        ("Ida Quill resigns", {"reported": False}, []),
        ("Harbour chief Ida Quill confirms that she resigned", {}, []),
        ("Harbour chief Ida Quill confirms that she resigned", {"reported": True}, ["reported"]),
    ],
)
def test_who_watches_an_act_hears_when_it_happens_and_who_watches_a_word_on_it_hears_that(
    analyser, words, given, verdicts
):
    me = Subscriber(name="me", rules=(Rule(watch=words, **given),))
    watching = read_what_can_be([me], one_by_one(analyser), Knowledge(), LedgerPolicy())
    told = told_of(analyser, ("Crane falls in Orlin", INJURED), RESIGNED)
    alerts = [alert for one in told for alert in raise_alerts(one, [me], T0, watching)]
    assert [alert.watched.verdict for alert in alerts] == verdicts
