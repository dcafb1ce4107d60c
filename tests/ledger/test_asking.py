"""What declines to confirm, and what only says less than a reader would like."""

import pytest

from storywatch.language import Analyser
from tests.invented import told_of

SENDS = (
    "Lakeland sent warships to the port of Corran, the Harbour Post reported on Monday. "
    "Defence Minister Tove Rask flew to Corran on Monday."
)
NOTHING_TOLD = "Lakeland marked its national day on Monday. Defence Minister Tove Rask laid a wreath in Maddock."


@pytest.fixture(scope="module")
def analyser(nlp):
    return Analyser(nlp)


def declined(analyser, first, then):
    """Give the refusals that the second of two articles tells."""
    told = told_of(analyser, ("News of the day", first), ("News of the day", then))
    return [one for one in told if one.article == "a2" and one.kind == "declined"]


@pytest.mark.parametrize(
    "text",
    [
        "Defence Minister Tove Rask did not say how many warships Lakeland had sent to Corran.",
        "Defence Minister Tove Rask spoke of warships in Corran, but gave no details.",
        "Defence Minister Tove Rask did not name the warships in Corran.",
        "Nowhere did Defence Minister Tove Rask admit that Lakeland had sent warships to Corran.",
        "Defence Minister Tove Rask spoke of the warships in Corran on Tuesday. She did not elaborate.",
        "Defence Minister Tove Rask has not disclosed where the warships in Corran will anchor.",
    ],
)
def test_who_only_says_less_declines_nothing(analyser, text):
    assert not declined(analyser, SENDS, text)


@pytest.mark.parametrize(
    "text",
    [
        "Asked how many warships Lakeland had sent to Corran, Defence Minister Tove Rask gave no details.",
        "Defence Minister Tove Rask did not say whether Lakeland had sent warships to Corran.",
        "Defence Minister Tove Rask would not say how many warships Lakeland had sent to Corran.",
        "Defence Minister Tove Rask said she could not confirm that Lakeland had sent warships to Corran.",
    ],
)
def test_who_was_asked_or_refuses_declines(analyser, text):
    (one,) = declined(analyser, SENDS, text)
    assert one.party == "Tove Rask"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "Defence Minister Tove Rask would not say which shipyards the prosecutors are investigating.",
            "which shipyards the prosecutors are investigating",
        ),
        (
            "Defence Minister Tove Rask declined to say whether Lakeland would buy ferries from Orlin.",
            "whether Lakeland would buy ferries from Orlin",
        ),
        (
            "Lakeland declined to comment on a report that General Ove Lund had taken bribes.",
            "a report that General Ove Lund had taken bribes",
        ),
    ],
)
def test_what_nobody_claimed_is_worded_without_the_refusal(analyser, text, asked):
    (one,) = declined(analyser, NOTHING_TOLD, text)
    assert one.headline.endswith(f"does not confirm: {asked}")


@pytest.mark.parametrize(
    "text",
    [
        "Lakeland did not respond to requests for comment from reporters.",
        "Lakeland did not answer the newspaper's detailed questions.",
        "Lakeland did not return phone calls seeking comment.",
        "Lakeland said it could not comment on the situation.",
    ],
)
def test_what_names_only_the_asking_is_about_what_was_reported(analyser, text):
    (one,) = declined(analyser, SENDS, text)
    assert one.claim is not None
    assert "sent warships" in one.claim


@pytest.mark.parametrize(
    "text",
    [
        "A navy officer in Norland spoke of the warships in Corran, declining to give his name.",
        "Defence Minister Tove Rask deflected criticism that Lakeland had sent warships to Corran too late.",
        "Lakeland came under fire for not responding more quickly to the flood in Corran.",
        'Defence Minister Tove Rask said: "I wouldn\'t say the warships in Corran have failed."',
    ],
)
def test_what_leaves_no_question_open_declines_nothing(analyser, text):
    assert not declined(analyser, SENDS, text)


def test_nobody_is_asked_about_their_own_words(analyser):
    text = (
        'Defence Minister Tove Rask said on Tuesday: "Lakeland is looking at all its options in Corran." '
        "Rask declined to comment on reports the carrier Albatros, now in Orlin, could be moved to Corran."
    )
    (one,) = declined(analyser, NOTHING_TOLD, text)
    assert one.claim is not None
    assert "Albatros" in one.claim


def test_the_report_that_is_not_confirmed_is_the_one_just_told(analyser):
    text = (
        "Norland bombed a bridge in Maddock on Tuesday, the Harbour Post reported. General Ove Lund toured Orlin. "
        "Rebels said General Ove Lund had fled to Corran. Ove Lund declined to confirm or deny the report."
    )
    (one,) = declined(analyser, NOTHING_TOLD, text)
    assert one.claim is not None
    assert "fled to Corran" in one.claim


def test_who_insists_that_it_is_too_early_declines_nothing(analyser):
    assert not declined(
        analyser, SENDS, 'Tove Rask of Lakeland insisted it was "too early to say" how many warships were in Corran.'
    )


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("The Port Authority did not deny that it had sold the crane.", "does not deny"),
        ("The Port Authority no longer denies that it sold the crane.", "does not deny"),
        ("The Port Authority would neither confirm nor deny that it had sold the crane.", "does not confirm"),
        ("The Port Authority declined to confirm that it had sold the crane.", "does not confirm"),
    ],
)
def test_who_does_not_deny_is_not_said_not_to_confirm(nlp, text, does):
    first = "The Port Authority sold the crane in May, two dockers told the Harbour Post on Monday."
    told = told_of(Analyser(nlp), ("News of the day", first), ("News of the day", text))
    declined = next(one for one in told if one.kind == "declined")
    assert declined.headline.startswith(f"Port Authority {does}: ")
    assert does.removeprefix("does ") in declined.explanation
