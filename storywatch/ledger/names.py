"""One party under all its names, across a story's articles."""

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from storywatch.messages import Entity
from storywatch.names import fold_name, initials

_ACRONYM = re.compile(r"^[A-Z](?:\.?[A-Z]){2,6}\.?$")
"""Letters enough to stand for one body: with two, many would fit."""


def resolve(name: str, aliases: Mapping[str, str]) -> str:
    """Give the ledger's name for a name; one it has not met is its own."""
    return aliases.get(fold_name(name), name)


Bearers = Mapping[str, AbstractSet[str]]
"""Last word → the names known by a form that ends in it."""


def find_bearers(aliases: Mapping[str, str]) -> dict[str, set[str]]:
    """Gather who bears which last word."""
    bearers: dict[str, set[str]] = {}
    for folded, canonical in aliases.items():
        if " " in folded:
            bearers.setdefault(folded.rsplit(" ", 1)[-1], set()).add(canonical)
    return bearers


def learn(
    aliases: Mapping[str, str], entities: Iterable[Entity], bound: int, bearers: Bearers | None = None
) -> dict[str, str]:
    """Add an article's entities: each joins the one entity in the ledger that shares a full name, or is new.

    A single word joins a longer name only where exactly one known name ends in it; two Smiths stay apart. Letters join
    the one known name that they are the initials of. `bearers`: the aliases', where they are at hand.
    """
    known = dict(aliases)
    by_last: dict[str, AbstractSet[str]] = dict(find_bearers(aliases) if bearers is None else bearers)
    for entity in entities:
        forms = [form for form in dict.fromkeys(fold_name(n) for n in (entity.name, *entity.names)) if form]
        target = _known_as(entity, forms, known, by_last) or entity.name
        for form in forms:
            if len(known) < bound:
                known.setdefault(form, target)
        folded = fold_name(entity.name)
        if " " in folded:
            last = folded.rsplit(" ", 1)[-1]
            by_last[last] = by_last.get(last, frozenset()) | {target}
    return known


def _known_as(entity: Entity, forms: Iterable[str], known: dict[str, str], by_last: Bearers) -> str | None:
    """Find the name under which the ledger has this entity already."""
    full = fold_name(entity.name)
    for form in (full, *(form for form in forms if " " in form)):
        if form in known:
            return known[form]
    if entity.kind != "person":
        return _by_letters(entity, full, known)
    if " " not in full:
        bearers = by_last.get(full, set())
        return next(iter(bearers)) if len(bearers) == 1 else None
    return _adopt(known, by_last, full, entity.name) if full.rsplit(" ", 1)[-1] in known else None


def _adopt(known: dict[str, str], by_last: Bearers, full: str, name: str) -> str | None:
    """Let a full name take over the bare surname that an earlier article used, if nobody else bears it."""
    surname = full.rsplit(" ", 1)[-1]
    bearers = by_last.get(surname, set())
    if bearers and known[surname] in bearers:
        return None  # the surname already belongs to another full name
    earlier = known[surname]
    return earlier if fold_name(earlier) == surname else name


def _by_letters(entity: Entity, full: str, known: Mapping[str, str]) -> str | None:
    """*WDO* in one article, *World Dam Organization* in another, whichever came first."""
    if _ACRONYM.match(entity.name):
        letters = fold_name(entity.name)
        bearers = {name for form, name in known.items() if " " in form and initials(form) == letters}
        return next(iter(bearers)) if len(bearers) == 1 else None
    if entity.kind != "organisation" or " " not in full:
        return None
    earlier = known.get(initials(full))
    return earlier if earlier is not None and _ACRONYM.match(earlier) else None
