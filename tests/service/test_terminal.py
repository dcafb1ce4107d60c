"""Alerts on the terminal: whom each is for, and each development once."""

from msgspec.structs import replace

from service.console import show_new
from storywatch.alerting import CONSOLE, Rule, Subscriber, raise_alerts
from storywatch.archive import Alerts
from tests.alerting.test_rules import development
from tests.builders import T0

ANN = Subscriber(name="ann", rules=(Rule(name="the crane"),))
BOB = Subscriber(name="bob", rules=(Rule(),))
EARS = Subscriber(name=CONSOLE.name, rules=(Rule(name=CONSOLE.rules[0].name),))


def shown(tmp_path, subscribers, *developments):
    alerts = Alerts(tmp_path / "archive.sqlite")
    said: list[str] = []
    for one in developments:
        for alert in raise_alerts(one, subscribers, T0):
            alerts.record(alert)
    show_new(alerts, said.append)
    show_new(alerts, said.append)
    alerts.close()
    return said


def test_a_development_for_several_subscribers_is_shown_once_with_whom_and_which_rule(tmp_path):
    (text,) = shown(tmp_path, [ANN, BOB], development())
    assert text.count(development().headline) == 1
    assert "for ann (rule the crane)" in text
    assert "for bob (rule everything)" in text


def test_two_developments_are_shown_as_two(tmp_path):
    first, second = development(), replace(development(), id="d2", headline="Another thing")
    texts = shown(tmp_path, [ANN, BOB], first, second)
    assert [text.count("for ann") for text in texts] == [1, 1]
    assert "Another thing" in texts[1]


def test_of_the_terminals_own_rule_nothing_is_said(tmp_path):
    (text,) = shown(tmp_path, [EARS], development())
    assert "for console" not in text
