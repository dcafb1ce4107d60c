"""Trees of the Universal Dependencies, put the way the rules read them: one set of rules for every language.

The rules read trees as English models make them (CLEAR's labels, the Penn Treebank's tags): prepositions above their
nouns, copulas and main verbs above what completes them, modals and copulas as words of their own, names of function
words in English. A pack says by `scheme = "ud"` that its model's trees are of the other kind. Knows no language: what
is a modal, a copula's verb or a word for *not* is the pack's.
"""

from collections.abc import Callable

from storywatch.language.parse.branches import VERBAL, Branches, Grammar
from storywatch.language.parse.misparses import (
    behead_titles,
    free_pronouns,
    join_links,
    mend_inversions,
    raise_verbs,
    settle_reflexives,
)
from storywatch.language.parse.tree import Tree
from storywatch.language.parse.wording import gloss_and_label, read_digits, tag

_CLAUSAL = ("nsubj", "csubj", "aux", "expl", "mark", "punct", "advcl", "parataxis")
"""Labels, by how they begin, of what belongs to a clause and not to the word that its copula completes."""


def recast(tree: Tree, morph: list[str], grammar: Grammar) -> None:
    """Change a parsed text's columns in place. Every tree stays a tree, and a phrase a run of tokens."""
    branches = Branches(tree, morph, grammar)
    for step in _STEPS:
        step(branches)


def _promote_modals(b: Branches) -> None:
    """*peut fermer*: *fermer* is the verb, *peut* its auxiliary; *fait savoir* is one verb."""
    for i in range(len(b.head)):
        modal, causative = b.lemma[i] in b.grammar.modals, b.lemma[i] in b.grammar.causatives
        if b.pos[i] not in VERBAL or not (modal or causative):
            continue
        verb = next((k for k in b.below(i, "xcomp") if k > i and b.tag[k] == "VB"), None)
        if verb is None or (causative and verb != i + 1):
            continue
        b.swap(verb, i, "aux")
        for k in [k for k in b.kids[i] if k < i or k > verb or b.dep[k].startswith(("nsubj", "aux", "adv"))]:
            b.hang(k, verb, b.dep[k])
        if causative:
            b.lemma[verb] = f"{b.lemma[i]}_{b.lemma[verb]}"
            b.tag[verb] = b.tag[i]
            b.modal[verb] = b.modal[i]
            continue
        b.pos[i], b.tag[i], b.modal[verb] = "AUX", "MD", ""
        for k in b.below(verb, "aux", "aux:tense"):
            b.tag[k] = "MD" if k == i else b.tag[k]


def _promote_copulas(b: Branches) -> None:
    """*le pont est sûr*: *est* is the verb, *sûr* what it says."""
    for i in range(len(b.head)):
        if b.dep[i] != "cop" or b.head[i] == i:
            continue
        said = b.head[i]
        b.swap(i, said, "acomp" if b.pos[said] in {"ADJ", "VERB"} else "attr")
        b.lemma[i], b.modal[i], b.modal[said] = "be", b.modal[said], ""
        for k in sorted(b.kids[said]):
            if k < i or b.dep[k].startswith(_CLAUSAL) or (k < said and b.dep[k].startswith("advmod")):
                b.hang(k, i, b.dep[k])


def _steer(b: Branches) -> None:
    """*a appelé les habitants à partir*: what they shall do hangs on the verb, not on them."""
    for i in range(len(b.head)):
        person = b.head[i]
        if b.dep[i] != "acl" or b.tag[i] != "VB" or b.dep[person] not in {"obj", "iobj"}:
            continue
        if b.lemma[b.head[person]] in b.grammar.steering:
            b.hang(i, b.head[person], "xcomp")


def _promote_prepositions(b: Branches) -> None:
    """*de la ville*: the preposition hangs on what it links to, the noun on the preposition."""
    for i in range(len(b.head)):
        noun = b.head[i]
        if b.dep[i] != "case" or noun <= i or b.pos[noun] in VERBAL:
            continue
        dep = b.dep[noun]
        linked = dep.startswith(("obl", "nmod", "obj", "iobj", "xcomp", "advmod", "attr", "acomp"))
        b.swap(i, noun, "pobj")
        if b.dep[i] != "ROOT" and linked:
            b.dep[i] = "agent" if dep == "obl:agent" else "prep"
        for k in [k for k in b.kids[noun] if k < i]:
            b.hang(k, i, b.dep[k])


def _loosen_conjunctions(b: Branches) -> None:
    """*A et B*: the conjunction hangs on the first of them; a name beside a noun is no second one."""
    for i, dep in enumerate(b.dep):
        if dep != "conj":
            continue
        links = [k for k in b.kids[i] if k < i and b.dep[k] in {"cc", "punct"} and b.lower[k] != "nor"]
        joined = any(b.dep[k] == "cc" for k in links)
        if not joined and b.pos[i] == "PROPN" and b.pos[b.head[i]] == "NOUN":
            b.dep[i] = "appos"
            continue
        first = min([i, *b.kids[i]])
        while first in links:
            b.hang(first, b.head[i], b.dep[first])
            first = min([i, *b.kids[i]])


_STEPS: tuple[Callable[[Branches], None], ...] = (
    raise_verbs, join_links, read_digits, free_pronouns, settle_reflexives, behead_titles, mend_inversions, tag,
    _promote_modals, _promote_copulas, _steer, _promote_prepositions, gloss_and_label, _loosen_conjunctions,
)  # fmt: skip
"""In this order: each reads what those before it left."""
