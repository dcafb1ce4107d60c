"""Attachments that the parser gets wrong as a rule, set right before anything is read off the tree.

Knows shapes of trees only, and where quotations are. Each mend keeps a phrase a run of tokens.
"""

from collections.abc import Callable, Iterable

from storywatch.language.lexicon import Lexicon
from storywatch.language.parse.headlines import mend_headlines
from storywatch.language.parse.subjects import mend_subject
from storywatch.language.parse.tree import Tree

_CLAUSES = ("ccomp", "relcl", "acl")
_SUBJECTS = frozenset({"nsubj", "csubj"})
_FINITE = frozenset({"MD", "VBD", "VBP", "VBZ"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_TAKEN_FOR = frozenset({"dobj", "dative", "attr", "oprd", "appos", "dep", "nmod"})
"""What a parse takes the speaker for who stands behind the cue."""
_OCCASIONS = frozenset({"in", "at", "on", "during", "for", "before", "after", "by"})
"""Prepositions of where and when something is said."""


Quoted = Callable[[int], int | None]
"""Which quotation a character lies in."""


def mend(tree: Tree, lexicon: Lexicon, quoted: Quoted | None) -> None:
    """Set right all that is known to go wrong. `quoted` is None where the text quotes nothing."""
    mend_headlines(tree, lexicon)
    for i, lemma in enumerate(tree.lemma):
        if lemma in lexicon.citing and tree.tag[i] == "VBG":
            _mend_citing(tree, lexicon, i)
        if tree.dep[i] == "appos":
            _mend_title(tree, lexicon, i)
        if tree.pos[i] != "VERB":
            continue
        if lemma in lexicon.colouring:
            _mend_raising(tree, i)
        if lemma in lexicon.clause:
            _mend_reduced(tree, i)
            _mend_parted(tree, i)
            _mend_occasion(tree, i, told=lemma in lexicon.informing)
            if quoted is not None and quoted(tree.start[i]) is None:
                _mend_speaker(tree, quoted, i)
        if lemma in lexicon.verbs:
            mend_subject(tree, lexicon, i)


def _mend_citing(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """*The Courier reported, citing two officials, that*: the clause is what was reported, not the officials'."""
    above, source = tree.head[i], tree.kid(i, "dobj")
    if above >= i or source is None or tree.lemma[above] not in lexicon.clause:
        return
    for holder in (i, source):
        for clause in tree.kids[holder]:
            first = tree.left(clause)
            told = tree.lower[first] == "that" and first > 0 and tree.lower[first - 1] == ","
            if told and tree.dep[clause] in _CLAUSES:
                tree.hang(clause, above, "ccomp")
                return


def _mend_reduced(tree: Tree, i: int) -> None:
    """*Denied the company ran any tests*: a finite verb, or one with an object, is a clause's, and no participle."""
    thing = tree.kid(i, "dobj")
    verb = tree.kid(thing, "acl") if thing is not None else None
    if thing is None or verb is None or tree.has(i, "ccomp") or tree.left(thing) != i + 1:
        return
    if tree.tag[verb] == "VBD" or (tree.tag[verb] == "VBN" and tree.has(verb, "dobj")):
        tree.hang(verb, i, "ccomp")
        tree.hang(thing, verb, "nsubj")
        tree.tag[verb] = "VBD"


def _mend_parted(tree: Tree, i: int) -> None:
    """*Said the opening of the pier, planned for June, could be delayed*: what the clause tells of is no object."""
    thing, clause = tree.kid(i, "dobj"), tree.kid(i, "ccomp")
    if thing is None or clause is None or not i < thing < clause or tree.has(clause, "mark", *_SUBJECTS, "nsubjpass"):
        return
    first = tree.left(clause)
    if tree.tag[first] in _FINITE and tree.lower[first - 1] == ",":
        tree.hang(thing, clause, "nsubjpass" if tree.has(clause, "auxpass") else "nsubj")


def _mend_raising(tree: Tree, i: int) -> None:
    """*Went on to explain*: what follows is what was done, not what it was done for."""
    purpose = tree.kid(i, "advcl")
    to = tree.kid(purpose, "aux") if purpose is not None else None
    particle = tree.kid(i, "prt")
    if purpose is not None and to is not None and tree.tag[to] == "TO" and to == (particle or i) + 1:
        tree.dep[purpose] = "xcomp"


def _mend_title(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """*The mayor of Orlan, Ana Prieto*: she is the mayor, not Orlan."""
    above = tree.head[i]
    if tree.pos[i] != "PROPN" or tree.pos[i - 1] != "PROPN" or tree.lower[tree.left(i) - 1] != ",":
        return
    for _ in range(3):  # *the governor of the Bank of Orlan*
        link = tree.head[above]
        if tree.dep[above] != "pobj" or tree.dep[link] != "prep":
            return
        above = tree.head[link]
        if tree.lemma[above].lower() in lexicon.offices:
            if not tree.has(above, "appos"):
                tree.hang(i, above, "appos")
            return


def _mend_occasion(tree: Tree, i: int, *, told: bool) -> None:
    """*Said in a debate that he was ready*, *told a debate that*: the clause is what was said, not the debate's."""
    if tree.has(i, "ccomp"):
        return
    for k in tree.kids[i]:
        if k > i and tree.dep[k] == "prep" and tree.lower[k] in _OCCASIONS:
            noun = tree.kid(k, "pobj")
        elif told and k > i and tree.dep[k] in {"dobj", "dative"}:
            noun = k
        else:
            continue
        clause = tree.kid(noun, *_CLAUSES) if noun is not None else None
        if clause is None:
            continue
        first, subject = tree.left(clause), tree.kid(clause, "nsubj", "nsubjpass", "expl")
        if tree.lower[first] == "that" and tree.head[first] == clause and subject not in {None, first}:
            tree.hang(clause, i, "ccomp")
            tree.dep[first] = "mark"
            return


def _mend_speaker(tree: Tree, quoted: Quoted, i: int) -> None:
    """*"We lost the mill, the bridge," said Doe*: nobody in a quotation is the subject of a cue outside."""
    subjects = [k for k in tree.kids[i] if tree.dep[k] in _SUBJECTS]
    inside = [k for k in subjects if quoted(tree.start[k]) is not None]
    if not inside:
        return
    if len(inside) == len(subjects):
        outside = [k for k in tree.kids[i] if quoted(tree.start[k]) is None]
        speaker = _behind(tree, outside, i) if tree.pos[i - 1] == "PUNCT" else _before(tree, quoted, i)
        if speaker is None:
            return
        tree.hang(speaker, i, "nsubj")
    for k in inside:
        tree.dep[k] = "dep"


def _behind(tree: Tree, outside: Iterable[int], i: int) -> int | None:
    """The noun right behind the cue."""
    for k in outside:
        if k > i and tree.dep[k] in _TAKEN_FOR and tree.pos[k] in _NOUNS and tree.left(k) == i + 1:
            return k
    return None


def _before(tree: Tree, quoted: Quoted, i: int) -> int | None:
    """The noun right before the cue: the head of its phrase, as far as that lies outside the quotation."""
    k = i - 1
    while k > 0 and (tree.pos[k] in {"ADV", "AUX"} or tree.space[k]):
        k -= 1
    if tree.pos[k] not in _NOUNS or tree.sentence[k] != tree.sentence[i]:
        return None
    for _ in range(8):
        above = tree.head[k]
        if above == i or tree.pos[above] not in _NOUNS or quoted(tree.start[above]) is not None:
            break
        k = above
    return None if _is_under(tree, i, k) else k


def _is_under(tree: Tree, i: int, above: int) -> bool:
    while tree.head[i] != i:
        i = tree.head[i]
        if i == above:
            return True
    return False
