"""A sentence's parse follows from the sentence alone, is what spaCy makes of it, and is made once."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from storywatch.language.parse.columns import NUMBERS, Columns, read_doc
from storywatch.language.parse.parsing import Parser, ParsingPolicy
from storywatch.language.parse.pipeline import Pipeline
from storywatch.language.parse.segments import cut_pieces
from storywatch.language.parse.tree import Strings, Tree

SENTENCES = (
    "The mayor of Orlan, Dr. Ana Prieto, said on Monday that 17 of 23 bridges would close.",
    "“There's nothing to hide,” she told the New Orlan Times, adding: “We ain't gonna wait.”",
    "It is said that there are, according to the Ministry of Works, no plans.",
    "Who'd have thought so?",
    "Let's see what they'll do, Mr Halm wrote in an e-mail to reporters in South Dakota.",
    "NORTHERN RAIL DENIES REPORT",
    "12.5",
    "«Nous ne savons rien», a dit le maire.",
    "he walked\nhome",
)
BATCHES = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=30)


@pytest.fixture(scope="module")
def pipeline(nlp: Language) -> Pipeline:
    return Pipeline(nlp)


def same(one: Columns, other: Columns) -> bool:
    return np.array_equal(one.numbers, other.numbers) and np.array_equal(one.words, other.words)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_cheaper_way_yields_what_spacy_does(nlp: Language, pipeline: Pipeline, sentence: str) -> None:
    (ours,) = pipeline.run([sentence])
    assert same(ours, read_doc(nlp(sentence)))


def test_a_component_of_the_users_own_is_run(nlp: Language) -> None:
    with nlp.select_pipes(disable=[]):
        nlp.add_pipe("merge_noun_chunks")
        try:
            (ours,) = Pipeline(nlp).run([SENTENCES[0]])
            assert same(ours, read_doc(nlp(SENTENCES[0])))
        finally:
            nlp.remove_pipe("merge_noun_chunks")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batch=BATCHES)
def test_a_parse_does_not_depend_on_what_is_parsed_beside_it(pipeline: Pipeline, batch: list[str]) -> None:
    together = pipeline.run(batch)
    assert all(same(ours, pipeline.run([sentence])[0]) for ours, sentence in zip(together, batch, strict=True))


def test_a_kept_parse_is_the_one_that_would_be_made(nlp: Language) -> None:
    text = " ".join(SENTENCES[:4])
    parser = Parser(nlp)
    (first,) = parser.parse([text])
    parser.parse([f"{SENTENCES[4]} {SENTENCES[1]}"])
    (again,) = parser.parse([text])
    (fresh,) = Parser(nlp).parse([text])
    assert same(first, again)
    assert same(first, fresh)


def test_a_copys_sentences_are_parsed_once(nlp: Language) -> None:
    parser, ran = Parser(nlp), []
    run = parser._pipeline.run
    parser._pipeline.run = lambda texts: ran.extend(texts) or run(texts)
    told = "The council of Orlan met on Monday. It closed the bridge over the river."
    parser.parse([told, f"A new headline\n\n{told}"])
    parser.parse([f"{told} The mayor had asked for it."])
    assert ran == [
        "The council of Orlan met on Monday.", "It closed the bridge over the river.", "A new headline",
        "The mayor had asked for it.",
    ]  # fmt: skip


def test_what_is_kept_stays_within_its_bound_and_the_last_used_stay(nlp: Language) -> None:
    parser = Parser(nlp, ParsingPolicy(cache_bytes=20_000))
    for number in range(60):
        parser.parse([f"Bridge number {number} was closed. {SENTENCES[3]}"])
    assert 0 < parser.kept.size <= 20_000
    assert parser.kept.get(SENTENCES[3]) is not None
    assert parser.kept.get("Bridge number 59 was closed.") is not None
    assert parser.kept.get("Bridge number 0 was closed.") is None


def test_a_kept_parse_holds_none_of_the_batch_that_it_was_made_in(pipeline: Pipeline) -> None:
    for columns in pipeline.run(["Why?", *SENTENCES, "12.5"]):
        assert columns.numbers.base is None
        assert columns.words.base is None


def test_pieces_are_put_together_at_their_places(nlp: Language) -> None:
    text = "\n\n  The mayor resigned on Monday. She gave no reason.\n\nOther news \n"
    (columns,) = Parser(nlp).parse([text])
    tree = Tree(columns, Strings(nlp.vocab.strings), text)
    assert [tree.words(first, after - 1) for first, after in tree.sentences] == [
        "The mayor resigned on Monday.", "She gave no reason.", "Other news",
    ]  # fmt: skip
    assert (columns.numbers[NUMBERS.index("SENT_START")] == 1).sum() == 3


def test_tables_that_are_full_start_anew_and_yield_the_same(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = Pipeline(nlp).run(SENTENCES)
    monkeypatch.setattr("storywatch.language.parse.embedding.MAX_FORMS", 40)
    monkeypatch.setattr("storywatch.language.parse.wordforms.MAX_COMBINATIONS", 40)
    small = Pipeline(nlp)
    for _ in range(2):
        assert all(same(small.run([one])[0], whole) for one, whole in zip(SENTENCES, wanted, strict=True))


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        (" \n ", []),
        ("The bridge closed. The mayor left.", ["The bridge closed.", "The mayor left."]),
        ("Gen. Ortiz of the U.S. Army met Mr. Halm.", ["Gen. Ortiz of the U.S. Army met Mr. Halm."]),
        ("She paid $4.5. Then 17. Nobody did.", ["She paid $4.5.", "Then 17.", "Nobody did."]),
        ("“We left.” The mayor stayed.", ["“We left.”", "The mayor stayed."]),
        ("“Why?” Halm asked.", ["“Why?” Halm asked."]),
        ("it wraps\nhere. Then\n\nnot here", ["it wraps\nhere.", "Then", "not here"]),
        ("A headline\nThe story", ["A headline", "The story"]),
        ('Ana Prieto: "It holds" The town was told.', ['Ana Prieto: "It holds"', "The town was told."]),
        ('Ana Prieto: "Traitors" Will Be Tried', ['Ana Prieto: "Traitors" Will Be Tried']),
        ("He knows J. Prieto etc. Halm does not.", ["He knows J. Prieto etc. Halm does not."]),
    ],
)
def test_a_text_is_cut_only_where_a_sentence_ends_beyond_doubt(text: str, pieces: list[str]) -> None:
    assert [text[start:end] for start, end in cut_pieces(text)] == pieces


@given(text=st.text(alphabet=st.sampled_from("aB .\n”!?“ \t\u2028é1"), max_size=80))
def test_pieces_hold_everything_but_the_space_between_them(text: str) -> None:
    pieces = cut_pieces(text)
    kept = {i for start, end in pieces for i in range(start, end)}
    assert all(text[i].isspace() for i in range(len(text)) if i not in kept)
    assert all(start < end for start, end in pieces)
    assert all(before[1] <= after[0] for before, after in pairwise(pieces))
