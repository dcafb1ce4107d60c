"""A parsed text as plain lists, one entry a token. Knows nothing of what the parse is used for.

spaCy's tokens cost an object an access; the steps after the parse may take a twelfth of its time, so each column is
read from the parse once and everything else works on lists. Trees are projective: a phrase is a run of tokens.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from storywatch.language.parse.columns import Columns, read_doc
from storywatch.messages import Span

if TYPE_CHECKING:  # what only holds parsed text has no need of a parser
    from spacy.strings import StringStore
    from spacy.tokens import Doc

MAX_STRINGS = 200_000
"""Strings kept from one article to the next; beyond that the store starts anew, so that no input makes it grow."""

_BEGINS, _INSIDE = 3, 1


class Strings(dict[int, str]):
    """The model's strings by their hash, as plain strings: a look-up costs a dict's."""

    def __init__(self, store: "StringStore") -> None:
        super().__init__()
        self._store = store

    def __missing__(self, key: int) -> str:
        if len(self) >= MAX_STRINGS:
            self.clear()
        self[key] = text = self._store[key] if key else ""
        return text


Recast = Callable[["Tree", list[str]], None]
"""Changes a tree's head, dep, tag, pos, lemma, lower and modal in place, before anything else is read off it.

It is given spaCy's morphology of each token too."""


class Tree:
    """Columns of a parsed text. `head[i] == i` at a root; `kids[i]` are in text order."""

    __slots__ = (
        "dep", "end", "ents", "head", "kids", "lemma", "lower", "modal", "n", "pos", "sentence", "sentences", "space",
        "start", "tag", "text",
    )  # fmt: skip

    def __init__(self, parse: "Columns | Doc", strings: Strings, text: str, recast: Recast | None = None) -> None:
        """Read the columns; those of a text that spaCy parsed as a whole are taken from it first.

        `recast` puts the trees of another kind of model the way the rules read them (dependencies.py).
        """
        columns = parse if isinstance(parse, Columns) else read_doc(parse)
        self.text = text
        self.n: int = len(columns)
        starts, lengths, offsets, sent_start, iob, space = columns.numbers.tolist()
        self.start: list[int] = starts
        self.end: list[int] = [s + n for s, n in zip(starts, lengths, strict=True)]
        self.head: list[int] = [i + o for i, o in enumerate(offsets)]
        self.space: list[int] = space
        self.lower, self.lemma, self.tag, self.pos, self.dep = (
            [strings[h] for h in column] for column in columns.words[:5].tolist()
        )
        self.modal: list[str] = [""] * self.n
        """The modal that a verb's own form is: *will* of the French *fermera*. English has words for it."""
        if recast is not None:
            recast(self, [strings[h] for h in columns.words[6].tolist()])
        self.kids: list[list[int]] = [[] for _ in range(self.n)]
        for i, h in enumerate(self.head):
            if h != i:
                self.kids[h].append(i)
        self.sentences: list[tuple[int, int]] = []
        self.sentence: list[int] = []
        begin = 0
        for i in range(1, self.n + 1):
            if i == self.n or sent_start[i] == 1:
                self.sentence.extend([len(self.sentences)] * (i - begin))
                self.sentences.append((begin, i))
                begin = i
        self.ents: list[tuple[int, int, str]] = []
        """Named entities as (first token, token after the last, label)."""
        types = columns.words[5].tolist()
        i = 0
        while i < self.n:
            if iob[i] == _BEGINS:
                j = i + 1
                while j < self.n and iob[j] == _INSIDE:
                    j += 1
                self.ents.append((i, j, strings[types[i]]))
                i = j
            else:
                i += 1

    def left(self, i: int) -> int:
        """First token of the phrase under `i`."""
        kids = self.kids
        while kids[i] and kids[i][0] < i:
            i = kids[i][0]
        return i

    def right(self, i: int) -> int:
        """Last token of the phrase under `i`, spaces aside."""
        kids = self.kids
        while True:
            below = kids[i]
            k = len(below) - 1
            while k >= 0 and self.space[below[k]]:
                k -= 1
            if k < 0 or below[k] < i:
                return i
            i = below[k]

    def kid(self, i: int, *deps: str) -> int | None:
        """The first child of `i` under one of these relations."""
        for k in self.kids[i]:
            if self.dep[k] in deps:
                return k
        return None

    def has(self, i: int, *deps: str) -> bool:
        return self.kid(i, *deps) is not None

    def hang(self, i: int, above: int, dep: str) -> None:
        """Hang a token on another one."""
        if self.head[i] != above:
            if self.head[i] != i:
                self.kids[self.head[i]].remove(i)
            self.head[i] = above
            self.kids[above] = sorted([*self.kids[above], i])
        self.dep[i] = dep

    def span(self, first: int, last: int) -> Span:
        """Characters from token `first` to token `last`, both included."""
        return (self.start[first], self.end[last])

    def words(self, first: int, last: int) -> str:
        return self.text[self.start[first] : self.end[last]]

    def spans(self, tokens: Sequence[int]) -> tuple[Span, ...]:
        """Characters of these tokens in text order, neighbours joined."""
        found: list[Span] = []
        before = -2
        for i in tokens:
            if self.space[i]:
                continue
            if i == before + 1 or (found and all(self.space[k] for k in range(before + 1, i))):
                found[-1] = (found[-1][0], self.end[i])
            else:
                found.append((self.start[i], self.end[i]))
            before = i
        return tuple(found)
