"""Whether what a cue tells has not been said in the world: yet to come, supposed, dreamt, forged, acted.

*Until X confirms it*, *insisted that X confirm it*, *all but confirmed it*, *suppose that X confirms it*,
*in a deepfake video X confirms it*, *a man posing as X's spokesman confirmed it*, *falsely claimed that X had denied
it*. Asked only of acts that move a claim. Knows no frames.
"""

from storywatch.language.lexicon import Lexicon
from storywatch.language.parse.tree import Tree

_SUBJECTS = ("nsubj", "csubj")
_NOUNS = frozenset({"pobj", "nsubj", "nsubjpass"})
_NAMING = frozenset({"compound", "nmod", "appos"})
_PRESENT = frozenset({"VBZ", "VBP"})
_SLIPPING = frozenset({"in", "by"})
_BARE = frozenset({"VB", "VBP"})
_SINGLE = frozenset({"NN", "NNP", "NNPS"})
_ONE = frozenset({"he", "she", "it"})
_PHRASE = 12
"""Tokens of a speaker's phrase before its name in which somebody poses as what it says."""
_PLACES = frozenset({"in", "on", "at"})


def is_unreal(tree: Tree, lexicon: Lexicon, verb: int, subject: int | None) -> bool:
    """Tell whether the cue's deed is none."""
    return (
        _is_to_come(tree, lexicon, verb)
        or _is_supposed_above(tree, lexicon, verb)
        or _is_wanted(tree, lexicon, verb)
        or _falls_short(tree, lexicon, verb)
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


def _is_wanted(tree: Tree, lexicon: Lexicon, verb: int) -> bool:
    """*Insisted that X admit it*: a bare form behind a subject is what should be done.

    Of several subjects every verb is bare: *demanded that they confirm it*, but *said that they confirm it*.
    """
    subject = tree.kid(verb, *_SUBJECTS)
    if tree.tag[verb] not in _BARE or subject is None or tree.dep[verb] != "ccomp":
        return False
    if any(tree.dep[k] in {"aux", "auxpass"} for k in tree.kids[verb]):
        return False
    single = tree.tag[subject] in _SINGLE or tree.lower[subject] in _ONE
    above = tree.lemma[tree.head[verb]].lower()
    wants = "demand" in (lexicon.clause.get(above, ("assert",))[0], lexicon.infinitive.get(above))
    return wants or (single and not tree.has(subject, "conj"))


def _falls_short(tree: Tree, lexicon: Lexicon, verb: int) -> bool:
    """*All but confirmed*, *almost denied*, *mistakenly confirmed*, *in error*; what is falsely denied is denied."""
    lemma = tree.lemma[verb].lower()
    denies = "deny" in (lexicon.clause.get(lemma, ("",))[0], lexicon.object.get(lemma))
    if verb > 1 and tuple(tree.lower[verb - 2 : verb]) == ("all", "but"):
        return True
    for k in tree.kids[verb]:
        word = tree.lower[k]
        if tree.dep[k] == "advmod" and (
            (k < verb and word in lexicon.nearly) or (word in lexicon.falsely and not denies)
        ):
            return True
        slip = tree.kid(k, "pobj") if tree.dep[k] == "prep" and word in _SLIPPING and not denies else None
        if slip is not None and tree.lemma[slip].lower() in lexicon.slips:
            return True
    return False


def _is_in_forgery(tree: Tree, lexicon: Lexicon, verb: int) -> bool:
    """*A letter in which X confirms it is a hoax*."""
    noun = tree.head[verb]
    if tree.dep[verb] not in {"relcl", "acl"} or tree.dep[noun] not in _NOUNS:
        return False
    called = tree.kid(tree.head[noun], "attr", "acomp")
    return called is not None and tree.lemma[called].lower() in lexicon.forgeries | lexicon.untrue | lexicon.forged
