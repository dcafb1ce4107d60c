"""Who a speaker's words stand for: a name in this article, the body that it belongs to, or nobody known.

Unresolved rather than wrong: a pronoun is resolved only where one person alone can be meant.
"""

from msgspec import Struct

from storywatch.language.entities import Names
from storywatch.language.lexicon import Lexicon
from storywatch.language.phrases import Found
from storywatch.language.tree import Tree
from storywatch.messages import SpeakerKind

_PRONOUNS = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
_GENDER = {"mr": "m", "mr.": "m", "sir": "m", "mrs": "f", "mrs.": "f", "ms": "f", "ms.": "f", "miss": "f", "lady": "f"}
_REACH = 3
"""Sentences back in which a pronoun looks for its person."""


class Speaker(Struct, frozen=True):
    """Who speaks, as far as the article says."""

    entity: str | None = None
    kind: SpeakerKind = "unknown"
    body: str | None = None
    via: str | None = None
    """Who cites the speaker in the speaker's own phrase: *sources cited by the Courier*."""


def resolve_pronouns(tree: Tree, names: Names) -> dict[int, str]:
    """Find the person that each *he* and *she* stands for, where subjects before it leave one only."""
    gender: dict[str, str] = {}
    recent: list[tuple[int, str, bool]] = []
    """(sentence, person, is it a subject), latest last."""
    resolved: dict[int, str] = {}
    previous = None
    for i in range(tree.n):
        lower = tree.lower[i]
        if lower in _GENDER and i + 1 < tree.n:
            person = names.at(i + 1)
            if person:
                gender.setdefault(person, _GENDER[lower])
        kind = names.kind_at(i)
        if kind == "person":
            name = names.at(i)
            if name != previous and name is not None:
                subject = any(_acts(tree, k) for k in (i, i + 1, i + 2) if k < tree.n and names.at(k) == name)
                recent.append((tree.sentence[i], name, subject))
            previous = name
            continue
        previous = None
        if lower in _PRONOUNS:
            person = _choose(recent[-8:], tree.sentence[i], _PRONOUNS[lower], gender)
            if person is not None:
                resolved[i] = person
                gender.setdefault(person, _PRONOUNS[lower])
                recent.append((tree.sentence[i], person, True))
    return resolved


def _acts(tree: Tree, i: int) -> bool:
    """Is it a verb's subject, alone or with others?"""
    for _ in range(4):
        if tree.dep[i] in {"nsubj", "nsubjpass"}:
            return True
        if tree.dep[i] != "conj":
            return False
        i = tree.head[i]
    return False


def _choose(recent: list[tuple[int, str, bool]], sentence: int, sex: str, gender: dict[str, str]) -> str | None:
    near = [(s, p, subj) for s, p, subj in recent if s >= sentence - _REACH and gender.get(p, sex) == sex]
    if not near:
        return None
    if len({p for _, p, _ in near}) == 1:
        return near[-1][1]
    subjects = [(s, p) for s, p, subj in near if subj]
    if not subjects:
        known = {p for _, p, _ in near if gender.get(p) == sex}
        return next(iter(known)) if len(known) == 1 else None
    last = [p for s, p in subjects if s == subjects[-1][0]]
    known = {p for _, p, _ in near if gender.get(p) == sex}
    if len(known) == 1:
        return next(iter(known))
    return last[0] if len(set(last)) == 1 else None


def resolve_speaker(found: Found, tree: Tree, names: Names, persons: dict[int, str], lexicon: Lexicon) -> Speaker:
    """Name who speaks."""
    i = found.subject
    if i is None:
        return Speaker()
    lemma = tree.lemma[i].lower()
    name, kind = names.at(i), names.kind_at(i)
    if name is not None and kind is not None:
        body = (_body_of(tree, names, i, name) or names.body_at(i)) if kind == "person" else None
        return Speaker(name, kind, body)
    if i in persons:
        return Speaker(persons[i], "person", None)
    if tree.pos[i] == "PRON" and lemma not in lexicon.anonymous:
        return Speaker()
    for k in tree.kids[i]:
        if tree.dep[k] == "appos" and (person := names.at(k)) and names.kind_at(k) == "person":
            return Speaker(person, "person", _inside(tree, names, i, person))
    if lemma in lexicon.offices:
        bearer = names.titled(lemma)
        if bearer is not None and tree.tag[i] not in {"NNS", "NNPS"} and lemma not in lexicon.spokespeople:
            return Speaker(bearer, "person", _inside(tree, names, i, bearer))
    via = _cited_by(tree, names, i, lexicon)
    body = _inside(tree, names, i, via)
    if lemma in lexicon.anonymous or lemma in lexicon.offices:
        return Speaker(None, "anonymous", body, via)
    return Speaker(None, "unknown", body, via)


def _cited_by(tree: Tree, names: Names, i: int, lexicon: Lexicon) -> str | None:
    for k in tree.kids[i]:
        if tree.dep[k] == "acl" and tree.lemma[k].lower() in lexicon.citing:
            agent = tree.kid(k, "agent", "prep")
            source = tree.kid(agent, "pobj") if agent is not None else None
            if source is not None:
                return names.at(source)
    return None


def _inside(tree: Tree, names: Names, i: int, but: str | None) -> str | None:
    """The first body named in the speaker's phrase: *sources close to the White House*."""
    for k in range(tree.left(i), min(tree.right(i), i + 40) + 1):
        name = names.at(k)
        if name is not None and name != but and names.kind_at(k) != "person":
            return name
    return None


def _body_of(tree: Tree, names: Names, i: int, name: str) -> str | None:
    """Whom a named person speaks for: *ministry spokesman John Doe*, *John Doe, the ministry's spokesman*."""
    for k in tree.kids[i]:
        if (
            tree.dep[k] in {"compound", "nmod", "amod", "poss"}
            and (body := names.at(k))
            and names.kind_at(k) != "person"
        ):
            return body
        if tree.dep[k] in {"appos", "relcl", "prep"}:
            body = next(
                (b for x in range(tree.left(k), min(tree.right(k), k + 30) + 1)
                 if (b := names.at(x)) and b != name and names.kind_at(x) != "person"), None,
            )  # fmt: skip
            if body is not None:
                return body
    return None
