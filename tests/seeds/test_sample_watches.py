"""Propositions that a reader of the sample story might watch, and what they hear."""

from pathlib import Path

import pytest

from storywatch.alerting import Rule, Subscriber, pose, raise_alerts
from storywatch.alerting.rules import Watching
from storywatch.alerting.watches import read_watch
from storywatch.batch import Monitor
from storywatch.config import Config
from storywatch.knowledge import load_knowledge
from storywatch.language import Analyser
from tests.seeds.test_sample_story import FETCHED, sample_articles


@pytest.fixture(scope="module")
def analyser(nlp):
    return Analyser(nlp)


@pytest.fixture(scope="module")
def developments(analyser):
    config = Config()
    monitor = Monitor(load_knowledge(Path(config.knowledge)), config.stories, config.ledger)
    return [one for analysis in analyser.analyse(sample_articles()) for one in monitor.take(analysis)[1]]


HEARD = {
    "The Port Authority cancelled an inspection of the crane in January": [
        "reported",
        "declined",
        "reported",  # by another paper
        "confirmed",
    ],
    "The Port Authority confirms that it cancelled an inspection of the crane in January": ["declined", "confirmed"],
    "The operator of the crane was asleep": ["reported", "retracted"],
    "The mayor closed the port of Tarnmouth": [],
}


@pytest.mark.parametrize(("words", "heard"), HEARD.items(), ids=HEARD)
def test_who_watches_it_hears(analyser, developments, words, heard):
    watching = Watching({words: read_watch(words, analyser.analyse_one(pose(words, "en")))}, Config().ledger, {})
    reader = Subscriber(name="me", rules=(Rule(name="it", watch=words),))
    alerts = [alert for one in developments for alert in raise_alerts(one, [reader], FETCHED, watching)]
    assert [alert.watched.verdict for alert in alerts] == heard
