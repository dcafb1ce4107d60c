"""Who and what an article mentions, each under all its names. Knows nothing of who speaks.

A mention joins the fuller name that it is the end of: a surname its full name whatever the tagger calls it, *the
Times* the *New York Times*, letters the name that they are the initials of. What is known beforehand has one name.
"""

from collections.abc import Mapping

from storywatch.language.lexicon import Lexicon
from storywatch.language.names.mentions import MAX_PERSON, Mention, find_mentions
from storywatch.language.names.naming import ACRONYM, Naming, Parts
from storywatch.language.names.offices import is_bygone, is_of_many, is_office, offices_of
from storywatch.language.names.slots import find_in_slots
from storywatch.language.parse.tree import Tree
from storywatch.messages import Entity, EntityKind, Span
from storywatch.names import Given, Sort, fold_name, initials

MAX_ENTITIES = 400
"""Entities kept of one article: a list of names longer than this is no news."""

MAX_MENTIONS = 40
"""Mentions kept of one entity, first ones first."""

MAX_GROUP = 20
"""Fuller names with one last word that a shorter one is compared with."""


class _Draft:
    """An entity while it is put together."""

    __slots__ = ("body", "kind", "mentions", "name", "names", "parts", "seen", "sort", "titles")

    def __init__(self, name: str, kind: EntityKind, parts: Parts, seen: int, sort: Sort | None = None) -> None:
        self.name, self.kind, self.parts, self.seen, self.sort = name, kind, parts, seen, sort
        self.names: set[str] = set()
        self.mentions: list[Span] = []
        self.titles: list[str] = []
        self.body: str | None = None


class Names:
    """The entities of one text, and which of them each token belongs to."""

    __slots__ = (
        "_bare", "_by_end", "_by_name", "_by_parts", "_by_token", "_lexicon", "_naming", "_tree", "places", "tokens",
    )  # fmt: skip

    def __init__(self, tree: Tree, lexicon: Lexicon, given: Mapping[str, Given] | None = None) -> None:
        """Merge the tagger's mentions into entities, and find the surnames that it missed."""
        self._tree, self._lexicon, self._naming = tree, lexicon, Naming(tree, lexicon, given or {})
        self._by_token: dict[int, _Draft] = {}
        self._by_parts: dict[Parts, _Draft] = {}
        self._by_end: dict[str, list[_Draft]] = {}
        """First or last word → the fuller names that begin or end on it."""
        self._bare: dict[str, _Draft] = {}
        """Surname → whom it stood for where it stood alone: the next bearer named in full does not take it over."""
        mentions = [self._naming.widen(m) for m in find_mentions(tree, lexicon)]
        mentions = sorted([*mentions, *find_in_slots(tree, lexicon, mentions)])
        mentions = self._naming.without_strays(mentions)
        parts = {m: self._naming.parts(m) for m in mentions}
        kinds = self._naming.vote(mentions, parts)
        for m in mentions:
            if len(parts[m]) > 1:
                self._take_full(m, parts[m], kinds[parts[m]])
        self._join_shorter()
        for m in mentions:
            if len(parts[m]) == 1 and m.first not in self._by_token:
                self._take_single(m, parts[m], kinds[parts[m]])
        self._find_missed()
        self._by_name = {draft.name: draft for draft in self._by_parts.values()}
        self.tokens = set(self._by_token)
        """All tokens of entities."""
        self.places = self._find_places()
        """First and last token of each mention, in text order."""
        self._collect_titles()

    def at(self, token: int) -> str | None:
        """Canonical name of the entity that `token` is part of."""
        found = self._by_token.get(token)
        return None if found is None else found.name

    def named(self) -> dict[int, str]:
        """The canonical name at each token of an entity."""
        return {token: draft.name for token, draft in self._by_token.items()}

    def kind_at(self, token: int) -> EntityKind | None:
        found = self._by_token.get(token)
        return None if found is None else found.kind

    def sort_of(self, name: str) -> Sort | None:
        """What an entity is known as beforehand."""
        found = self._by_name.get(name)
        return None if found is None else found.sort

    def body_of(self, name: str) -> str | None:
        """Whom a person belongs to, as far as any mention says."""
        found = self._by_name.get(name)
        return None if found is None else found.body

    def titles_of(self, name: str) -> tuple[str, ...]:
        """The offices of a person, as far as the text says."""
        found = self._by_name.get(name)
        return () if found is None else tuple(found.titles)

    def titled(self, title: str, body: str | None = None) -> str | None:
        """The one person who bears this office here, of this body if one is named."""
        bearers = [
            draft
            for draft in self._by_name.values()
            if any(is_office(title, borne, self._lexicon.ranks) for borne in draft.titles)
            and (body is None or draft.body in {None, body})
        ]
        return bearers[0].name if len(bearers) == 1 else None

    def entities(self) -> tuple[Entity, ...]:
        """Every entity, in the order in which they are first named in full."""
        drafts = dict.fromkeys(self._by_parts.values())
        return tuple(
            Entity(
                name=d.name, kind=d.kind, names=tuple(sorted(d.names)), mentions=tuple(d.mentions),
                title=min(d.titles, key=lambda title: is_bygone(title, self._lexicon), default=None), body=d.body,
            )
            for d in drafts
            if d.mentions
        )  # fmt: skip

    def _mention(self, draft: _Draft, m: Mention) -> None:
        for i in range(m.first, m.after):
            self._by_token[i] = draft
        if len(draft.mentions) < MAX_MENTIONS:
            draft.mentions.append(self._tree.span(m.first, m.after - 1))
            draft.names.add(self._naming.spell(m))

    def _new(self, m: Mention, parts: Parts, kind: EntityKind) -> _Draft | None:
        if len(self._by_parts) >= MAX_ENTITIES:
            return None
        known = self._naming.known(parts) if kind != "person" else None
        if known is None:
            draft = _Draft(self._naming.spell(m), kind, parts, m.first)
        else:
            whole = tuple(fold_name(known.name).split())
            draft = self._by_parts.get(whole) or _Draft(known.name, kind, whole, m.first, known.sort)
            self._by_parts[whole] = draft
        self._by_parts[parts] = draft
        return draft

    def _take_full(self, m: Mention, parts: Parts, kind: EntityKind) -> None:
        draft = self._by_parts.get(parts)
        if draft is None:
            draft = self._new(m, parts, kind)
            if draft is None:
                return
            for word in dict.fromkeys((parts[0], parts[-1])):  # a set's order is another in every process
                group = self._by_end.setdefault(word, [])
                if draft not in group:
                    group.append(draft)
        self._mention(draft, m)
        self._take_acronym(draft, m.after)

    def _take_acronym(self, draft: _Draft, after: int) -> None:
        """*World Health Organization (WHO)*: the letters in brackets are another name of it."""
        tree = self._tree
        if after + 2 >= tree.n or tree.lower[after] != "(" or tree.lower[after + 2] != ")":
            return
        spelled = tree.words(after + 1, after + 1)
        letters = fold_name(spelled)
        first = [part[0] for part in draft.parts]
        if ACRONYM.match(spelled) and letters[0] in first[:2] and len(letters) <= len(first) + 2:
            self._by_parts[letters,] = draft
            self._mention(draft, Mention(after + 1, after + 2, draft.kind))

    def _join_shorter(self) -> None:
        """Let a name of several words that exactly one longer one ends on be the longer one."""
        moved: dict[_Draft, _Draft] = {}
        for group in self._by_end.values():
            longest = sorted(group, key=lambda d: -len(d.parts))[:MAX_GROUP]
            for short in group:
                longer = [long for long in longest if long not in moved and _is_short_for(short, long)]
                longer = [d for d in longer if not any(d is not other and _is_short_for(d, other) for other in longer)]
                if len(longer) == 1 and short not in moved:
                    moved[short] = longer[0]

        def final(draft: _Draft) -> _Draft:
            while draft in moved:
                draft = moved[draft]
            return draft

        for short in moved:
            target = final(short)
            if short.sort is not None and target.sort is None:
                target.name, target.sort = short.name, short.sort
            target.names |= short.names
            target.seen = min(target.seen, short.seen)
            target.mentions = sorted([*target.mentions, *short.mentions])[:MAX_MENTIONS]
            short.mentions = []
        if moved:
            self._by_token = {token: final(draft) for token, draft in self._by_token.items()}
            self._by_parts = {parts: final(draft) for parts, draft in self._by_parts.items()}
            self._by_end = {end: [d for d in group if d not in moved] for end, group in self._by_end.items()}

    def _take_single(self, m: Mention, parts: Parts, kind: EntityKind) -> None:
        draft = (
            self._by_parts.get(parts)
            or (None if kind != "person" and self._naming.known(parts) else self._fuller(parts[0], m.first, kind))
            or self._spelled_out(m, parts[0], kind)
            or self._new(m, parts, kind)
        )
        if draft is not None:
            self._mention(draft, m)

    def _fuller(self, part: str, token: int, kind: EntityKind) -> _Draft | None:
        """The fuller name that a single word stands for: a person above all, the last one that came before it."""
        if kind in {"place", "group"} or part in self._lexicon.whole:
            people = [d for d in self._by_end.get(part, ()) if d.kind == "person" and d.parts[-1] == part]
            return _nearest(people, token)
        group = self._by_end.get(part, [])
        surnamed = [d for d in group if d.kind == "person" and d.parts[-1] == part]
        called = [d for d in group if d.kind == "person" and d.parts[0] == part]
        if surnamed or len(called) == 1:
            chosen = self._bare.get(part) or _nearest(surnamed or called, token)
            if chosen is not None:
                self._bare[part] = chosen
            return chosen
        if kind == "person":
            return None
        ending = [d for d in group if d.kind == kind and d.parts[-1] == part]
        begun = [d for d in group if d.kind == kind and d.parts[0] == part and d.seen < token]
        return _nearest(ending, token) or (begun[0] if len(begun) == 1 else None)

    def _spelled_out(self, m: Mention, letters: str, kind: EntityKind) -> _Draft | None:
        """The one name, here or known beforehand, that letters are the initials of."""
        if kind == "person" or not ACRONYM.match(self._naming.spell(m)):
            return None
        here = [d for d in dict.fromkeys(self._by_parts.values()) if d.kind != "person" and _begins(d.parts) == letters]
        if len(here) == 1:
            return here[0]
        beforehand = {
            known.name for form, known in self._naming.given.items()
            if known.sort == "body" and form[0] == letters[0] and " " in form and initials(form) == letters
        }  # fmt: skip
        if here or len(beforehand) != 1 or len(letters) < MAX_PERSON:
            return None
        return self._new(m, tuple(fold_name(beforehand.pop()).split()), "organisation")

    def _find_missed(self) -> None:
        """A capitalised surname of someone named in full is that person, seen by the tagger or not."""
        tree = self._tree
        words = {word for word, group in self._by_end.items() if any(d.kind == "person" for d in group)}
        for i, word in enumerate(tree.lower):
            if i not in self._by_token and tree.pos[i] == "PROPN" and fold_name(word) in words:
                draft = self._fuller(fold_name(word), i, "person")
                if draft is not None and not tree.text[tree.start[i]].islower():
                    self._mention(draft, Mention(i, i + 1, "person"))

    def _find_places(self) -> list[tuple[int, int]]:
        places: list[tuple[int, int]] = []
        last = None
        for i, draft in sorted(self._by_token.items(), key=lambda item: item[0]):
            if places and places[-1][1] == i - 1 and draft is last:
                places[-1] = (places[-1][0], i)
            else:
                places.append((i, i))
            last = draft
        return places

    def _collect_titles(self) -> None:
        """*Lakish President Ana Prieto*, *Ana Prieto, the mayor of Orlan*: note who bears which title, and of what."""
        for first, last in self.places:
            draft = self._by_token[first]
            if draft.kind != "person":
                continue
            head = self._naming.head(Mention(first, last + 1, draft.kind))
            for office in offices_of(self._tree, self._lexicon, first, head, self.at):
                if office.title not in draft.titles:
                    draft.titles.append(office.title)
                bodies = (self.at(k) for k in office.near if self._may_be_body(k))
                draft.body = draft.body or next(bodies, None)

    def _may_be_body(self, k: int) -> bool:
        tree, owned = self._tree, self._tree.head[k]
        if self.kind_at(k) in {None, "person"}:
            return False
        if tree.dep[k] != "poss":
            return True
        inner = self.kind_at(owned) == "organisation" and self.at(owned) != self.at(k)  # *for Orlan's Health Ministry*
        return not inner and not is_of_many(tree, self._lexicon, owned)


def _is_short_for(short: _Draft, long: _Draft) -> bool:
    a, b = short.parts, long.parts
    if len(a) >= len(b) or (short.kind != long.kind and (long.kind != "person" or short.sort or short.kind == "group")):
        return False
    return b[-len(a) :] == a or (a[0] == b[0] and a[-1] == b[-1] and long.kind == "person")


def _nearest(drafts: list[_Draft], token: int) -> _Draft | None:
    """The last one named before this token, else the first after it."""
    before = [d for d in drafts if d.seen < token]
    return max(before, key=lambda d: d.seen) if before else min(drafts, key=lambda d: d.seen, default=None)


def _begins(parts: Parts) -> str:
    return "".join(part[0] for part in parts) if len(parts) > 1 else ""
