"""What is stated by doing something to an object: to words, to messages, to people's minds."""

from collections.abc import Callable

import pytest

from storywatch.messages import Analysis

Read = Callable[..., Analysis]


def _told(read: Read, text: str) -> list[tuple[str, str, str]]:
    """Cue, content and act of each statement."""
    return [
        (
            " ".join(text[a:b] for a, b in s.cue),
            " ".join(text[a:b] for a, b in s.content),
            s.act,
        )
        for s in read(text).statements
    ]


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("The mayor addressed the concerns about the dam.", "addressed", "the concerns about the dam"),
        ("Ana Prieto raised a series of questions about the dam.", "raised", "a series of questions about the dam"),
        ("The union filed a suit against the mayor.", "filed", "a suit against the mayor"),
        ("The union issued a letter condemning the dam.", "issued a letter condemning", "the dam"),
    ],
)
def test_words_are_stated_by_what_is_done_with_them(read: Read, text: str, cue: str, content: str) -> None:
    assert (cue, content) in [told[:2] for told in _told(read, text)]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor addressed a rally in Porthaven.",
        "Ana Prieto raised two sons in Porthaven.",
        "The long delay raised a matter of safety.",
        "The union issued new uniforms to its members.",
        "The union sent a letter to the mayor.",
    ],
)
def test_what_is_no_word_or_done_by_nobody_states_nothing(read: Read, text: str) -> None:
    assert not read(text).statements


def test_verbs_of_deeds_state_something_only_as_their_sentences_own(read: Read) -> None:
    assert [act for _, _, act in _told(read, "Ana Prieto backs the new dam.")] == ["support"]
    assert not _told(read, "Ana Prieto left the party when she backed the new dam.")


def test_who_is_angered_feels_so_about_what_angers_them(read: Read) -> None:
    statement = read("The new rules have angered Ana Prieto.").statements[0]
    assert (statement.speaker_entity, statement.act) == ("Ana Prieto", "assess")
    assert not _told(read, "The new rules have angered the sea.")


def test_who_does_something_by_saying_it_says_it(read: Read) -> None:
    assert ("criticising", "the new dam", "oppose") in _told(read, "Ana Prieto drew cheers by criticising the new dam.")


def test_what_stands_in_a_message_is_what_it_says(read: Read) -> None:
    text = "A statement condemning the new dam reached the mayor."
    assert ("condemning", "the new dam", "oppose") in _told(read, text)


def test_figures_that_belie_a_claim_are_nobodys_denial(read: Read) -> None:
    assert not _told(read, "The claim was belied by the price of bread.")


def test_who_meets_to_discuss_a_plan_discusses_it(read: Read) -> None:
    assert [told[:2] for told in _told(read, "The ministers met on Monday to discuss the dam.")] == [
        ("to discuss", "the dam")
    ]
    assert not _told(read, "The ministers will meet on Monday to discuss the dam.")


@pytest.mark.parametrize(
    "text",
    [
        "The ship failed an inspection, contradicting the owner.",
        "The agency contradicted the mayor on Monday.",
        "Ana Prieto dismissed the interior minister on Monday.",
        "Ana Prieto dismissed Interior Minister Karl Mott.",
        "Ana Prieto dismissed Karl Mott as interior minister.",
        "Karl Mott was dismissed as interior minister on Monday.",
        "The minister was dismissed by Ana Prieto.",
    ],
)
def test_who_is_contradicted_or_removed_is_nothing_stated(read: Read, text: str) -> None:
    assert not read(text).statements


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Ana Prieto dismissed the report on Monday.", "deny"),
        ("Ana Prieto dismissed Karl Mott as a crank.", "oppose"),
        ("Ana Prieto dismissed the plan on Monday.", "oppose"),
        ("The agency contradicted the report on Monday.", "deny"),
    ],
)
def test_words_that_are_dismissed_or_contradicted_are_stated(read: Read, text: str, act: str) -> None:
    assert [act for _, _, act in _told(read, text)] == [act]


def test_a_finite_verb_behind_an_object_is_a_clause_without_that(read: Read) -> None:
    text = "The agency denied the alliance carried out any air strikes in the Sarir area."
    assert _told(read, text) == [("denied", "the alliance carried out any air strikes in the Sarir area", "deny")]
    (said,) = read(text).statements
    assert said.proposition is not None
    assert (said.proposition.predicate, said.proposition.subject) == ("carry out", ("alliance",))


@pytest.mark.parametrize(
    "text",
    [
        "The banker Ana Prieto was denied bail by a court in Porthaven.",
        "Porthaven denied entry to three reporters.",
        "The troops were denied access to the dam.",
        "Ana Prieto denied Carl Moll the chance to speak.",
        "Porthaven admitted 400 refugees on Tuesday.",
        "Carl Moll was admitted to a hospital on Monday.",
        "The senate confirmed Ana Prieto as ambassador to Orlan.",
        "An appeals court confirmed the conviction of Ana Prieto on Friday.",
    ],
)
def test_what_is_withheld_or_given_is_neither_denied_nor_confirmed(read: Read, text: str) -> None:
    assert not _told(read, text)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Ana Prieto denied the charge.", "deny"),
        ("The report was denied by the ministry.", "deny"),
        ("The court denied a request by Ana Prieto to move the trial.", "oppose"),
        ("Kolm Bank admitted 400 cases of fraud.", "confirm"),
        ("The police confirmed the death of Ana Prieto.", "confirm"),
        ("Ana Prieto did not deny that the dam leaks.", "decline"),
    ],
)
def test_what_can_be_so_is_denied_and_confirmed(read: Read, text: str, act: str) -> None:
    assert [told[2] for told in _told(read, text)] == [act]
