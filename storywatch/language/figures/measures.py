"""What a number is measured in: money, percent, a unit, a rate (*barrels a day*), an area. Knows no nouns counted."""

from functools import cache

import msgspec
from msgspec import Struct

from storywatch.language.figures.glosses import pass_over_gloss
from storywatch.language.figures.numerals import read_words, value_of
from storywatch.language.parse.tree import Tree

RATE_REACH = 5
"""Tokens after what is counted in which *a day* is looked for."""


class MeasureWords(Struct, frozen=True):
    """The words of a language for what numbers are measured in, with how each is shown."""

    percent: frozenset[str]
    percent_pairs: frozenset[str]
    per: frozenset[str]
    per_unit: frozenset[str]
    square: frozenset[str]
    by: frozenset[str]
    lengthways: frozenset[str]
    across: frozenset[str]
    degrees: frozenset[str]
    scales: dict[str, str]
    """Whose degrees they are: *Celsius*."""
    money: dict[str, str]
    sums: frozenset[str]
    """Words of a number too large for what it would else measure."""
    of_sums: dict[str, str]
    """Words that are money after such a number."""
    units: dict[str, str]
    durations: dict[str, str]


class Measure(Struct, frozen=True):
    """A unit, and the tokens that it takes with its number."""

    unit: str
    first: int
    last: int


@cache
def load_measures() -> MeasureWords:
    """Read the words of measures."""
    raw = read_words()["measures"]
    return msgspec.convert({k: v.split() if isinstance(v, str) else v for k, v in raw.items()}, MeasureWords)


def read_measure(tree: Tree, first: int, last: int, noun: int | None, words: MeasureWords) -> Measure | None:
    """Read what the number of tokens `first` to `last` is measured in; `noun` is what it stands before."""
    sign = tree.lower[first - 1] if first else ""
    if sign in words.money and not sign.isalpha() and tree.end[first - 1] >= tree.start[first] - 1:
        return Measure(words.money[sign], first - 1, last)
    for mark in (tree.lower[first][:1], tree.lower[first][:3]):
        if mark in words.money and not mark.isalpha():
            return Measure(words.money[mark], first, last)
    following = tree.lower[last + 1 : last + 3]
    if following[:1] and following[0] in words.percent:
        return Measure("%", first, last + 1)
    if " ".join(following) in words.percent_pairs:
        return Measure("%", first, last + 2)
    if following[1:] and following[0] in words.degrees and following[1] in words.scales:
        return Measure(words.scales[following[1]], first, last + 2)
    if noun is None:
        return None
    lemma = tree.lemma[noun].lower()
    money = words.money.get(lemma) or words.money.get(tree.lower[noun])
    if tree.lower[last] in words.sums and tree.lower[noun + 1 : noun + 2] != ["of"]:
        money = money or words.of_sums.get(lemma)  # *two billion pounds*, not *of fish*
    unit = money or words.units.get(lemma) or words.units.get(tree.lower[noun]) or ""
    if not unit:
        return None
    squared = any(tree.lower[k] in words.square for k in range(last + 1, noun))
    return Measure(f"sq {unit}" if squared else unit, first, max(last, noun))


def read_rate(tree: Tree, after: int, words: MeasureWords) -> tuple[str, int] | None:
    """What a rate is by, and the last token of that: *barrels of oil a day*, *12 cases per 100,000 people*.

    `after` is the last token of what is counted.
    """
    end = tree.sentences[tree.sentence[after]][1]
    begin = pass_over_gloss(tree, after + 1, end) if after + 1 < end else end
    for k in range(begin, min(end - 1, begin + RATE_REACH)):
        word, follows = tree.lower[k], k + 1
        if word in words.per:
            return _rate_by(tree, follows, end, words)
        if word in words.per_unit:
            follows += tree.lower[follows] == "-"  # *a 1,000-barrel-a-day leak*
            unit = _unit_at(tree, follows, words) if follows < end else ""
            if unit:
                return unit, follows
        if word in {",", ";", ".", "(", ")", ":"} or tree.tag[k] == "CD":
            return None
    return None


def rate_of_verb(tree: Tree, noun: int, words: MeasureWords) -> str:
    """What the verb says that a measure is by: *1,000 barrels are leaking each day*."""
    verb = tree.head[noun]
    if tree.dep[noun] not in {"nsubj", "nsubjpass", "dobj"} or tree.pos[verb] != "VERB":
        return ""
    for k in tree.kids[verb]:
        marked = k > 0 and tree.lower[k - 1] in words.per_unit
        if k > verb and marked and tree.dep[k] == "npadvmod" and (unit := words.durations.get(tree.lemma[k].lower())):
            return unit
    return ""


def _unit_at(tree: Tree, i: int, words: MeasureWords) -> str:
    lemma = tree.lemma[i].lower()
    return words.durations.get(lemma) or words.units.get(lemma) or ""


def _rate_by(tree: Tree, i: int, end: int, words: MeasureWords) -> tuple[str, int]:
    """After *per*: a unit, a noun, or a number of them."""
    last = i
    while last + 1 < end and value_of(tree.lower[i : last + 1]) is not None and last - i < 3:  # noqa: PLR2004 - words
        last += 1
    if last > i:
        return f"{value_of(tree.lower[i:last]):,.0f} {tree.lemma[last].lower()}", last
    return _unit_at(tree, i, words) or tree.lemma[i].lower(), i


def is_area(unit: str, other: str, between: list[str], behind: str, words: MeasureWords) -> bool:
    """Are two lengths the sides of one area? `between`: the words between them; `behind`: the one after the second."""
    if not unit or unit != other:
        return False
    if any(word in words.by for word in between):
        return True
    return any(word in words.lengthways for word in between) and behind in words.across
