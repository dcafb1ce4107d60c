"""Which number is what another one was before: *17, up from 11*, *58, not 60*. Knows no units and no stories."""

from storywatch.language.figures.counted import CountWords, governor
from storywatch.language.parse.tree import Tree

TO = 4
"""Tokens after *from 60* within which *to 58* ends."""


def is_former(tree: Tree, first: int, words: CountWords, *, follows: bool) -> bool:
    """Tell whether a number is an earlier value; `follows`: its sentence gives one of the same sort before it."""
    k = first - 1
    if k >= 0 and tree.lower[k] in words.about:
        k -= 1
    if k < 0:
        return False
    word = tree.lower[k]
    if word in words.former:
        moved = k > 0 and tree.lower[k - 1] in words.downs
        return moved or tree.lemma[governor(tree, first)].lower() in words.moves
    return follows and (_is_compared(tree, k, first, words) or _is_rejected(tree, k, words))


def _is_compared(tree: Tree, k: int, number: int, words: CountWords) -> bool:
    """*90 dollars, after 70 dollars in January*; *after 12 people died* is a time."""
    one, two = tree.lower[k], " ".join(tree.lower[max(0, k - 1) : k + 1])
    if two in words.compared:
        return True
    top = number
    while tree.dep[top] in {"nummod", "quantmod", "compound", "nmod"} and tree.head[top] > top:
        top = tree.head[top]
    return one in words.compared and tree.dep[top] == "pobj" and tree.head[top] == k


def _is_rejected(tree: Tree, k: int, words: CountWords) -> bool:
    """*58 people, not 60*; *not 60 but 58* gives the right one later."""
    return tree.lower[k] in words.rejecting and k > 0 and tree.lower[k - 1] in {",", "and", "-", "–", "—", "("}


def leads_to(tree: Tree, last: int, first: int) -> bool:
    """Tell whether a former number goes on to a later one: *lowered from 62,000 to 58,000*."""
    return last < first <= last + TO and "to" in tree.lower[last + 1 : first]
