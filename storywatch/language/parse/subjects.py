"""Whose verb it is, where the parser is misled: by a phrase before the subject, a verb between, or a short *'s*.

Knows shapes of trees only. Each mend keeps a phrase a run of tokens.
"""

from storywatch.language.lexicon import Lexicon
from storywatch.language.parse.tree import Tree

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_BESIDE = frozenset({"advmod", "aux", "neg", "punct", "prep", "npadvmod"})
"""What may stand between a subject and its verb."""
_OPENING = frozenset({"prep", "advcl"})
_MARKS = frozenset({"”", "“", '"', "''", "``"})
_EACH = frozenset({"both", "all", "each", "themselves", "itself", "himself", "herself"})
_PARTING = frozenset({",", ":", ";", "—", "–", "--", "”", ")", "''", '"'})
_RELATIVE = frozenset({"WDT", "WP", "DT"})
_SHORT = frozenset({"'s", "’s"})
_HIGHEST = 8
"""Verbs above another that are looked at."""


def mend_subject(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Set right whose verb a cue is."""
    if tree.tag[i] == "VBN":
        _lengthen(tree, lexicon, i)
    if tree.dep[i] == "conj":
        _raise_joined(tree, i)
    if not tree.has(i, "nsubj", "nsubjpass", "csubj", "expl"):
        _free(tree, i)
    subjects = [k for k in tree.kids[i] if tree.dep[k] == "nsubj" and k < i]
    if len(subjects) > 1 and not _insert(tree, i, subjects):
        _keep_last(tree, subjects)


def _keep_last(tree: Tree, subjects: list[int]) -> None:
    """*His promises notwithstanding, analysts say*: the noun before the verb is its subject, with what stands before it
    without a comma: *the board and the mayor*.
    """
    last = subjects[-1]
    for k in reversed(subjects[:-1]):
        before = tree.left(last) - 1
        dash = tree.lower[before] == "-" and tree.text[tree.start[before] - 1].isspace()
        if dash or tree.lower[before] in _PARTING or tree.tag[k] in _RELATIVE:
            tree.dep[k] = "dep"
        elif tree.lower[last] in _EACH:  # *they both say*
            tree.dep[last], last = "dep", k
        else:
            tree.hang(k, last, "compound")


def _free(tree: Tree, i: int) -> None:
    """*Of the mayor, Ana Prieto said*, *At the port, a woman who had waited asked*: after what opens a sentence and the
    comma that ends it, the noun before the verb is its subject, though it was taken for another name of what opens.
    """
    if tree.tag[i] not in _FINITE or tree.dep[i] in {"conj", "relcl", "acl", "amod"}:
        return
    k = i - 1
    first = tree.sentences[tree.sentence[i]][0]
    while k > first and tree.head[k] == i and (tree.dep[k] in _BESIDE or tree.space[k]):
        k = tree.left(k) - 1
    free = None
    for _ in range(_HIGHEST):
        above = tree.head[k]
        if above == k or above > i or k < first:
            return
        if above == i:
            break
        opens = tree.left(k)
        joined = tree.dep[k] == "appos" or (tree.dep[k] == "conj" and not tree.has(above, "cc"))
        if joined and above < opens and tree.lower[opens - 1] == "," and tree.pos[k] in _NOUNS:
            free = k
        k = above
    if free is not None and tree.dep[k] in _OPENING and _MARKS.isdisjoint(tree.lower[free:i]):
        tree.hang(free, i, "nsubj")


def _lengthen(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """*He's called for it*, *she's said that*: with an object, a clause or the preposition that it takes, the verb is
    active and *'s* is *has*.
    """
    short = tree.kid(i, "auxpass")
    subject = tree.kid(i, "nsubjpass")
    if short is None or subject is None or tree.lower[short] not in _SHORT or tree.has(i, "agent"):
        return
    lemma = tree.lemma[i].lower()
    hears = lemma in lexicon.informing or lemma in lexicon.asking or lemma in lexicon.person
    clause, below = tree.kid(i, "ccomp"), tree.kid(i, "xcomp")
    links = {tree.lower[k] for k in tree.kids[i] if tree.dep[k] == "prep" and k > i and tree.has(k, "pobj")}
    particle = tree.kid(i, "prt")
    taken = {name.split()[-1] for name in lexicon.prepositions.get(lemma, ()) if particle is None or " " in name}
    active = (
        tree.has(i, "dobj")
        or (clause is not None and clause > i and not hears)
        or (below is not None and not hears and lemma in lexicon.infinitive and lemma not in lexicon.clause)
        or (bool(links & taken) and lemma not in lexicon.object)
        or (bool(links & taken) and lemma == "call")
    )
    if active:
        tree.dep[short], tree.lemma[short], tree.dep[subject] = "aux", "have", "nsubj"


def _raise_joined(tree: Tree, i: int) -> None:
    """*Urges him to leave and says that*: a verb bound to a time is joined to another such, not to an infinitive."""
    if tree.tag[i] not in {"VBD", "VBZ"} or tree.has(i, "nsubj", "nsubjpass", "aux", "auxpass"):
        return
    first = tree.head[i]
    for _ in range(_HIGHEST):
        if tree.dep[first] != "conj":
            break
        first = tree.head[first]
    if not _is_infinitive(tree, first):
        return
    above = first
    for _ in range(_HIGHEST):
        if tree.head[above] == above or tree.sentence[above] != tree.sentence[i] or tree.right(above) > tree.right(i):
            return
        above = tree.head[above]
        if tree.tag[above] in _FINITE and tree.has(above, "nsubj"):
            break
    else:
        return
    if tree.right(above) > tree.right(i):
        return
    for k in [k for k in tree.kids[tree.head[i]] if tree.dep[k] == "cc" and tree.left(i) - 2 <= k < i]:
        tree.hang(k, above, "cc")
    tree.hang(i, above, "conj")


def _is_infinitive(tree: Tree, i: int) -> bool:
    return tree.tag[i] == "VB" and any(tree.dep[k] == "aux" and tree.tag[k] == "TO" for k in tree.kids[i])


def _insert(tree: Tree, i: int, subjects: list[int]) -> bool:
    """*The dam, as one of them pointed out, does not leak*: two subjects before the cue, and a clause after it that has
    none. The first is that clause's, and the cue is set into it.
    """
    clause = next((k for k in tree.kids[i] if k > i and tree.dep[k] == "ccomp"), None)
    first, second = subjects[0], subjects[-1]
    if clause is None or tree.has(clause, "nsubj", "nsubjpass", "expl", "mark") or tree.dep[i] == "conj":
        return False
    opens = tree.left(second)
    mark = tree.kid(i, "mark")
    opens = opens if mark is None else min(opens, mark)
    if tree.lower[opens - 1] != "," or tree.right(first) >= opens or tree.lower[tree.left(clause) - 1] != ",":
        return False
    above, dep = tree.head[i], tree.dep[i]
    moved = [k for k in tree.kids[i] if k < opens - 1 or k > clause]
    if above == i:
        tree.kids[i].remove(clause)
        tree.head[clause], tree.dep[clause] = clause, dep
    else:
        tree.hang(clause, above, dep)
    tree.hang(i, clause, "parataxis" if mark is None else "advcl")
    for k in moved:
        tree.hang(k, clause, tree.dep[k])
    return True
