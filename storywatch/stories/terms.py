"""Words of an article to cluster by, with their weight in it. Needs no parse and no language pack."""

import math
import re
from itertools import pairwise

MAX_TERMS = 250
"""Terms kept of one article, heaviest first: a longer list adds length to the message and nothing to the cosine."""

MAX_CHARS = 40_000
"""Characters read: the words of a story stand in its first few thousand."""

NAME_WEIGHT = 2.0
"""A capitalised word inside a sentence is part of a name, and names tell stories apart."""

TITLE_WEIGHT = 2.0
"""How much one occurrence in the title counts beside one in the body."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?:;\n“\"]\s*$")
_UNPARTED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
"""Letters of scripts that part no words: Thai, Lao, Burmese, Khmer, Japanese, Chinese. A pair says a word or half one."""

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
    """Give the weight of each term of an article: 1 + ln of its weighted count, names and title words counting more.

    `common`: words of its language that say nothing, beside the English ones; *l'* for what is written on to others.
    """
    counts: dict[str, float] = {}
    named: set[str] = set()
    for part, factor in ((title, TITLE_WEIGHT), (text[:MAX_CHARS], 1.0)):
        end = 0
        for match in _WORD.finditer(part):
            word = match.group()
            opens = end == 0 or bool(_SENTENCE_END.search(part, max(0, end - 1), match.start()))
            end = match.end()
            if _UNPARTED.search(word):
                for pair in map("".join, pairwise(word)):
                    counts[pair] = counts.get(pair, 0.0) + factor
                continue
            term = fold(word)
            head, mark, tail = term.partition("'")
            if mark and head + mark in common:  # *l'armée*
                term, word = tail, word[-len(tail) :]
            if term in _STOP or term in common or (len(term) < 2 and not term.isdigit()):  # noqa: PLR2004 - single letters say nothing
                continue
            counts[term] = counts.get(term, 0.0) + factor
            if word[0].isupper() and not opens and part is not title:
                named.add(term)
    weights = {
        term: (1.0 + math.log(count)) * (NAME_WEIGHT if term in named else 1.0) for term, count in counts.items()
    }
    kept = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:MAX_TERMS]
    return {term: round(weight, 3) for term, weight in kept}
