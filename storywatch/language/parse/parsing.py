"""Texts in, parses out, each sentence parsed once. Knows nothing of articles or of what is read; of the language only
what the model knows.

A text is cut into pieces (segments.py) and every piece is parsed by itself, so that a parse follows from the piece
alone: the same sentence has the same parse in a wire copy, an updated article and a repeated paragraph, whatever was
read before, in this process or in another. That makes it safe to keep parses, and to parse the pieces of many texts in
one go.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence

from msgspec import Struct
from spacy.language import Language

from storywatch.language.parse.columns import BYTES_A_TOKEN, Columns, join
from storywatch.language.parse.pipeline import Pipeline
from storywatch.language.parse.segments import cut_pieces

ENTRY_BYTES = 600
"""What an entry takes beside its tokens and its text: two arrays, their owner, a string and a place in the table."""


class ParsingPolicy(Struct, frozen=True, forbid_unknown_fields=True):
    """What bounds parsing."""

    cache_bytes: int = 64_000_000
    """Memory for parses that are kept, in each process: some 25,000 sentences, the last thousand articles or so."""
    batch_chars: int = 60_000
    """Characters parsed in one go: more is no faster and takes memory."""


class Kept:
    """Parses of pieces, the last ones used, within so many bytes."""

    def __init__(self, limit: int) -> None:
        self._limit, self._size = limit, 0
        self._columns: OrderedDict[str, Columns] = OrderedDict()

    def __len__(self) -> int:
        return len(self._columns)

    @property
    def size(self) -> int:
        """Bytes, as far as they can be reckoned."""
        return self._size

    def get(self, piece: str) -> Columns | None:
        columns = self._columns.get(piece)
        if columns is not None:
            self._columns.move_to_end(piece)
        return columns

    def put(self, piece: str, columns: Columns) -> None:
        self._columns[piece] = columns
        self._size += _weigh(piece, columns)
        while self._size > self._limit:
            self._size -= _weigh(*self._columns.popitem(last=False))


def _weigh(piece: str, columns: Columns) -> int:
    return ENTRY_BYTES + 2 * len(piece) + BYTES_A_TOKEN * len(columns)


class Parser:
    """One model, and the parses that it made last."""

    def __init__(self, nlp: Language, policy: ParsingPolicy | None = None) -> None:
        self._pipeline = Pipeline(nlp)
        self._policy = policy or ParsingPolicy()
        self.kept = Kept(self._policy.cache_bytes)

    def parse(self, texts: Sequence[str]) -> list[Columns]:
        """Parse texts together, each as it would be by itself."""
        cut = [[(start, text[start:end]) for start, end in cut_pieces(text)] for text in texts]
        found: dict[str, Columns] = {}
        missing: list[str] = []
        for piece in dict.fromkeys(piece for pieces in cut for _, piece in pieces):
            kept = self.kept.get(piece)
            if kept is None:
                missing.append(piece)
            else:
                found[piece] = kept
        for batch in self._in_batches(missing):
            parsed = self._pipeline.run(batch)
            found.update(zip(batch, parsed, strict=True))
            for piece, columns in zip(batch, parsed, strict=True):
                self.kept.put(piece, columns)
        return [join([found[piece] for _, piece in pieces], [at for at, _ in pieces]) for pieces in cut]

    def _in_batches(self, pieces: Iterable[str]) -> Iterable[list[str]]:
        batch: list[str] = []
        size = 0
        for piece in pieces:
            batch.append(piece)
            size += len(piece)
            if size >= self._policy.batch_chars:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch
