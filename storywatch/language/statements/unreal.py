"""Whether what a cue tells has not been said in the world: yet to come, supposed, dreamt, forged, acted.

*Until X confirms it*, *suppose that X confirms it*, *in a deepfake video X confirms it*, *a man posing as X's spokesman
confirmed it*, *falsely claimed that X had denied it*. Asked only of acts that move a claim. Knows no frames.
"""

from storywatch.language.lexicon import Lexicon
from storywatch.language.parse.tree import Tree

_SUBJECTS = ("nsubj", "csubj")
_NOUNS = frozenset({"pobj", "nsubj", "nsubjpass"})
_NAMING = frozenset({"compound", "nmod", "appos"})
_PRESENT = frozenset({"VBZ", "VBP"})
_PHRASE = 12
"""Tokens of a speaker's phrase before its name in which somebody poses as what it says."""
_PLACES = frozenset({"in", "on", "at"})


def is_unreal(tree: Tree, lexicon: Lexicon, verb: int, subject: int | None) -> bool:
    """Tell whether the cue's deed is none."""
    return (
        _is_to_come(tree, lexicon, verb)
        or _is_supposed_above(tree, lexicon, verb)
        or is_feigned(tree, lexicon, verb, subject)
        or _is_in_forgery(tree, lexicon, verb)
    )


def is_feigned(tree: Tree, lexicon: Lexicon, verb: int, subject: int | None) -> bool:
    """*A parody account of X confirmed*, *a man posing as*, *a false report said*, *in a fake post X confirmed*."""
    if subject is not None:
        if _is_forged(tree, lexicon, subject, lexicon.forged | lexicon.untrue):
            return True
        before = range(max(tree.left(subject), subject - _PHRASE), subject)  # the name, mended to be the verb's subject
        if any(tree.tag[k] == "VBG" and tree.lemma[k].lower() in lexicon.feigning for k in before):
            return True
    links = (k for k in tree.kids[verb] if tree.dep[k] == "prep" and tree.lower[k] in _PLACES)
    nouns = (tree.kid(k, "pobj") for k in links)
    return any(noun is not None and _is_forged(tree, lexicon, noun, lexicon.forged) for noun in nouns)


def _is_forged(tree: Tree, lexicon: Lexicon, noun: int, forged: frozenset[str]) -> bool:
    if tree.lemma[noun].lower() in lexicon.forgeries:
        return True
    for k in tree.kids[noun]:
        dep, lemma = tree.dep[k], tree.lemma[k].lower()
        if (dep == "amod" and tree.lower[k] in forged) or (dep in _NAMING and lemma in lexicon.forgeries):
            return True
        if dep in {"acl", "relcl"} and lemma in lexicon.feigning:
            return True
    return False


def _is_to_come(tree: Tree, lexicon: Lexicon, verb: int) -> bool:
    """*Until X confirms*, *once X has confirmed*, *when X confirms is open*: told in the present, it is yet to come."""
    finite = next((k for k in tree.kids[verb] if tree.dep[k] == "aux" and k < verb), verb)
    if tree.tag[finite] not in _PRESENT or tree.dep[verb] == "ROOT":
        return False
    marks = (k for k in tree.kids[verb] if k < verb and tree.dep[k] in {"mark", "advmod"})
    return any(tree.lower[k] in lexicon.pending for k in marks) or _as_soon_as(tree, verb)


def _as_soon_as(tree: Tree, verb: int) -> bool:
    return any(tree.lower[k] == "as" and k > 0 and tree.lower[k - 1] == "soon" for k in tree.kids[verb] if k < verb)


def _is_supposed_above(tree: Tree, lexicon: Lexicon, verb: int) -> bool:
    """*Suppose X confirms*, *dreamt that X confirmed*, *falsely claimed that X confirmed*, *hackers posted that*."""
    above = tree.head[verb]
    if tree.dep[verb] != "ccomp" or above == verb:
        return False
    if tree.lemma[above].lower() in lexicon.supposing or any(
        tree.lower[k] in lexicon.falsely for k in tree.kids[above]
    ):
        return True
    return is_feigned(tree, lexicon, above, tree.kid(above, *_SUBJECTS))


def _is_in_forgery(tree: Tree, lexicon: Lexicon, verb: int) -> bool:
    """*A letter in which X confirms it is a hoax*."""
    noun = tree.head[verb]
    if tree.dep[verb] not in {"relcl", "acl"} or tree.dep[noun] not in _NOUNS:
        return False
    called = tree.kid(tree.head[noun], "attr", "acomp")
    return called is not None and tree.lemma[called].lower() in lexicon.forgeries | lexicon.untrue | lexicon.forged
