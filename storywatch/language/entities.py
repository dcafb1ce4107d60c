"""Who and what an article mentions, each under all its names. Knows nothing of who speaks.

A mention joins the fuller name that it is the end of: a surname its full name whatever the tagger calls it, *the
Times* the *New York Times*, an acronym the name that it follows in brackets. What fits two fuller names joins the last
one seen.
"""

import re

from storywatch.language.lexicon import Lexicon
from storywatch.language.tree import Tree
from storywatch.messages import Entity, EntityKind, Span

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

MAX_GROUP = 20
"""Fuller names with one last word that a shorter one is compared with."""

_OUTSIDE = frozenset({"DT", "PRP$", "POS", "``", "''", ","})
TITLE_REACH = 5
"""Words before a title that may name its body: *Northern Orlan regional health minister*."""

APPOSITION_REACH = 12
"""Words after an office beside a name that may name its body: *the mayor of the port town of Orlan*."""

_POSSESSIVE = re.compile(r"['’]s?$")
_ACRONYM = re.compile(r"^[A-Z][A-Z.&]{1,8}$")
_NAME = re.compile(r"^[^\W\d_]")


class _Draft:
    """An entity while it is put together."""

    __slots__ = ("body", "kind", "mentions", "name", "names", "parts", "seen", "title")

    def __init__(self, name: str, kind: EntityKind, parts: tuple[str, ...], seen: int) -> None:
        self.name, self.kind, self.parts, self.seen = name, kind, parts, seen
        self.names: set[str] = set()
        self.mentions: list[Span] = []
        self.title: str | None = None
        self.body: str | None = None


class Names:
    """The entities of one text, and which of them each token belongs to."""

    __slots__ = ("_by_end", "_by_parts", "_by_token", "_lexicon", "_titles", "_tree", "tokens")

    def __init__(self, tree: Tree, lexicon: Lexicon) -> None:
        """Merge the tagger's mentions into entities, and find the surnames that it missed."""
        self._tree, self._lexicon = tree, lexicon
        self._by_token: dict[int, _Draft] = {}
        self._by_parts: dict[tuple[str, ...], _Draft] = {}
        self._by_end: dict[str, list[_Draft]] = {}
        """Last word → the fuller names that end on it."""
        self._titles: dict[str, list[_Draft]] = {}
        """Title → the people who bear it here: how *the president* finds its name."""
        spans = [
            trimmed for first, after, label in tree.ents
            if label in KINDS and (trimmed := self._trim(first, after, label))
        ]  # fmt: skip
        for first, after, label in spans:
            if after - first > 1:
                self._take_full(first, after, KINDS[label])
        self._join_shorter()
        for first, after, label in spans:
            if after - first == 1 and first not in self._by_token:
                self._take_single(first, KINDS[label])
        self._find_missed()
        self._collect_titles()
        self.tokens = set(self._by_token)
        """All tokens of entities."""

    def at(self, token: int) -> str | None:
        """Canonical name of the entity that `token` is part of."""
        found = self._by_token.get(token)
        return None if found is None else found.name

    def kind_at(self, token: int) -> EntityKind | None:
        found = self._by_token.get(token)
        return None if found is None else found.kind

    def titled(self, title: str) -> str | None:
        """The one person who bears this title here."""
        bearers = self._titles.get(title, [])
        return bearers[0].name if len(bearers) == 1 else None

    def body_at(self, token: int) -> str | None:
        """Whom the person that `token` is part of belongs to, as far as any mention of it says."""
        found = self._by_token.get(token)
        return None if found is None else found.body

    def entities(self) -> tuple[Entity, ...]:
        """Every entity, in the order in which they are first named in full."""
        drafts = dict.fromkeys(self._by_parts.values())
        return tuple(
            Entity(
                name=d.name, kind=d.kind, names=tuple(sorted(d.names)), mentions=tuple(d.mentions),
                title=d.title, body=d.body,
            )
            for d in drafts
            if d.mentions
        )  # fmt: skip

    def _trim(self, first: int, after: int, label: str) -> tuple[int, int, str] | None:
        """Take determiners, titles, possessives and line breaks off a mention's ends."""
        tree = self._tree
        while first < after and (
            tree.space[first] or tree.tag[first] in _OUTSIDE
            or (label == "PERSON" and after - first > 1 and tree.lower[first].rstrip(".") in self._lexicon.titles)
        ):  # fmt: skip
            first += 1
        while after > first and (
            tree.space[after - 1] or tree.tag[after - 1] in _OUTSIDE or tree.tag[after - 1] == "."
        ):
            after -= 1
        after = next((i for i in range(first, after) if tree.space[i]), after)
        if first >= after or not _NAME.match(tree.words(first, after - 1)):
            return None
        return first, after, label

    def _spell(self, first: int, after: int) -> str:
        return _POSSESSIVE.sub("", " ".join(self._tree.words(first, after - 1).split()))

    def _mention(self, draft: _Draft, first: int, after: int) -> None:
        for i in range(first, after):
            self._by_token[i] = draft
        if len(draft.mentions) < MAX_MENTIONS:
            draft.mentions.append(self._tree.span(first, after - 1))
            draft.names.add(self._spell(first, after))

    def _new(self, first: int, after: int, kind: EntityKind, parts: tuple[str, ...]) -> _Draft | None:
        if len(self._by_parts) >= MAX_ENTITIES:
            return None
        draft = self._by_parts[parts] = _Draft(self._spell(first, after), kind, parts, first)
        return draft

    def _take_full(self, first: int, after: int, kind: EntityKind) -> None:
        parts = tuple(_fold(self._tree.words(i, i)) for i in range(first, after))
        draft = self._by_parts.get(parts)
        if draft is None:
            draft = self._new(first, after, kind, parts)
            if draft is None:
                return
            self._by_end.setdefault(parts[-1], []).append(draft)
        self._mention(draft, first, after)
        self._take_acronym(draft, after)

    def _take_acronym(self, draft: _Draft, after: int) -> None:
        """*World Health Organization (WHO)*: the letters in brackets are another name of it."""
        tree = self._tree
        if after + 2 >= tree.n or tree.lower[after] != "(" or tree.lower[after + 2] != ")":
            return
        letters = tree.words(after + 1, after + 1)
        initials = [part[0] for part in draft.parts if part]
        if _ACRONYM.match(letters) and _fold(letters)[0] in initials[:2] and len(letters) <= len(initials) + 2:
            self._by_parts[_fold(letters),] = draft
            self._mention(draft, after + 1, after + 2)

    def _join_shorter(self) -> None:
        """Let a name of several words that a longer one of its kind ends on be the longer one."""
        moved: dict[_Draft, _Draft] = {}
        for group in self._by_end.values():
            longest = sorted(group, key=lambda d: -len(d.parts))[:MAX_GROUP]
            for short in group:
                longer = next((long for long in longest if _is_short_for(short, long)), None)
                if longer is not None:
                    moved[short] = longer

        def final(draft: _Draft) -> _Draft:
            while draft in moved:
                draft = moved[draft]
            return draft

        for short in moved:
            target = final(short)
            target.names |= short.names
            target.mentions = sorted([*target.mentions, *short.mentions])[:MAX_MENTIONS]
            short.mentions = []
        if moved:
            self._by_token = {token: final(draft) for token, draft in self._by_token.items()}
            self._by_parts = {parts: final(draft) for parts, draft in self._by_parts.items()}
            self._by_end = {end: [d for d in group if d not in moved] for end, group in self._by_end.items()}

    def _take_single(self, token: int, kind: EntityKind) -> None:
        part = _fold(self._tree.words(token, token))
        draft = (
            self._by_parts.get((part,)) or self._fuller(part, token, kind) or self._new(token, token + 1, kind, (part,))
        )
        if draft is not None:
            self._mention(draft, token, token + 1)

    def _fuller(self, part: str, token: int, kind: EntityKind) -> _Draft | None:
        """The fuller name that a single word stands for: a person above all, the last one that came before it."""
        best: tuple[bool, bool, int] | None = None
        chosen = None
        for draft in self._by_end.get(part, ()):
            person = draft.kind == "person"
            if not person and (kind == "person" or draft.kind != kind):
                continue
            before = draft.seen < token
            rank = (person, before, draft.seen if before else -draft.seen)
            if best is None or rank > best:
                best, chosen = rank, draft
        return chosen

    def _find_missed(self) -> None:
        """A capitalised surname of someone named in full is that person, seen by the tagger or not."""
        tree = self._tree
        surnames = {end for end, group in self._by_end.items() if any(d.kind == "person" for d in group)}
        for i, word in enumerate(tree.lower):
            if word in surnames and i not in self._by_token and tree.pos[i] == "PROPN":
                draft = self._fuller(word, i, "person")
                if draft is not None:
                    self._mention(draft, i, i + 1)

    def _collect_titles(self) -> None:
        """*Lakish President Ana Prieto*, *Ana Prieto, the mayor of Orlan*: note who bears which title, and of what."""
        tree, by_token = self._tree, self._by_token
        for i, draft in sorted(by_token.items(), key=lambda item: item[0]):
            if draft.kind != "person" or by_token.get(i - 1) is draft:
                continue
            head = i
            while tree.head[head] != head and by_token.get(tree.head[head]) is draft:
                head = tree.head[head]
            for office, first, last in self._offices(i, head):
                bearers = self._titles.setdefault(office, [])
                if draft not in bearers:
                    bearers.append(draft)
                draft.title = draft.title or office
                bodies = (self.at(k) for k in range(first, last + 1) if self.kind_at(k) not in {None, "person"})
                draft.body = draft.body or next(bodies, None)

    def _offices(self, first: int, head: int) -> list[tuple[str, int, int]]:
        """The offices of the person whose name starts at `first`: (lemma, first and last token of its phrase)."""
        tree, offices = self._tree, self._lexicon.offices
        found = []
        for k in (first - 1, first - 2):
            if k >= 0 and tree.lemma[k].casefold() in offices and tree.head[k] >= first:
                before = k
                while before > 0 and before > k - TITLE_REACH and tree.head[before - 1] in range(before, head + 1):
                    before -= 1
                found.append((tree.lemma[k].casefold(), before, k))
        beside = [k for k in tree.kids[head] if tree.dep[k] == "appos"]
        if tree.dep[head] == "appos":
            beside.append(tree.head[head])
        return found + [
            (tree.lemma[k].casefold(), tree.left(k), min(tree.right(k), k + APPOSITION_REACH))
            for k in beside
            if tree.lemma[k].casefold() in offices
        ]


def _is_short_for(short: _Draft, long: _Draft) -> bool:
    a, b = short.parts, long.parts
    ends = b[-len(a) :] == a or (a[0] == b[0] and long.kind == "person")
    return short.kind == long.kind and len(a) < len(b) and ends


def _fold(word: str) -> str:
    return _POSSESSIVE.sub("", word).replace(".", "").replace("-", " ").casefold()
