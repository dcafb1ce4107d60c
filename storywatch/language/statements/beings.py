"""Whether a word stands for somebody: a person, people, a body. Knows nothing of what they say or feel."""

from storywatch.language.lexicon import Lexicon
from storywatch.language.parse.tree import Tree

_ACTING = frozenset({"PERSON", "NORP", "ORG", "GPE"})
"""Kinds of names that stand for somebody who acts."""

_FEELING = frozenset({"PERSON", "NORP", "ORG"})
_THINGS = frozenset({"it", "this", "that", "which", "what"})
_HUMAN = frozenset({"me", "him", "her", "us", "them", "many", "some", "people", "others"})


def can_speak(tree: Tree, lexicon: Lexicon, k: int) -> bool:
    """A person, people, a body, or a document that speaks for one."""
    lemma = tree.lemma[k].lower()
    if tree.pos[k] == "PRON":
        return tree.lower[k] not in _THINGS
    if tree.pos[k] == "PROPN" or tree.tag[k] == "NNS" or _is_person(lexicon, lemma):
        return True
    bodies = (lexicon.institutions, lexicon.bodies, lexicon.companies, lexicon.press, lexicon.documents)
    if any(lemma in words for words in bodies):
        return True
    return any(first <= k < after and label in _ACTING for first, after, label in tree.ents)


def can_feel(tree: Tree, lexicon: Lexicon, k: int) -> bool:
    """A person, people or a body."""
    if tree.lower[k] in _HUMAN or _is_person(lexicon, tree.lemma[k].lower()):
        return True
    return any(first <= k < after and label in _FEELING for first, after, label in tree.ents)


def is_somebody(tree: Tree, lexicon: Lexicon, k: int) -> bool:
    """A person, people or a body, and nothing that can be so or not: *the mayor*, *the agency*."""
    bodies = (lexicon.institutions, lexicon.bodies, lexicon.companies)
    return can_feel(tree, lexicon, k) or any(tree.lemma[k].lower() in words for words in bodies)


def _is_person(lexicon: Lexicon, lemma: str) -> bool:
    return any(lemma in w for w in (lexicon.persons, lexicon.offices, lexicon.anonymous, lexicon.spokespeople))
