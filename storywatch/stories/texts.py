"""The texts remembered of one language: a small record of each, and an inverted index of sampled shingles over them.

The index is a table of a fixed size: key → the first text that has it. A key that finds its bucket full takes the
oldest one's place, so that no stream of articles, however alike, makes it grow. It is a function of the records put
into it, in the order of their numbers.
"""

from datetime import datetime

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from storywatch.kept import TAG
from storywatch.stories.told import Told

SAMPLED = 8
"""One shingle in so many, a power of two, is a key: a shared run of thirty words is missed one time in thirty."""

WAYS = 8
"""Keys in a bucket."""

KEYS_A_TEXT = 64
"""Keys that the table has room for, a text: what an article of 500 words takes. Copies take none for what they copy."""

COUNTERS = 1 << 22
"""Counters of sentences, two bytes each, shared by those that fall together: with two million sentences of 100,000
texts a sentence that is nobody else's is taken for one of three texts' one time in seventy."""


class Text(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field=TAG, tag="text.2"):
    """What is remembered of an article's latest revision, and what came of it, as the table keeps it."""

    article: str
    key: str
    """What its story knows the article by: its id; where the page showed another article before, with the revision."""
    revision: int
    language: str
    number: int
    """Counts the texts of a language as they came."""
    published: datetime
    story: str
    copy_of: str | None = None
    """The article that it is a copy of; that one is no copy itself."""
    outlet: str
    """Who published that article, or, of no copy, this one."""
    repeated: tuple[int, ...] = ()
    """Its sentences that its story had before, by index."""
    own: int = 0
    """Words outside quotation marks that it did not copy."""
    shingles: bytes = b""
    """16 bits of each shingle that it did not copy, in order."""
    keys: bytes = b""
    """64 bits of each shingle that the table knows it by."""
    prints: bytes = b""
    """32 bits of each of its sentences."""
    told: tuple[Told, ...] = ()
    """What was told of its revisions, the latest last: MAX_REVISIONS at most."""

    def read_prints(self) -> NDArray[np.uint32]:
        """Return the prints of its sentences."""
        return np.frombuffer(self.prints, np.uint32)


def reduce_shingles(shingles: NDArray[np.uint64]) -> NDArray[np.uint16]:
    """Keep 16 bits of each: enough to compare two texts by runs."""
    return (shingles >> np.uint64(48)).astype(np.uint16)


class TextIndex:
    """The texts remembered of one language. Not thread-safe; one partition owns it."""

    def __init__(self, max_texts: int) -> None:
        self._max = max_texts
        buckets = 1 << max(4, (max_texts * KEYS_A_TEXT // WAYS - 1).bit_length())
        self._mask = np.uint64(buckets - 1)
        self._tags = np.zeros((buckets, WAYS), np.uint32)
        self._holders = np.zeros((buckets, WAYS), np.uint32)
        """Numbers of texts, from 1; 0 where nothing is."""
        self._next = np.zeros(buckets, np.uint8)
        self._sentences = np.zeros(COUNTERS, np.uint16)
        self._scratch = np.zeros(1 << 16, np.bool_)
        self._texts: dict[int, Text] = {}
        self._numbers: dict[str, int] = {}
        self._last = 0

    def __len__(self) -> int:
        return len(self._texts)

    @property
    def following(self) -> int:
        """The number of the next text."""
        return self._last + 1

    def text_of(self, article: str) -> Text | None:
        """Return what is remembered of an article."""
        number = self._numbers.get(article)
        return None if number is None else self._texts[number]

    def numbered(self, number: int) -> Text | None:
        """Return the text of this number."""
        return self._texts.get(number)

    def put(self, text: Text) -> None:
        """Remember a text in place of its article's earlier one. Numbers ascend from one call to the next."""
        self.drop(text.article)
        self._last = max(self._last, text.number)
        self._insert(np.frombuffer(text.keys, np.uint64), text.number)
        self._count(text, 1)
        self._texts[text.number] = replace(text, keys=b"")
        self._numbers[text.article] = text.number

    def drop(self, article: str) -> None:
        """Forget an article's text; one that is not here is no error."""
        number = self._numbers.pop(article, None)
        if number is not None:
            self._count(self._texts.pop(number), -1)

    def surplus(self, *, coming: int = 0) -> list[str]:
        """Name the articles whose texts go when `coming` more come: the first that came."""
        over = max(0, len(self._texts) + coming - self._max)
        return [text.article for text, _ in zip(self._texts.values(), range(over), strict=False)]

    def look_up(self, shingles: NDArray[np.uint64], but: str) -> tuple[list[int], NDArray[np.uint64]]:
        """Return the numbers of the texts that hold the sampled shingles, one a key, and the keys that none holds.

        `but`: an article whose text is looked at as if it were not here.
        """
        keys = np.unique(shingles[shingles & np.uint64(SAMPLED - 1) == 0])
        rows = self._rows(keys)
        key, way = np.nonzero(self._tags[rows] == _tag(keys)[:, None])
        holders = self._holders[rows[key], way].tolist()
        own = self._numbers.get(but)
        held = [holder in self._texts and holder != own for holder in holders]
        fresh = np.ones(len(keys), np.bool_)
        fresh[key[held]] = False
        return [holder for holder, here in zip(holders, held, strict=True) if here], keys[fresh]

    def has(self, text: Text, reduced: NDArray[np.uint16]) -> NDArray[np.bool_]:
        """Say of each shingle whether a text has it."""
        theirs = np.frombuffer(text.shingles, np.uint16)
        self._scratch[theirs] = True
        hits: NDArray[np.bool_] = self._scratch[reduced]
        self._scratch[theirs] = False
        return hits

    def common(self, prints: NDArray[np.uint32], least: int) -> NDArray[np.bool_]:
        """Say of each sentence whether at least so many texts have it that are no copies of each other."""
        result: NDArray[np.bool_] = self._sentences[prints % COUNTERS] >= least
        return result

    def _insert(self, keys: NDArray[np.uint64], number: int) -> None:
        rows = self._rows(keys)
        ways = self._next[rows] % WAYS
        self._tags[rows, ways] = _tag(keys)
        self._holders[rows, ways] = number
        self._next[rows] = ways + 1

    def _count(self, text: Text, by: int) -> None:
        """Count a text's sentences; of a copy only its own."""
        own = text.read_prints()
        if text.copy_of is not None:
            own = np.delete(own, text.repeated)
        places = list({one % COUNTERS for one in own.tolist() if one})
        self._sentences[places] += np.uint16(by % (1 << 16))

    def _rows(self, keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
        rows: NDArray[np.uint64] = (keys >> np.uint64(8)) & self._mask
        return rows


def _tag(keys: NDArray[np.uint64]) -> NDArray[np.uint32]:
    return (keys >> np.uint64(32)).astype(np.uint32)
