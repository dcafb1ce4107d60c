"""What kind each name of a text is, and the words that it is compared by. Knows nothing of which names join.

The tagger calls one name now this and now that; it has one kind here: what is known beforehand, else a person where an
office says so, else what most mentions say.
"""

import re
from collections import Counter
from collections.abc import Mapping

from storywatch.language.lexicon import Lexicon
from storywatch.language.names.mentions import MAX_PERSON, Mention
from storywatch.language.names.offices import offices_of
from storywatch.language.names.slots import is_called_company
from storywatch.language.parse.tree import Tree
from storywatch.messages import EntityKind
from storywatch.names import Given, Sort, fold_name

_SURE = 100
"""Votes of an office: more than a name has mentions."""

ACRONYM = re.compile(r"^[A-Z](?:[A-Z&]{1,8}|(?:\.[A-Z]){1,8}\.?)$")
"""A name of letters: *WHO*, *W.H.O.*."""

_POSSESSIVE = re.compile(r"['’]s?$")
_OF_PEOPLE = frozenset({"amod", "compound", "nmod", "poss"})
_SORTS: dict[Sort, EntityKind] = {"outlet": "organisation", "body": "organisation", "place": "place"}

Parts = tuple[str, ...]


class Naming:
    """Reads mentions as names, with what is known beforehand."""

    __slots__ = ("_lexicon", "_tree", "given")

    def __init__(self, tree: Tree, lexicon: Lexicon, given: Mapping[str, Given]) -> None:
        self._tree, self._lexicon, self.given = tree, lexicon, given

    def widen(self, m: Mention) -> Mention:
        """*USA* before *Today*, which the tagger left out: as much as is a name known beforehand."""
        tree = self._tree
        wide = m._replace(after=m.after + 1)
        if m.kind == "person" or m.after >= tree.n or tree.tag[m.after] != "NNP":
            return m
        known = self.given.get(fold_name(self.spell(wide)))
        return m if known is None else wide._replace(kind=_SORTS[known.sort])

    def spell(self, m: Mention) -> str:
        return _POSSESSIVE.sub("", " ".join(self._tree.words(m.first, m.after - 1).split()))

    def without_strays(self, mentions: list[Mention]) -> list[Mention]:
        """*Vital ATO test under way*: letters that stand alone more often have no name in what opens their sentence."""
        spelled = [self.spell(m) for m in mentions]
        count = Counter(name for m, name in zip(mentions, spelled, strict=True) if m.kind == "organisation")
        kept: list[Mention] = []
        for m, name in zip(mentions, spelled, strict=True):
            before, _, last = name.rpartition(" ")
            opens = m.first == self._tree.sentences[self._tree.sentence[m.first]][0]
            stray = before and opens and m.kind == "organisation" and count[last] > count[name] and ACRONYM.match(last)
            kept.append(m._replace(first=m.after - 1) if stray else m)
        return kept

    def parts(self, m: Mention) -> Parts:
        """The words that tell a name from others; of a people's name those of its land where it stands for it."""
        folded = fold_name(self.spell(m))
        if m.kind != "group":
            return tuple(folded.split()) or (folded,)
        known = self.given.get(folded)
        if known is not None and known.sort == "place" and self._tree.dep[m.after - 1] not in _OF_PEOPLE:
            return (f"people of {known.name}",)
        return tuple(folded.split()) if known or " " in folded else (folded.removesuffix("s"),)

    def known(self, parts: Parts) -> Given | None:
        return self.given.get(" ".join(parts))

    def vote(self, mentions: list[Mention], parts: Mapping[Mention, Parts]) -> dict[Parts, EntityKind]:
        """One kind for each name: what is known, else a person where an office says so, else what most mentions say."""
        votes: dict[Parts, Counter[EntityKind]] = {}
        for m in mentions:
            votes.setdefault(parts[m], Counter())[m.kind] += 1
            if m.kind in {"organisation", "place"} and self._bears_office(m):
                votes[parts[m]]["person"] += _SURE
            elif m.kind == "person" and is_called_company(self._tree, self._lexicon, m.first, m.after - 1):
                votes[parts[m]]["organisation"] += _SURE
        return {
            name: _SORTS[known.sort]
            if (known := self.known(name)) is not None and not self._is_surname(name, count)
            else count.most_common(1)[0][0]
            for name, count in votes.items()
        }

    def _is_surname(self, name: Parts, count: Counter[EntityKind]) -> bool:
        return len(name) == 1 and count.most_common(1)[0][0] == "person"

    def _bears_office(self, m: Mention) -> bool:
        """*Prime Minister Orlan*, *its leader, Ana de Lind*: a person whatever the tagger says."""
        tree = self._tree
        words = tree.words(m.first, m.after - 1)
        if m.after - m.first > MAX_PERSON or words.isupper() or not words.replace(" ", "").isalpha():
            return False
        before = m.first - 1
        if before >= 0 and tree.lower[before].rstrip(".") in self._lexicon.titles and tree.head[before] == m.after - 1:
            return tree.tag[before] == "NNP" and tree.tag[m.after - 1] == "NNP"
        bodily = tree.lower[m.after - 1] in self._lexicon.institutions | self._lexicon.bodies
        if m.after - m.first == 1 or bodily or tree.has(self.head(m), "det"):
            return False  # a person takes no article: *the National Front, whose leader, Marina de Lind*
        return bool(offices_of(tree, self._lexicon, m.first, self.head(m), lambda _: None))

    def head(self, m: Mention) -> int:
        tree, head = self._tree, m.first
        while tree.head[head] != head and m.first <= tree.head[head] < m.after:
            head = tree.head[head]
        return head
