"""Where a content begins and ends, once all are found: what the outlet tells beside it is none of it.

Knows nothing of who speaks, nor of acts.
"""

from storywatch.language.statements.phrases import MAX_TOKENS, Found, Phrases
from storywatch.language.statements.speech import MAX_TERM, Speech

_RELATIVE = frozenset({"which", "who", "whom"})
_ARTICLES = frozenset({"a", "an", "the", "one"})
_STOPS = frozenset({".", "!", "?", "”", '"', "''"})
_SHORTEST = 15
"""Characters of a quotation that is not a term."""
_DEEPEST = 16
"""Phrases around a content's last word that are looked at."""
_LONG = 4
"""Letters of a word that a title writes large."""
_WHOLE = frozenset({"line", "according"})
"""Frames whose content is all that stands there: *according to* says no other word of it is the outlet's."""


def settle_bounds(phrases: Phrases, found: list[Found]) -> None:
    """Settle where each content begins and ends."""
    for f in found:
        if f.content and f.frame not in _WHOLE:
            _cut_aside(phrases, f)


def _cut_aside(phrases: Phrases, f: Found) -> None:
    """*criticised the mayor, who took office in May*, *backed the bridge, a gift of the state*: what ends a content
    after a comma only tells who or what that is.
    """
    tree, last = phrases.tree, f.content[-1]
    inside = set(f.content)
    k = last
    for _ in range(_DEEPEST):
        if tree.head[k] not in inside or tree.head[k] == k:
            return
        first = tree.left(k)
        if f.content[0] < first and tree.right(k) >= last and phrases.quotes.at(tree.start[first]) is None:
            opens = _RELATIVE & set(tree.lower[first : first + 2])
            clause = tree.dep[k] == "relcl" and opens and tree.lower[first - 1] == ","
            name = tree.dep[k] == "appos" and tree.lower[first] in _ARTICLES and tree.lower[first - 1] in ",—–"
            if clause or name:
                f.content = phrases.tidy([x for x in f.content if x < first])
                return
        k = tree.head[k]


def adopt_quotations(speech: Speech, found: list[Found]) -> None:
    """Give quotations that no cue has to what is said before them on the same line: *It may close, Doe said. "We
    know,"*; *stressed her record: "We built it."*
    """
    tree, quotes = speech.tree, speech.quotes
    by_sentence: dict[int, list[Found]] = {}
    held = {k for f in found for k in f.content}
    for f in found:
        if f.speaker and f.frame != "line" and f.content and f.verb not in f.content:
            by_sentence.setdefault(tree.sentence[f.verb], []).append(f)
    first = 0
    for q, (start, end) in enumerate(quotes.spans):
        while first < tree.n and tree.end[first] <= start:
            first += 1
        last = first - 1
        while last > 0 and tree.space[last]:
            last -= 1
        if q in speech.taken or end - start < _SHORTEST or last <= 0 or "\n" in tree.text[tree.end[last] : start]:
            continue
        before = by_sentence.get(tree.sentence[last], [])
        tokens = speech.tokens(start, end, first)
        if before and tokens and held.isdisjoint(tokens) and _leads_on(speech, before[-1], last, tokens):
            f = before[-1]
            f.content = sorted({*f.content, *tokens}.difference(f.cue, f.speaker))[:MAX_TOKENS]
            f.quoted.append(q)
            speech.taken.add(q)


def _leads_on(speech: Speech, f: Found, last: int, tokens: list[int]) -> bool:
    """Does the word or mark `last` lead from what is said to the quotation?"""
    mark = speech.tree.lower[last]
    if tokens[0] < f.verb or _is_title(speech, tokens):
        return False
    if mark == ":":
        return True
    if mark in _STOPS:
        return f.frame in {"object", "person"} or f.content[-1] < f.verb
    return f.frame != "object"


def _is_title(speech: Speech, tokens: list[int]) -> bool:
    """*On "Morning Hour with Doe"*: a name in quotation marks."""
    tree = speech.tree
    words = [tree.text[tree.start[k]] for k in tokens if tree.end[k] - tree.start[k] >= _LONG]
    return len(tokens) <= MAX_TERM and all(not letter.islower() for letter in words)
