"""A parse as two tables of numbers: what is kept of a piece of text, and what a text is put together from.

Knows nothing of who parsed or of what is read. A token takes `BYTES_A_TOKEN` bytes.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.tokens import Doc

NUMBERS: tuple[str, ...] = ("IDX", "LENGTH", "HEAD", "SENT_START", "ENT_IOB", "IS_SPACE")
WORDS: tuple[str, ...] = ("LOWER", "LEMMA", "TAG", "POS", "DEP", "ENT_TYPE", "MORPH")

BYTES_A_TOKEN = 4 * len(NUMBERS) + 8 * len(WORDS)

ATTRIBUTES: list[int | str] = [*NUMBERS, *WORDS]

Words = NDArray[np.uint64]
Numbers = NDArray[np.int32]


class Columns:
    """`numbers[NUMBERS.index(x)]` and `words[WORDS.index(x)]` hold attribute x of each token, as spaCy defines it."""

    __slots__ = ("numbers", "words")

    def __init__(self, numbers: Numbers, words: Words) -> None:
        self.numbers, self.words = numbers, words

    def __len__(self) -> int:
        return int(self.numbers.shape[1])


EMPTY = Columns(np.zeros((len(NUMBERS), 0), dtype=np.int32), np.zeros((len(WORDS), 0), dtype=np.uint64))


def read_doc(doc: "Doc") -> Columns:
    """The columns of a text that spaCy parsed."""
    return from_array(doc.to_array(ATTRIBUTES))


def from_array(table: NDArray[Any]) -> Columns:
    """The columns of a table with a row a token and the ATTRIBUTES. They keep no part of the table alive."""
    return Columns(
        np.array(table[:, : len(NUMBERS)].astype(np.int64).T, dtype=np.int32, order="C"),
        np.array(table[:, len(NUMBERS) :].T, dtype=np.uint64, order="C"),
    )


def join(parts: Sequence[Columns], offsets: Iterable[int]) -> Columns:
    """Put texts together that begin at these characters; each begins a sentence. The parts are left as they are."""
    if not parts:
        return EMPTY
    numbers = np.concatenate([part.numbers for part in parts], axis=1)
    lengths = [len(part) for part in parts]
    numbers[0] += np.repeat(np.fromiter(offsets, dtype=np.int32, count=len(parts)), lengths)
    return Columns(numbers, np.concatenate([part.words for part in parts], axis=1))
