"""The stretches of text that name somebody or something, cleaned of what the tagger takes in too much or too little.

Knows nothing of which of them name the same.
"""

import re
from typing import NamedTuple

from storywatch.language.lexicon import Lexicon
from storywatch.language.parse.tree import Tree
from storywatch.messages import EntityKind

KINDS: dict[str, EntityKind] = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group",
}  # fmt: skip

_OUTSIDE = frozenset({"DT", "PRP$", "POS", "``", "''", ",", ":", "-LRB-", "-RRB-", "HYPH", "SYM", "NFP"})
"""Tags of what is no part of a name at its ends."""

_BEHIND = _OUTSIDE | {".", "IN", "TO"}
"""... and behind them: *the Ministry of Water on*."""

_ASKING = frozenset("what which where when why how".split())
"""Words that ask, and are no body's letters, be they in capitals."""

_UNDER = frozenset({"ccomp", "csubj", "advcl", "pcomp", "acl", "relcl"})
"""Labels of a clause that is part of another."""

_STANCES = frozenset({"anti", "pro", "non", "ex", "pre", "post"})
_PROPER = frozenset({"NNP", "NNPS"})
_NAME = re.compile(r"^[^\W\d_]")

MAX_PERSON = 3
"""Words of a name that may be a person's although the tagger calls it something else."""


class Mention(NamedTuple):
    """Tokens from `first` to the one before `after`."""

    first: int
    after: int
    kind: EntityKind


def find_mentions(tree: Tree, lexicon: Lexicon) -> list[Mention]:
    """Give what the tagger found, each without title, article and the words around it."""
    found = [
        Mention(*ends, KINDS[label])
        for first, after, label in tree.ents
        if label in KINDS and (ends := _trim(tree, lexicon, first, after, person=label == "PERSON"))
    ]
    found = sorted([*found, *_spelled(tree)])
    whole = {tree.words(m.first, m.after - 1) for m in found}
    people = {tree.words(m.first, m.after - 1) for m in found if m.kind == "person" and m.after - m.first > 1}
    parted = [part for mention in found for part in _part(tree, lexicon, mention, whole, people)]
    full = {tree.lower[m.after - 1] for m in parted if m.after - m.first > 1}
    inside = {k for first, after, _ in tree.ents for k in range(first, after)}
    return [_with_first_name(tree, lexicon, m, full, inside) for m in parted]


def _spelled(tree: Tree) -> list[Mention]:
    """*WHO said that*: letters that spell a pronoun are a body's where they stand as subject of a main clause that asks
    nothing, unless the words behind them are in capitals too.
    """
    inside = {k for first, after, _ in tree.ents for k in range(first, after)}
    found = (k for k in range(tree.n - 1) if tree.tag[k] == "WP" and k not in inside and tree.words(k, k).isupper())
    found = (k for k in found if tree.lower[k] not in _ASKING and _acts(tree, k))
    return [Mention(k, k + 1, "organisation") for k in found if tree.words(k + 1, k + 1).islower()]


def _acts(tree: Tree, k: int) -> bool:
    """*WHO is affected, the ministry said*, *WHO pays?*: there it is the pronoun."""
    verb = tree.head[k]
    begin, end = tree.sentences[tree.sentence[k]]
    asks = any(tree.lower[i] == "?" for i in range(begin, end))
    return tree.dep[k] in {"nsubj", "nsubjpass"} and tree.dep[verb] not in _UNDER and not asks


def _trim(tree: Tree, lexicon: Lexicon, first: int, after: int, *, person: bool) -> tuple[int, int] | None:
    """Take determiners, titles, possessives, marks and line breaks off a mention's ends."""
    article = next((k for k in range(first + 1, after - 1) if tree.tag[k] == "DT"), None)
    if article is not None and not any(tree.tag[k] in _PROPER for k in range(first, article)):
        first = article  # *Hopefully the Coast Guard*
    while first < after:
        titled = person and after - first > 1 and tree.lower[first].rstrip(".") in lexicon.titles
        stance = tree.lower[first] in _STANCES and first + 1 < after and tree.lower[first + 1] == "-"
        if not (tree.space[first] or tree.tag[first] in _OUTSIDE or titled or stance):
            break
        first += 1
    while after > first and (tree.space[after - 1] or tree.tag[after - 1] in _BEHIND):
        after -= 1
    after = next((i for i in range(first, after) if tree.space[i] or tree.lower[i] == "|"), after)
    if first >= after or not _NAME.match(tree.words(first, after - 1)):
        return None
    return first, after


def _part(tree: Tree, lexicon: Lexicon, mention: Mention, whole: set[str], people: set[str]) -> list[Mention]:
    """*the Valley Trust, Water Ministry*: two names with a comma between, if either stands elsewhere by itself."""
    for after in range(mention.first + 2, mention.after - 1):
        if mention.kind == "organisation" and tree.words(mention.first, after - 1) in people:
            return [Mention(mention.first, after, "person")]  # *Ana Prieto Promises Water For All*
    comma = next((k for k in range(mention.first + 1, mention.after - 1) if tree.lower[k] == ","), None)
    if comma is None:
        return [mention]
    parts = [Mention(mention.first, comma, mention.kind), Mention(comma + 1, mention.after, mention.kind)]
    if _is_apposed(tree, lexicon, *parts[1][:2]):
        return [parts[0], parts[1]._replace(kind="person")]
    return parts if any(tree.words(p.first, p.after - 1) in whole for p in parts) else [mention]


def _is_apposed(tree: Tree, lexicon: Lexicon, first: int, after: int) -> bool:
    """*(the governor of) the Bank of Orlan, Ana Prieto*: is it somebody who bears an office, or has a given name?"""
    if not 1 < after - first <= MAX_PERSON or tree.dep[after - 1] != "appos" or tree.tag[first] != "NNP":
        return False
    given = lexicon.given_male | lexicon.given_female
    return tree.lemma[tree.head[after - 1]].lower() in lexicon.offices or tree.lower[first] in given


def _with_first_name(tree: Tree, lexicon: Lexicon, mention: Mention, full: set[str], inside: set[int]) -> Mention:
    """*Ana Prieto* of whom the tagger saw *Prieto* only, where nobody is named so in full and *Ana* is in no name."""
    first = mention.first
    if mention.after - first > 1 or mention.kind not in {"person", "organisation"} or first == 0:
        return mention
    before = first - 1
    named = (
        tree.tag[before] == "NNP" and tree.dep[before] == "compound" and tree.head[before] == first
        and tree.lower[before].isalpha() and tree.lower[first] not in full
        and not tree.words(before, first).isupper()
    )  # fmt: skip
    word = tree.lower[before]
    if not named or word in lexicon.titles or word in lexicon.offices or before in inside:
        return mention
    return mention._replace(first=before)
