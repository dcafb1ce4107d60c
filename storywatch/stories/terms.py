"""Words of an article to cluster by, with their weight in it. Needs no parse and no language pack.

Two events of one kind share their words and often their place: names, numbers with what they count, and years tell
them apart, so these weigh more. A term with a space in it is a number and the word that follows (`23 pirate`).
"""

import math
import re
from functools import lru_cache
from itertools import pairwise

MAX_TERMS = 150
"""Terms kept of one article, heaviest first: a longer list adds length to the message and nothing to the cosine."""

MAX_CHARS = 40_000
"""Characters read: the words of a story stand in its first few thousand."""

NAME_WEIGHT = 2.2
"""A capitalised word inside a sentence is part of a name, and names tell stories apart."""

NUMBER_WEIGHT = 3.5
"""A number says how many, how much, which one: two reports of one event agree on it, two earthquakes do not."""

COUNTED_WEIGHT = 4.0
"""A number together with what it counts."""

YEAR_WEIGHT = 6.0
"""A year sets an event in its time; where it is this year's, its frequency takes the weight off again."""

LEAD_WEIGHT = 1.3
"""How much more a name or a number weighs that stands in the lead."""

LEAD_TERMS = 60
"""Words that are no stop words, from the beginning of the text."""

TITLE_WEIGHT = 2.0
"""How much one occurrence in the title counts beside one in the body."""

MAX_WORDS = 20_000
"""Word forms whose reading is kept in each process, some 4 MB: nearly all words of a day's news."""

LONGEST_KEPT = 40
"""Characters of a word whose reading is kept."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?:;\n“\"]\s*$")
_UNPARTED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
"""Letters of scripts that part no words: Thai, Lao, Burmese, Khmer, Japanese, Chinese. A pair is a word or half one."""

_YEAR = re.compile(r"(?:19|20)\d\d")
_STOP = frozenset(
    "a about above after again against all also am an and any are as at be because been before being below between "
    "both but by can could did do does doing down during each few for from further had has have having he her here "
    "hers herself him himself his how i if in into is it its itself just may me might more most must my myself no "
    "nor not now of off on once one only or other our ours out over own per same shall she should since so some "
    "such than that the their theirs them then there these they this those through to too two under until up upon "
    "us very was we were what when where which while who whom why will with within without would you your yours mr "
    "mrs ms dr said say says told tell according added also new news first last year years day days week weeks "
    "month months time times people monday tuesday wednesday thursday friday saturday sunday january february march "
    "april june july august september october november december today yesterday tomorrow read more share".split()
)


Token = tuple[str, bool]
"""One word that is no stop word, and whether it is capitalised and does not open a sentence."""


def fold(word: str) -> str:
    """Lower-case a word and take off what inflection adds most often in English; harmless elsewhere."""
    word = word.lower().replace("’", "'")
    word = word.removesuffix("'s").removesuffix("'")
    if len(word) > 4:  # noqa: PLR2004 - shorter words are more often stems themselves
        if word.endswith("ies"):
            return word[:-3] + "y"
        if word.endswith("sses"):
            return word[:-2]
        if word.endswith("s") and not word.endswith(("ss", "us", "is")):
            return word[:-1]
    return word


def weigh(title: str, text: str, common: frozenset[str] = frozenset()) -> dict[str, float]:
    """Give the weight of each term of an article: 1 + ln of its weighted count, times what its kind weighs.

    `common`: words of its language that say nothing, beside the English ones; *l'* for what is written on to others.
    """
    body = _read(text[:MAX_CHARS], common)
    counts: dict[str, float] = {}
    apart = "" if text.startswith(title) else title  # a text that opens with its title says it once
    for tokens, factor in ((_read(apart, common), TITLE_WEIGHT), (body, 1.0)):
        for term, _ in tokens:
            counts[term] = counts.get(term, 0.0) + factor
    counted: dict[str, float] = {}
    for number, what in pairwise(term for term, _ in body):
        if number[0].isdigit() and not what[0].isdigit():
            counted[f"{number} {what}"] = counted.get(f"{number} {what}", 0.0) + 1.0
    named = {term for term, capital in body if capital}
    lead = {term for term, _ in body[:LEAD_TERMS]}
    weights = {term: (1.0 + math.log(count)) * _kind(term, named, lead) for term, count in counts.items()}
    weights |= {term: (1.0 + math.log(count)) * COUNTED_WEIGHT for term, count in counted.items()}
    kept = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:MAX_TERMS]
    return {term: round(weight, 3) for term, weight in kept}


def _kind(term: str, named: set[str], lead: set[str]) -> float:
    """Say what a term weighs by what it is and where it stands."""
    if term[0].isdigit():
        weight = YEAR_WEIGHT if _YEAR.fullmatch(term) else NUMBER_WEIGHT
    elif term in named:
        weight = NAME_WEIGHT
    else:
        return 1.0
    return weight * LEAD_WEIGHT if term in lead else weight


def _read(text: str, common: frozenset[str]) -> list[Token]:
    """Read the words of a text that are no stop words, and pairs of letters where words are not parted."""
    tokens: list[Token] = []
    end = 0
    for match in _WORD.finditer(text):
        start = match.start()
        plain = start == end + 1 and text[end] == " " and end > 0  # most words follow another and a space
        word = match.group()
        terms, capital = (_terms_of if len(word) <= LONGEST_KEPT else _terms_of.__wrapped__)(word, common)
        if capital:
            capital = plain or not (end == 0 or _SENTENCE_END.search(text, max(0, end - 1), start))
        end = match.end()
        tokens += [(term, capital) for term in terms]
    return tokens


@lru_cache(maxsize=MAX_WORDS)
def _terms_of(word: str, common: frozenset[str]) -> tuple[tuple[str, ...], bool]:
    """What a word counts as: itself, nothing, or the pairs of its letters; and whether it is capitalised."""
    if _UNPARTED.search(word):
        return tuple(a + b for a, b in pairwise(word)), False
    term = fold(word)
    head, mark, tail = term.partition("'")
    if mark and head + mark in common:  # *l'armée*
        term, word = tail, word[-len(tail) :]
    if term in _STOP or term in common or (len(term) < 2 and not term.isdigit()):  # noqa: PLR2004 - single letters say nothing
        return (), False
    return (term,), word[0].isupper()
