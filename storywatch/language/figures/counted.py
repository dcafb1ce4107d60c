"""What a number counts: the noun, what narrows it, and what is done to it. Knows nothing of units and values."""

from functools import cache

import msgspec
from msgspec import Struct

from storywatch.language.figures.numerals import read_words
from storywatch.language.parse.tree import Tree

MOST = 6
"""Words kept of what is counted, the head first."""

CLIMB = 5
"""Steps up the tree in which what a number belongs to is looked for."""

SHORT = 4
"""Letters up to which a plural is left as it is: *news*."""

TELLING = frozenset({"ADJ", "NOUN", "PROPN", "VERB"})
_BEFORE = frozenset({"amod", "compound", "nmod"})
_TO_NOUN = frozenset({"nummod", "quantmod", "compound", "nmod", "amod", "npadvmod", "appos"})


class CountWords(Struct, frozen=True):
    """The words of a language around what is counted."""

    lasting: frozenset[str]
    persons: frozenset[str]
    others: frozenset[str]
    ordinals: tuple[str, ...]
    one_more: frozenset[str]
    numbers: frozenset[str]
    totals: frozenset[str]
    overall: frozenset[str]
    more: frozenset[str]
    beyond: frozenset[str]
    moves: frozenset[str]
    former: frozenset[str]
    downs: frozenset[str]
    compared: frozenset[str]
    rejecting: frozenset[str]
    putting: frozenset[str]
    counting: frozenset[str]
    rumours: frozenset[str]
    hoping: frozenset[str]
    suspecting: frozenset[str]
    false: frozenset[str]
    polls: frozenset[str]
    light: frozenset[str]
    linking: frozenset[str]
    some: frozenset[str]
    states: frozenset[str]
    named: frozenset[str]
    scoring: frozenset[str]
    having: frozenset[str]
    registering: frozenset[str]
    including: frozenset[str]
    worldwide: frozenset[str]
    worlds: frozenset[str]
    lands: frozenset[str]
    ages: frozenset[str]
    streets: frozenset[str]
    about: frozenset[str]
    at_least: tuple[str, ...]
    at_most: tuple[str, ...]
    units: frozenset[str]
    """Words of measures: they are a figure's unit, not what it counts."""
    spelled: frozenset[str]
    """Numbers in words, whatever the tagger takes them for."""


@cache
def load_counted() -> CountWords:
    """Read the words around what is counted."""
    pack = read_words()
    raw = {name: words.split() if isinstance(words, str) else words for name, words in pack["counted"].items()}
    measures = pack["measures"]
    units = [*measures["units"], *measures["money"], *measures["percent"].split(), *measures["square"].split()]
    return msgspec.convert(raw | {"units": units, "spelled": [*pack["numerals"]["units"]]}, CountWords)


def find_noun(tree: Tree, number: int) -> int | None:
    """The noun that a number counts: *17 people*, *dozens of people*, *17 of the workers*."""
    i = number
    for _ in range(CLIMB):
        for k in tree.kids[i]:
            if k > i and tree.dep[k] == "prep" and tree.lower[k] == "of" and (below := tree.kid(k, "pobj")) is not None:
                if tree.tag[below] == "CD":
                    continue
                return below
        head = tree.head[i]
        if tree.dep[i] == "nsubj" and tree.dep[head] == "amod" and i < head < tree.head[head]:
            i = head  # *2,500 evacuated people*, read as what the 2,500 did
            head = tree.head[i]
        if head == i or (tree.dep[i] not in _TO_NOUN and not (tree.dep[i] == "conj" and tree.tag[head] == "CD")):
            return None
        if tree.pos[head] in {"NOUN", "PROPN"} and tree.tag[head] != "CD" and tree.dep[i] != "appos":
            return head
        i = head
    return None


def share_of(tree: Tree, percent: int) -> int | None:
    """The noun that a share is of: *47 percent of voters*."""
    of = next((k for k in tree.kids[percent] if k > percent and tree.lower[k] == "of"), None)
    whole = tree.kid(of, "pobj") if of is not None else None
    return whole if whole is not None and tree.pos[whole] == "NOUN" and tree.tag[whole] != "CD" else None


def is_apart(tree: Tree, number: int, noun: int) -> bool:
    """A bracket opens between a number and a noun: the noun is another number's."""
    return number < noun and any(tree.lower[k] in {"(", "["} for k in range(number + 1, noun))


def next_noun(tree: Tree, last: int) -> int | None:
    """The noun right after a number, where the parse hangs the number elsewhere: *15 - 18 houses*."""
    i = last + 1
    while i + 1 < tree.n and tree.tag[i] in {"JJ", "NN"} and tree.tag[i + 1] in {"NN", "NNS"}:
        i += 1
    return i if i < tree.n and tree.tag[i] == "NNS" and tree.sentence[i] == tree.sentence[last] else None


def singular(tree: Tree, i: int) -> str:
    """Lemma of a noun, in lower case; of one that the tagger takes for a name, without its plural."""
    lemma, word = tree.lemma[i].lower(), tree.lower[i]
    plural = tree.tag[i] in {"NNS", "NNPS"} and lemma == word and len(word) > SHORT and word.endswith("s")
    return word[:-1] if plural else lemma


def governor(tree: Tree, i: int) -> int:
    """The verb that a token stands under, or the top of its sentence."""
    while tree.pos[i] not in {"VERB", "AUX"} and tree.head[i] != i:
        i = tree.head[i]
    return i


def describe(tree: Tree, noun: int, words: CountWords) -> tuple[str, ...]:
    """Lemmas of what is counted, head first, with what narrows it and what is done to it."""
    found = [] if singular(tree, noun) in words.numbers else [singular(tree, noun)]
    found.extend(narrowed(tree, noun, words))
    found.extend(of_verb(tree, noun, words))
    return short(found, words)


def describe_measured(tree: Tree, unit: int, words: CountWords) -> tuple[str, ...]:
    """What a number of a unit is a measure of: *barrels of oil*, *the slick covers 1,800 square miles*."""
    found = []
    for k in tree.kids[unit]:
        below = tree.kid(k, "pobj") if tree.dep[k] == "prep" and tree.lower[k] == "of" else None
        if below is not None and tree.tag[below] != "CD":
            found.extend([singular(tree, below), *narrowed(tree, below, words)])
    i = unit
    for _ in range(CLIMB):
        if tree.head[i] == i:
            break
        i = tree.head[i]
        if tree.pos[i] in {"NOUN", "PROPN"} and i > unit:
            found.extend([singular(tree, i), *narrowed(tree, i, words)])
        elif tree.pos[i] in {"VERB", "AUX"}:
            found.extend(_told(tree, i, unit, words))
            break
    return short(found, words)


def _told(tree: Tree, verb: int, unit: int, words: CountWords) -> list[str]:
    """What the verb above a measure is told of, and the verb."""
    found = []
    thing = put_at(tree, verb, unit, words)
    if thing is not None:
        return [singular(tree, thing), *narrowed(tree, thing, words)]
    thing = tree.kid(verb, "dobj") if _is_price(tree, verb, unit) else None
    thing = thing or tree.kid(verb, "nsubj", "nsubjpass")
    if thing is None and tree.dep[verb] in {"xcomp", "conj", "advcl"}:
        thing = tree.kid(tree.head[verb], "nsubj", "nsubjpass")  # *the slick is thought to have grown to*
    if thing is not None and thing != unit and tree.pos[thing] in TELLING:
        found.extend([singular(tree, thing), *narrowed(tree, thing, words)])
    lemma = tree.lemma[done(tree, verb, words)].lower()
    if lemma in words.lasting or lemma not in words.light | words.moves:
        found.append(lemma)
    return found


def _is_price(tree: Tree, verb: int, unit: int) -> bool:
    """*sells its stake for 2 million*: that is what the stake is sold for, not who sells it."""
    link = tree.head[unit]
    return tree.dep[link] == "prep" and tree.lower[link] == "for" and tree.head[link] == verb


def put_at(tree: Tree, verb: int, number: int, words: CountWords) -> int | None:
    """*put the payments at 120,000 euros*, *estimated the damage at 3 million*: what the amount is one of."""
    link = tree.head[number]
    at = tree.dep[number] == "pobj" and tree.lower[link] == "at"
    thing = tree.kid(verb, "dobj")
    if not at or tree.head[link] not in {verb, thing}:
        return None
    if tree.dep[verb] == "relcl":  # *puts the number of those who were hurt | at 12*
        top = tree.head[verb]
        while tree.dep[top] == "pobj" and tree.lower[tree.head[top]] == "of":
            top = tree.head[tree.head[top]]
        if tree.dep[top] == "dobj" and tree.lemma[tree.head[top]].lower() in words.putting:
            return top
    return thing if thing is not None and thing < number and tree.pos[thing] in TELLING else None


def short(found: list[str], words: CountWords) -> tuple[str, ...]:
    """Give each word once, without those of measures and additions."""
    return tuple(dict.fromkeys(word for word in found if word not in words.more | words.units))[:MOST]


def narrowed(tree: Tree, noun: int, words: CountWords) -> list[str]:
    """What stands around a noun that sets it apart: *suspected cases*, *cases of flu*, *workers missing*."""
    found: list[str] = []
    for k in tree.kids[noun]:
        if k < noun and tree.dep[k] in _BEFORE and tree.pos[k] in TELLING:
            if tree.tag[k] != "CD" and tree.lower[k] not in words.spelled:
                found.append(singular(tree, k))
        elif k > noun and tree.dep[k] == "prep" and tree.lower[k] in {"of", "in", "with", "for"}:
            below = tree.kid(k, "pobj")
            if below is not None and tree.tag[below] != "CD" and tree.pos[below] in TELLING:
                found.append(singular(tree, below))
                if singular(tree, noun) in words.numbers:
                    found.extend(narrowed(tree, below, words))  # *the number of patients whose records were stolen*
                else:
                    found.extend(singular(tree, b) for b in tree.kids[below] if tree.dep[b] in _BEFORE)
        elif k > noun and tree.dep[k] in {"acl", "relcl"}:
            found.append(tree.lemma[done(tree, k, words)].lower())
        elif k > noun and tree.dep[k] == "amod":
            found.append(tree.lemma[k].lower())
    return found


def of_verb(tree: Tree, noun: int, words: CountWords) -> list[str]:
    """What the noun's own verb does, where that says what is counted: *17 people died*, *killed 17 people*.

    Of *dozens of people* and *17 of the workers* it is the number that stands beside the verb.
    """
    if tree.dep[noun] == "pobj" and tree.lower[tree.head[noun]] == "of":
        noun = tree.head[tree.head[noun]]
    if (left := _left(tree, noun, words)) is not None:
        return [tree.lemma[left].lower()]
    if tree.dep[noun] not in {"nsubj", "nsubjpass", "dobj", "attr"}:
        return []
    verb = tree.head[noun]
    if tree.pos[verb] not in {"VERB", "AUX"}:
        return []
    found = []
    lemma = tree.lemma[done(tree, verb, words)].lower()
    if lemma not in words.light and lemma not in words.moves:
        found.append(lemma)
    if tree.dep[noun] in {"nsubj", "nsubjpass"}:
        found.extend(state(tree, verb, words))
        had = tree.kid(verb, "dobj") if lemma in words.light else None
        if had is not None and tree.pos[had] in TELLING and tree.tag[had] != "CD":
            found.append(singular(tree, had))  # *four cranes have cracks*
    return found


def is_state(tree: Tree, i: int, words: CountWords) -> bool:
    """Tell whether a word says what befell those counted: *injured*, *missing*, *hiding*."""
    return tree.tag[i] in {"VBN", "VBG"} or tree.lower[i] in words.states


def is_left(tree: Tree, i: int, words: CountWords) -> bool:
    """Tell whether there is a word that says what became of those before it: *12 dead*, *40 injured*."""
    return i < tree.n and (tree.tag[i] == "VBN" or tree.lower[i] in words.states)


def _left(tree: Tree, noun: int, words: CountWords) -> int | None:
    """The state that somebody is left in: *left at least 21 people dead*."""
    after = noun + 1
    if not is_left(tree, after, words):
        return None
    return after if "leave" in {tree.lemma[tree.head[noun]], tree.lemma[tree.head[after]]} else None


def done(tree: Tree, verb: int, words: CountWords) -> int:
    """The verb that tells what happened: *are known to have been infected*."""
    below = tree.kid(verb, "xcomp")
    if (
        below is not None
        and tree.pos[below] == "VERB"
        and tree.lemma[verb].lower() in words.light | {"believe", "think"}
    ):
        return below
    return verb


def state(tree: Tree, verb: int, words: CountWords) -> list[str]:
    """*11 are missing*, *four were in critical condition*."""
    if tree.lemma[verb].lower() not in words.linking:
        return []
    complement = tree.kid(verb, "acomp", "attr", "oprd")
    if complement is None:
        place = next((k for k in tree.kids[verb] if k > verb and tree.dep[k] == "prep"), None)
        complement = tree.kid(place, "pobj") if place is not None else None
    if complement is None or tree.tag[complement] == "CD" or tree.pos[complement] not in TELLING:
        return []
    return [singular(tree, complement), *(singular(tree, k) for k in tree.kids[complement] if tree.dep[k] == "amod")]
