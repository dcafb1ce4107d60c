from collections.abc import Callable

import pytest

from storywatch.messages import Analysis

Read = Callable[..., Analysis]


@pytest.mark.parametrize(
    ("rule", "text", "cue", "content"),
    [
        ("to have no comment", "Kolm Bank had no comment on the raid.", "had no comment on", "the raid"),
        ("to make none", "Kolm Bank made no immediate comment.", "made no immediate comment", ""),
        ("to give no details", "Kolm Bank gave no details of the loss.", "gave no details of", "the loss"),
        ("to offer no explanation", "Kolm Bank offered no explanation for it.", "offered no explanation for", "it"),
        ("to be unable to say", "The police were unable to say who fired.", "were unable", "to say who fired"),
        (
            "not to be in a position to",
            "The police were not in a position to confirm the leak.",
            "were not in a position",
            "to confirm the leak",
        ),
        ("to return no call", "Kolm Bank did not return calls for comment.", "did not return", "calls for comment"),
        ("of two", "Neither Prieto nor Lind returned a message.", "returned", "a message"),
        ("to say only so much", "Kolm Bank would only say that it was looking into it.", "would only say", ""),
        ("the other way round", "Kolm Bank would say only that the raid was over.", "would say only", ""),
        (
            "to stop short of saying",
            "The police stopped short of calling it arson.",
            "stopped short of calling",
            "it arson",
        ),
        (
            "not to be drawn",
            "Ana Prieto would not be drawn on whether the dam leaks.",
            "would not be drawn on",
            "whether the dam leaks",
        ),
        (
            "to be asked in vain",
            "There was no immediate official comment from the police on the raid.",
            "was no immediate official comment",
            "the raid",
        ),
        ("to be asked in vain about nothing named", "There was no response from Kolm Bank.", "was no response", ""),
    ],
)
def test_what_is_not_told_is_declined(read: Read, rule: str, text: str, cue: str, content: str) -> None:
    (statement,) = read(text).statements
    said = [" ".join(text[start:end] for start, end in spans) for spans in (statement.cue, statement.content)]
    assert (statement.act, *said) == ("decline", cue, content), rule


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("they cannot confirm it", "The police said they could not yet confirm the leak."),
        ("they will not name her", "The police said they would not identify the driver."),
        ("they will not give names", "The police said they would not release the names."),
        ("they know nothing of it", "The police said they had no information about the leak."),
        ("they are unable to", "The police said they were unable to confirm the leak."),
        ("they are not going to", "“I’m not going to speculate about the leak,” Ana Prieto said."),
        ("they do not do so", "“We do not comment on leaks,” Ana Prieto said."),
        ("no comment", "“No comment,” Ana Prieto said."),
        ("it is too early", "It is too early to quantify the loss, Kolm Bank said."),
        ("neither the one nor the other", "Ana Prieto would neither confirm nor deny that the dam leaks."),
    ],
)
def test_who_says_that_they_say_nothing_declines(read: Read, rule: str, text: str) -> None:
    assert [statement.act for statement in read(text).statements] == ["decline"], rule


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("a deed", "Ana Prieto said she would not release the prisoners."),
        ("a lack of means", "Ana Prieto said the town had no water."),
        ("an inability", "Ana Prieto said she was unable to swim."),
        ("others' silence", "Ana Prieto said the minister could not say when it would close."),
        ("a past that was not told", "Ana Prieto said she did not tell the board."),
    ],
)
def test_what_somebody_cannot_or_will_not_do_is_no_refusal_to_say(read: Read, rule: str, text: str) -> None:
    assert "decline" not in [statement.act for statement in read(text).statements], rule


@pytest.mark.parametrize(
    ("rule", "text", "act"),
    [
        ("no truth in it", "Ana Prieto said there was no truth in reports of a leak.", "deny"),
        ("a report called baseless", "Ana Prieto called the accusations baseless.", "deny"),
        ("a plan called bad", "Ana Prieto called the plan baseless.", "assert"),
        ("reports that are right", "Ana Prieto said reports that the dam had leaked were accurate.", "confirm"),
        ("a claim taken back", "Kolm Bank took back its claim that no account was frozen.", "retract"),
        ("a statement walked back", "Kolm Bank walked back its statement that no account was frozen.", "retract"),
        ("regret for a report", "The Courier apologised for reporting that the mayor had resigned.", "retract"),
        ("regret for a report of one's own", "The Courier apologised for its report that he had resigned.", "retract"),
        ("regret for others' reports", "The mayor apologised for reports that clerks had been rude.", "confirm"),
        ("regret for a deed", "The mayor apologised for missing the meeting.", "confirm"),
    ],
)
def test_what_is_said_of_reports_rebuts_upholds_or_withdraws_them(read: Read, rule: str, text: str, act: str) -> None:
    assert [statement.act for statement in read(text).statements] == [act], rule


@pytest.mark.parametrize("text", ["The mayor apologised to the clerks.", "The mayor apologised for the flood."])
def test_who_apologises_admits_no_news(read: Read, text: str) -> None:
    assert "confirm" not in {statement.act for statement in read(text).statements}


@pytest.mark.parametrize("remark", ["surprisingly", "unexpectedly"])
def test_a_remark_on_a_cue_does_not_negate_it(read: Read, remark: str) -> None:
    (statement,) = read(f"Kolm Bank, not {remark}, denied that it had lost the money.").statements
    assert statement.act == "deny"


def test_who_did_not_answer_stands_behind_the_noun(read: Read) -> None:
    (statement,) = read("There was no immediate response from Kolm Bank to the charge.").statements
    assert (statement.act, statement.speaker_entity) == ("decline", "Kolm Bank")


def test_what_was_not_there_from_nobody_is_no_refusal(read: Read) -> None:
    assert read("There was no comment on the page of Kolm Bank.").statements == ()
    assert read("There was no water from the dam.").statements == ()


@pytest.mark.parametrize(
    "text",
    [
        "Ana Prieto declined comment on the plan.",
        "Ana Prieto avoided commenting on the plan.",
        "Ana Prieto praised the talks but avoided any comment on the plan.",
    ],
)
def test_who_avoids_a_comment_declines_it(read: Read, text: str) -> None:
    assert [one.speaker_entity for one in read(text).statements if one.act == "decline"] == ["Ana Prieto"]


@pytest.mark.parametrize("text", ["Ana Prieto declined the offer.", "Ana Prieto avoided the plan."])
def test_who_declines_what_is_no_answer_is_against_it(read: Read, text: str) -> None:
    (statement,) = read(text).statements
    assert statement.act == "oppose"


def test_who_apologises_for_having_said_it_takes_it_back(read: Read) -> None:
    (statement,) = read("The mayor apologised for complaining that she wanted her life back.").statements
    assert statement.act == "retract"
