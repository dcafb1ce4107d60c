from msgspec.structs import replace

from storywatch.ledger.unfolding import Further, unfold
from storywatch.messages import Act, Clause, Proposition, Statement


def said(act: Act) -> Statement:
    more = Proposition(subject=("worker",), predicate="leave", terms=("worker", "leave"), polarity="neg")
    return Statement(
        act=act, sentence=3, content=((0, 40),), speaker_entity="Ana Prieto",
        proposition=Proposition(subject=("army",), predicate="close", object=("dam",), terms=("army", "close", "dam")),
        further=(Clause(sentence=4, span=(20, 40), proposition=more),),
    )  # fmt: skip


def test_each_sentence_is_asserted_by_the_same_speaker_in_its_own_place() -> None:
    first, second = unfold(said("deny"))
    assert (first.act, first.sentence) == ("deny", 3)
    assert isinstance(second, Further)
    assert (second.act, second.sentence, second.content, second.polarity) == ("assert", 4, ((20, 40),), "neg")
    assert (second.speaker_entity, second.further) == ("Ana Prieto", ())


def test_what_is_joined_to_the_first_clause_is_said_as_plainly() -> None:
    whole = said("assert")
    (clause,) = whole.further
    _, second = unfold(replace(whole, further=(replace(clause, sentence=3),)))
    assert not isinstance(second, Further)
    assert (second.act, second.sentence, second.polarity) == ("assert", 3, "neg")


def test_a_promise_of_two_sentences_is_one_promise() -> None:
    assert len(list(unfold(said("commit")))) == 1
