"""What a clause says at bottom: the clause below one that only colours, thinks, finds or negates it.

*Seems to leak* says that it leaks, *said it believed that he had left* that he had left, *there is no evidence that it
leaks* that it does not, *tests showed that it leaks* that it does. Knows nothing of who speaks, but for the names that
it is told.
"""

from typing import NamedTuple

from storywatch.language.lexicon import Lexicon
from storywatch.language.parse.tree import Tree

DEEPEST = 5
"""Clauses that one is looked for below: *said it believed there was no evidence that tests had shown*."""

PLANNING = frozenset({"plan", "intend", "consider", "prepare"})
"""Verbs above what is to come: *said it planned to close* says that it will close."""

NO = frozenset({"no", "never", "neither", "nobody", "none", "nothing", "nor", "nowhere"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "acomp"})
_COMPLEMENTS = frozenset({"acomp", "oprd"})
_CLAUSES = ("ccomp", "acl", "relcl", "xcomp", "advcl", "csubj", "csubjpass")
_OF = frozenset({"of", "in", "to", "for", "behind"})
"""*No evidence of a leak*, *no truth in reports of it*."""
_SAME = frozenset({"i", "we", "it", "they", "he", "she"})
"""Subjects of *think* in a content that stand for the speaker: *said it believed*."""


class Kernel(NamedTuple):
    """The head of what is said at bottom."""

    head: int
    turned: bool = False
    """What is above it negates it."""
    rebuts: bool = False
    """What is above it negates that somebody could say so: *no evidence that*, *it is not true that*."""
    apart: bool = True
    """What is above it says nothing of the world: its words are no part of what is said."""
    tested: bool = False
    """What is above it is a test's outcome: *tests showed that*."""
    upheld: bool = False
    """What is above it says that those who say so are right: *reports that it leaks are accurate*."""


def find_kernel(tree: Tree, lexicon: Lexicon, head: int) -> Kernel:
    """Go down from a clause's or phrase's head to what it says at bottom."""
    turned = rebuts = apart = tested = upheld = False
    for _ in range(DEEPEST):
        step = _event(tree, lexicon, head) or _below(tree, lexicon, head)
        if step is None:
            break
        head, turned = step.head, turned != step.turned
        rebuts, apart, tested = rebuts or step.rebuts, apart or step.apart, tested or step.tested
        upheld = upheld or step.upheld
    return Kernel(head, turned, rebuts, apart, tested, upheld)


def _event(tree: Tree, lexicon: Lexicon, head: int) -> Kernel | None:
    """The event in *the possibility of*, *reports that*, *talk of a strike*."""
    if tree.pos[head] != "NOUN" or tree.lemma[head].lower() not in lexicon.reports:
        return None
    below = tree.kid(head, "acl", "ccomp", "relcl")
    if below is None and (link := tree.kid(head, "prep")) is not None and tree.lower[link] == "of":
        below = next((k for k in tree.kids[link] if k > link and tree.dep[k] in {"pobj", "pcomp"}), None)
    if below is None:
        below = next((k for k in tree.kids[head] if tree.dep[k] == "compound" and tree.pos[k] == "NOUN"), None)
    return None if below is None else Kernel(below)


def _below(tree: Tree, lexicon: Lexicon, verb: int) -> Kernel | None:
    """One clause further down, where the one above only says how it is known."""
    if tree.pos[verb] not in {"VERB", "AUX"}:
        return None
    lemma = tree.lemma[verb].lower()
    xcomp, clause = tree.kid(verb, "xcomp"), tree.kid(verb, "ccomp")
    if xcomp is not None and lemma in PLANNING:
        return Kernel(xcomp, turned=is_negated(tree, verb), apart=False)
    if xcomp is not None and is_to(tree, lexicon, verb, xcomp):
        return Kernel(xcomp, turned=is_negated(tree, verb), apart=False)
    if xcomp is not None and lemma in lexicon.colouring:
        return Kernel(xcomp, turned=is_negated(tree, verb), apart=False)
    subject = tree.kid(verb, "nsubj")
    if clause is not None and clause > verb and subject is not None and tree.pos[clause] in {"VERB", "AUX"}:
        if lemma in lexicon.thinking and tree.lower[subject] in _SAME:
            return Kernel(clause, turned=is_negated(tree, verb))
        if lemma in lexicon.finding and tree.lemma[subject].lower() in lexicon.findings and not _open(tree, verb):
            return Kernel(clause, turned=is_negated(tree, verb), tested=lemma not in lexicon.leaning_possible)
    return _sign(tree, lexicon, verb) or _truth(tree, lexicon, verb, lemma)


def is_to(tree: Tree, lexicon: Lexicon, verb: int, infinitive: int) -> bool:
    """*The mill is to close*: what is to come of it, and not what it is, as *the aim is to close it*."""
    to, subject = tree.kid(infinitive, "aux"), tree.kid(verb, "nsubj", "nsubjpass")
    if tree.lemma[verb].lower() != "be" or to is None or tree.tag[to] != "TO" or subject is None:
        return False
    between = all(tree.dep[k] in {"neg", "advmod"} for k in range(verb + 1, to))
    return to > verb and between and subject < verb and tree.lemma[subject].lower() not in lexicon.aims


def _open(tree: Tree, verb: int) -> bool:
    """*Tests may show*, *tests will show*: they have not."""
    return any(tree.dep[k] == "aux" and tree.tag[k] == "MD" for k in tree.kids[verb])


def _sign(tree: Tree, lexicon: Lexicon, verb: int) -> Kernel | None:
    """*There is no evidence that*, *there is no truth in*: from a sign that there is, nothing follows."""
    noun = tree.kid(verb, "attr", "dobj")
    if noun is None or not is_negated(tree, verb):
        return None
    clause = tree.kid(noun, *_CLAUSES) or tree.kid(verb, "ccomp", "advcl")
    if tree.lemma[noun].lower() in lexicon.grounds:  # *no reason to believe that*
        believed = clause is not None and clause > noun and tree.lemma[clause].lower() in lexicon.believing
        told = tree.kid(clause, "ccomp") if clause is not None and believed else None
        return None if told is None else Kernel(told, turned=True, rebuts=True)
    if tree.lemma[noun].lower() not in lexicon.signs:
        return None
    if clause is not None and tree.lemma[clause].lower() in lexicon.finding:  # *no evidence to suggest that*
        clause = tree.kid(clause, "ccomp", "dobj")
    if clause is None:
        link = tree.kid(noun, "prep")
        clause = tree.kid(link, "pobj", "pcomp") if link is not None and tree.lower[link] in _OF else None
    return None if clause is None or clause < noun else Kernel(clause, turned=True, rebuts=True)


def _truth(tree: Tree, lexicon: Lexicon, verb: int, lemma: str) -> Kernel | None:
    """*It is not true that*, *reports that it leaks are false*."""
    word = tree.kid(verb, "acomp", "attr")
    if lemma not in lexicon.copulas or word is None:
        return None
    false = tree.lemma[word].lower() in lexicon.untrue
    if not false and tree.lemma[word].lower() not in lexicon.true:
        return None
    turned = false != is_negated(tree, verb)
    subject = tree.kid(verb, "nsubj")
    if subject is not None and (told := _event(tree, lexicon, subject)) is not None:
        return Kernel(told.head, turned, rebuts=turned, upheld=not turned)
    clause = tree.kid(verb, "ccomp", "csubj", "advcl") or tree.kid(word, "ccomp", "advcl")
    it = subject is None or tree.lower[subject] == "it"
    return Kernel(clause, turned, rebuts=turned) if clause is not None and it else None


def limbs(tree: Tree, verb: int) -> list[int]:
    """Children of a verb and of its auxiliaries: parses hang *not* and the subject on either."""
    below = tree.kids[verb]
    auxiliaries = [k for k in below if tree.dep[k] in {"aux", "auxpass"} and tree.kids[k]]
    return below if not auxiliaries else sorted([*below, *(x for k in auxiliaries for x in tree.kids[k])])


def is_negated(tree: Tree, head: int) -> bool:
    """Tell whether a clause's own verb, subject or object is negated, or what somebody is said to be: *not guilty*."""
    for k in limbs(tree, head):
        dep = tree.dep[k]
        if dep == "neg" or tree.lower[k] in NO:
            return True
        if dep in _COMPLEMENTS and tree.has(k, "neg"):
            return True
        if (dep in _ARGUMENTS or tree.lower[k] == "longer") and any(
            tree.lower[x] in NO and tree.dep[x] in {"det", "neg", "advmod"} for x in tree.kids[k]
        ):
            return True
    return False
