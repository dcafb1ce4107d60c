"""What a total counts whose text says so beside it: *59 cases were confirmed, taking the total to 1,320*.

Knows the noun that stands for the number, and which other numbers stand near. Knows no values.
"""

from collections.abc import Sequence

from storywatch.language.figures.bare import find_verb
from storywatch.language.figures.counted import CountWords, singular
from storywatch.language.parse.tree import Tree

BEFORE = 2
"""Sentences before the total's own in which it may stand what is counted."""

TOTAL = ("",)
"""Stands for what is yet to be found."""

_PROPER = frozenset({"NNP", "NNPS"})
_LINKS = frozenset({"to", "at"})
_ARGUMENTS = frozenset({"dobj", "nsubj", "nsubjpass"})


def find_total(tree: Tree, number: int, words: CountWords) -> int | None:
    """Give the noun that a number is the value of, where that says nothing of what is counted."""
    link = tree.head[number]
    if tree.dep[number] != "pobj" or tree.lower[link] not in _LINKS:
        return None
    verb = find_verb(tree, link)
    if verb is None:
        return None
    told = (k for k in tree.kids[verb] if k < number and tree.dep[k] in _ARGUMENTS and tree.lower[k] in words.totals)
    noun = next(told, None)  # parses part *the Osten total*
    if noun is None:
        return None
    for k in tree.kids[noun]:
        named = tree.text[tree.start[k]].isupper() or tree.dep[k] in {"det", "poss", "punct"}
        if k < noun and not named and tree.lower[k] not in words.overall:
            return None
        if k > noun and (tree.dep[k] in {"acl", "relcl"} or tree.lower[k] == "of"):
            return None
    return noun


def settle_totals(tree: Tree, numbers: Sequence[tuple[int, tuple[str, ...], bool]]) -> list[tuple[str, ...]]:
    """Give what each number counts; a total with no count of things around it counts nothing.

    `numbers`: their first tokens, in order, what they count, and whether they are measures.
    """
    things = [(first, what) for first, what, measured in numbers if what and what != TOTAL and not measured]
    return [_find_beside(tree, first, things) if what == TOTAL else what for first, what, _ in numbers]


def _find_beside(tree: Tree, number: int, things: Sequence[tuple[int, tuple[str, ...]]]) -> tuple[str, ...]:
    """By the last number before in its sentence, else the next one there, else the last of the sentences before."""
    s = tree.sentence[number]
    here = [(first, what) for first, what in things if tree.sentence[first] == s]
    before = [what for first, what in here if first < number]
    earlier = [what for first, what in things if s - BEFORE <= tree.sentence[first] < s]
    what = before[-1] if before else here[0][1] if here else earlier[-1] if earlier else ()
    named = {singular(tree, k) for k in range(tree.n) if tree.tag[k] in _PROPER}
    return tuple(word for word in what if word not in named)  # it is not only of the place that more are told of
