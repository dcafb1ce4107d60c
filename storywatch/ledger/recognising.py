"""Who bare words stand for in a story: a surname without a title, the first of several speakers. Knows no claims."""

import re
from collections import Counter
from collections.abc import Collection, Container, Iterable, Mapping
from collections.abc import Set as AbstractSet

from msgspec.structs import replace

from storywatch.ledger.latest import keep_latest
from storywatch.ledger.state import Role
from storywatch.messages import Entity
from storywatch.names import fold_name

_AND = re.compile(r"\s*,\s*|\s+(?:and|nor|both|et)\b\s*")
_SORTS = frozenset("ministry department treasury police army navy parliament court council".split())
"""Words of bodies that every land or town has, under one name."""

_FIELDED = frozenset({"ministry", "department"})
"""... of which one land has many, each with its field."""

_BEFORE = re.compile(r"^(?:(?:both|neither|the|l[ea]s?) )+", re.IGNORECASE)


def know_bearer(entity: Entity, roles: Mapping[str, Role], known: Container[str]) -> Entity:
    """Take a bare word for a person where one office holder of the story, alone, has it for a last name.

    `known`: folded forms that stand for somebody already.
    """
    last = fold_name(entity.name)
    if entity.kind == "person" or " " in last or last in known:
        return entity
    return replace(entity, kind="person") if _count_bearers(roles)[last] == 1 else entity


def find_holder(entity: Entity, roles: Mapping[str, Role], known: Mapping[str, str]) -> str | None:
    """*President Lind*, where *Lind* has stood for his wife: the one Lind who is known to be president, if she is not.

    `known`: folded forms and whom they stand for.
    """
    last = fold_name(entity.name)
    now = known.get(last)
    if entity.kind != "person" or entity.title is None or now is None or " " in last:
        return None
    held = roles.get(now)
    if held is not None and held.title == entity.title:
        return None
    bearers = [name for name in roles if " " in name and fold_name(name).rpartition(" ")[2] == last]
    holders = [name for name in bearers if name != now and roles[name].title == entity.title]
    return holders[0] if len(holders) == 1 else None


@keep_latest
def _count_bearers(roles: Mapping[str, Role]) -> Counter[str]:
    """Count the office holders by last name."""
    return Counter([fold_name(name).rpartition(" ")[2] for name, role in roles.items() if role.title])


def find_whose(body: str, named: Collection[str], lands: Iterable[str]) -> str | None:
    """Say whose a body is that many lands have: *the Defence Ministry*, the one Defence Ministry of Norland of a story.

    `named`: folded names of the story's claims. `lands`: folded, those that the article names: where it names others
    only, the body may well be theirs. None where it is a name of its own, or nothing tells whose it is.
    """
    words = body.split()
    if _SORTS.isdisjoint(words) or _SORTS.issuperset(words) or body in named:
        return None
    whole = [one for one in named if one.startswith(f"{body} ") or one.endswith(f" {body}")]
    if len(whole) != 1:
        return None
    whose = set(whole[0].split()) - set(words)
    named_lands = [set(land.split()) for land in lands]
    return whole[0] if not named_lands or any(land <= whose for land in named_lands) else None


def are_namesakes(one: AbstractSet[str], other: AbstractSet[str], lands: AbstractSet[str] = frozenset()) -> bool:
    """Tell whether the words of two bodies have the sort in common, and each has others: *Norland's police*, *the
    police of Osten*. One land's two ministries are none, nor are ministries of two fields. `lands`: words of those
    that are known.
    """
    shared = one & other
    if _SORTS.isdisjoint(shared) or not (one - other and other - one):
        return False
    return lands.isdisjoint(shared) and (_FIELDED.isdisjoint(shared) or not shared <= _SORTS)


def split_names(words: str) -> list[str]:
    """Part words for several speakers: *the Port Authority and Kolm Bank*."""
    return [part for whole in _AND.split(words) if (part := _BEFORE.sub("", whole))]


def find_known(words: str, aliases: Mapping[str, str]) -> str | None:
    """Find the first known name in words for several speakers: *Kolm Bank and the mayor's office*."""
    parts = map(fold_name, split_names(words))
    return next((aliases[part] for part in parts if part in aliases), None)
