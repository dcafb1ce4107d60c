"""Word vectors computed once a word form, by the model's own layers. Knows nothing of what is predicted from them.

A spaCy `tok2vec` first turns each token into a vector by itself, from its form alone, and then lets each see its
neighbours. The first half is two fifths of its work, and an article's words are mostly ones that were seen before.
What is kept is what the layers returned, so that the result is the same to the bit.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import Model

from storywatch.language.parse.neighbours import Neighbours, is_windowed

MAX_FORMS = 60_000
"""Forms kept: 23 MB for a model of width 96. Beyond that the table starts anew, so that no input makes it grow."""

CHUNK = 1_000
"""Tokens that see their neighbours at once: the arrays of a layer then stay in a core's cache."""

_FORM_LAYERS = frozenset(
    {"extract_features", "list2ragged", "ints-getitem", "hashembed", "static_vectors", "maxout", "layernorm", "dropout",
     "ragged2list", "linear"}
)  # fmt: skip
"""Layers whose output for a token depends on its form alone."""

Vectors = NDArray[np.float32]


class Embedding:
    """One `tok2vec` with a table of the forms that it has met."""

    def __init__(self, tok2vec: "Model[Any, Any]", vocab: Vocab) -> None:
        self._embed, encode = tok2vec.layers
        self._encode = Neighbours(encode).encode if is_windowed(encode) else encode.predict
        self._vocab = vocab
        columns = [column for node in self._embed.walk() for column in node.attrs.get("columns", ())]
        self._columns: list[int | str] = list(dict.fromkeys([*columns, vocab.vectors.attr]))
        self._row_of: dict[int, int] = {}
        self._table: Vectors = np.zeros((0, tok2vec.get_dim("nO")), dtype=np.float32)

    def encode(self, docs: Sequence[Doc]) -> list[Vectors]:
        """A matrix a text, which holds at least one token, with a row a token."""
        vectors = self._look_up(np.concatenate([doc.to_array(self._columns) for doc in docs]))
        ends = np.cumsum([len(doc) for doc in docs]).tolist()
        encoded: list[Vectors] = []
        chunk: list[Vectors] = []
        size = begin = 0
        for end in ends:
            chunk.append(vectors[begin:end])
            size += end - begin
            begin = end
            if size >= CHUNK or end == ends[-1]:
                encoded += self._encode(chunk)
                chunk, size = [], 0
        return encoded

    def _look_up(self, features: NDArray[np.uint64]) -> Vectors:
        keys = mix(features)
        unique, first, place = np.unique(keys, return_index=True, return_inverse=True)
        rows = [self._row_of.get(key, -1) for key in unique.tolist()]
        if -1 in rows:
            if len(self._row_of) + len(rows) > MAX_FORMS:
                self._row_of.clear()
                rows = [-1] * len(rows)
            missing = [i for i, row in enumerate(rows) if row < 0]
            computed = self._embed.predict([_Forms(features[first[missing]], self._columns, self._vocab)])[0]
            for row, i in enumerate(missing, start=len(self._row_of)):
                self._row_of[int(unique[i])] = rows[i] = row
            self._keep(len(self._row_of) - len(missing), computed)
        vectors: Vectors = self._table[np.asarray(rows)[place]]
        return vectors

    def _keep(self, at: int, vectors: Vectors) -> None:
        needed = at + len(vectors)
        if needed > len(self._table):
            grown = np.zeros((max(needed, min(2 * needed, MAX_FORMS)), self._table.shape[1]), dtype=np.float32)
            grown[:at] = self._table[:at]
            self._table = grown
        self._table[at:needed] = vectors


class _Forms:
    """Tokens to a model's first layers, which ask of a text only its attributes, length and vocabulary."""

    def __init__(self, features: NDArray[np.uint64], columns: list[int | str], vocab: Vocab) -> None:
        self._features, self._columns, self.vocab = features, columns, vocab

    def __len__(self) -> int:
        return len(self._features)

    def to_array(self, attributes: Any) -> NDArray[np.uint64]:  # noqa: ANN401 - a name or number, or a list of them
        if isinstance(attributes, list | tuple):
            return self._features[:, [self._columns.index(attribute) for attribute in attributes]]
        return self._features[:, self._columns.index(attributes)]


def is_by_form(tok2vec: "Model[Any, Any]") -> bool:
    """Whether this `tok2vec` is of the kind that Embedding splits: vectors of forms, then neighbours."""
    if len(tok2vec.layers) != 2:  # noqa: PLR2004
        return False
    leaves = [node for node in tok2vec.layers[0].walk() if not node.layers]
    return any(leaf.name == "extract_features" for leaf in leaves) and all(leaf.name in _FORM_LAYERS for leaf in leaves)


_ODD = np.uint64(0x9E3779B97F4A7C15)
"""Multiplier of a Fibonacci hash: 2 to the 64 by the golden ratio, odd."""


def mix(table: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """One number a row, different for different rows but for one chance in 2 to the 64 a pair."""
    key = np.zeros(len(table), dtype=np.uint64)
    for column in table.T:
        key ^= column
        key *= _ODD
        key ^= key >> np.uint64(29)
    return key
