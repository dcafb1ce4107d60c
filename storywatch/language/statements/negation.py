"""Whether a cue is negated: by a word of its own, by the verb that it hangs on, or by a subject that is nobody.

*Did not confirm*, *no longer denies*, *stopped denying*, *has yet to confirm*, *neither X nor Y confirmed*, *none of
the ministers denied*. Knows nothing of acts, nor of who the subject is.
"""

from storywatch.language.lexicon import Lexicon
from storywatch.language.parse.tree import Tree
from storywatch.language.statements.kernels import NO

_OWN = frozenset({"never", "neither", "nor"})
_BEFORE = frozenset({"det", "preconj", "cc", "neg", "advmod"})
"""Relations of a word that negates the noun behind it."""
_SAVE = frozenset({"but", "except", "save", "besides", "than"})
"""*No one but the mayor*, *none other than the mayor*: somebody after all."""
_REMARKS = frozenset({"surprisingly", "unexpectedly", "unreasonably", "coincidentally", "uncommonly"})
"""*Not surprisingly denied it*: who writes is not surprised, and it was denied."""
_LEADING = frozenset({"of", "from"})


def is_cue_negated(tree: Tree, lexicon: Lexicon, verb: int, subject: int | None) -> bool:
    """Tell whether what the cue says of its subject was not done."""
    return (
        any(_negates(tree, lexicon, k) for k in tree.kids[verb])
        or _is_left_undone(tree, lexicon, verb)
        or _is_inverted(tree, lexicon, verb, subject)
        or (subject is not None and is_nobody(tree, lexicon, subject))
    )


def is_nobody(tree: Tree, lexicon: Lexicon, noun: int) -> bool:
    """*Neither X nor Y*, *no official*, *none of the ministers*, *few senators*, *not one*, *hardly anyone*."""
    lower = tree.lower
    if any(lower[k] in _SAVE for k in tree.kids[noun]):
        return False
    first = tree.left(noun)
    few = next((k for k in range(first, noun + 1) if lower[k] in lexicon.scarcely), None)
    if few is not None and (few == first or tree.tag[few - 1] == "RB"):  # *a few* are some
        return True
    if lower[noun] in NO or (lower[first] == "not" and first < noun and lower[first + 1] != "only"):
        return True
    numbered = tree.tag[noun] == "CD"  # *No 10*
    return any(lower[k] in NO and tree.dep[k] in _BEFORE and not numbered for k in tree.kids[noun] if k < noun)


def _negates(tree: Tree, lexicon: Lexicon, k: int) -> bool:
    if tree.dep[k] == "neg" or tree.lower[k] in _OWN:
        return True
    if tree.dep[k] != "advmod" or tree.lower[k] in _REMARKS:
        return False
    return tree.lower[k] in lexicon.scarcely or tree.has(k, "neg")  # *no longer*


def _is_inverted(tree: Tree, lexicon: Lexicon, verb: int, subject: int | None) -> bool:
    """*At no point did she confirm it*, *neither here nor there did he admit it*; *not only did he* affirms."""
    aux = tree.kid(verb, "aux")
    if aux is None or subject is None or not aux < subject < verb:
        return False
    opening = tree.lower[tree.left(verb) : aux]
    negative = any(word in NO or word == "not" or word in lexicon.scarcely for word in opening)
    return negative and "only" not in opening


def _is_left_undone(tree: Tree, lexicon: Lexicon, verb: int) -> bool:
    """*would neither confirm nor deny*, *did not try to confirm*, *stopped denying*, *has yet to confirm*."""
    head = tree.head[verb]
    lemma = tree.lemma[head].lower()
    match tree.dep[verb]:
        case "conj":
            return any(tree.lower[k] == "neither" for k in tree.kids[head])
        case "xcomp" if lemma not in lexicon.withholding:
            yet = lemma in {"have", "be"} and any(tree.lower[k] == "yet" for k in tree.kids[head])
            ceased = lemma in lexicon.ceasing and tree.tag[verb] == "VBG"
            return yet or ceased != any(_negates(tree, lexicon, k) for k in tree.kids[head])
        case "pcomp" if tree.lower[head] in _LEADING:  # *refrained from confirming*, *stopped short of confirming*
            above = tree.head[head]
            above = tree.head[above] if tree.dep[above] == "advmod" else above
            return tree.lemma[above].lower() in lexicon.ceasing
        case _:
            return False
