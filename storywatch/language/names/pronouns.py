"""Whom *he* and *she* stand for, where one person alone can be meant. Unresolved rather than wrong.

Knows who is named where and what is quoted; nothing of cues and contents. Outside quotations a pronoun looks only at
what stands outside them: whom a speaker talks of is not whom the next sentence goes on with.
"""

from collections.abc import Set as AbstractSet

from msgspec import Struct

from storywatch.language.lexicon import Lexicon
from storywatch.language.names.entities import Names
from storywatch.language.page.quotes import Quotes
from storywatch.language.parse.tree import Tree
from storywatch.names import fold_name

PRONOUNS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
REACH = 3
"""Sentences back in which a pronoun looks for its person; those within a quotation do not count."""

MAX_RECENT = 10
"""People named last among whom a pronoun looks."""

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_MAIN = frozenset({"ROOT", "conj", "parataxis"})


class Seen(Struct, frozen=True):
    """A person named or meant at one place."""

    sentence: int
    """Counted without the sentences within quotations."""
    name: str
    rank: int
    """2 where the person is a main clause's subject or speaks, 1 a lesser clause's, 0 neither."""
    quoted: bool


class Distances:
    """How far apart two places are, in sentences that are not all quotation."""

    __slots__ = ("_open", "_quotes", "_tree")

    def __init__(self, tree: Tree, quotes: Quotes) -> None:
        self._tree, self._quotes = tree, quotes
        self._open: list[int] = []
        count = 0
        for first, after in tree.sentences:
            begun, ended = quotes.at(tree.start[first]), quotes.at(max(tree.start[first], tree.end[after - 1] - 1))
            count += begun is None or begun != ended
            self._open.append(count)

    def at(self, token: int) -> int:
        return self._open[self._tree.sentence[token]]

    def quoted(self, token: int) -> bool:
        return self._quotes.at(self._tree.start[token]) is not None


def resolve_pronouns(
    tree: Tree, names: Names, distances: Distances, speaking: AbstractSet[int], lexicon: Lexicon
) -> dict[int, str]:
    """Pronoun token → the person's canonical name. `speaking`: tokens of speakers' phrases' heads.

    Read twice: what a pronoun beside one person alone tells of the person's sex helps to tell two apart before it.
    """
    pronouns = [i for i, word in enumerate(tree.lower) if word in PRONOUNS]
    people = [first for first, _ in names.places if names.kind_at(first) == "person"]
    if not pronouns or not people:
        return {}
    places = sorted([*pronouns, *people])
    stated = _stated_sexes(tree, names, people, lexicon)
    sexes = dict(stated)
    rivals = _find_rivals(tree, names, lexicon)
    resolved = _pass(tree, names, distances, speaking, places, sexes, rivals)
    return resolved if sexes == stated else _pass(tree, names, distances, speaking, places, sexes, rivals)


def _find_rivals(tree: Tree, names: Names, lexicon: Lexicon) -> dict[int, int]:
    """Sentence → an office without a name that acts in it: *the prosecutor opened an inquiry, her office said*."""
    called = lexicon.offices | lexicon.persons
    rivals: dict[int, int] = {}
    for i, lemma in enumerate(tree.lemma):
        acts = tree.dep[i] in _SUBJECTS and tree.tag[i] == "NN" and lemma.lower() in called
        if acts and not any(names.at(k) is not None and tree.dep[k] != "pobj" for k in (i, *tree.kids[i])):
            rivals.setdefault(tree.sentence[i], i)
    return rivals


def _stated_sexes(tree: Tree, names: Names, people: list[int], lexicon: Lexicon) -> dict[str, str]:
    """*Mrs Prieto*, *spokeswoman Prieto*, *Ana Prieto*: what titles and given names say of a person's sex."""
    sexes: dict[str, str] = {}
    for i in people:
        name = names.at(i) or ""
        words = {tree.lower[max(i - 1, 0)], *(title.rpartition(" ")[2] for title in names.titles_of(name))}
        given = {fold_name(name).partition(" ")[0]} if " " in name else set()
        if words & lexicon.female or given & lexicon.given_female:
            sexes.setdefault(name, "f")
        elif words & lexicon.male or given & lexicon.given_male:
            sexes.setdefault(name, "m")
    return sexes


def _pass(
    tree: Tree, names: Names, distances: Distances, speaking: AbstractSet[int], places: list[int],
    sexes: dict[str, str], rivals: dict[int, int],
) -> dict[int, str]:  # fmt: skip
    recent: list[Seen] = []
    resolved: dict[int, str] = {}
    for i in places:
        quoted = distances.quoted(i)
        name = names.at(i)
        if name is None:
            sex = PRONOUNS[tree.lower[i]]
            near = [s for s in recent[-MAX_RECENT:] if s.sentence >= distances.at(i) - REACH]
            near = [s for s in near if sexes.get(s.name, sex) == sex and (quoted or not s.quoted)]
            beside = {s.name for s in near if s.sentence == distances.at(i)}
            name = beside.pop() if len(beside) == 1 and not _is_main(tree, i) else _choose(near, sex, sexes)
            if name is None or (sexes.get(name) is None and _is_rivalled(tree, name, i, recent, distances, rivals)):
                continue
            resolved[i] = name
            if not quoted and len({s.name for s in near}) == 1:
                sexes.setdefault(name, sex)
        recent.append(Seen(distances.at(i), name, _rank(tree, names, i, speaking), quoted))
    return resolved


def _is_rivalled(
    tree: Tree, name: str, i: int, recent: list[Seen], distances: Distances, rivals: dict[int, int]
) -> bool:
    """An office without a name acts in the sentence, and whom the pronoun would stand for is only named along it."""
    rival = rivals.get(tree.sentence[i])
    if rival is None or rival > i or tree.tag[i] != "PRP$":
        return False
    here = [seen for seen in recent if seen.name == name and seen.sentence == distances.at(i)]
    return bool(here) and all(seen.rank == 0 for seen in here)


def _is_main(tree: Tree, i: int) -> bool:
    """Does it act in a main clause? Elsewhere it goes on with whom its own sentence has named."""
    return tree.dep[i] in _SUBJECTS and tree.dep[tree.head[i]] in _MAIN


def _rank(tree: Tree, names: Names, i: int, speaking: AbstractSet[int]) -> int:
    """How much a sentence is about whom this name or pronoun stands for."""
    name = names.at(i)
    while name is not None and tree.head[i] != i and names.at(tree.head[i]) == name:
        i = tree.head[i]
    named = tree.dep[i] in {"oprd", "dobj"} and tree.dep[tree.head[i]] == "acl" and tree.tag[tree.head[i]] == "VBN"
    if i in speaking or (named and tree.head[tree.head[i]] in speaking):  # *said a neighbour named Jan Holm*
        return 2
    for _ in range(4):
        if tree.dep[i] in _SUBJECTS:
            return 2 if tree.dep[tree.head[i]] in _MAIN else 1
        if tree.dep[i] != "conj":
            return 0
        i = tree.head[i]
    return 0


def _choose(near: list[Seen], sex: str, sexes: dict[str, str]) -> str | None:
    """The one person that is left; of several the one whom the nearest sentence is most about."""
    people = {seen.name for seen in near}
    if len(people) < 2:  # noqa: PLR2004 - one or none
        return near[-1].name if near else None
    subjects = [seen for seen in near if seen.rank]
    if not subjects:
        told = {name for name in people if sexes.get(name) == sex}
        return next(iter(told)) if len(told) == 1 else None
    last = [seen for seen in subjects if seen.sentence == subjects[-1].sentence]
    highest = max(seen.rank for seen in last)
    first = {seen.name for seen in last if seen.rank == highest}
    return next(iter(first)) if len(first) == 1 else None
