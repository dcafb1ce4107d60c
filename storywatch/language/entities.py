"""Who and what an article mentions, each under all its names. Knows nothing of who speaks.

A mention joins the fuller name that it is the end of: a surname its full name whatever the tagger calls it, *the Times*
the *New York Times*, an acronym the name that it follows in brackets. What fits two fuller names joins the last one seen.
"""

import re

from storywatch.language.lexicon import Lexicon
from storywatch.language.tree import Tree
from storywatch.messages import Entity, EntityKind

KINDS: dict[str, EntityKind] = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group",
}  # fmt: skip

MAX_ENTITIES = 400
"""Entities kept of one article: a list of names longer than this is no news."""

MAX_MENTIONS = 40
"""Mentions kept of one entity, first ones first."""

TITLE_REACH = 5
"""Words before a title that may name its body: *Northern Orlan regional health minister*."""

APPOSITION_REACH = 12
"""Words after an office beside a name that may name its body: *the mayor of the port town of Orlan*."""

_POSSESSIVE = re.compile(r"['’]s?$")
_ACRONYM = re.compile(r"^[A-Z][A-Z.&]{1,8}$")
_NAME = re.compile(r"^[^\W\d_]")


class Names:
    """The entities of one text, and which of them each token belongs to."""

    __slots__ = ("_all", "_by_token", "titles")

    def __init__(self) -> None:
        self._all: list[_Draft] = []
        self._by_token: dict[int, int] = {}
        self.titles: dict[str, set[int]] = {}
        """Title lemma → the people who bear it here: how *the president* finds its name."""

    def at(self, token: int) -> str | None:
        """Canonical name of the entity that `token` is part of."""
        found = self._by_token.get(token)
        return None if found is None else self._all[found].name

    def kind_at(self, token: int) -> EntityKind | None:
        found = self._by_token.get(token)
        return None if found is None else self._all[found].kind

    @property
    def tokens(self) -> set[int]:
        """All tokens of entities."""
        return set(self._by_token)

    def within(self, first: int, last: int) -> list[str]:
        """Canonical names between two tokens, both included, in text order, each once."""
        by_token = self._by_token
        return list(dict.fromkeys(self._all[by_token[i]].name for i in range(first, last + 1) if i in by_token))

    def titled(self, title: str) -> str | None:
        """The one person who bears this title here."""
        bearers = self.titles.get(title, set())
        return self._all[next(iter(bearers))].name if len(bearers) == 1 else None

    def body_at(self, token: int) -> str | None:
        """Whom the person that `token` is part of belongs to, as far as any mention of it says."""
        found = self._by_token.get(token)
        return None if found is None else self._all[found].body

    def entities(self) -> tuple[Entity, ...]:
        return tuple(
            Entity(
                name=draft.name, kind=draft.kind, names=tuple(sorted(draft.names)), mentions=tuple(draft.mentions),
                title=draft.title, body=draft.body,
            )
            for draft in self._all
            if draft.mentions
        )  # fmt: skip


class _Draft:
    __slots__ = ("body", "kind", "mentions", "name", "names", "parts", "title")

    def __init__(self, name: str, kind: EntityKind, parts: tuple[str, ...]) -> None:
        self.name, self.kind, self.parts = name, kind, parts
        self.names: set[str] = set()
        self.mentions: list[tuple[int, int]] = []
        self.title: str | None = None
        self.body: str | None = None


def name_entities(tree: Tree, lexicon: Lexicon) -> Names:
    """Merge the tagger's mentions into entities, and find the surnames that it missed."""
    names = Names()
    spans = [
        trimmed for first, after, label in tree.ents
        if label in KINDS and (trimmed := _trim(tree, lexicon, first, after, label))
    ]  # fmt: skip
    drafts = names._all  # noqa: SLF001 - this function is the class's maker
    by_token = names._by_token  # noqa: SLF001
    by_parts: dict[tuple[str, ...], int] = {}
    by_end: dict[str, list[tuple[int, int]]] = {}
    """Last word → (token where first seen, draft) of fuller names that end on it."""
    full = [s for s in spans if s[1] - s[0] > 1]
    for first, after, label in full:
        parts = _parts(tree, first, after)
        found = by_parts.get(parts)
        if found is None:
            if len(drafts) >= MAX_ENTITIES:
                break
            found = by_parts[parts] = len(drafts)
            drafts.append(_Draft(_spell(tree, first, after), KINDS[label], parts))
            by_end.setdefault(parts[-1], []).append((first, found))
        _mention(tree, names, found, first, after)
        _acronym(tree, names, by_parts, found, after)
    _join_shorter(names, by_end)
    for first, after, label in spans:
        if after - first > 1 or first in by_token:
            continue
        part = _fold(tree.text[tree.start[first] : tree.end[first]])
        found = by_parts.get((part,))
        if found is None:
            found = _fuller(names, by_end.get(part, ()), first, KINDS[label])
        if found is None:
            if len(drafts) >= MAX_ENTITIES:
                continue
            found = by_parts[part,] = len(drafts)
            drafts.append(_Draft(_spell(tree, first, after), KINDS[label], (part,)))
        _mention(tree, names, found, first, after)
    _find_missed(tree, names, by_end)
    _collect_titles(tree, lexicon, names)
    return names


def _trim(tree: Tree, lexicon: Lexicon, first: int, after: int, label: str) -> tuple[int, int, str] | None:
    """Take determiners, titles, possessives and line breaks off a mention's ends."""
    while first < after and (
        tree.space[first] or tree.tag[first] in {"DT", "PRP$", "POS", "``", "''", ","}
        or (label == "PERSON" and after - first > 1 and tree.lower[first].rstrip(".") in lexicon.titles)
    ):  # fmt: skip
        first += 1
    while after > first and (tree.space[after - 1] or tree.tag[after - 1] in {"POS", "``", "''", ",", "."}):
        after -= 1
    for i in range(first, after):
        if tree.space[i]:
            after = i
            break
    if first >= after or not _NAME.match(tree.words(first, after - 1)):
        return None
    return first, after, label


def _fold(word: str) -> str:
    return _POSSESSIVE.sub("", word).replace(".", "").replace("-", " ").casefold()


def _parts(tree: Tree, first: int, after: int) -> tuple[str, ...]:
    return tuple(_fold(tree.text[tree.start[i] : tree.end[i]]) for i in range(first, after))


def _spell(tree: Tree, first: int, after: int) -> str:
    return _POSSESSIVE.sub("", " ".join(tree.words(first, after - 1).split()))


def _mention(tree: Tree, names: Names, draft: int, first: int, after: int) -> None:
    entity = names._all[draft]  # noqa: SLF001
    for i in range(first, after):
        names._by_token[i] = draft  # noqa: SLF001
    if len(entity.mentions) < MAX_MENTIONS:
        entity.mentions.append(tree.span(first, after - 1))
        entity.names.add(_spell(tree, first, after))


def _acronym(tree: Tree, names: Names, by_parts: dict[tuple[str, ...], int], draft: int, after: int) -> None:
    """*World Health Organization (WHO)*: the letters in brackets are another name of it."""
    if after + 2 >= tree.n or tree.lower[after] != "(" or tree.lower[after + 2] != ")":
        return
    letters = tree.words(after + 1, after + 1)
    initials = [p[0] for p in names._all[draft].parts if p]  # noqa: SLF001
    if _ACRONYM.match(letters) and _fold(letters)[0] in initials[:2] and len(letters) <= len(initials) + 2:
        by_parts[_fold(letters),] = draft
        _mention(tree, names, draft, after + 1, after + 2)


def _join_shorter(names: Names, by_end: dict[str, list[tuple[int, int]]]) -> None:
    """Let a name of several words that a longer one ends on be the longer one."""
    drafts = names._all  # noqa: SLF001
    moved: dict[int, int] = {}
    for group in by_end.values():
        for _, short in group:
            for _, long in group:
                a, b = drafts[short].parts, drafts[long].parts
                same = drafts[short].kind == drafts[long].kind
                if same and len(a) < len(b) and (b[-len(a) :] == a or (a[0] == b[0] and drafts[long].kind == "person")):
                    moved[short] = long
                    break
    for short in sorted(moved, key=lambda d: len(drafts[d].parts)):
        target = short
        while target in moved:
            target = moved[target]
        drafts[target].names |= drafts[short].names
        drafts[target].mentions = sorted([*drafts[target].mentions, *drafts[short].mentions])[:MAX_MENTIONS]
        drafts[short].mentions = []
        drafts[short].name, drafts[short].kind = drafts[target].name, drafts[target].kind
    for token, draft in names._by_token.items():  # noqa: SLF001
        if draft in moved:
            target = draft
            while target in moved:
                target = moved[target]
            names._by_token[token] = target  # noqa: SLF001


def _fuller(names: Names, candidates: object, token: int, kind: EntityKind) -> int | None:
    """The fuller name that a single word stands for: a person above all, the last one that came before it."""
    drafts = names._all  # noqa: SLF001
    best: tuple[bool, bool, int, int] | None = None
    for seen, draft in candidates:  # type: ignore[attr-defined]
        if not drafts[draft].mentions:
            continue
        person = drafts[draft].kind == "person"
        if not person and (kind == "person" or drafts[draft].kind != kind):
            continue
        rank = (person, seen < token, seen if seen < token else -seen, draft)
        if best is None or rank > best:
            best = rank
    return None if best is None else best[3]


def _find_missed(tree: Tree, names: Names, by_end: dict[str, list[tuple[int, int]]]) -> None:
    """A capitalised surname of someone named in full is that person, seen by the tagger or not."""
    surnames = {
        end for end, group in by_end.items()
        if any(names._all[d].kind == "person" and names._all[d].mentions for _, d in group)  # noqa: SLF001
    }  # fmt: skip
    for i in range(tree.n):
        if tree.lower[i] in surnames and i not in names._by_token and tree.pos[i] == "PROPN":  # noqa: SLF001
            found = _fuller(names, by_end[tree.lower[i]], i, "person")
            if found is not None:
                _mention(tree, names, found, i, i + 1)


def _collect_titles(tree: Tree, lexicon: Lexicon, names: Names) -> None:
    """*Mexican President Ana Prieto*, *Ana Prieto, the mayor of Orlan*: note who bears which title, and of what."""
    tokens = sorted(names._by_token)  # noqa: SLF001
    for i in tokens:
        draft = names._by_token[i]  # noqa: SLF001
        if names._all[draft].kind != "person" or names._by_token.get(i - 1) == draft:  # noqa: SLF001
            continue
        head = i
        while tree.head[head] != head and names._by_token.get(tree.head[head]) == draft:  # noqa: SLF001
            head = tree.head[head]
        for office, first, last in _offices(tree, lexicon, i, head):
            names.titles.setdefault(office, set()).add(draft)
            person = names._all[draft]  # noqa: SLF001
            person.title = person.title or office
            bodies = (names.at(k) for k in range(first, last + 1) if names.kind_at(k) not in {None, "person"})
            person.body = person.body or next(bodies, None)


def _offices(tree: Tree, lexicon: Lexicon, first: int, head: int) -> list[tuple[str, int, int]]:
    """The offices of the person whose name starts at `first`: (lemma, first and last token of its phrase)."""
    found = []
    for k in (first - 1, first - 2):
        if k >= 0 and tree.lemma[k].casefold() in lexicon.offices and tree.head[k] >= first:
            before = k
            while before > 0 and before > k - TITLE_REACH and tree.head[before - 1] in range(before, head + 1):
                before -= 1
            found.append((tree.lemma[k].casefold(), before, k))
    beside = [k for k in tree.kids[head] if tree.dep[k] == "appos"]
    if tree.dep[head] == "appos":
        beside.append(tree.head[head])
    for k in beside:
        if tree.lemma[k].casefold() in lexicon.offices:
            found.append((tree.lemma[k].casefold(), tree.left(k), min(tree.right(k), k + APPOSITION_REACH)))
    return found
