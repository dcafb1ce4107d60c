"""Named entities by a model of spaCy's, without its state machine. Knows nothing of what the names mean here.

Outside an entity, what the machine does next depends on the next token alone, so all tokens are decided at once; only
inside one does it depend on where the entity began. The numbers are added in the machine's order: the result is the
same to the bit, at a tenth of the time.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.pipeline import EntityRecognizer

BEGIN, INSIDE, OUTSIDE = 3, 1, 2
"""spaCy's ENT_IOB."""

_FEATURES = 3
"""What a state looks at: the next token, the first of the open entity, the one before the next."""

Vectors = NDArray[np.float32]


class Spotter:
    """One entity recognizer's weights. `vectors` are what its own tok2vec makes of the tokens."""

    def __init__(self, ner: EntityRecognizer) -> None:
        to_hidden, self._lower, self._upper = ner.model.layers
        self.tok2vec = to_hidden.layers[0]
        self._linear = to_hidden.layers[-1]
        strings = ner.vocab.strings
        moves: list[str] = [ner.moves.get_class_name(i) for i in range(ner.moves.n_moves)]
        self._label: list[int] = [strings[name[2:]] if name[1:2] == "-" else 0 for name in moves]
        self._kind: list[str] = [name[0] if name[1:2] == "-" or name == "O" else "" for name in moves]
        unseen: set[int] = set(ner.model.attrs["unseen_classes"])
        self._begins, self._units, self._outs = (
            [i for i, k in enumerate(self._kind) if k == kind and i not in unseen and (self._label[i] or kind == "O")]
            for kind in "BUO"
        )
        inside = {self._label[i]: i for i, k in enumerate(self._kind) if k == "I"}
        last = {self._label[i]: i for i, k in enumerate(self._kind) if k == "L"}
        self._begins = [i for i in self._begins if self._label[i] in inside and self._label[i] in last]
        self._inside = [inside.get(label, -1) for label in self._label]
        self._last = [last.get(label, -1) for label in self._label]

    def spot(
        self, vectors: Vectors, space: NDArray[np.bool_], last: NDArray[np.bool_]
    ) -> tuple[NDArray[np.int32], NDArray[np.uint64]]:
        """ENT_IOB and ENT_TYPE of each token. `space` and `last`: it is white space; a sentence ends with it."""
        many = len(vectors)
        iob = np.full(many, OUTSIDE, dtype=np.int32)
        types = np.zeros(many, dtype=np.uint64)
        sums = self._lower.predict(self._linear.predict(vectors))
        padding, sums = sums[0], sums[1:]
        scores = self._score((sums[:, 0] + padding[1]) + padding[2])
        for moves, barred in ((self._begins, space | last), (self._units, space)):
            scores[np.ix_(np.flatnonzero(barred), np.asarray(moves))] = -np.inf
        allowed = sorted([*self._begins, *self._units, *self._outs])
        chosen = np.asarray(allowed)[scores[:, allowed].argmax(axis=1)]
        starting = np.flatnonzero(np.isin(chosen, self._begins))
        ends = self._follow(sums, starting, chosen[starting], last)
        reached = 0
        for i in np.flatnonzero(np.isin(chosen, [*self._begins, *self._units])).tolist():
            if i >= reached:
                reached = ends.get(i, i + 1)
                iob[i], iob[i + 1 : reached] = BEGIN, INSIDE
                types[i:reached] = self._label[chosen[i]]
        return iob, types

    def _follow(
        self, sums: Vectors, starts: NDArray[np.int64], moves: NDArray[np.int64], last: NDArray[np.bool_]
    ) -> dict[int, int]:
        """Where each entity that could start ends: the token after its last."""
        ends: dict[int, int] = {}
        inside, closing = np.asarray(self._inside)[moves], np.asarray(self._last)[moves]
        at = starts + 1
        while len(starts):
            scores = self._score((sums[at, 0] + sums[starts, 1]) + sums[at - 1, 2])
            rows = np.arange(len(starts))
            going, ending = scores[rows, inside], scores[rows, closing]
            # Of two that score alike the machine takes the first of its moves.
            goes = ~last[at] & ((going > ending) | ((going == ending) & (inside < closing)))
            ends.update(zip(starts[~goes].tolist(), (at[~goes] + 1).tolist(), strict=True))
            starts, at, inside, closing = starts[goes], at[goes] + 1, inside[goes], closing[goes]
        return ends

    def _score(self, sums: NDArray[np.float32]) -> Vectors:
        """Scores of all moves: the larger of two pieces, then a linear layer."""
        hidden = (sums + self._lower.get_param("b")).max(axis=2)
        scores: Vectors = self._upper.predict(np.ascontiguousarray(hidden))
        return scores


def is_plain(ner: Any) -> bool:  # noqa: ANN401 - whatever stands under this name
    """Whether this recognizer is of the kind that Spotter reads: greedy, three features, an upper layer."""
    if not isinstance(ner, EntityRecognizer) or not ner.model.attrs.get("has_upper") or ner.cfg.get("beam_width") != 1:
        return False
    to_hidden, lower, _ = ner.model.layers
    return (
        lower.get_dim("nF") == _FEATURES
        and lower.get_dim("nP") > 1
        and [layer.name for layer in to_hidden.layers[1:]] == ["list2array", "linear"]
    )
