"""To which body a speaker belongs, by the words of the phrase that names them: *officials close to the White House*.

Knows phrases and names; nothing of what is said. A body that only stands in the phrase is not the speaker's.
"""

from collections.abc import Iterator

from storywatch.language.lexicon import Lexicon
from storywatch.language.names.entities import Names
from storywatch.language.names.offices import has_ended, is_bygone, is_of_many, tells_bygone
from storywatch.language.parse.tree import Tree

MAX_DEPTH = 3
"""Links from a speaker to its body: *officials | in the office | of the ministry*."""

_PHRASE = 8
"""Tokens before a name in which an office is told to be bygone: *former Orlan Steel chief executive Ana Prieto*."""

_BEFORE = frozenset({"poss", "compound", "nmod", "amod"})
_LINKS = frozenset({"of", "at", "for", "from", "with", "in", "within", "inside", "on", "by", "to", "under"})
_OWNING = frozenset({"at", "for", "from", "by"})
_CLAUSES = frozenset({"acl", "relcl", "amod", "advcl"})


class Belonging:
    """Finds the bodies that phrases name."""

    __slots__ = ("_lexicon", "_names", "_persons", "_tree")

    def __init__(self, tree: Tree, names: Names, lexicon: Lexicon, persons: dict[int, str]) -> None:
        self._tree, self._names, self._lexicon, self._persons = tree, names, lexicon, persons

    def of_person(self, head: int, name: str) -> str | None:
        """*ministry spokesman John Doe*, *John Doe, the ministry's spokesman*, *John Doe of the ministry*."""
        tree, titles = self._tree, self._names.titles_of(name)
        if titles and all(is_bygone(title, self._lexicon) for title in titles):
            return self._names.body_of(name)
        apposed = [k for k in tree.kids[head] if tree.dep[k] == "appos"]
        for i in (head, *apposed):
            if self._is_apart(i):
                continue
            for k in self._named(i, MAX_DEPTH):
                found = self._names.at(k)
                if found != name and self._names.kind_at(k) in {"organisation", "place"}:
                    return found
        return self._names.body_of(name) or self._beside(head + 1)

    def _beside(self, link: int) -> str | None:
        """*said John Doe at the Lake Institute*: what stands right behind the name, though it be read with the verb."""
        tree = self._tree
        if link >= tree.n or tree.lower[link] != "at" or tree.dep[link] != "prep":
            return None
        named = (k for k in self._along(link, 1) if self._names.kind_at(k) == "organisation")
        return next((self._names.at(k) for k in named), None)

    def of_noun(self, head: int) -> str | None:
        """Whom a speaker without a name belongs to, as far as its noun can belong to such a one."""
        names, lexicon = self._names, self._lexicon
        noun = self._tree.lemma[head].lower()
        if self._is_apart(head):
            return None
        agent = noun in lexicon.spokespeople or noun in lexicon.institutions or noun in lexicon.documents
        officer = noun in lexicon.offices or noun in {"official", "authority", "source"}
        known = agent or officer or noun in lexicon.anonymous
        for k in self._named(head, MAX_DEPTH if known else 1, by=noun in lexicon.documents):
            name, kind = names.at(k) or self._persons.get(k), names.kind_at(k)
            if kind == "organisation" and (known or self._is_close(k)):
                return name
            if (kind in {"place", "group"} and (agent or officer)) or (agent and kind in {"person", None}):
                return name
        return None

    def is_independent(self, head: int) -> bool:
        """*a court in Orlan*, *the works council of Orlan Steel*: known by a name, and a body of its own."""
        noun = self._tree.lemma[head].lower()
        own = noun in self._lexicon.independent or noun in self._lexicon.chosen
        return own and any(True for _ in self._tied(head, MAX_DEPTH, by=False))

    def _is_apart(self, head: int) -> bool:
        """*its supplier Glaro*, *the opposition in Orlan*, *a rival of Orlan*: tied to a body, and not of it."""
        tree, apart = self._tree, self._lexicon.apart
        before = (k for k in tree.kids[head] if k < head and tree.dep[k] in _BEFORE)
        if tree.lemma[head].lower() in apart or any(tree.lemma[k].lower() in apart for k in before):
            return True
        return tells_bygone(tree, self._lexicon, max(tree.left(head), head - _PHRASE), head, self._names.at)

    def _is_close(self, i: int) -> bool:
        """*executives for Orlan*, *a graphic by Orlan*: Orlan's, whatever it is; *the rejection of Orlan* is not."""
        tree = self._tree
        return tree.lower[tree.head[i]] in _OWNING if tree.dep[i] == "pobj" else tree.dep[i] == "poss"

    def _named(self, head: int, depth: int, *, by: bool = False) -> Iterator[int]:
        """Tokens of names whom a noun stands for, the closest tie first; `by`: not what it is *of*, its topic."""
        noun = self._tree.lemma[head].lower()
        if noun in self._lexicon.independent:
            return
        for k in self._tied(head, depth, by=by):
            if noun not in self._lexicon.chosen or self._names.kind_at(k) in {"place", "group"}:
                yield k

    def _tied(self, head: int, depth: int, *, by: bool) -> Iterator[int]:
        """Tokens of names in a noun's own phrase."""
        tree = self._tree
        before = [k for k in tree.kids[head] if k < head and tree.dep[k] in _BEFORE]
        for k in reversed(before):
            yield from self._self_or_below(k, depth)
        led = any(k > head and tree.lower[k] == "of" for k in tree.kids[head])
        for k in tree.kids[head]:
            if k > head and tree.dep[k] == "prep" and not (by and tree.lower[k] == "of"):
                if not (led and tree.lower[k] == "in"):  # *the leader of the union in Orlan*: that is where it is
                    yield from self._along(k, depth)
            elif (
                tree.dep[k] in _CLAUSES and tree.lemma[k].lower() in self._lexicon.belonging and not has_ended(tree, k)
            ):
                for link in tree.kids[k]:
                    if link > k and tree.dep[link] in {"prep", "agent"}:
                        if not (tree.lower[link] == "in" and tree.has(k, "dobj")):  # *who leads the union in Orlan*
                            yield from self._along(link, depth)
                    elif link > k and tree.dep[link] == "dobj":
                        yield from self._self_or_below(link, depth)

    def _belongs(self, verb: int) -> bool:
        """*Working for it*, *who leads it*; who did so until a day does so no more."""
        tree = self._tree
        listed = tree.dep[verb] in _CLAUSES and tree.lemma[verb].lower() in self._lexicon.belonging
        return listed and not has_ended(tree, verb)

    def _along(self, link: int, depth: int) -> Iterator[int]:
        tree, lexicon = self._tree, self._lexicon
        target = tree.kid(link, "pobj")
        if target is None or tree.lower[link] not in _LINKS:
            return
        leads = tree.lemma[tree.head[link]].lower() in lexicon.offices
        if not (leads and self._names.at(target) is None and is_of_many(tree, lexicon, target)):
            yield from self._self_or_below(target, depth)

    def _self_or_below(self, i: int, depth: int) -> Iterator[int]:
        if self._names.at(i) is not None or i in self._persons:
            yield i
            return
        for k in self._tree.kids[i]:
            if self._tree.dep[k] == "appos" and self._names.at(k) is not None:
                yield k  # *the website Orlan Today*
        if depth > 1:
            yield from self._named(i, depth - 1)
