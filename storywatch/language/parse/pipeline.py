"""One spaCy model run over many short texts at once, the cheapest way that yields what spaCy itself would.

Knows nothing of articles, of what is cached or of what is read. What a component does that others depend on is done by
the component itself; three steps that take most of the time have a quicker way to the same result (embedding.py,
spotting.py, wordforms.py), each taken only where the model is of the kind that it was made for.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline import (
    AttributeRuler,
    DependencyParser,
    EntityRecognizer,
    Lemmatizer,
    Morphologizer,
    Tagger,
    Tok2Vec,
)
from spacy.tokens import Doc

from storywatch.language.parse.columns import ATTRIBUTES, NUMBERS, Columns, from_array
from storywatch.language.parse.embedding import Embedding, is_by_form
from storywatch.language.parse.spotting import Spotter, is_plain
from storywatch.language.parse.wordforms import AFTER, WordForms

_AT = {name: place for place, name in enumerate(ATTRIBUTES)}
_SETTLED = [_AT[name] for name in AFTER]

_LINES = "storywatch_lines"
_KNOWN = (Tok2Vec, Tagger, Morphologizer, DependencyParser, AttributeRuler, Lemmatizer, EntityRecognizer)
"""Components whose results are known to depend on a text alone, and to be read by none but the ones after them here."""

Table = NDArray[np.uint64]


class Pipeline:
    """Turns texts into columns. What it returns for a text does not depend on the texts beside it or before it."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._quick = all(name == _LINES or isinstance(part, _KNOWN) for name, part in nlp.pipeline)
        parts = dict(nlp.pipeline) if self._quick else {}
        lemmatizer = next((p for p in parts.values() if isinstance(p, Lemmatizer)), None)
        ruler = next((p for p in parts.values() if isinstance(p, AttributeRuler)), None)
        ner = next((p for p in parts.values() if is_plain(p)), None)
        self._spotter: Spotter | None = None
        if ner is not None:
            spotter = Spotter(ner)
            if is_by_form(spotter.tok2vec):
                self._spotter, self._names = spotter, Embedding(spotter.tok2vec, nlp.vocab)
        self._forms = WordForms(nlp, ruler, lemmatizer)
        self._steps = [self._step(name, part) for name, part in parts.items() if self._is_step(part)]

    def run(self, texts: Sequence[str]) -> list[Columns]:
        """Parse texts, each by itself."""
        if not self._quick:
            return _split(from_docs(docs := list(self._nlp.pipe(texts))), docs)
        docs = [self._nlp.make_doc(text) for text in texts]
        whole = [doc for doc in docs if len(doc)]
        if not whole:
            return _split(from_docs(docs), docs)
        for step in self._steps:
            step(whole)
        table = from_docs(whole)
        table[:, _SETTLED] = self._forms.settle(whole)
        if self._spotter is not None:
            self._spot(self._spotter, whole, table)
        return _split(table, docs)

    def _is_step(self, part: Any) -> bool:  # noqa: ANN401 - a component of any kind
        done_after = (AttributeRuler, Lemmatizer, *((EntityRecognizer,) if self._spotter else ()))
        return not isinstance(part, done_after)

    def _step(self, name: str, part: Any) -> Callable[[list[Doc]], None]:  # noqa: ANN401 - a component of any kind
        if name == _LINES:
            return lambda docs: _spend(part(doc) for doc in docs)
        if isinstance(part, Tok2Vec) and is_by_form(part.model):
            embedding = Embedding(part.model, self._nlp.vocab)
            return lambda docs: part.set_annotations(docs, embedding.encode(docs))
        return lambda docs: part.set_annotations(docs, part.predict(docs))

    def _spot(self, spotter: Spotter, docs: list[Doc], table: Table) -> None:
        vectors = np.concatenate(self._names.encode(docs))
        last = np.ones(len(table), dtype=bool)
        last[:-1] = table[1:, _AT["SENT_START"]] == 1
        last[np.cumsum([len(doc) for doc in docs]) - 1] = True
        iob, types = spotter.spot(vectors, table[:, _AT["IS_SPACE"]] == 1, last)
        table[:, _AT["ENT_IOB"]], table[:, _AT["ENT_TYPE"]] = iob, types


def from_docs(docs: Sequence[Doc]) -> Table:
    """All their tokens, a row each."""
    if not docs:
        return np.zeros((0, len(ATTRIBUTES)), dtype=np.uint64)
    return np.concatenate([doc.to_array(ATTRIBUTES) for doc in docs])


def _split(table: Table, docs: Sequence[Doc]) -> list[Columns]:
    columns: list[Columns] = []
    begin = 0
    for doc in docs:
        end = begin + len(doc)
        part = from_array(table[begin:end])
        part.numbers[NUMBERS.index("SENT_START"), :1] = 1
        columns.append(part)
        begin = end
    return columns


def _spend(results: Any) -> None:  # noqa: ANN401
    for _ in results:
        pass
