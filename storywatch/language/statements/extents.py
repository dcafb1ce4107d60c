"""How far a cue runs beyond its own verb: *is seen as*, *wrote on Facebook*, *said with a grin*, *both rejected*.

Knows which attributions were found; takes nothing from a content but the preposition that leads to it.
"""

from storywatch.language.lexicon import Lexicon
from storywatch.language.parse.tree import Tree
from storywatch.language.statements.phrases import WEEKDAYS, Found, Phrases

_LINKS = frozenset({"as", "for", "of", "with"})
"""Prepositions right behind a passive that lead to what is said of its subject."""

_GRADES = frozenset({"RB", "RBR", "RBS"})
_AMOUNTS = frozenset({"all", "much", "more", "little", "enough", "less"})
_GAP = 2
"""Tokens between a verb and its preposition."""

_WHICH = frozenset({"last", "this", "next"})
_WHOLES = frozenset({"both", "all", "each"})
_SET_BESIDE = frozenset({"advmod", "npadvmod", "prep"})
_SETTING = 5
"""Tokens of a setting that is one cue with its verb."""


def widen(phrases: Phrases, found: list[Found]) -> None:
    """Give each cue the words around it that are its own."""
    tree, lexicon = phrases.tree, phrases.lexicon
    for f in found:
        if not f.cue or f.frame in {"line", "noun", "according"}:
            continue
        more = [*_link(tree, f), *_all_of_them(tree, f), *_quickly(tree, lexicon, f), *_between(tree, f)]
        if f.frame in {"clause", "object", "preposition"}:
            more += _beside(phrases, f)
        if more:
            f.cue = sorted({*f.cue, *more})
            f.speaker = [k for k in f.speaker if k not in more]
            f.content = [k for k in f.content if k not in more]


def _link(tree: Tree, found: Found) -> list[int]:
    """*is seen as a rival*, *was accused of fraud*, *known for it*: the preposition right behind a passive."""
    i, k = found.verb, found.verb + 1
    if k == tree.n or tree.dep[k] != "prep" or tree.head[k] != i or tree.lower[k] not in _LINKS:
        return []
    passive = tree.tag[i] == "VBN" and not tree.has(i, "dobj") and found.frame in {"person", "clause"}
    return [k] if passive and k in found.content else []


def _quickly(tree: Tree, lexicon: Lexicon, found: Found) -> list[int]:
    """*was quick to point out*, *is quick to condemn it*: what somebody is quick to do is what they say."""
    below = found.head
    if found.frame != "adjective" or found.act != "assert" or below is None or below not in found.content:
        return []
    if tree.tag[below] != "VB" or tree.lemma[below].lower() not in lexicon.verbs:
        return []
    particle = tree.kid(below, "prt")
    last = below if particle is None else particle
    return list(range(tree.left(below), last + 1)) if last < found.content[-1] else []


def _all_of_them(tree: Tree, found: Found) -> list[int]:
    """*The mayor and the minister both said*: the word that only says that each of them did."""
    k = found.cue[0] - 1
    if k < 0 or tree.lower[k] not in _WHOLES or tree.dep[k] not in {"appos", "dep", "preconj", "advmod"}:
        return []
    return [k] if tree.dep[k] != "appos" or tree.head[k] < k else []


def _between(tree: Tree, found: Found) -> list[int]:
    """*knows all about it*, *cares more about it*: how much, between a verb and its preposition."""
    if found.frame != "preposition":
        return []
    gap = [k for k in range(found.verb + 1, found.cue[-1]) if k not in found.cue]
    if not 0 < len(gap) <= _GAP:
        return []
    own = all(tree.tag[k] in _GRADES or tree.lower[k] in _AMOUNTS for k in gap)
    return gap if own else []


def _beside(phrases: Phrases, found: Found) -> list[int]:
    """What stands right behind the cue: *more often*, *on Twitter*, *in response*, *with a grin*."""
    tree, lexicon, i = phrases.tree, phrases.lexicon, found.verb
    after = found.cue[-1] + 1
    more: list[int] = []
    for k in tree.kids[i]:
        if not after <= k < after + _SETTING or tree.dep[k] not in _SET_BESIDE:
            continue
        first, last = tree.left(k), tree.right(k)
        if first != after or last - first >= _SETTING:
            continue
        if any(x in found.content or x in found.speaker for x in range(first, last + 1)):
            continue
        graded = tree.dep[k] == "advmod" and tree.tag[k] in _GRADES and first == last
        dated = tree.dep[k] == "npadvmod" and k in phrases.times and _is_day(tree, first, k)
        if graded or dated or (tree.dep[k] == "prep" and _is_own(tree, lexicon, found, k)):
            more.extend(range(first, last + 1))
            after = last + 1
    return more


def _is_day(tree: Tree, first: int, noun: int) -> bool:
    """*Friday*, *early Friday*, *earlier this week*; *last week* and *Friday morning* as often stand apart."""
    return tree.lower[first] == "earlier" or (tree.lower[noun] in WEEKDAYS and tree.lower[first] not in _WHICH)


def _is_own(tree: Tree, lexicon: Lexicon, found: Found, preposition: int) -> bool:
    """*wrote on Facebook*, *said in response*, *said with a grin*."""
    noun = tree.kid(preposition, "pobj")
    if noun is None:
        return False
    link, lemma = tree.lower[preposition], tree.lemma[noun].lower()
    if link in {"on", "via"}:
        return found.lemma in lexicon.writing and (lemma in lexicon.platforms or tree.lower[noun] in lexicon.platforms)
    if link in {"with", "in"}:
        return lemma in lexicon.mien or (link == "in" and noun == preposition + 1 and lemma in lexicon.manner)
    return False
