"""One construction a test: who speaks, by which words, and what."""

from collections.abc import Callable

import pytest

from storywatch.messages import Analysis, Span, Statement

Read = Callable[..., Analysis]


def words(text: str, spans: tuple[Span, ...]) -> str:
    return " … ".join(text[start:end] for start, end in spans)


def only(read: Read, text: str, act: str | None = None) -> Statement:
    found = [s for s in read(text).statements if act is None or s.act == act]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("rule", "text", "speaker", "cue", "content"),
    [
        (
            "indirect, speaker before",
            "Ana Prieto said that the dam was closed.",
            "Ana Prieto",
            "said",
            "that the dam was closed",
        ),
        (
            "direct, speaker after",
            "“The dam is closed,” said Ana Prieto.",
            "Ana Prieto",
            "said",
            "“The dam is closed,”",
        ),
        (
            "straight marks",
            'Ana Prieto said: "The dam is closed for good."',
            "Ana Prieto",
            "said:",
            '"The dam is closed for good."',
        ),
        (
            "double apostrophes, going on after the cue",
            "''The dam is closed,'' Ana Prieto said. ''It will not open this year.''",
            "Ana Prieto",
            "said",
            "''The dam is closed,'' … ''It will not open this year.''",
        ),
        (
            "angle marks",
            "Ana Prieto said: «The dam is closed for good.»",
            "Ana Prieto",
            "said:",
            "«The dam is closed for good.»",
        ),
        (
            "cue set into its clause",
            "The dam, Ana Prieto said, will stay closed.",
            "Ana Prieto",
            "said",
            "The dam … will stay closed",
        ),
        (
            "according to",
            "The dam will stay closed, according to the ministry.",
            "the ministry",
            "according to",
            "The dam will stay closed",
        ),
        (
            "two paragraphs of one quotation",
            "Ana Prieto said: “The dam is closed for good.\n\n“We shall build another one.”",
            "Ana Prieto",
            "said:",
            "“The dam is closed for good.\n\n“We shall build another one.”",
        ),
        (
            "where it was said belongs to the cue",
            "“The dam is closed,” Ana Prieto said in a statement.",
            "Ana Prieto",
            "said in a statement",
            "“The dam is closed,”",
        ),
        (
            "a noun as cue",
            "His claim that the dam leaked surprised nobody.",
            "His",
            "claim",
            "that the dam leaked",
        ),
        (
            "a passive's agent speaks",
            "The plan was rejected by the senate.",
            "the senate",
            "was rejected",
            "The plan",
        ),
        (
            "person and what they are urged to do",
            "Ana Prieto urged residents to leave the valley.",
            "Ana Prieto",
            "urged",
            "residents to leave the valley",
        ),
        (
            "a transcript's line",
            "Ana Prieto came late.\n\nPRIETO: We knew nothing of the leak.",
            "PRIETO",
            ":",
            "We knew nothing of the leak",
        ),
        (
            "a caption's quotation, and not the story behind it",
            'Ana Prieto: "The dam holds" The town of Orlan was closed on Monday. The road is wet.',
            "Ana Prieto",
            ":",
            '"The dam holds"',
        ),
        (
            "as somebody noted, the clause is the content",
            "As Ana Prieto noted, the dam had leaked before.",
            "Ana Prieto",
            "noted",
            "the dam had leaked before",
        ),
        (
            "the outlet's own contrast is no content",
            "Ana Prieto said the dam was safe, while engineers found cracks.",
            "Ana Prieto",
            "said",
            "the dam was safe",
        ),
        (
            "somebody else's cue ends a content",
            "Ana Prieto said the dam was safe and engineers warned that it was not.",
            "Ana Prieto",
            "said",
            "the dam was safe",
        ),
        (
            "who said the one adds the other",
            "Ana Prieto said the dam was safe, adding that it had been tested.",
            "Ana Prieto",
            "adding",
            "that it had been tested",
        ),
        (
            "what they want is what they call for",
            "Ana Prieto called for the minister to resign.",
            "Ana Prieto",
            "called for",
            "the minister to resign",
        ),
        (
            "a noun with the verb that bears it",
            "Ana Prieto raised new doubts about the dam.",
            "Ana Prieto",
            "raised new doubts about",
            "the dam",
        ),
        (
            "an adjective as cue",
            "Ana Prieto is critical of the dam.",
            "Ana Prieto",
            "is critical of",
            "the dam",
        ),
        (
            "what is said of an object belongs to it",
            "Ana Prieto views the dam as a danger.",
            "Ana Prieto",
            "views",
            "the dam as a danger",
        ),
        (
            "a headline's study",
            "Poll: Most residents want the dam gone\n\nThe dam is old.",
            "Poll",
            ":",
            "Most residents want the dam gone",
        ),
        (
            "a clause that hangs on its speaker",
            "Ana Prieto published a survey showing that residents fear the dam.",
            "a survey",
            "showing",
            "that residents fear the dam",
        ),
        (
            "declining has what was not done for its content",
            "Ana Prieto declined to comment on the dam.",
            "Ana Prieto",
            "declined",
            "to comment on the dam",
        ),
        (
            "a name signs a quotation",
            "“We have lost all that we had.” — Ana Prieto\n",
            "Ana Prieto",
            "—",
            "“We have lost all that we had.”",
        ),
    ],
)
def test_construction(read: Read, rule: str, text: str, speaker: str, cue: str, content: str) -> None:
    found = [
        (words(text, s.speaker), words(text, s.cue), words(text, s.content)) for s in read(text).statements
    ]  # fmt: skip
    assert (speaker, cue, content) in found, (rule, found)


def test_two_cues_joined_are_two_statements_of_one_speaker(read: Read) -> None:
    said, declined = read("The White Mill said its aim was safety but did not confirm the closure.").statements
    assert (said.act, declined.act) == ("assert", "decline")
    assert said.speaker == declined.speaker
    assert declined.proposition is not None
    assert declined.proposition.predicate == "closure"


def test_a_cue_that_is_only_supposed_is_none(read: Read) -> None:
    assert read("If Ana Prieto says that the dam is safe, the valley will celebrate.").statements == ()


def test_what_somebody_would_have_to_say_is_not_said_and_what_they_had_to_is(read: Read) -> None:
    assert read("To open the lock, Ana Prieto would have to confirm that the dam is safe.").statements == ()
    (statement,) = read("Ana Prieto had to confirm that the dam is safe.").statements
    assert statement.act == "confirm"


@pytest.mark.parametrize(
    "text",
    [
        "People who backed the dam came late.",
        "After criticising the dam, Ana Prieto went home.",
        "Who is asked is not who asks: asked about the dam, Ana Prieto left.",
    ],
)
def test_what_only_describes_its_noun_or_tells_when_is_nobodys_stance(read: Read, text: str) -> None:
    assert not [s for s in read(text).statements if s.act in {"support", "oppose"} or s.speaker_entity]


def test_to_issue_an_order_is_an_act_and_to_issue_a_statement_is_to_speak(read: Read) -> None:
    assert read("Ana Prieto issued an order.").statements == ()
    only(read, "Ana Prieto issued a statement that the dam was closed.")


def test_a_title_in_quotation_marks_does_not_end_a_speech(read: Read) -> None:
    text = "“The dam is closed for good,” Ana Prieto said on the “Morning Hour.” “We shall build another one.”"
    statement = read(text).statements[0]
    assert words(text, statement.content).endswith("“We shall build another one.”")


def test_an_interview_is_read_turn_by_turn(read: Read) -> None:
    text = "Q: Why was it closed?\n\nA: It had leaked for years.\n\nQ: And now?\n\nA: We shall build another one.\n"
    assert [s.act for s in read(text).statements if words(text, s.speaker) == "Q"][:1] == ["demand"]
    assert "It had leaked for years" in [words(text, s.content) for s in read(text).statements]


def test_what_a_quotation_holds_is_its_speakers(read: Read) -> None:
    only(read, "“They denied that the dam leaked,” said Ana Prieto.")


def test_a_report_in_a_report_keeps_its_chain(read: Read) -> None:
    inner = read("The Northern Courier reported that Ana Prieto said the dam had leaked.").statements[-1]
    assert (inner.speaker_entity, inner.via) == ("Ana Prieto", ("Northern Courier",))


def test_a_pronoun_is_its_only_person(read: Read) -> None:
    assert read("Ana Prieto visited the dam. She said it was closed.").statements[0].speaker_entity == "Ana Prieto"


def test_a_pronoun_with_two_persons_is_nobody(read: Read) -> None:
    text = "Tomas Lind and Boris Karel visited the dam. He said it was closed."
    assert only(read, text).speaker_entity is None


def test_a_title_alone_is_the_one_who_bears_it(read: Read) -> None:
    text = "President Ana Prieto visited the dam. The president said it was closed."
    assert only(read, text).speaker_entity == "Ana Prieto"


def test_who_stands_for_its_noun(read: Read) -> None:
    assert read("Ana Prieto, who said the dam was closed, left.").statements[0].speaker_entity == "Ana Prieto"


def test_an_anonymous_speaker_keeps_its_body(read: Read) -> None:
    statement = only(read, "Officials at the Ministry of Water said the dam was closed.")
    assert (statement.speaker_kind, statement.speaker_entity) == ("anonymous", None)
    assert statement.body is not None
    assert "Ministry of Water" in statement.body


def test_a_named_spokesman_keeps_his_body(read: Read) -> None:
    statement = only(read, "Tomas Lind, a spokesman for the Ministry of Water, said the dam was closed.")
    assert statement.speaker_entity == "Tomas Lind"
    assert statement.body == "Ministry of Water"


def test_a_confirmation_is_of_what_was_confirmed(read: Read) -> None:
    statement = only(read, "The White House on Monday confirmed that President Doe signed the directive.")
    assert (statement.act, statement.speaker_entity) == ("confirm", "White House")
    assert statement.proposition is not None
    assert statement.proposition.subject == ("Doe",)
    assert (statement.proposition.predicate, statement.proposition.object) == ("sign", ("directive",))


def test_it_that_acts_is_the_body_that_speaks(read: Read) -> None:
    statement = only(read, "The White House confirmed that it issued the directive.")
    assert statement.proposition is not None
    assert statement.proposition.subject == ("White House",)


def test_a_dismissed_possibility_is_a_denial_of_the_event(read: Read) -> None:
    statement = only(read, "Ana Prieto dismissed the possibility of a military invasion.", "deny")
    assert statement.proposition is not None
    assert statement.proposition.predicate == "invasion"


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Ana Prieto said the dam was closed.", "pos"),
        ("Ana Prieto said the dam was not closed.", "neg"),
        ("Ana Prieto said there would be no flood.", "neg"),
        ("Ana Prieto said nobody had been warned.", "neg"),
        ("Ana Prieto does not believe that the dam is safe.", "neg"),
    ],
)
def test_polarity_is_the_contents_own(read: Read, text: str, polarity: str) -> None:
    assert only(read, text).polarity == polarity


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("“The dam is closed,” said Ana Prieto.", "direct"),
        ("Ana Prieto said the dam was closed.", "indirect"),
        ("Ana Prieto said the dam was “closed for good” and empty.", "mixed"),
    ],
)
def test_form(read: Read, text: str, form: str) -> None:
    assert only(read, text).form == form
