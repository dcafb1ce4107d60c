"""Whether a number says how much more or less, and not how much there is: *three more*, *fell by 12 percent*."""

from storywatch.language.figures.counted import CountWords, find_noun
from storywatch.language.parse.tree import Tree

_TO_NOUN = frozenset({"nummod", "quantmod", "compound", "nmod"})
_BY_VERB = frozenset({"npadvmod", "dobj", "nummod", "advmod"})


def is_change(tree: Tree, first: int, last: int, number: int, words: CountWords, *, measured: bool) -> bool:
    """*three more*, *another 40*, *rose by 12 percent*, *a 12 percent rise*, *2 percent higher*; *rose to 12* tells how
    much there is.

    `first` to `last`: the tokens of the number and its unit; `number`: its own last; `measured`: it has a unit.
    """
    if (first and tree.lower[first - 1] in words.more - {"more"}) or tree.lower[last + 1 : last + 2] == ["more"]:
        return True
    noun = find_noun(tree, number)
    kids = [] if noun is None else tree.kids[noun]
    if any(first - 2 <= k < tree.head[k] and tree.lower[k] in words.more for k in kids):
        return True
    if not measured:
        return False
    if tree.lower[last + 1 : last + 2] and tree.lower[last + 1] in words.beyond:
        return True
    if first and tree.lower[first - 1] in words.downs and tree.lower[last + 1 : last + 2] not in (["to"], ["at"]):
        return True  # *closed down 3 percent*
    top = noun if noun is not None else number
    while tree.dep[top] in _TO_NOUN and tree.head[top] != top:
        top = tree.head[top]
    above = tree.head[top]
    link = tree.lower[above] if tree.dep[top] == "pobj" else ""
    if _is_movement(tree, tree.head[above] if link == "of" else top, words):
        return True
    if link == "by":
        above = tree.head[above]
    elif tree.dep[top] not in _BY_VERB:
        return False
    return tree.lemma[above].lower() in words.moves


def _is_movement(tree: Tree, noun: int, words: CountWords) -> bool:
    """*A rise*, *a cut*: how far something moves. *A pay rise* is itself what is offered, asked for or agreed."""
    if tree.pos[noun] != "NOUN" or tree.lemma[noun].lower() not in words.moves:
        return False
    beside = (k for k in tree.kids[noun] if tree.dep[k] == "compound" and tree.tag[k] != "CD")
    return all(tree.lower[k] in words.units for k in beside)
