"""Trees that are being put another way: what hangs on each token is kept while it changes. Knows no language.

`Grammar` is what a pack says of its language's function words (docs/languages.md).
"""

from collections.abc import Iterator

from msgspec import Struct

from storywatch.language.parse.tree import Tree

VERBAL = frozenset({"VERB", "AUX"})
"""Parts of speech of verbs."""

DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow morning evening".split()
)


class Grammar(Struct, frozen=True):
    """What a pack says of its language's function words."""

    glosses: dict[tuple[str, str], str] = {}
    """(part of speech, word) → the English word that rules know it by; the part of speech is "" for any."""
    modals: frozenset[str] = frozenset()
    """Lemmas of verbs that are auxiliaries to the rules: what they govern is the verb."""
    causatives: frozenset[str] = frozenset()
    """Lemmas of verbs that make one cue with what they govern: *faire savoir* → faire_savoir."""
    negations: frozenset[str] = frozenset()
    """Words that negate a verb by themselves: *pas*, not *ne*."""
    limits: frozenset[str] = frozenset()
    """Words that negate only beside a particle: *ne … plus*, and not *plus de 300*."""
    particles: frozenset[str] = frozenset()
    """*ne*"""
    reflexives: frozenset[str] = frozenset()
    """Pronouns that make their verb another one: *s'engager*."""
    viewpoint: frozenset[str] = frozenset()
    """Prepositions that, before a person at a sentence's beginning, say whose view it tells: *Pour le maire, …*."""
    future: tuple[str, ...] = ()
    """Endings that make an infinitive its future."""
    conditional: tuple[str, ...] = ()
    """Endings that make an infinitive its conditional."""
    decimal: str = "."
    """The mark before a number's decimals; where it is the comma, a space or a full stop parts the thousands."""
    misread: dict[str, str] = {}
    """Verbs' forms that models take for other parts of speech → their lemmas."""
    links: frozenset[str] = frozenset()
    """Letters between a verb and its subject that mean nothing: *a-t-elle*."""
    speaking: frozenset[str] = frozenset()
    """Lemmas of verbs that may stand before their subject beside what was said."""
    people: frozenset[str] = frozenset()
    """Nouns for people: another noun's *elle* is an *it*."""
    titles: frozenset[str] = frozenset()
    """Words before a name that are no part of it."""
    steering: frozenset[str] = frozenset()
    """Lemmas of verbs that take a person and what that person shall do."""


class Branches:
    """A tree's columns, and the children of each token. Every move leaves a tree a tree."""

    def __init__(self, tree: Tree, morph: list[str], grammar: Grammar) -> None:
        self.grammar, self.morph = grammar, morph
        self.head, self.dep, self.pos, self.tag = tree.head, tree.dep, tree.pos, tree.tag
        self.lemma, self.lower, self.modal = tree.lemma, tree.lower, tree.modal
        self.kids: list[set[int]] = [set() for _ in self.head]
        for i, h in enumerate(self.head):
            if h != i:
                self.kids[h].add(i)

    def hang(self, i: int, on: int, dep: str) -> None:
        """Move `i` with all below it; a move on to what hangs below it would make a ring, and is not made."""
        if on != i and self._is_below(on, i):
            return
        if self.head[i] != i:
            self.kids[self.head[i]].discard(i)
        self.head[i], self.dep[i] = on, dep
        if on != i:
            self.kids[on].add(i)

    def _is_below(self, i: int, above: int) -> bool:
        while self.head[i] != i:
            i = self.head[i]
            if i == above:
                return True
        return False

    def swap(self, up: int, down: int, dep: str) -> None:
        """Put `up` where its head `down` stands, and `down` under it."""
        above = self.head[down]
        if above == down:
            self.hang(up, up, "ROOT")
        else:
            self.hang(up, above, self.dep[down])
        self.hang(down, up, dep)

    def has(self, i: int, *deps: str) -> bool:
        return any(self.dep[k] in deps for k in self.kids[i])

    def below(self, i: int, *deps: str) -> Iterator[int]:
        return (k for k in sorted(self.kids[i]) if self.dep[k] in deps)

    def gloss(self, i: int, words: str) -> str | None:
        return self.grammar.glosses.get((self.pos[i], words)) or self.grammar.glosses.get(("", words))
