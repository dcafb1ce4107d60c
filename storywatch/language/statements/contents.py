"""What each sentence of a statement's content says. Knows nothing of acts.

A quotation of three sentences makes three claims: the main one is that of the sentence that the cue's clause hangs on.
"""

from storywatch.language.parse.tree import Tree
from storywatch.language.statements.phrases import Found
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
    """Read the main clause, as what is `denied` if it is, and the other sentences in the order of the text."""
    if not found.content or found.head is None:
        return None, ()
    tree = reader.tree
    name, body = speaker.entity or speaker.body, speaker.kind in {"organisation", "place"}
    by_sentence: dict[int, list[int]] = {}
    for i in found.content:
        by_sentence.setdefault(tree.sentence[i], []).append(i)
    main = by_sentence.pop(tree.sentence[found.head], found.content)
    further = []
    for s, tokens in list(by_sentence.items())[:MAX_CLAUSES]:
        head = _root(tree, tokens)
        if head is not None and len(tokens) >= SHORTEST:
            proposition = reader.read(head, tokens, name, body=body)
            further.append(Clause(sentence=s, span=tree.span(tokens[0], tokens[-1]), proposition=proposition))
    return reader.read(found.head, main, name, body=body, denied=denied), tuple(further)


def _root(tree: Tree, tokens: list[int]) -> int | None:
    """The verb that a sentence's part in a content hangs on."""
    inside = set(tokens)
    for k in tokens:
        if tree.pos[k] in {"VERB", "AUX"} and (tree.head[k] == k or tree.head[k] not in inside):
            return k
    return None
