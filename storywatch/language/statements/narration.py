"""What the outlet tells in its own voice. Knows nothing of how attributions are found, only where they are."""

from storywatch.language.figures.times import Times
from storywatch.language.parse.tree import Tree
from storywatch.language.statements.phrases import Found
from storywatch.language.statements.propositions import Reader
from storywatch.language.statements.speakers import Speaker
from storywatch.messages import Narration, Tense

MAX_NARRATION = 400
"""Clauses kept of one article."""

SHORTEST = 3
"""Tokens of a clause: two words tell nothing."""

_PARTIAL = frozenset({"noun", "object", "preposition"})
"""Frames whose content is a phrase: the clause around it is still the outlet's."""

_HELPERS = frozenset({"aux", "auxpass"})
_BESIDE = frozenset("after when because since".split())
"""Words that open a clause of what was so, beside what is told."""
_CLAUSES = frozenset({"conj", "parataxis"})
_PREDICATES = frozenset({"acomp", "attr", "xcomp", "oprd", "aux", "auxpass"})
"""What a verb tells together with it."""


def narrate(
    reader: Reader, attributions: list[tuple[Found, Speaker]], prose: list[bool], times: Times
) -> tuple[Narration, ...]:
    """Read each sentence's main clauses that no attribution holds."""
    tree = reader.tree
    held: set[int] = set()
    for found, _ in attributions:
        if _enacts(reader, found):
            continue
        held.add(found.verb)
        held.update(found.cue)
        if found.frame not in _PARTIAL or found.quoted:
            held.update(found.content)
    told: list[Narration] = []
    for s, (first, after) in enumerate(tree.sentences):
        if not prose[s] or len(told) >= MAX_NARRATION:
            continue
        for i in range(first, after):
            if tree.pos[i] not in {"VERB", "AUX"} or i in held or not _is_main(tree, i):
                continue
            low, high = _reach(tree, i)
            tokens = [k for k in range(low, high + 1) if not tree.space[k]]
            if len(tokens) < SHORTEST:
                continue
            asides = _asides(tree, i)
            news = [k for k in tokens if not any(first <= k <= last for first, last in asides)]
            told.append(
                Narration(
                    sentence=s,
                    proposition=reader.read(i, news if len(news) >= SHORTEST else tokens),
                    via=_via(reader, i, tokens),
                    background=times.is_retold(i, low, high),
                    tense=_tense(tree, i),
                )
            )
    return tuple(told)


def _enacts(reader: Reader, found: Found) -> bool:
    """*The senate passed the bill*: it takes a side on it, and what it does is done."""
    tree, lexicon = reader.tree, reader.lexicon
    if found.frame != "object" or found.subject is None or tree.lemma[found.verb].lower() not in lexicon.enacting:
        return False
    bodily = tree.lemma[found.subject].lower() in lexicon.institutions | lexicon.bodies
    return (bodily or reader.names.kind_at(found.subject) == "organisation") and len(found.cue) == 1


def _is_main(tree: Tree, i: int) -> bool:
    for _ in range(6):
        if tree.dep[i] == "ROOT":
            return True
        if tree.dep[i] not in _CLAUSES:
            return False
        i = tree.head[i]
    return False


def _tense(tree: Tree, verb: int) -> Tense:
    """Say whether something happened, by the verb and what helps it; a joined verb leans on its first one's helpers."""
    if tree.pos[verb] == "AUX":
        return "other"  # *was*: it only is
    helpers = [k for k in tree.kids[verb] if tree.dep[k] in _HELPERS and tree.pos[k] == "AUX"]
    if not helpers and tree.dep[verb] == "conj" and tree.tag[verb] == "VBN":
        helpers = [k for k in tree.kids[tree.head[verb]] if tree.dep[k] in _HELPERS and tree.pos[k] == "AUX"]
    said = {tree.tag[k] for k in helpers}
    if tree.tag[verb] == "VBG" or "MD" in said:
        return "other"
    lemmas = {tree.lemma[k] for k in helpers}
    if "have" in lemmas and said & {"VBZ", "VBP"}:
        return "perfect"
    return "past" if tree.tag[verb] == "VBD" or "VBD" in said else "other"


def _reach(tree: Tree, verb: int) -> tuple[int, int]:
    """The clause of `verb` without the main clauses that are joined to it."""
    low, high = tree.left(verb), tree.right(verb)
    for k in tree.kids[verb]:
        if tree.dep[k] in _CLAUSES and tree.pos[k] in {"VERB", "AUX"} and k > verb:
            high = min(high, tree.left(k) - 1)
    return low, max(high, verb)


def _has_teller(tree: Tree, clause: int) -> bool:
    """*After the Courier reported that*: whoever reported that is somebody's; what happened then is told here."""
    teller = tree.kid(clause, "nsubj") if tree.dep[clause] == "advcl" else None
    return teller is not None and tree.pos[teller] != "PRON"


def _asides(tree: Tree, verb: int) -> list[tuple[int, int]]:
    """What is told beside the news: *after*, *when*, *because* something was so, and *who* did so of whom it names."""
    asides = [k for k in tree.kids[verb] if tree.dep[k] == "advcl" and _is_aside(tree, k)]
    for name in (k for k in tree.kids[verb] if tree.dep[k] in {"nsubj", "nsubjpass"} and tree.tag[k] == "NNP"):
        asides += [k for k in tree.kids[name] if tree.dep[k] == "relcl"]
    return [(tree.left(k), tree.right(k)) for k in asides]


def _is_aside(tree: Tree, clause: int) -> bool:
    """It opens with its word: *two days after it sank* is when the news was, and belongs to it."""
    return tree.lower[tree.left(clause)] in _BESIDE


def _is_of(tree: Tree, adverb: int, verb: int) -> bool:
    """It qualifies what the verb tells, and no lesser clause or phrase: not *left after allegedly stealing it*."""
    head = tree.head[adverb]
    return head == verb or (tree.head[head] == verb and tree.dep[head] in _PREDICATES)


def _via(reader: Reader, verb: int, tokens: list[int]) -> tuple[str, ...]:
    """*reportedly*, *after it was reported that*, *after reports that*: told on somebody else's word."""
    tree = reader.tree
    if tree.modal[verb] == "hearsay":
        return ("reports",)
    for k in tokens:
        if tree.lower[k] in reader.lexicon.hearsay and _is_of(tree, k, verb):
            return ("reports",)
    for k in tree.kids[verb]:
        if tree.dep[k] in {"advcl", "prep"} and k > verb and not _has_teller(tree, k):
            below = [k, *tree.kids[k]]
            if any(tree.lemma[b].lower() in reader.lexicon.reported for b in below):
                return ("reports",)
    return ()
