"""What a number without a noun counts, by its verb: *the toll rose to 17*, *34 died*. Knows no units and no values."""

from storywatch.language.figures.counted import CLIMB, MOST, TELLING, CountWords, describe, done, put_at, state
from storywatch.language.parse.tree import Tree


def describe_bare(tree: Tree, number: int, words: CountWords) -> tuple[str, ...]:
    """Of a number without a noun (*the toll rose to 17*, *34 died*): what its verb is told of, and the verb."""
    own = tree.kid(number, "relcl")
    if own is not None:
        return (tree.lemma[done(tree, own, words)].lower(),)  # *44 that have died*
    verb = find_verb(tree, number)
    if verb is None:
        return ()
    found: list[str] = []
    put = put_at(tree, verb, number, words)
    if put is not None:
        return describe(tree, put, words)
    thing = tree.kid(verb, "nsubj", "nsubjpass")
    if thing == number or thing is None or tree.pos[thing] == "PRON" or _is_moved(tree, verb, number, words):
        thing = tree.kid(verb, "dobj")
    if thing is not None and thing != number and tree.pos[thing] in TELLING:
        found.extend(describe(tree, thing, words))
    lemma = tree.lemma[done(tree, verb, words)].lower()
    if lemma not in words.light and lemma not in words.moves:
        found.insert(0 if tree.dep[number] == "dobj" else len(found), lemma)  # *the crash killed 12* counts no crash
    if tree.dep[number] in {"nsubj", "nsubjpass"}:
        found.extend(state(tree, verb, words))
    return tuple(dict.fromkeys(found))[:MOST]


def find_verb(tree: Tree, number: int) -> int | None:
    """The verb above a number; none that it only goes with: *rose to 28, with 333 under investigation*."""
    if tree.dep[number] == "pobj" and tree.lower[tree.head[number]] == "with":
        return None
    verb = number
    for _ in range(CLIMB):
        if tree.pos[verb] in {"VERB", "AUX"} or tree.head[verb] == verb:
            break
        verb = tree.head[verb]
    return verb if tree.pos[verb] in {"VERB", "AUX"} else None


def _is_moved(tree: Tree, verb: int, number: int, words: CountWords) -> bool:
    """*The governor lowered the number of dead to 11*: not whoever moves it, what is moved is counted."""
    link = tree.head[number]
    moved = tree.kid(verb, "dobj")
    to = tree.dep[link] == "prep" and tree.lower[link] == "to" and tree.head[link] == verb
    return to and moved is not None and tree.lemma[verb].lower() in words.moves
