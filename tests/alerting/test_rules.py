"""Who is told of a development."""

from storywatch.alerting import Rule, Subscriber, raise_alerts
from storywatch.alerting.rules import MAX_CALLED
from storywatch.knowledge import Knowledge
from storywatch.ledger import Ledger, LedgerPolicy, revise
from tests.builders import T0, proposition, said, update

CANCELLED = proposition("Port Authority", "cancel", "inspection crane January")


def development(kind="new_claim"):
    one = update("a1", said(CANCELLED, "Ida Quill"), opened=True)
    if kind == "new_claim":
        one = update("a1", said(CANCELLED, "Ida Quill", sentence=1), opened=True)
    _, told = revise(Ledger(story="s1"), one, Knowledge(), LedgerPolicy())
    return next(development for development in told if development.kind == kind)


def test_an_empty_rule_asks_for_everything():
    (alert,) = raise_alerts(development(), [Subscriber(name="ann", rules=(Rule(),))], T0)
    assert (alert.subscriber, alert.development, alert.raised) == ("ann", development(), T0)


def test_each_subscriber_gets_one_alert_whatever_number_of_rules_match():
    both = Subscriber(name="ann", rules=(Rule(name="first"), Rule(name="second")))
    alerts = raise_alerts(development(), [both, Subscriber(name="bob", rules=(Rule(),))], T0)
    assert [(alert.subscriber, alert.rule) for alert in alerts] == [("ann", "first"), ("bob", "everything")]


def test_a_rule_without_a_name_goes_by_what_it_asks_for():
    assert Rule(kinds=("denied",), words=("central bank",)).called == "denied, central bank"
    assert Rule(watch="The board closes the bridge").called == "The board closes the bridge"
    assert Rule(least_significance=0.4).called == "significance from 0.4"
    assert Rule(name="the bridge", kinds=("denied",)).called == "the bridge"
    assert len(Rule(words=("word",) * 1_000).called) <= MAX_CALLED


def test_an_alert_has_the_same_id_at_every_try_and_another_for_another_subscriber():
    first, second = (
        raise_alerts(development(), [Subscriber(name=name, rules=(Rule(),))], T0)[0].id for name in ("ann", "bob")
    )
    assert raise_alerts(development(), [Subscriber(name="ann", rules=(Rule(),))], T0)[0].id == first != second


def told(rule):
    return bool(raise_alerts(development(), [Subscriber(name="ann", rules=(rule,))], T0))


def test_a_rule_can_ask_for_kinds():
    assert told(Rule(kinds=("new_claim",)))
    assert not told(Rule(kinds=("confirmed", "denied")))


def test_a_rule_can_ask_for_words_in_headline_claim_or_party_in_any_case():
    assert told(Rule(words=("IDA quill", "nothing of it")))
    assert not told(Rule(words=("nothing of it",)))


def test_a_rule_can_ask_for_significance():
    assert told(Rule(least_significance=development().significance))
    assert not told(Rule(least_significance=development().significance + 0.01))
