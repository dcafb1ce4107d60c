"""A content of several sentences says several things."""

from collections.abc import Callable

from storywatch.messages import Analysis, Statement

Read = Callable[..., Analysis]


def only(analysis: Analysis) -> Statement:
    (statement,) = analysis.statements
    return statement


def test_each_sentence_of_a_quotation_is_a_clause_with_its_place(read: Read) -> None:
    text = "Ana Prieto said: “The army closed the dam. The workers left the valley. Nobody was hurt in Orlan.”"
    analysis = read(text)
    statement = only(analysis)
    assert statement.proposition is not None
    assert statement.proposition.predicate == "close"
    assert [(c.proposition.predicate, c.proposition.polarity) for c in statement.further] == [
        ("leave", "pos"),
        ("hurt", "neg"),
    ]
    for clause in statement.further:
        sentence = analysis.sentences[clause.sentence]
        assert sentence.start <= clause.span[0] < clause.span[1] <= sentence.end


def test_the_main_claim_holds_no_words_of_the_others(read: Read) -> None:
    statement = only(read("“The army closed the dam,” Ana Prieto said. “The workers left the valley.”"))
    assert statement.proposition is not None
    assert set(statement.proposition.terms) == {"army", "close", "dam"}
    assert [c.proposition.subject for c in statement.further] == [("worker",)]


def test_one_sentence_has_nothing_further(read: Read) -> None:
    assert only(read("Ana Prieto said that the army closed the dam and the workers left.")).further == ()


def test_a_sentence_without_a_verb_claims_nothing(read: Read) -> None:
    assert only(read("“The army closed the dam. Of course, of course, of course,” Ana Prieto said.")).further == ()


def test_what_a_second_that_joins_is_said_by_itself(read: Read) -> None:
    statement = only(read("Ana Prieto said that the dam was weak and that the army will not close it."))
    assert statement.proposition is not None
    assert statement.proposition.terms == ("dam", "weak")
    (clause,) = statement.further
    assert (clause.sentence, clause.proposition.predicate, clause.proposition.polarity) == (0, "close", "neg")


def test_what_is_denied_is_denied_as_a_whole(read: Read) -> None:
    assert only(read("Ana Prieto denied that the dam was weak and that the army will close it.")).further == ()
