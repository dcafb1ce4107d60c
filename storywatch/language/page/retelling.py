"""Where a page turns from its news to telling again: *here is a timeline*, *following are some facts*.

Agencies set chronologies, lists of facts, questions and answers below the news, or make a page of nothing else. Knows
the words that announce them, nothing of what they tell.
"""

from storywatch.language.lexicon import Lexicon
from storywatch.language.parse.tree import Tree

REACH = 8
"""Words between *here* and what it announces: *here are some of the key dates*."""


def find_retelling(tree: Tree, lexicon: Lexicon) -> int:
    """Give the first sentence that a page only tells again; the number of its sentences where there is none."""
    for i, word in enumerate(tree.lower):
        if word in lexicon.announcing and _announces(tree, i, lexicon):
            return tree.sentence[i] + 1
    return len(tree.sentences)


def _announces(tree: Tree, i: int, lexicon: Lexicon) -> bool:
    """*Here* opens its clause, and what it announces comes before any other verb."""
    if tree.dep[i] == "amod":  # the following day
        return False
    if i > 0 and tree.sentence[i - 1] == tree.sentence[i] and tree.pos[i - 1] not in {"PUNCT", "SPACE", "DET", "SYM"}:
        return False
    for k in range(i + 1, min(i + 1 + REACH, tree.sentences[tree.sentence[i]][1])):
        if tree.lemma[k].lower() in lexicon.retellings:
            return True
        if tree.pos[k] == "VERB" and tree.dep[k] not in {"amod", "compound"}:
            return False
    return False
