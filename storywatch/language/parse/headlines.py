"""Headlines in which *to* stands for *will*: *Acme to close plant*. Knows the shape of a line only.

A parser of running text takes the name for a verb, or the infinitive for a purpose. Here the infinitive becomes the
line's verb in the future, and what stands before it who acts.
"""

from storywatch.language.lexicon import Lexicon
from storywatch.language.parse.tree import Tree

REACH = 8
"""Words before *to* that name who acts."""

_NAMING = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "DET"})
_ENDS = frozenset({".", "!", "?", ";", ":"})


def mend_headlines(tree: Tree, lexicon: Lexicon) -> None:
    """Set right every sentence that no mark ends and that opens so."""
    for first, after in tree.sentences:
        last = after - 1
        while last > first and tree.space[last]:
            last -= 1
        if last - first < 2 or tree.lower[last] in _ENDS:  # noqa: PLR2004 - who, to, what
            continue
        to = next((k for k in range(first + 1, min(last, first + REACH + 1)) if tree.tag[k] == "TO"), None)
        if to is not None and tree.tag[to + 1] == "VB" and tree.head[to] == to + 1:
            planned = tree.lemma[to - 1] in lexicon.nouns  # *the council's plan to close it*
            named = not planned and all(tree.pos[k] in _NAMING or tree.space[k] for k in range(first + 1, to))
            if named and (tree.pos[first] in _NAMING or tree.tag[first] == "VB"):  # a name that it does not know
                _turn(tree, first, to)


def _turn(tree: Tree, first: int, to: int) -> None:
    """Let the verb after `to` take the place of the noun before it, and the noun be its subject."""
    verb, noun = to + 1, to - 1
    for _ in range(REACH):
        if not first <= tree.head[noun] < to or tree.head[noun] == noun:
            break
        noun = tree.head[noun]
    if tree.head[noun] == verb:
        tree.dep[noun], tree.modal[verb] = "nsubj", "will"
        tree.tag[to] = "MD"
    if tree.head[verb] != noun:
        return
    above = tree.head[noun]
    tree.kids[noun].remove(verb)
    if above == noun:
        tree.head[verb] = verb
    else:
        tree.kids[above][tree.kids[above].index(noun)] = verb
        tree.head[verb] = above
    tree.dep[verb], tree.modal[verb] = tree.dep[noun], "will"
    moved = [k for k in tree.kids[noun] if k > to]
    tree.kids[noun] = [k for k in tree.kids[noun] if k < to]
    tree.kids[verb] = sorted([*tree.kids[verb], *moved, noun])
    for k in moved:
        tree.head[k] = verb
    tree.head[noun], tree.dep[noun] = verb, "nsubj"
    if tree.pos[noun] not in {"NOUN", "PROPN"}:
        tree.pos[noun], tree.tag[noun], tree.lemma[noun] = "PROPN", "NNP", tree.lower[noun]
    tree.tag[to], tree.dep[to] = "MD", "aux"
