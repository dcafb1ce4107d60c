"""What each sentence of a statement's content says. Knows nothing of acts.

A quotation of three sentences makes three claims, *said that ... and that ...* makes two: the main one is that of the
sentence that the cue's clause hangs on.
"""

from storywatch.language.parse.tree import Tree
from storywatch.language.statements.phrases import SUBJECTS, Found
from storywatch.language.statements.propositions import Reader
from storywatch.language.statements.speakers import Speaker
from storywatch.messages import Clause, Proposition

MAX_CLAUSES = 12
"""Sentences of one content that are read: a longer one is a speech."""

SHORTEST = 4
"""Tokens of a sentence that claims something by itself: *Of course not.* does not."""


def read_content(
    reader: Reader, found: Found, speaker: Speaker, *, denied: bool = False
) -> tuple[Proposition | None, tuple[Clause, ...]]:
    """Read the main clause, as what is `denied` if it is, then what is joined to it and the other sentences."""
    if not found.content or found.head is None:
        return None, ()
    tree = reader.tree
    name, body = speaker.entity or speaker.body, speaker.kind in {"organisation", "place"}
    by_sentence: dict[int, list[int]] = {}
    for i in found.content:
        by_sentence.setdefault(tree.sentence[i], []).append(i)
    main = by_sentence.pop(tree.sentence[found.head], found.content)
    joined = {} if denied else _join(tree, found.head, main)
    inside = {k for tokens in joined.values() for k in tokens}
    main = [k for k in main if k not in inside]
    further = []
    heads = [*joined.items(), *((_root(tree, tokens), tokens) for tokens in by_sentence.values())]
    for head, tokens in heads[:MAX_CLAUSES]:
        if head is not None and len(tokens) >= SHORTEST:
            s = tree.sentence[head]
            proposition = reader.read(head, tokens, name, body=body)
            further.append(Clause(sentence=s, span=tree.span(tokens[0], tokens[-1]), proposition=proposition))
    return reader.read(found.head, main, name, body=body, denied=denied), tuple(further)


def _join(tree: Tree, head: int, tokens: list[int]) -> dict[int, list[int]]:
    """Give the clauses that a second *that* joins to the main one, by their heads: *said that it is late and that it
    will not sail*."""
    found: dict[int, list[int]] = {}
    for k in tree.kids[head]:
        mark = tree.kid(k, "mark") if tree.dep[k] == "conj" and tree.pos[k] in {"VERB", "AUX"} else None
        if mark is not None and tree.lower[mark] == "that" and tree.has(k, *SUBJECTS, "nsubjpass"):
            first, last = tree.left(k), tree.right(k)
            found[k] = [i for i in tokens if first <= i <= last]
    return {k: inside for k, inside in found.items() if len(inside) >= SHORTEST}


def _root(tree: Tree, tokens: list[int]) -> int | None:
    """The verb that a sentence's part in a content hangs on."""
    inside = set(tokens)
    for k in tokens:
        if tree.pos[k] in {"VERB", "AUX"} and (tree.head[k] == k or tree.head[k] not in inside):
            return k
    return None
