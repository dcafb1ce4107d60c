"""Which number counts some of what another one counts: *seven of the 21 people*. Knows no units and no values.

What befalls the part befalls not the whole (*seven of the 21 died*), and what befell the whole is not what the part is
counted for (*four of the nine missing were found*).
"""

from storywatch.language.figures.counted import TELLING, CountWords, done, is_state, narrowed, of_verb, short, singular
from storywatch.language.parse.tree import Tree

REACH = 6
"""Tokens between *of* and the number of the whole: *of Northland's more than 20 dams*."""

_DEFINITE = frozenset({"the", "its", "his", "her", "their", "our", "those", "these"})
"""Words after *of* by which it is some of all: *dozens of people* are not."""

_RELATIVES = frozenset({"which", "whom", "them", "these", "those"})
_BETWEEN = frozenset({"DT", "PRP$", "NNP", "NNPS", "NN", "POS", "JJ", "JJR", "JJS", "RB", "RBR", "IN"})


def is_whole(tree: Tree, first: int, words: CountWords) -> bool:
    """Tell whether a number that begins at `first` is of all, of whom some are counted before it."""
    start = max(tree.sentences[tree.sentence[first]][0], first - REACH)
    for k in range(first - 1, start, -1):
        if tree.lower[k] == "of":
            before = k - 2 if tree.lower[k - 1] == "out" else k - 1
            return before >= start and (tree.tag[before] == "CD" or tree.lemma[before].lower() in words.some)
        if tree.tag[k] not in _BETWEEN:
            break
    return False


def is_part(tree: Tree, last: int) -> bool:
    """Tell whether a number that ends at `last` is of some of those that its sentence names: *of the 21 people*."""
    end = tree.sentences[tree.sentence[last]][1]
    following = tree.lower[last + 1 : min(end, last + 3)]
    if following == ["out", "of"]:
        return True
    if following[:1] != ["of"] or len(following) == 1:
        return False
    return following[1] in _DEFINITE or tree.tag[last + 2] == "CD" or "POS" in tree.tag[last + 2 : last + REACH]


def describe_whole(tree: Tree, last: int, noun: int | None, words: CountWords) -> tuple[str, ...]:
    """Lemmas of what all are, without what befalls some; with no noun, the state that they are in."""
    if noun is not None:
        return short([singular(tree, noun), *narrowed(tree, noun, words)], words)
    follows = last + 1
    return (tree.lemma[follows].lower(),) if follows < tree.n and is_state(tree, follows, words) else ()


def _is_known_for(tree: Tree, noun: int, words: CountWords) -> bool:
    """*The 29 people known to have died*: they are a count by that, of which a part is no count of its own."""
    return any(tree.dep[k] in {"acl", "relcl"} and done(tree, k, words) != k for k in tree.kids[noun])


def describe_part(tree: Tree, noun: int, words: CountWords) -> tuple[str, ...]:
    """Lemmas of what some of all are and what befalls them, without what befell all.

    None where all are called by nothing else (*two of the wounded died*): they are no count that is followed.
    """
    if tree.lower[noun] == "those" or is_state(tree, noun, words) or _is_known_for(tree, noun, words):
        return ()
    states = {singular(tree, k) for k in (noun, *tree.kids[noun]) if is_state(tree, k, words)}
    states |= {tree.lemma[k].lower() for k in tree.kids[noun] if k > noun and tree.dep[k] in {"acl", "relcl", "amod"}}
    of_all = [word for word in (singular(tree, noun), *narrowed(tree, noun, words)) if word not in states]
    return short([*of_all, *of_verb(tree, noun, words)], words)


def goes_on(tree: Tree, last: int, noun: int | None) -> bool:
    """*eight groups - six of which*, *8 groups, 6 based in the north*: the same things are counted on."""
    if noun is not None:
        return tree.lemma[noun].lower() in _RELATIVES or tree.lower[noun] in _RELATIVES
    follows = tree.tag[last + 1] if last + 1 < tree.n else ""
    return follows in {"VBN", "VBG"} or (follows == "IN" and tree.dep[last] not in {"pobj", "dobj"})


def distinction(tree: Tree, last: int) -> tuple[str, ...]:
    """What sets a part apart from the whole: *six of which are coastal*."""
    after = tree.sentences[tree.sentence[last]][1]
    words = (tree.lemma[k].lower() for k in range(last + 1, min(after, last + 8)) if tree.pos[k] in TELLING)
    return tuple(dict.fromkeys(words))[:2]
