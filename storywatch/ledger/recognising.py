"""Who bare words stand for in a story: a surname without a title, the first of several speakers. Knows no claims."""

import re
from collections import Counter
from collections.abc import Container, Mapping

from msgspec.structs import replace

from storywatch.ledger.latest import keep_latest
from storywatch.ledger.state import Role
from storywatch.messages import Entity
from storywatch.names import fold_name

_AND = re.compile(r"\s*,\s*|\s+(?:and|nor|both|et)\b\s*")
_BEFORE = re.compile(r"^(?:(?:both|neither|the|l[ea]s?) )+", re.IGNORECASE)


def know_bearer(entity: Entity, roles: Mapping[str, Role], known: Container[str]) -> Entity:
    """Take a bare word for a person where one office holder of the story, alone, has it for a last name.

    `known`: folded forms that stand for somebody already.
    """
    last = fold_name(entity.name)
    if entity.kind == "person" or " " in last or last in known:
        return entity
    return replace(entity, kind="person") if _count_bearers(roles)[last] == 1 else entity


@keep_latest
def _count_bearers(roles: Mapping[str, Role]) -> Counter[str]:
    """Count the office holders by last name."""
    return Counter([fold_name(name).rpartition(" ")[2] for name, role in roles.items() if role.title])


def split_names(words: str) -> list[str]:
    """Part words for several speakers: *the Port Authority and Kolm Bank*."""
    return [part for whole in _AND.split(words) if (part := _BEFORE.sub("", whole))]


def find_known(words: str, aliases: Mapping[str, str]) -> str | None:
    """Find the first known name in words for several speakers: *Kolm Bank and the mayor's office*."""
    parts = map(fold_name, split_names(words))
    return next((aliases[part] for part in parts if part in aliases), None)
