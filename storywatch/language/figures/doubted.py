"""Whether a clause says that a number does not hold: *a rumour that it killed 400*. Knows no values."""

from storywatch.language.figures.counted import CLIMB, CountWords
from storywatch.language.parse.tree import Tree

_UNDER = frozenset({"acl", "ccomp", "csubj", "csubjpass", "advcl", "dep"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def is_doubted(tree: Tree, number: int, verb: int, words: CountWords) -> bool:
    """Does the clause with a number and its `verb`, or what it stands under, deny what it tells?

    Those who do not do something are counted all the same: *17 people have not come back*.
    """
    below = number
    while tree.head[below] not in {verb, below}:
        below = tree.head[below]
    if tree.dep[below] not in _SUBJECTS and any(tree.dep[k] == "neg" for k in tree.kids[verb]):
        return True
    i = verb
    for _ in range(CLIMB):
        if tree.dep[i] not in _UNDER or tree.head[i] == i:
            return False
        i = tree.head[i]
        if tree.lemma[i].lower() in words.rumours or _is_false(tree, i, words):
            return True
        if tree.pos[i] == "NOUN" and tree.dep[i] in {"nsubj", "nsubjpass", "attr"}:
            return _is_false(tree, tree.head[i], words)
    return False


def _is_false(tree: Tree, verb: int, words: CountWords) -> bool:
    """*It is false*, *is untrue*."""
    said = tree.kid(verb, "acomp", "attr", "oprd")
    return said is not None and tree.lower[said] in words.false and tree.kid(verb, "neg") is None


def is_hoped(tree: Tree, verb: int, words: CountWords) -> bool:
    """Tell whether it is only wanted or tried: *hopes to collect 20,000*."""
    return tree.dep[verb] == "xcomp" and tree.lemma[tree.head[verb]].lower() in words.hoping
