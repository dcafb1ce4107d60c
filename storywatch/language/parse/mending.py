"""Attachments that the parser gets wrong as a rule, set right before anything is read off the tree.

Knows shapes of trees only. Each mend keeps a phrase a run of tokens.
"""

from storywatch.language.lexicon import Lexicon
from storywatch.language.parse.tree import Tree

_CLAUSES = frozenset({"ccomp", "relcl", "acl"})


def mend_citing(tree: Tree, lexicon: Lexicon) -> None:
    """*The Courier reported, citing two officials, that*: the clause is what was reported, not the officials'."""
    for k, lemma in enumerate(tree.lemma):
        if lemma not in lexicon.citing or tree.tag[k] != "VBG" or tree.dep[k] == "ROOT":
            continue
        above, source = tree.head[k], tree.kid(k, "dobj")
        if above > k or source is None or tree.lemma[above] not in lexicon.clause:
            continue
        for holder in (k, source):
            for c in tree.kids[holder]:
                if tree.dep[c] in _CLAUSES and _opens_after_comma(tree, c):
                    _hang(tree, c, above)
                    return


def _opens_after_comma(tree: Tree, clause: int) -> bool:
    first = tree.left(clause)
    return tree.lower[first] == "that" and first > 0 and tree.lower[first - 1] == ","


def _hang(tree: Tree, i: int, above: int) -> None:
    tree.kids[tree.head[i]].remove(i)
    tree.head[i], tree.dep[i] = above, "ccomp"
    tree.kids[above] = sorted([*tree.kids[above], i])
