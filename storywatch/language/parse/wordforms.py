"""Tags, parts of speech and lemmas by a model's own rules, asked once a combination. Knows no rule itself.

spaCy's attribute ruler tries two hundred patterns on every token, though what all but a few of them do to a token
follows from its word, tag and relation. What was found for a combination once is kept; a sentence in which a pattern of
several tokens matches goes through the rules themselves.
"""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

from storywatch.language.parse.embedding import mix

MAX_COMBINATIONS = 80_000
"""Combinations kept, some 30 MB; beyond that the table starts anew, so that no input makes it grow."""

BEFORE: list[int | str] = ["ORTH", "TAG", "POS", "MORPH", "DEP", "LEMMA", "IS_SPACE"]
"""What a combination is made of."""

AFTER: list[int | str] = ["TAG", "POS", "MORPH", "DEP", "LEMMA"]
"""What the rules settle."""

_WORD = frozenset({"LOWER", "ORTH", "TEXT"})
_REST = frozenset({"TAG", "POS", "MORPH", "DEP", "LEMMA", "IS_SPACE"})
"""What a pattern may read that is part of a combination."""

_LEMMAS = "lemma_index"
"""The lemmatizer's table of all lemmas of a part of speech."""

_UNNAMED = 0
"""Stands for every word that no pattern names: the rules treat them alike."""

Table = NDArray[np.uint64]


class WordForms:
    """The attribute ruler and the lemmatizer of one model, and what they said."""

    def __init__(self, nlp: Language, ruler: AttributeRuler | None, lemmatizer: Lemmatizer | None) -> None:
        self._nlp, self._ruler, self._lemmatizer = nlp, ruler, lemmatizer
        self._single = AttributeRuler(nlp.vocab)
        self._wider = Matcher(nlp.vocab)
        """Patterns that read more than a combination."""
        self._named: set[str] = set()
        self._naming: list[re.Pattern[str]] = []
        rules: list[dict[str, Any]] = list(ruler.patterns) if ruler else []
        for number, rule in enumerate(rules):
            if all(len(pattern) == 1 and _is_understood(pattern[0]) for pattern in rule["patterns"]):
                self._single.add(**rule)
                for (token,) in rule["patterns"]:
                    self._note_words(token)
            else:
                self._wider.add(str(number), rule["patterns"])
        if lemmatizer is not None:
            _index_lemmas(lemmatizer)
        self._ruled: dict[int, tuple[int, ...]] = {}
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
        ruled = self._rule(combinations)
        lemma = AFTER.index("LEMMA")
        if self._lemmatizer is not None:
            bare = np.flatnonzero((ruled[:, lemma] == 0) | self._lemmatizer.overwrite)
            asked = np.hstack([combinations[bare, :1], ruled[bare]])
            _, first, place = np.unique(mix(asked[:, :4]), return_index=True, return_inverse=True)
            doc = self._lemmatizer(self._stand_in(asked[first]))
            ruled[bare, lemma] = doc.to_array("LEMMA")[place]
        return [tuple(row) for row in ruled.tolist()]

    def _rule(self, combinations: Table) -> Table:
        """What the attribute ruler makes of them, asked once for all words that it does not name."""
        kinds = combinations.copy()
        strings = self._nlp.vocab.strings
        kinds[[not self._is_named(strings[orth]) for orth in combinations[:, 0].tolist()], 0] = _UNNAMED
        unique, first, place = np.unique(mix(kinds), return_index=True, return_inverse=True)
        keys = unique.tolist()
        missing = [i for i, key in enumerate(keys) if key not in self._ruled]
        if missing:
            if len(self._ruled) + len(missing) > MAX_COMBINATIONS:
                self._ruled.clear()
                missing = list(range(len(keys)))
            doc = self._single(self._stand_in(combinations[first[missing]]))
            found = [tuple(row) for row in doc.to_array(AFTER).tolist()]
            self._ruled.update(zip([keys[i] for i in missing], found, strict=True))
        return np.array([self._ruled[key] for key in keys], dtype=np.uint64)[place]

    def _is_named(self, word: str) -> bool:
        lower = word.lower()
        return lower in self._named or any(e.search(word) or e.search(lower) for e in self._naming)

    def _note_words(self, token: dict[str, Any]) -> None:
        for attribute in _WORD & token.keys():
            wanted = token[attribute]
            if isinstance(wanted, str):
                self._named.add(wanted.lower())
                continue
            for predicate, value in wanted.items():
                if predicate == "REGEX":
                    self._naming.append(re.compile(value))
                else:
                    self._named.update(word.lower() for word in value)

    def _stand_in(self, tokens: Table) -> Doc:
        """A text of these tokens: ORTH, TAG, POS, MORPH, DEP and LEMMA, each a sentence by itself."""
        strings = self._nlp.vocab.strings
        doc = Doc(self._nlp.vocab, words=[strings[orth] for orth in tokens[:, 0].tolist()])
        heads = np.zeros((len(doc), 1), dtype=np.uint64)
        table: Any = np.hstack([tokens[:, 1:6], heads])
        return doc.from_array([*AFTER, "HEAD"], table)


def _index_lemmas(lemmatizer: Lemmatizer) -> None:
    """Let the lemmatizer look words up in sets: in its lists of tens of thousands a look-up walks through them."""
    if lemmatizer.lookups.has_table(_LEMMAS):
        table = lemmatizer.lookups.get_table(_LEMMAS)
        for pos, words in table.items():
            if isinstance(words, list):
                table[pos] = frozenset(words)


def _is_understood(token: dict[str, Any]) -> bool:
    """Whether this pattern of one token reads nothing but what combinations are told apart by."""
    return token.keys() <= _WORD | _REST and all(
        isinstance(token[attribute], str) or token[attribute].keys() <= {"IN", "NOT_IN", "REGEX"}
        for attribute in _WORD & token.keys()
    )
