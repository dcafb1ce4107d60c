"""Alerts: each stored once, each claimed by a channel at most once, the newest kept."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from storywatch.archive import Alerts
from storywatch.messages import Alert, Development

T0 = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def alert(key: str) -> Alert:
    development = Development(
        id=f"d-{key}", story="s", kind="new_claim", article="a", headline="The dam broke", claim=None, party=None,
        before=None, after=None, evidence=(), origins=(), outlets=("example.com",), significance=0.5, reasons={},
        rule="first", language="en", published=T0, fetched=T0, position=1, of=1,
    )  # fmt: skip
    return Alert(id=key, subscriber="me", rule="all", development=development, raised=T0)


@pytest.fixture
def alerts(tmp_path):
    opened = Alerts(tmp_path / "archive.sqlite")
    yield opened
    opened.close()


def test_an_alert_recorded_twice_is_new_once_and_comes_back_whole(alerts):
    assert alerts.record(alert("a"))
    assert not alerts.record(alert("a"))
    assert alerts.recent(10) == [alert("a")]


def test_the_alerts_of_one_development_are_seen_together_or_not_at_all(alerts):
    unwritable = replace(alert("b"), subscriber=object())
    with pytest.raises(TypeError):
        alerts.record_all([alert("a"), unwritable])
    assert alerts.undelivered("console") == 0
    assert alerts.record_all([alert("a"), alert("b")]) == [alert("a"), alert("b")]
    assert alerts.record_all([alert("b"), alert("c")]) == [alert("c")]
    assert [one.id for one in alerts.claim_undelivered("console", T0)] == ["a", "b", "c"]


def test_each_channel_claims_each_alert_once_oldest_first(alerts):
    for key in "abc":
        alerts.record(alert(key))
    assert [a.id for a in alerts.claim_undelivered("console", T0, limit=2)] == ["a", "b"]
    assert alerts.undelivered("console") == 1
    assert [a.id for a in alerts.claim_undelivered("console", T0)] == ["c"]
    assert alerts.claim_undelivered("console", T0) == []
    assert [a.id for a in alerts.claim_undelivered("mail", T0)] == ["a", "b", "c"]


def test_a_claim_outlives_its_process(tmp_path):
    first = Alerts(tmp_path / "archive.sqlite")
    first.record(alert("a"))
    first.claim_undelivered("console", T0)
    first.close()
    second = Alerts(tmp_path / "archive.sqlite")
    assert second.claim_undelivered("console", T0) == []
    second.close()


def test_two_consoles_at_once_share_the_alerts_without_overlap(tmp_path):
    path = tmp_path / "archive.sqlite"
    consoles = [Alerts(path) for _ in range(3)]
    for number in range(60):
        consoles[0].record(alert(f"{number:02}"))
    with ThreadPoolExecutor(3) as pool:
        claimed = pool.map(lambda c: [a.id for _ in range(20) for a in c.claim_undelivered("console", T0, 3)], consoles)
        flat = [key for keys in claimed for key in keys]
    assert sorted(flat) == [f"{number:02}" for number in range(60)]
    for console in consoles:
        console.close()


def test_only_the_newest_are_kept(alerts, monkeypatch):
    monkeypatch.setattr("storywatch.archive.alerts.KEEP", 5)
    monkeypatch.setattr("storywatch.archive.alerts._PRUNE_EVERY", 10)
    for number in range(20):
        alerts.record(alert(str(number)))
    assert [a.id for a in alerts.recent(100)] == ["19", "18", "17", "16", "15"]
