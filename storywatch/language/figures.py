"""The numbers that a text gives for things counted or measured. Knows nothing of who gives them.

Not figures: dates, times, ages, ordinals, scores, numbers that name (Article 40, Room 12), numbers of a list.
"""

from typing import Literal

from msgspec import Struct

from storywatch.language.numerals import load_numerals, range_of, value_of
from storywatch.language.tree import Tree

Bound = Literal["exact", "about", "at least", "at most"]

SCALES = load_numerals().scales | load_numerals().suffixes
VAGUE = load_numerals().vague

MAX_FIGURES = 120
"""Figures kept of one article: a table of more is no story's figure."""

_MONEY = {"$": "$", "us$": "$", "€": "€", "£": "£", "¥": "¥", "dollar": "$", "euro": "€", "pound": "£", "yen": "¥"}
_SKIPPED_ENTITIES = frozenset({"DATE", "TIME", "ORDINAL"})
_TIMES = frozenset(
    "second minute hour day week month year decade century am pm a.m. p.m. o'clock year-old gmt edt est bst "
    "percentage".split()
)
_MEASURES = {
    "barrel": "barrel", "mile": "mile", "kilometre": "km", "kilometer": "km", "km": "km", "metre": "m", "meter": "m",
    "m": "m", "foot": "foot", "feet": "foot", "ft": "foot", "ton": "ton", "tonne": "tonne", "kilogram": "kg",
    "kg": "kg", "pound": "pound", "ounce": "ounce",
    "gallon": "gallon", "litre": "litre", "liter": "litre", "acre": "acre",
    "hectare": "hectare", "inch": "inch", "mph": "mph", "degree": "degree", "megawatt": "megawatt", "point": "point",
}  # fmt: skip
_TELLING = frozenset({"ADJ", "NOUN", "PROPN", "VERB"})
_RELATIVES = frozenset({"which", "whom", "them", "these", "those"})
_ABOUT = frozenset("about around approximately roughly some nearly almost estimated near circa".split())
_NEAR = 4
"""Tokens before a number in which *at least* and the like are looked for."""


class Number(Struct, frozen=True):
    """A number in place: tokens `first` to `last`, what it counts, and how exactly."""

    first: int
    last: int
    what: tuple[str, ...]
    value: float
    high: float | None
    bound: Bound
    unit: str


def find_numbers(tree: Tree) -> list[Number]:
    """Read all figures of a text, in order."""
    skipped = {i for first, after, label in tree.ents if label in _SKIPPED_ENTITIES for i in range(first, after)}
    found: list[Number] = []
    i = 0
    while i < tree.n and len(found) < MAX_FIGURES:
        if (tree.tag[i] == "CD" or tree.lower[i] in VAGUE) and i not in skipped and not tree.space[i]:
            last = i
            while (
                last + 1 < tree.n
                and (tree.tag[last + 1] == "CD" or tree.lower[last + 1] in SCALES)
                and not tree.space[last + 1]
            ):
                last += 1
            number = _read(tree, i, last, found[-1] if found else None)
            if number is not None:
                found.append(number)
                last = number.last
            i = last + 1
        else:
            i += 1
    return found


def _read(tree: Tree, first: int, last: int, before: Number | None) -> Number | None:
    value, high, end = _extent(tree, first, last)
    if value is None or tree.lower[first : last + 1] == ["one"]:
        return None  # *one* is more often a pronoun than a count
    unit, first, end, value = _unit(tree, first, last, end, value)
    head = _counted(tree, last)
    if _is_name(tree, first, last, head):
        return None
    what: tuple[str, ...] = ()
    if head is not None:
        lemma = tree.lemma[head].lower()
        if lemma in _TIMES or tree.lower[head].startswith(("year", "yr", "hr")):
            return None
        if not unit:
            unit = _MONEY.get(lemma) or _MEASURES.get(lemma, "")
        what = () if lemma in _RELATIVES or tree.lower[head] in _RELATIVES else _what(tree, head, unit)
    same = before is not None and tree.sentence[before.first] == tree.sentence[first]
    if not what and same and before is not None and not unit and not before.unit and _goes_on(tree, last, head):
        what = (*before.what[:2], *_distinction(tree, last))
    if not what and head is None:
        if not unit and value < 1000 and tree.dep[last] in {"ROOT", "appos", "punct", "meta"}:  # noqa: PLR2004
            return None
        what = _around(tree, last)
    if not unit and not what:
        return None
    return Number(first, end, what, value, high, _bound(tree, first), unit)


def _extent(tree: Tree, first: int, last: int) -> tuple[float | None, float | None, int]:
    """Value, upper end of a range, last token."""
    value = value_of(tree.lower[first : last + 1])
    if value is None:
        pair = range_of(tree.lower[first])
        return (*pair, last) if pair else (None, None, last)
    if last + 2 < tree.n and tree.lower[last + 1] in {"to", "-", "–", "or"} and tree.tag[last + 2] == "CD":
        stop = last + 2
        while stop + 1 < tree.n and (tree.tag[stop + 1] == "CD" or tree.lower[stop + 1] in SCALES):
            stop += 1
        top = value_of(tree.lower[last + 2 : stop + 1])
        if top is not None and top > value:
            scale = SCALES.get(tree.lower[stop], 1)
            return (value * scale if value < scale else value), top, stop
    return value, None, last


def _unit(tree: Tree, first: int, last: int, end: int, value: float) -> tuple[str, int, int, float]:
    """Unit beside the number, first and last token with it, and the value: *120m* without a sign is a length."""
    sign = tree.lower[first - 1] if first else ""
    if sign in _MONEY and tree.end[first - 1] >= tree.start[first] - 1:
        return _MONEY[sign], first - 1, end, value
    if tree.lower[first][:1] in _MONEY:
        return _MONEY[tree.lower[first][:1]], first, end, value
    following = tree.lower[end + 1] if end + 1 < tree.n else ""
    if following in {"%", "percent", "pct"}:
        return "%", first, end + 1, value
    if following == "per" and end + 2 < tree.n and tree.lower[end + 2] == "cent":
        return "%", first, end + 2, value
    word = tree.lower[last]
    if (word == "m" or (word.endswith("m") and word[:1].isdigit())) and following in {
        ")",
        ",",
        ".",
        "deep",
        "long",
        "wide",
        "high",
        "tall",
        "below",
        "above",
    }:
        return "m", first, end, value / SCALES["m"]
    return "", first, end, value


def _goes_on(tree: Tree, last: int, head: int | None) -> bool:
    """*eight groups - six of which*, *8 groups, 6 based in the north*: the same things are counted on."""
    if head is not None:
        return tree.lemma[head].lower() in _RELATIVES or tree.lower[head] in _RELATIVES
    return last + 1 < tree.n and tree.tag[last + 1] in {"VBN", "VBG", "IN"}


def _distinction(tree: Tree, last: int) -> tuple[str, ...]:
    """What sets a part apart from the whole: *six of which are coastal*."""
    after = tree.sentences[tree.sentence[last]][1]
    words = (tree.lemma[k].lower() for k in range(last + 1, min(after, last + 8)) if tree.pos[k] in _TELLING)
    return tuple(dict.fromkeys(words))[:2]


def _counted(tree: Tree, number: int) -> int | None:
    """The noun that the number counts: *17 people*, *dozens of people*, *17 of the workers*."""
    i = number
    for _ in range(4):
        dep, head = tree.dep[i], tree.head[i]
        for k in tree.kids[i]:
            if k > i and tree.dep[k] == "prep" and tree.lower[k] == "of" and (below := tree.kid(k, "pobj")) is not None:
                if tree.tag[below] == "CD":
                    continue
                return below
        if dep in {"nummod", "quantmod", "compound", "nmod", "amod", "npadvmod"} and head != i:
            if (
                tree.pos[head] in {"NOUN", "PROPN"}
                and tree.tag[head] != "CD"
                and tree.lower[head] not in {"%", "percent", "$"}
            ):
                return head
            i = head
            continue
        return None
    return None


def _what(tree: Tree, head: int, unit: str) -> tuple[str, ...]:
    words = [tree.lemma[head].lower()]
    if _MEASURES.get(words[0]) == unit or (unit and _MONEY.get(words[0]) == unit):
        words = []
    for k in tree.kids[head]:
        if k < head and tree.dep[k] in {"amod", "compound", "nmod"} and tree.pos[k] in {"ADJ", "NOUN", "PROPN", "VERB"}:
            if tree.tag[k] != "CD":
                words.append(tree.lemma[k].lower())
        elif k > head and tree.dep[k] == "prep" and tree.lower[k] in {"of", "in"}:
            below = tree.kid(k, "pobj")
            if below is not None and tree.tag[below] != "CD":
                words.append(tree.lemma[below].lower())
        elif k > head and tree.dep[k] == "acl":
            words.append(tree.lemma[k].lower())
    verb = tree.head[head]
    if tree.dep[head] in {"nsubj", "nsubjpass", "dobj"} and tree.pos[verb] == "VERB":
        words.append(tree.lemma[verb].lower())
    return tuple(dict.fromkeys(words))[:6]


def _around(tree: Tree, number: int) -> tuple[str, ...]:
    """Of a number without a noun (*the toll rose to 17*): its verb's subject, and the verb."""
    i = number
    for _ in range(5):
        if tree.pos[i] in {"VERB", "AUX"}:
            subject = tree.kid(i, "nsubj", "nsubjpass")
            words = [] if subject is None or tree.pos[subject] == "PRON" else [tree.lemma[subject].lower()]
            if subject is not None:
                words.extend(tree.lemma[k].lower() for k in tree.kids[subject] if tree.dep[k] in {"amod", "compound"})
            if tree.pos[i] == "VERB":
                words.append(tree.lemma[i].lower())
            return tuple(dict.fromkeys(words))
        if tree.head[i] == i:
            return ()
        i = tree.head[i]
    return ()


def _is_name(tree: Tree, first: int, last: int, head: int | None) -> bool:
    """*Article 40*, *Boeing 737*, *the 2016 election*, a list's number, an age set off by commas."""
    word = tree.lower[last]
    digits = word.isdigit()
    if head is None and digits and first and tree.pos[first - 1] == "PROPN" and tree.head[last] == first - 1:
        return True
    if head is not None and head < first and tree.dep[last] == "nummod" and tree.tag[head] in {"NNP", "NN"}:
        return True
    if digits and len(word) == 4 and 1900 <= int(word) <= 2100 and (head is None or tree.tag[head] in {"NN", "NNP"}):  # noqa: PLR2004
        return True
    commas = first > 0 and tree.lower[first - 1] == "," and last + 1 < tree.n and tree.lower[last + 1] in {",", "."}
    if head is None and digits and len(word) <= 3 and commas:  # noqa: PLR2004
        return True
    opens = first == tree.sentences[tree.sentence[first]][0]
    return digits and opens and last + 1 < tree.n and tree.lower[last + 1] in {".", ")", ":", "]"}


def _bound(tree: Tree, first: int) -> Bound:
    before = " ".join(tree.lower[max(0, first - _NEAR) : first])
    after = tree.lower[first - 1] if first else ""
    if before.endswith(
        ("at least", "more than", "over", "no fewer than", "no less than", "greater than", "upwards of")
    ):
        return "at least"
    if before.endswith(("at most", "less than", "fewer than", "up to", "under", "below", "as many as", "no more than")):
        return "at most"
    if tree.lower[first] in VAGUE:
        return "at least"
    return "about" if after in _ABOUT else "exact"
