"""Which spaCy model reads, and how it is set up. Knows nothing of what is read with it.

A pack names the models of its language, best first; the user may name another. All that we add to it is that a
sentence does not run across a line that ends.
"""

import re
import warnings
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from storywatch.language.choice import MissingModelError, locate_model, remedy
from storywatch.language.pack import Pack, load_pack

LONGEST = 400
"""Tokens without a full stop or a line's end after which a sentence is made to start: no sentence is that long, and
what reads one takes time that grows with its square."""

_CLOSING = frozenset("”’»)]\"'")
_OPENING = frozenset("“‘«([")
_FULL = frozenset({".", "!", "?", "…"})
_TERMINAL = re.compile(r"""[.!?:;"”’»)\]]\s*$""")


@Language.factory("storywatch_lines", default_config={"marked": False})
def make_lines(nlp: Language, name: str, marked: bool) -> Callable[[Doc], Doc]:  # noqa: ARG001, FBT001 - spaCy calls it
    """Make the component: `marked` where a sentence has to end on a mark."""
    return partial(start_sentences_at_lines, marked=marked)


def start_sentences_at_lines(doc: Doc, *, marked: bool = False) -> Doc:
    """Start a sentence after every line break, save one that only wraps a running sentence, and in what never ends."""
    flags = doc.to_array(["IS_SPACE", "ORTH"])
    ends = np.isin(flags[:, 1], [doc.vocab.strings[mark] for mark in ".!?;"])
    for i in np.flatnonzero(flags[:, 0]).tolist():
        breaks = doc[i].text.count("\n")
        if not breaks or i + 1 >= len(doc):
            continue
        ends[i] = True
        wrapped = breaks == 1 and i > 0 and doc[i + 1].text[0].islower() and not _TERMINAL.search(doc[i - 1].text)
        if not wrapped:
            doc[i + 1].is_sent_start = True
    edges = [-1, *np.flatnonzero(ends).tolist(), len(doc)]
    for before, after in pairwise(edges):
        for k in range(before + 1 + LONGEST, after, LONGEST):
            doc[k].is_sent_start = True
    if marked:
        _hold_together(doc, ends)
    return doc


def _hold_together(doc: Doc, ends: NDArray[np.bool_]) -> None:
    """Start sentences after the marks that end one, and what closes behind them; nowhere else but at a line."""
    ended, full = True, False
    for token, end in zip(doc, ends.tolist(), strict=True):
        closes = token.is_space or token.text in _CLOSING
        if token.i and not ended and token.is_sent_start is None:
            token.is_sent_start = False
        elif token.i and full and not closes and (token.text[0].isupper() or token.text in _OPENING):
            token.is_sent_start = True
        ended = end or (ended and closes)
        full = (end and token.text in _FULL) or (full and closes)


def load_model(name: str | None = None, pack: Pack | None = None) -> Language:
    """Load the model `name`, else the best of the pack's that is installed. Raises MissingModelError."""
    pack = pack or load_pack()
    nlp = _load(locate_model(pack, name))
    if not nlp.has_pipe("parser") or not nlp.has_pipe("ner"):
        raise MissingModelError(
            f"The spaCy model {name or nlp.meta['name']} has no parser or no entities: {remedy(pack)}."
        )
    nlp.add_pipe("storywatch_lines", before="parser", config={"marked": pack.marked})
    return nlp


def _load(where: str | Path) -> Language:
    with warnings.catch_warnings():
        # Trained with spaCy 3.7, and the same on 3.8.
        warnings.filterwarnings("ignore", message=r".*W095", category=UserWarning)
        return spacy.load(where)
