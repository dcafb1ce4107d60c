"""One party under all its names, across a story's articles."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from storywatch.messages import Entity

_WORD = re.compile(r"[^\W_]+")
_LITTLE = frozenset({"the", "of", "and", "for", "de", "la", "al", "mr", "mrs", "ms", "dr"})


@lru_cache(maxsize=20_000)
def fold_name(name: str) -> str:
    """Reduce a name to what its spellings share: no accents, case, possessive, article or punctuation."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()
    bare = re.sub(r"['’]s\b", "", bare)
    words = [word for word in _WORD.findall(bare) if word not in _LITTLE]
    return " ".join(words) or bare.strip()


def resolve(name: str, aliases: Mapping[str, str]) -> str:
    """Give the ledger's name for a name; one it has not met is its own."""
    return aliases.get(fold_name(name), name)


def learn(aliases: Mapping[str, str], entities: Iterable[Entity], bound: int) -> dict[str, str]:
    """Add an article's entities: each joins the one entity in the ledger that shares a full name, or is new.

    A single word joins a longer name only where exactly one known name ends in it; two Smiths stay apart.
    """
    known = dict(aliases)
    by_last: dict[str, set[str]] = {}
    for folded, canonical in known.items():
        if " " in folded:
            by_last.setdefault(folded.rsplit(" ", 1)[-1], set()).add(canonical)
    for entity in entities:
        forms = [form for form in dict.fromkeys(fold_name(n) for n in (entity.name, *entity.names)) if form]
        target = _known_as(entity, forms, known, by_last) or entity.name
        for form in forms:
            if len(known) < bound:
                known.setdefault(form, target)
        folded = fold_name(entity.name)
        if " " in folded:
            by_last.setdefault(folded.rsplit(" ", 1)[-1], set()).add(target)
    return known


def _known_as(
    entity: Entity, forms: Iterable[str], known: dict[str, str], by_last: Mapping[str, set[str]]
) -> str | None:
    """Find the name under which the ledger has this entity already."""
    full = fold_name(entity.name)
    for form in (full, *(form for form in forms if " " in form)):
        if form in known:
            return known[form]
    if entity.kind != "person":
        return None
    if " " not in full:
        bearers = by_last.get(full, set())
        return next(iter(bearers)) if len(bearers) == 1 else None
    return _adopt(known, by_last, full, entity.name) if full.rsplit(" ", 1)[-1] in known else None


def _adopt(known: dict[str, str], by_last: Mapping[str, set[str]], full: str, name: str) -> str | None:
    """Let a full name take over the bare surname that an earlier article used, if nobody else bears it."""
    surname = full.rsplit(" ", 1)[-1]
    bearers = by_last.get(surname, set())
    if bearers and known[surname] in bearers:
        return None  # the surname already belongs to another full name
    earlier = known[surname]
    return earlier if fold_name(earlier) == surname else name
