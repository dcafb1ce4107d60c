"""An alert on a terminal."""

import msgspec

from storywatch.delivery import show_alert
from storywatch.delivery.console import MAX_READERS
from storywatch.messages import Alert, Watched, decode
from tests.messages.test_codec import SAMPLES


def alert(**changes) -> Alert:
    sample = decode((SAMPLES / "alert.1.json").read_bytes(), Alert)
    return msgspec.structs.replace(sample, development=msgspec.structs.replace(sample.development, **changes))


def test_it_shows_kind_headline_change_evidence_origins_and_why():
    shown = show_alert(alert(before="reported", after="confirmed", kind="confirmed"), colour=False)
    assert "CONFIRMED  A title" in shown
    assert "reported → confirmed" in shown
    assert "“The Ministry said the directive is dead.” — The Gazette, https://gazette.example/a1" in shown
    assert "1 outlet, 1 origin: The Gazette · the article fitted no story so far" in shown


def test_without_colour_there_is_no_escape():
    assert "\x1b" not in show_alert(alert(), colour=False)
    assert "\x1b[" in show_alert(alert(), colour=True)


def test_control_characters_of_a_hostile_headline_do_not_reach_the_terminal():
    evil = "evil \x1b[2J\x07\x9b2J\u202e words"
    shown = show_alert(alert(headline=evil, before=evil, after=evil, rule=evil, origins=(evil,)), colour=False)
    assert not set(shown) & set("\x1b\x07\x9b\u202e")


def test_many_origins_are_counted_rather_than_listed():
    shown = show_alert(alert(origins=tuple(f"Outlet {n}" for n in range(9))), colour=False)
    assert "9 origins: Outlet 0, Outlet 1, Outlet 2, Outlet 3 and 5 more" in shown


def test_lines_keep_to_the_width_save_for_an_address():
    sentence = msgspec.structs.replace(alert().development.evidence[0], text="word " * 60, url="")
    shown = show_alert(alert(evidence=(sentence,)), colour=False, width=60)
    assert all(len(line) <= 60 for line in shown.splitlines()[2:-1])


def test_it_says_for_whom_by_which_rule_and_what_became_of_what_they_watch():
    watched = Watched(words="The board closes the bridge", verdict="carried_out", score=0.8)
    first = msgspec.structs.replace(alert(), subscriber="ann", rule="bridge\x1b[2J", watched=watched)
    many = [msgspec.structs.replace(alert(), subscriber=f"reader {n}", rule="all") for n in range(MAX_READERS)]
    lines = show_alert(first, others=many, colour=False, width=200).splitlines()
    assert lines[1].strip() == "for ann (rule bridge [2J); watched: The board closes the bridge → carried out"
    assert lines[2].strip() == "for reader 0 (rule all)"
    assert lines[MAX_READERS + 1].strip() == "and for 1 more"
