"""Whom a description stands for: *the company*, *the newspaper*, *the 58-year-old*, where one alone can be meant.

Knows who is named where. A description looks back two sentences; one that has the name's own noun (*the ministry*, the
Ministry of Water) looks back to the beginning.
"""

import re
from bisect import bisect_left

from storywatch.language.lexicon import Lexicon
from storywatch.language.names.entities import Names
from storywatch.language.names.offices import Office
from storywatch.language.names.pronouns import Distances
from storywatch.language.parse.tree import Tree
from storywatch.messages import EntityKind
from storywatch.names import fold_name

REACH = 2
"""Sentences back in which a description looks for whom it stands for, its own not counted."""

_LETTERS = re.compile(r"(?:[A-Z]\.?){3,}$")
"""A name that hides what it is called by: *the agency*, the FAA."""
_DEFINITE = frozenset({"the", "this"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CALLED = frozenset({"named", "called", "identified"})
_ACTING = frozenset({"nsubj", "nsubjpass", "poss", "agent", "appos", "conj"})
"""What a body does or has is told of it; one that is only named along the way is not what the text goes on with."""


def called(tree: Tree, k: int) -> int | None:
    """*a neighbour named Jan Holm*, of the participle: the name's last word."""
    below = tree.dep[k] == "acl" and tree.tag[k] == "VBN" and tree.lower[k] in _CALLED
    return tree.kid(k, "oprd", "dobj", "attr") if below else None


class Descriptions:
    """Finds whom the descriptions of one text mean."""

    __slots__ = ("_distances", "_heads", "_kinds", "_lexicon", "_names", "_persons", "_tree")

    def __init__(
        self, tree: Tree, names: Names, lexicon: Lexicon, persons: dict[int, str], distances: Distances
    ) -> None:
        self._tree, self._names, self._lexicon, self._persons = tree, names, lexicon, persons
        self._distances = distances
        self._kinds: dict[str, EntityKind] = {}
        self._heads: list[int] = []
        """Tokens outside quotations that name or mean somebody, one each."""
        for i in sorted([*(last for _, last in names.places), *persons]):
            self._kinds.setdefault(names.at(i) or persons[i], names.kind_at(i) or "person")
            if not distances.quoted(i):
                self._heads.append(i)

    def kind_of(self, name: str) -> EntityKind:
        return self._kinds[name]

    def meant(self, noun: int) -> str | None:
        """The one entity that a definite description can mean."""
        tree, lexicon = self._tree, self._lexicon
        article = tree.kid(noun, "det")
        if article is None or tree.lower[article] not in _DEFINITE or tree.has(noun, "relcl", "prep", "acl"):
            return None
        lemma = tree.lemma[noun].lower()
        first = tree.left(noun)
        aged = any("year" in tree.lower[k] and "old" in tree.lower[k] for k in range(first, noun + 1))
        aged = aged or tree.words(first, noun).endswith("year-old")
        if aged or lemma in lexicon.persons or lemma in lexicon.offices:
            return self._person(first, lemma)
        if lemma in lexicon.companies or lemma in lexicon.bodies or lemma in lexicon.press:
            return self._body(first, lemma)
        return None

    def _near(self, first: int, reach: int = REACH) -> list[int]:
        least = self._distances.at(first) - reach
        return [k for k in self._heads[: bisect_left(self._heads, first)] if self._distances.at(k) >= least]

    def _who(self, i: int) -> str:
        return self._names.at(i) or self._persons[i]

    def _person(self, first: int, lemma: str) -> str | None:
        """The only person of the sentences before, or the one that they are about, if no other office is known."""
        near = [k for k in self._near(first) if self._kinds[self._who(k)] == "person"]
        people = {self._who(k) for k in near}
        if self._is_another(first, lemma) or all(self._tree.dep[self._top(k)] == "poss" for k in near):
            return None  # *Holm's troops left. The general said*: of whom something is has done nothing
        if sum(lemma in self._offices(person) for person in people) > 1:
            return None
        if len(people) > 1:
            subjects = [k for k in near if self._tree.dep[self._top(k)] in _SUBJECTS]
            last = [k for k in subjects if self._distances.at(k) == self._distances.at(subjects[-1])]
            people = {self._who(k) for k in last}
        if len(people) != 1:
            return None
        (person,) = people
        titles = self._offices(person)
        if titles and lemma in self._lexicon.offices and lemma not in titles:
            return None
        sexes = (self._lexicon.male, self._lexicon.female)
        return None if any(lemma in one and titles & other for one, other in (sexes, sexes[::-1])) else person

    def _is_another(self, first: int, lemma: str) -> bool:
        """*A young man said that Holm was dead. The man said*: who came in without a name goes on without one."""
        tree = self._tree
        least = tree.sentences[max(0, tree.sentence[first] - REACH - 1)][0]
        return any(
            tree.lemma[k].lower() == lemma
            and tree.dep[k] in _SUBJECTS
            and any(tree.lower[x] in {"a", "an", "another"} for x in tree.kids[k])
            and self._names.at(k) is None
            and not any(self._names.at(x) is not None and tree.dep[x] in {"appos", "compound"} for x in tree.kids[k])
            for k in range(least, first)
        )

    def _offices(self, person: str) -> set[str]:
        return {Office(title, ()).noun for title in self._names.titles_of(person)}

    def _body(self, first: int, lemma: str) -> str | None:
        """The body that bears the noun in its name, else the only one of the sentences before that it can be."""
        word = fold_name(lemma)
        before = self._heads[: bisect_left(self._heads, first)]
        bearing = {self._who(k) for k in before if word in fold_name(self._who(k)).split()}
        if bearing:
            return next(iter(bearing)) if len(bearing) == 1 else None
        if self._is_anothers(first, lemma):
            return None
        near = {self._who(k) for k in self._near(first) if self._tree.dep[self._top(k)] in _ACTING}
        fitting = {name for name in near if self._kinds[name] == "organisation" and self._fits(name, lemma)}
        return next(iter(fitting)) if len(fitting) == 1 else None

    def _is_anothers(self, first: int, lemma: str) -> bool:
        """*the union of waterworkers said ... the union*: who was called so before without a name is meant."""
        tree = self._tree
        least = tree.sentences[max(0, tree.sentence[first] - REACH)][0]
        for k in range(least, first):
            if tree.lemma[k].lower() != lemma or tree.pos[k] != "NOUN" or self._names.at(k) is not None:
                continue
            named = any(self._names.at(x) is not None for x in (tree.head[k], *tree.kids[k]))
            of = any(x > k and tree.dep[x] == "prep" and tree.lower[x] == "of" for x in tree.kids[k])
            if of and tree.dep[k] in _SUBJECTS and not named:
                return True
        return False

    def _top(self, i: int) -> int:
        """The head of the name that `i` is a part of."""
        tree, name = self._tree, self._names.at(i)
        while name is not None and tree.head[i] != i and self._names.at(tree.head[i]) == name:
            i = tree.head[i]
        return i

    def _fits(self, name: str, lemma: str) -> bool:
        """Tell whether a body can be called so whose name does not have the noun: *the lender*, Kolm Bank."""
        lexicon, sort = self._lexicon, self._names.sort_of(name)
        press = lemma in lexicon.press and lemma not in lexicon.bodies
        if sort is not None:
            return sort == "outlet" if press else (sort == "body" and lemma in lexicon.bodies)
        if press:
            return False
        own = set(fold_name(name).split())
        if lemma in lexicon.callings:
            return any(f"{word}:{lemma}" in lexicon.trades for word in own) or self._is_called(name, lemma)
        if own & lexicon.bodies:
            return lemma in lexicon.general
        if own & lexicon.companies or lemma in lexicon.companies:
            return lemma in lexicon.companies
        return lemma not in lexicon.bearing_names or _LETTERS.match(name) is not None

    def _is_called(self, name: str, lemma: str) -> bool:
        """Tell whether the text calls a body so: *the union Verla*, *Verla, a union*, *Verla is a union*."""
        tree = self._tree
        for first, last in self._names.places:
            if self._names.at(last) != name:
                continue
            top = self._top(last)
            beside = [first - 1] if first else []
            beside += [k for k in tree.kids[top] if tree.dep[k] == "appos"]
            if tree.dep[top] == "appos":
                beside.append(tree.head[top])
            elif tree.dep[top] in _SUBJECTS:
                beside += [k for k in tree.kids[tree.head[top]] if tree.dep[k] == "attr"]
            if any(tree.lemma[k].lower() == lemma for k in beside):
                return True
        return False
