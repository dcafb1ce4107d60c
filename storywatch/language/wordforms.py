"""Tags, parts of speech and lemmas by a model's own rules, asked once a combination. Knows no rule itself.

spaCy's attribute ruler tries two hundred patterns on every token, though what all but a few of them do to a token
follows from its word, tag and relation. What was found for a combination once is kept; a sentence in which a pattern of
several tokens matches goes through the rules themselves.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

from storywatch.language.embedding import mix

MAX_COMBINATIONS = 200_000
"""Combinations kept, some 30 MB; beyond that the table starts anew, so that no input makes it grow."""

BEFORE: list[int | str] = ["ORTH", "TAG", "POS", "MORPH", "DEP", "LEMMA", "IS_SPACE"]
"""What a combination is made of."""

AFTER: list[int | str] = ["TAG", "POS", "MORPH", "DEP", "LEMMA"]
"""What the rules settle."""

_OF_THE_WORD = frozenset(
    "LOWER ORTH TEXT SHAPE LENGTH IS_SPACE IS_ALPHA IS_DIGIT IS_PUNCT LIKE_NUM TAG POS MORPH DEP LEMMA".split()
)
"""What a pattern may read that is part of a combination, or follows from its word."""

Table = NDArray[np.uint64]


class WordForms:
    """The attribute ruler and the lemmatizer of one model, and what they said."""

    def __init__(self, nlp: Language, ruler: AttributeRuler | None, lemmatizer: Lemmatizer | None) -> None:
        self._nlp, self._ruler, self._lemmatizer = nlp, ruler, lemmatizer
        self._single = AttributeRuler(nlp.vocab)
        self._wider = Matcher(nlp.vocab)
        """Patterns that read more than a combination."""
        rules: list[dict[str, Any]] = list(ruler.patterns) if ruler else []
        for number, rule in enumerate(rules):
            if all(len(pattern) == 1 and pattern[0].keys() <= _OF_THE_WORD for pattern in rule["patterns"]):
                self._single.add(**rule)
            else:
                self._wider.add(str(number), rule["patterns"])
        self._known: dict[int, tuple[int, ...]] = {}

    def settle(self, docs: Sequence[Doc]) -> Table:
        """TAG, POS, DEP and LEMMA of each token of parsed texts, a row a token."""
        before = np.concatenate([doc.to_array(BEFORE) for doc in docs])
        unique, first, place = np.unique(mix(before), return_index=True, return_inverse=True)
        keys = unique.tolist()
        missing = [i for i, key in enumerate(keys) if key not in self._known]
        if missing:
            if len(self._known) + len(missing) > MAX_COMBINATIONS:
                self._known.clear()
                missing = list(range(len(keys)))
            found = self._ask(before[first[missing]])
            self._known.update(zip([keys[i] for i in missing], found, strict=True))
        settled: Table = np.array([self._known[key] for key in keys], dtype=np.uint64).reshape(-1, len(AFTER))[place]
        begin = 0
        for doc in docs:
            end = begin + len(doc)
            if len(self._wider) and self._wider(doc, allow_missing=True):
                settled[begin:end] = self._by_rules(doc)
            begin = end
        return settled

    def _by_rules(self, doc: Doc) -> Table:
        for component in (self._ruler, self._lemmatizer):
            if component is not None:
                doc = component(doc)
        return np.asarray(doc.to_array(AFTER), dtype=np.uint64)

    def _ask(self, combinations: Table) -> list[tuple[int, ...]]:
        """What the rules make of tokens that each stand by themselves."""
        doc = self._stand_in(combinations)
        doc = self._single(doc)
        if self._lemmatizer is not None:
            doc = self._lemmatizer(doc)
        return [tuple(row) for row in doc.to_array(AFTER).tolist()]

    def _stand_in(self, combinations: Table) -> Doc:
        strings = self._nlp.vocab.strings
        doc = Doc(self._nlp.vocab, words=[strings[orth] for orth in combinations[:, 0].tolist()])
        heads = np.zeros((len(doc), 1), dtype=np.uint64)
        table: Any = np.hstack([combinations[:, 1:6], heads])
        return doc.from_array([*BEFORE[1:6], "HEAD"], table)
