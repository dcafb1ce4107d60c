"""Which office a person bears where the text names them, and of which body. Knows nothing of other mentions."""

from collections.abc import Callable

from msgspec import Struct

from storywatch.language.lexicon import Lexicon
from storywatch.language.parse.tree import Tree

TITLE_REACH = 5
"""Words before a title that may name its body: *Northern Orlan regional health minister*."""

APPOSITION_REACH = 12
"""Words after an office beside a name that may name its body: *the mayor of the port town of Orlan*."""

PHRASE_REACH = 5
"""Tokens of a phrase between an office and a name: *to the United Nations*."""

_BELONGING = frozenset({"of", "to", "for"})
_CLAUSES = frozenset({"acl", "relcl"})
_UNTIL = frozenset({"until", "till"})
_WORD_TAGS = frozenset({"NN", "NNP", "JJ", "VBG", "VBN"})


class Office(Struct, frozen=True):
    """An office: its words without the body, and the tokens among which the body is named, nearest first."""

    title: str
    near: tuple[int, ...]

    @property
    def noun(self) -> str:
        """*minister* of a foreign minister, *secretary* of a secretary of state and of a secretary general."""
        return self.title.partition(" of ")[0].removesuffix(" general").rpartition(" ")[2]


def offices_of(tree: Tree, lexicon: Lexicon, first: int, head: int, named: Callable[[int], str | None]) -> list[Office]:
    """Find the offices of whom a name stands for that starts at `first`; `named` tells which tokens are names."""
    found = []
    for k in (first - 1, first - 2, _before_phrase(tree, first)):
        apart = k == first - 2 and tree.pos[first - 1] == "ADP"  # *the president of Orlan Steel*
        if k >= 0 and not apart and _office_word(tree, k) in lexicon.offices and tree.head[k] >= first:
            before = k
            while before > 0 and before > k - TITLE_REACH and tree.head[before - 1] in range(before, head + 1):
                before -= 1
            title, near = word_title(tree, k, named), tuple(range(k, before - 1, -1))
            found.append(Office(title, () if tells_bygone(tree, lexicon, before, k, named) else near))
    beside = [k for k in tree.kids[head] if tree.dep[k] == "appos"]
    if tree.dep[head] == "appos":
        beside.append(tree.head[head])
    return found + [_office_beside(tree, lexicon, k, named) for k in beside if _office_word(tree, k) in lexicon.offices]


def _office_beside(tree: Tree, lexicon: Lexicon, k: int, named: Callable[[int], str | None]) -> Office:
    """*a former minister of Orlan who leads its council*: whose office is bygone acts for whom they lead now."""
    title, first, last = word_title(tree, k, named), tree.left(k), min(tree.right(k), k + APPOSITION_REACH)
    if not is_bygone(title, lexicon):
        return Office(title, tuple(range(first, last + 1)))
    leads = (v for v in tree.kids[k] if tree.dep[v] in _CLAUSES and tree.lemma[v].lower() in lexicon.belonging)
    now = next((v for v in leads if not has_ended(tree, v)), last)
    return Office(title, tuple(range(now + 1, last + 1)))


def is_bygone(title: str, lexicon: Lexicon) -> bool:
    """Tell whether an office is one that somebody held once: *former minister*."""
    return not lexicon.bygone.isdisjoint(title.split())


def tells_bygone(tree: Tree, lexicon: Lexicon, first: int, after: int, named: Callable[[int], str | None]) -> bool:
    """Tell whether words say that an office is bygone: *former Orlan Steel chief Ana Prieto*, in no name itself."""
    return any(tree.lower[k] in lexicon.bygone and named(k) is None for k in range(first, after))


def has_ended(tree: Tree, verb: int) -> bool:
    """*Who led the bank until 2019* does so no more."""
    return any(tree.lower[k] in _UNTIL for k in tree.kids[verb] if tree.dep[k] == "prep")


def _before_phrase(tree: Tree, first: int) -> int:
    """*Secretary of State Ana Prieto*, *envoy to Lakeland Ana Prieto*: what the phrase before a name is of, or -1."""
    link = tree.head[first - 1] if first > 0 else -1
    if link < 1 or link >= first or tree.dep[first - 1] != "pobj" or tree.lower[link] not in _BELONGING:
        return -1
    return link - 1 if first - link <= PHRASE_REACH else -1


def _office_word(tree: Tree, k: int) -> str:
    """*Gen.* as *gen*: ranks are often cut short."""
    return tree.lemma[k].casefold().removesuffix(".")


def is_of_many(tree: Tree, lexicon: Lexicon, k: int) -> bool:
    """*The leader of Orlan's drivers*: of those it speaks for the drivers, and not for Orlan."""
    return tree.tag[k] == "NNS" and lexicon.institutions.isdisjoint((tree.lower[k], tree.lemma[k].lower()))


def word_title(tree: Tree, noun: int, named: Callable[[int], str | None]) -> str:
    """*foreign minister*, *secretary of state*: an office with the words that tell it from others."""
    first = noun
    while (
        first > 0 and tree.tag[first - 1] in _WORD_TAGS and named(first - 1) is None
        and noun - first < TITLE_REACH
        and (tree.head[first - 1] in range(first, noun + 1) or tree.head[first - 1] == tree.head[noun] > noun)
    ):  # fmt: skip
        first -= 1
    words = [*tree.lower[first:noun], _office_word(tree, noun)]
    if noun + 1 < tree.n and tree.lower[noun + 1] == "general" and tree.head[noun + 1] == noun:
        words.append("general")
    link = tree.kid(noun, "prep")
    if link == noun + 1 and tree.lower[link] == "of":
        of = tree.kid(link, "pobj")
        if of == link + 1 and named(of) is None:
            words += ["of", tree.lower[of]]
    return " ".join(words)


def is_office(asked: str, borne: str, ranks: frozenset[str]) -> bool:
    """*the minister* is the foreign minister, but *the president* is no vice president and no former one."""
    mine, theirs = asked.split(), borne.split()
    if Office(asked, ()).noun != Office(borne, ()).noun:
        return False
    return ranks.intersection(mine) == ranks.intersection(theirs) and set(mine) <= {*theirs, "new", "current"}
