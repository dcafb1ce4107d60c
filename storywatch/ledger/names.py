"""One party under all its names, across a story's articles: those known beforehand, the ledger's own, an article's.

What depends on the names alone (who bears which last word, who is called what) is kept beside them, and follows them
from one article to the next. Knows nothing of claims.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import islice

from storywatch.knowledge import Knowledge
from storywatch.ledger.citing import name_outlet, run_together
from storywatch.ledger.latest import keep_latest
from storywatch.messages import Entity
from storywatch.names import fold_name, given_names, initials

NOTHING = Knowledge()

_ACRONYM = re.compile(r"^[A-Z](?:\.?[A-Z]){2,6}\.?$")
"""Letters enough to stand for one body: with two, many would fit."""


def resolve(name: str, aliases: Mapping[str, str]) -> str:
    """Give the ledger's name for a name; one it has not met is its own."""
    return aliases.get(fold_name(name), name)


def _as_outlet(entity: Entity, outlets: tuple[str, ...]) -> str | None:
    """Name the outlet that an article cites by its name; no place is one, and nobody who holds an office."""
    if entity.kind == "place" or entity.title or entity.body:
        return None
    return name_outlet(entity.name, outlets)


class _Called:
    """Folded forms with their names, looked up by last word and by name."""

    def __init__(self, aliases: Mapping[str, str]) -> None:
        self.forms: dict[str, dict[str, int]] = defaultdict(dict)
        """Name → its forms, and when each came."""
        self.bearers: dict[str, dict[str, int]] = defaultdict(dict)
        """Last word of a form → the names that have such forms, and how many."""
        self._came = 0
        for form, name in aliases.items():
            self.add(form, name)

    def add(self, form: str, name: str) -> None:
        self._came += 1
        self.forms[name][form] = self._came
        if " " in form:
            bearers = self.bearers[form.rsplit(" ", 1)[-1]]
            bearers[name] = bearers.get(name, 0) + 1

    def drop(self, form: str, name: str) -> None:
        del self.forms[name][form]
        if not self.forms[name]:
            del self.forms[name]
        if " " in form:
            last = form.rsplit(" ", 1)[-1]
            self.bearers[last][name] -= 1
            if not self.bearers[last][name]:
                del self.bearers[last][name]
            if not self.bearers[last]:
                del self.bearers[last]


class _Given:
    """What a knowledge file says, the same for every story."""

    def __init__(self, aliases: dict[str, str]) -> None:
        self.aliases = aliases
        self.called = _Called(aliases)


@keep_latest
def _read(knowledge: Knowledge) -> _Given:
    return _Given({form: known.name for form, known in given_names(knowledge).items()})


class Names:
    """The names of one story."""

    def __init__(self, own: Mapping[str, str], knowledge: Knowledge = NOTHING) -> None:
        """`own`: folded form → name, as a ledger keeps them; what it has otherwise than the knowledge file holds."""
        given = _read(knowledge)
        both = own.keys() & given.aliases.keys()
        otherwise = {form: own[form] for form in given.aliases if form in both and own[form] != given.aliases[form]}
        self.aliases: dict[str, str] = given.aliases | dict(own)
        """Folded form → name: those known beforehand first, then the ledger's own, then what an article adds."""
        self._own = otherwise | {form: name for form, name in own.items() if form not in both}
        self.lasting = not otherwise
        """They can follow the ledger to its next article."""
        self._given = _Called({}) if otherwise else given.called
        self._called = _Called(self.aliases if otherwise else self._own)
        self._learnt: list[str] = []
        self._met: dict[str, set[str]] = {}
        """Last word → names that this article has by it."""
        self.moved: set[str] = set()
        """Forms that went when the last article ended, and those that came since."""

    def call_outlet(self, outlet: str, outlets: Container[str], parties: Iterable[str]) -> str:
        """Give the story's name for an outlet: one that its articles cite may come with its domain later.

        `outlets`, `parties`: those that the story knows.
        """
        known = resolve(outlet, self.aliases)
        if known != outlet or known in outlets:
            return known
        forms = run_together(known)
        cited = next((one for one in parties if one != known and not set(run_together(one)).isdisjoint(forms)), None)
        if cited is None:
            return known
        form = fold_name(outlet)
        self.aliases[form] = cited
        self._learnt.append(form)
        self.moved.add(form)
        return cited

    def learn(self, entities: Iterable[Entity], bound: int, outlets: tuple[str, ...] = ()) -> None:
        """Add an article's entities, as long as there are fewer than `bound` forms.

        Each joins the one entity that shares a full name, or is new. A single word joins a longer name only where
        exactly one known name ends in it; two Smiths stay apart. Letters join the one known name that they are the
        initials of. One that is called as one of the `outlets` is that outlet.
        """
        known = self.aliases
        for entity in entities:
            full = fold_name(entity.name)
            forms = [form for form in dict.fromkeys((full, *map(fold_name, entity.names))) if form]
            target = (
                known.get(full) or self._known_as(entity, full, forms) or _as_outlet(entity, outlets) or entity.name
            )
            for form in forms:
                if form not in known and len(known) < bound:
                    known[form] = target
                    self._learnt.append(form)
                    self.moved.add(form)
            if " " in full:
                self._met.setdefault(full.rsplit(" ", 1)[-1], set()).add(target)

    def hand_over(self, form: str, name: str) -> None:
        """Let a form that the ledger learnt stand for another name from here on."""
        if form not in self._own:
            return
        self._called.drop(form, self.aliases[form])
        self.aliases[form] = name
        self._learnt.append(form)
        self.moved.add(form)

    def settle(self, bound: int) -> dict[str, str]:
        """End an article: give the names for the ledger to keep, the `bound` learnt last."""
        known, own = self.aliases, self._own
        for form in self._learnt:
            own[form] = known[form]
            self._called.add(form, known[form])
        gone = list(islice(own, max(0, len(own) - bound)))
        for form in gone:
            self._called.drop(form, own.pop(form))
            del known[form]
        self.moved, self._learnt, self._met = set(gone), [], {}
        return dict(own)

    def forms_of(self, names: AbstractSet[str]) -> Iterator[tuple[str, str]]:
        """Give the forms of some names, each with its name: those known beforehand first, then as they came."""
        for called in (self._given, self._called):
            forms = [(came, form, name) for name in names for form, came in called.forms.get(name, {}).items()]
            yield from ((form, name) for _, form, name in sorted(forms))
        yield from ((form, self.aliases[form]) for form in self._learnt if self.aliases[form] in names)

    def _bearers(self, last: str) -> set[str]:
        """Give the names known by a form that ends in a word."""
        return {*self._given.bearers.get(last, ()), *self._called.bearers.get(last, ()), *self._met.get(last, ())}

    def _known_as(self, entity: Entity, full: str, forms: Iterable[str]) -> str | None:
        """Find the name under which the ledger has this entity already."""
        known = self.aliases
        for form in forms:
            if form in known and (form == full or " " in form):
                return known[form]
        if entity.kind != "person":
            return self._by_letters(entity, full)
        if " " not in full:
            bearers = self._bearers(full)
            return next(iter(bearers)) if len(bearers) == 1 else None
        return self._adopt(full, entity.name) if full.rsplit(" ", 1)[-1] in known else None

    def _adopt(self, full: str, name: str) -> str | None:
        """Let a full name take over the bare surname that an earlier article used, if nobody else bears it."""
        surname = full.rsplit(" ", 1)[-1]
        earlier = self.aliases[surname]
        if earlier in self._bearers(surname):
            return None  # the surname already belongs to another full name
        return earlier if fold_name(earlier) == surname else name

    def _by_letters(self, entity: Entity, full: str) -> str | None:
        """*WDO* in one article, *World Dam Organization* in another, whichever came first."""
        if _ACRONYM.match(entity.name):
            letters = fold_name(entity.name)
            bearers = {name for form, name in self.aliases.items() if " " in form and initials(form) == letters}
            return next(iter(bearers)) if len(bearers) == 1 else None
        if entity.kind != "organisation" or " " not in full:
            return None
        earlier = self.aliases.get(initials(full))
        return earlier if earlier is not None and _ACRONYM.match(earlier) else None
