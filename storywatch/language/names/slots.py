"""Bodies that the tagger missed, by the place where they stand: *a report in the X*, *the X reported*, *told the X*,
*the steel company X*, *X chief executive Ana Prieto*.

Knows no names: capital words where only who publishes can stand, or a company.
"""

from storywatch.language.lexicon import Lexicon
from storywatch.language.names.mentions import Mention
from storywatch.language.parse.tree import Tree

_PROPER = frozenset({"NNP", "NNPS"})
_IN_PRINT = frozenset({"in", "by", "from", "on", "with"})
_PASSIVE = frozenset({"nsubjpass", "auxpass"})

MAX_WORDS = 6
"""Words of a name."""

OFFICE_WORDS = 4
"""Words of an office between a body's name and a person's: *deputy chief executive*."""

_LEADING = frozenset({"executive", "ceo"})
_OF_COMPANIES = frozenset({"chairman", "chairwoman", "founder", "director", "spokesman", "spokeswoman", "spokesperson"})
_OFFICE_TAGS = frozenset({"NN", "JJ"})


def find_in_slots(tree: Tree, lexicon: Lexicon, mentions: list[Mention]) -> list[Mention]:
    """Give the outlets that stand where one is named and are in no mention."""
    taken = {k for m in mentions for k in range(m.first, m.after)}
    persons = {m.first for m in mentions if m.kind == "person"}
    words = {tree.lower[k] for k in taken}
    found = []
    for last in range(tree.n):
        if last in taken or tree.tag[last] not in _PROPER or not _is_capital(tree, last):
            continue
        first = last
        while _belongs(tree, first - 1, last) and first - 1 not in taken and last - first < MAX_WORDS:
            first -= 1
        if not _is_name(tree, lexicon, first, last):
            continue
        the = first > 0 and tree.lower[first - 1] == "the"
        body = _is_company(tree, lexicon, first, last, persons) or (
            tree.lower[last] not in words and _settles(tree, lexicon, last)
        )
        if body or (the and _is_slot(tree, lexicon, last)):
            found.append(Mention(first, last + 1, "organisation"))
    return found


def _is_company(tree: Tree, lexicon: Lexicon, first: int, last: int, persons: set[int]) -> bool:
    """*the steel company Orvan*, and *Orvan chief executive Ana Prieto*, be it where the sentence begins."""
    if is_called_company(tree, lexicon, first, last):
        return True
    opens = first == tree.sentences[tree.sentence[first]][0]  # there *Finance director* has a capital too
    offices = _LEADING if opens else _LEADING | _OF_COMPANIES
    office = last + 1
    while office < tree.n and office - last <= OFFICE_WORDS and tree.tag[office] in _OFFICE_TAGS:
        if office + 1 in persons and tree.lemma[office] in offices:
            return tree.dep[last] in {"compound", "nmod"} and last < tree.head[last] <= office + MAX_WORDS
        office += 1
    return False


def _settles(tree: Tree, lexicon: Lexicon, i: int) -> bool:
    """*Orvan confirmed that*, *Orvan has denied it*: nobody else does so than who has a name."""
    verb = tree.head[i]
    acts = {lexicon.clause.get(tree.lemma[verb].lower(), ("",))[0], lexicon.object.get(tree.lemma[verb].lower())}
    return tree.dep[i] == "nsubj" and verb > i and not acts.isdisjoint({"confirm", "deny"})


def is_called_company(tree: Tree, lexicon: Lexicon, first: int, last: int) -> bool:
    """Tell whether a name stands right behind the noun for a company: *the mining firm Kolpa*."""
    noun = tree.head[last]
    behind = tree.dep[last] == "appos" and noun == first - 1
    return behind and tree.tag[noun] == "NN" and tree.lower[noun] in lexicon.companies


def _belongs(tree: Tree, k: int, last: int) -> bool:
    return k >= 0 and tree.tag[k] in _PROPER and tree.head[k] == last and _is_capital(tree, k)


def _is_capital(tree: Tree, k: int) -> bool:
    return tree.text[tree.start[k]].isupper()


def _is_name(tree: Tree, lexicon: Lexicon, first: int, last: int) -> bool:
    """*The Ministry*, *the President* are capital words too: who they are is found otherwise."""
    word = tree.lower[last]
    persons = lexicon.offices | lexicon.titles | lexicon.male | lexicon.female | lexicon.persons
    return word not in persons and (first < last or word not in lexicon.institutions | lexicon.bodies | lexicon.ranks)


def _is_slot(tree: Tree, lexicon: Lexicon, i: int) -> bool:
    """Tell whether a noun stands where who publishes is named."""
    above, relation = tree.head[i], tree.dep[i]
    if relation == "nsubj":
        return _publishes(tree, lexicon, above)
    if relation in {"dobj", "dative"}:
        return tree.lemma[above] in lexicon.speaking
    if relation != "pobj":
        return False
    link, head = tree.lower[above], tree.head[above]
    if link == "to":
        return tree.lower[head] == "according" or tree.lemma[head] in lexicon.speaking
    if link not in _IN_PRINT:
        return False
    if tree.pos[head] == "NOUN":
        return tree.lemma[head] in lexicon.documents | lexicon.media
    passive = tree.tag[head] == "VBN" and any(tree.dep[k] in _PASSIVE for k in tree.kids[head])
    trails = tree.tag[head] == "VBN" and tree.dep[head] == "acl"  # *documents seen by the Pilot*
    by_whom = link in {"in", "by"} and (_publishes(tree, lexicon, head) or tree.lemma[head] in lexicon.obtaining)
    return (passive or trails) and by_whom


def _publishes(tree: Tree, lexicon: Lexicon, verb: int) -> bool:
    return tree.lemma[verb] in lexicon.publishing
