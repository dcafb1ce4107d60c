"""Who speaks a quotation, where parses lose it: one way that news prints speech a test."""

from collections.abc import Callable

import pytest

from storywatch.messages import Analysis
from tests.language.test_statements import words

Read = Callable[..., Analysis]

SPEECH = {
    "a list within a quotation has no speaker for its subject": (
        "“We lost the mill, the bridge, the whole of the lower town,” said Ana Prieto, a farmer in Orlan.",
        "Ana Prieto, a farmer in Orlan",
        "said",
        "“We lost the mill, the bridge, the whole of the lower town,”",
    ),
    "who asks stands behind the cue": (
        "“Asking the valley to pay for it?” asked Mayor Tomas Lind of Orlan. “That is not right.”",
        "Mayor Tomas Lind of Orlan",
        "asked",
        "“Asking the valley to pay for it?” … “That is not right.”",
    ),
    "a question belongs to the cue right behind it, not to the next quotation alone": (
        "“Is anybody still here?” Lind said. “Good, then let us begin.”",
        "Lind",
        "said",
        "“Is anybody still here?” … “Good, then let us begin.”",
    ),
    "a speech goes on, and is not what somebody behind it has admitted to": (
        (
            "“It was not one captain,” said Ana Prieto. “It was the whole of the port that drank.” "
            "That meant Tomas Lind, the captain who admitted to drinking."
        ),
        "Ana Prieto",
        "said",
        "“It was not one captain,” … “It was the whole of the port that drank.”",
    ),
    "two words are speech where their own cue follows": (
        "The crowd would not leave the bridge.\n\n“Never again!” they shouted.",
        "they",
        "shouted",
        "“Never again!”",
    ),
    "a quotation that ends on a comma is what its cue says, whatever follows": (
        "“The bridge was old, narrow and unsafe,” spokesman Tomas Lind said in a statement issued before the vote.",
        "spokesman Tomas Lind",
        "said in a statement",
        "“The bridge was old, narrow and unsafe,”",
    ),
    "a speech goes on past what its speaker adds": (
        "“The bridge is safe,” Ana Prieto said, adding that engineers had tested it. “We shall open it in May.”",
        "Ana Prieto",
        "said",
        "“The bridge is safe,” … “We shall open it in May.”",
    ),
    "a speech goes on past what is told of its speaker": (
        "“The bridge is old,” said Ana Prieto, an engineer who advised the council. “It will not last.”",
        "Ana Prieto, an engineer who advised the council",
        "said",
        "“The bridge is old,” … “It will not last.”",
    ),
    "what is said on an occasion is no part of the occasion": (
        "Ana Prieto criticised the plan, but said in a debate that she would not block it.",
        "Ana Prieto",
        "said",
        "that she would not block it",
    ),
    "what somebody went on to do is done": (
        "Ana Prieto went on to criticise the ministry.",
        "Ana Prieto",
        "went on to criticise",
        "the ministry",
    ),
    "what seems so is nobody's": (
        "It seems that the bridge will stay closed.",
        "",
        "seems",
        "that the bridge will stay closed",
    ),
    "but as somebody noted": (
        "But as Ana Prieto noted, the bridge had failed before.",
        "Ana Prieto",
        "noted",
        "the bridge had failed before",
    ),
    "how somebody put it": (
        "“It is a bridge to nowhere,” as Ana Prieto put it.",
        "Ana Prieto",
        "put it",
        "“It is a bridge to nowhere,”",
    ),
    "went on before a quotation is said": (
        "“The bridge is old,” she went on. The council did not listen.",
        "she",
        "went on",
        "“The bridge is old,”",
    ),
    "according to a source whose first word looks like a verb": (
        "The ministry announced the plan, according to show insiders.",
        "show insiders",
        "according to",
        "The ministry announced the plan",
    ),
    "what a group is told is not the group's": (
        "The company is telling a group that the mine will close.",
        "The company",
        "is telling",
        "that the mine will close",
    ),
    "what somebody would like is liked": (
        "Ana Prieto would like to see the bridge rebuilt.",
        "Ana Prieto",
        "would like",
        "to see the bridge rebuilt",
    ),
    "the day of a study is the study's": (
        "A survey released on Thursday found that residents fear the bridge.",
        "A survey released on Thursday",
        "found",
        "that residents fear the bridge",
    ),
    "the day of a statement is not its speaker's": (
        "The ministry Monday said that the bridge was closed.",
        "The ministry",
        "said",
        "that the bridge was closed",
    ),
}


@pytest.mark.parametrize("rule", SPEECH)
def test_speech(read: Read, rule: str) -> None:
    text, speaker, cue, content = SPEECH[rule]
    found = [(words(text, s.speaker), words(text, s.cue), words(text, s.content)) for s in read(text).statements]
    assert (speaker, cue, content) in found, found


def test_whoever_is_described_beside_a_speech_does_not_speak_it(read: Read) -> None:
    text = "“The bridge is old,” said Ana Prieto, an engineer who advised the council. “It will not last.”"
    assert len(read(text).statements) == 1


def test_two_reports_of_one_text_each_keep_their_clause(read: Read) -> None:
    text = (
        "The Courier reported, citing two officials, that the bridge was closed.\n\n"
        "The Gazette reported, citing a witness, that the mill was sold."
    )
    contents = [words(text, s.content) for s in read(text).statements]
    assert contents == ["that the bridge was closed", "that the mill was sold"]


def test_the_day_of_a_report_is_not_what_it_reports_on(read: Read) -> None:
    assert read("The Gazette reported on Monday from the valley.").statements == ()


def test_what_somebody_would_say_is_not_said(read: Read) -> None:
    assert read("Ana Prieto would say that the bridge is safe.").statements == ()
