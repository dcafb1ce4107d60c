"""Whom and what a story knows when an article arrives, to tell those who take part in it from passers-by.

Knows names, words and how often claims hold them; what the claims say is left to storywatch.ledger.matching.
"""

from collections import Counter
from collections.abc import Callable
from functools import cached_property

from storywatch.ledger.standing import Speaker
from storywatch.ledger.state import Ledger
from storywatch.messages import Analysis, Entity, Proposition
from storywatch.names import fold_name

OFTEN = 3
"""Times that the article which opens a story names whom it is about."""

KNOWN_SHARE = 0.34
"""Share of its words that a proposition which names nobody of the story has in common with it."""

FEW_CLAIMS = 8
"""Claims of a story that has too few words to tell what is of another."""

TYPICAL = 3.0
"""Claims of a hundred in which the words of a typical proposition stand, on average."""

CENTRAL_SHARE = 0.2
"""Share of a story's claims that name whom the story is about."""


class Acquaintance:
    """A story's names and words before an article, and the article's own names."""

    def __init__(
        self,
        ledger: Ledger,
        analysis: Analysis,
        held: Counter[str],
        words: Counter[str],
        fold: Callable[[str], str],
    ) -> None:
        """Take them. `held`, `words`: how many claims have a folded name, a word, as they were first worded; both are
        read here only, and may change after; `fold`: gives the ledger's form."""
        self._fold = fold
        self.held = held
        """How many of the story's claims hold a folded name."""
        self.central = self._find_central(ledger, analysis)
        """Folded names that a good part of the story's claims hold."""
        self._parties = ledger.parties
        self._many = len(ledger.claims)
        self._words = words
        self._entities = {fold(entity.name): entity for entity in analysis.entities}

    def _find_central(self, ledger: Ledger, analysis: Analysis) -> frozenset[str]:
        """Find whom a story is about: whom many of its claims name; the article that opens it has only its names."""
        if not ledger.applied:
            return frozenset(self._fold(one.name) for one in analysis.entities if len(one.mentions) >= OFTEN)
        least = max(2, CENTRAL_SHARE * len(ledger.claims))
        return frozenset(name for name, many in self.held.items() if many >= least)

    @cached_property
    def _met(self) -> frozenset[str]:
        return frozenset(map(fold_name, {name for one in self._parties for name in (one.name, one.body) if name}))

    @cached_property
    def _bodies(self) -> frozenset[str]:
        return frozenset(self._fold(party.body or party.name) for party in self._parties)

    def entity(self, name: str) -> Entity | None:
        """Find what the article says of a name."""
        return self._entities.get(self._fold(name))

    def takes_part(self, name: str) -> bool:
        """Tell whether a body is in the story by itself: claims are about it, it speaks, or the article says more."""
        folded, entity = self._fold(name), self.entity(name)
        if self.held[folded] > 0 or folded in self._bodies or (entity is not None and len(entity.mentions) > 1):
            return True
        words = set(folded.split())
        return any(set(known.split()) <= words for known in self._bodies)

    def met(self, speaker: Speaker) -> bool:
        """Tell whether somebody, or their body, spoke in an earlier article."""
        return fold_name(speaker.name) in self._met or bool(speaker.body and self._fold(speaker.body) in self._met)

    def typify(self, proposition: Proposition) -> float:
        """Say how much a proposition is made of the story's own words, 0 to 1 (TYPICAL)."""
        if not proposition.terms or not self._many:
            return 0.0
        held = sum(self._words[term] for term in proposition.terms) / len(proposition.terms)
        return min(1.0, 100 * held / self._many / TYPICAL)

    def names_known(self, proposition: Proposition) -> bool:
        """Tell whether a proposition names anybody of the story, once that is more than a few claims."""
        return self._many < FEW_CLAIMS or self._knows_any({self._fold(name) for name in proposition.names})

    def _knows_any(self, names: set[str]) -> bool:
        return any(self.held[name] or name in self._met for name in names)

    def knows(self, proposition: Proposition, *speaking: str) -> bool:
        """Tell whether a proposition has anybody, or a good part of its words, in common with the story's claims.

        `speaking`: names of who says it.
        """
        if self._many < FEW_CLAIMS:
            return True
        names = {self._fold(name) for name in (*proposition.names, *speaking)}
        if self._knows_any(names):
            return True
        spoken = {part for name in names for part in name.split()}
        rest = [term for term in proposition.terms if term not in spoken]
        return sum(term in self._words for term in rest) >= KNOWN_SHARE * len(rest)
