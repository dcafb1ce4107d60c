"""What is known beforehand of outlets, bodies and places: data that a user can extend, in `seeds/outlets.toml`."""

import tomllib
from pathlib import Path

import msgspec
from msgspec import Struct


class Outlet(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who publishes."""

    domain: str
    name: str
    names: tuple[str, ...] = ()
    owner: str = ""
    agency: bool = False
    """A news agency: its text is printed by others."""


class Body(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A body or office, and who speaks for it."""

    name: str
    names: tuple[str, ...] = ()
    place: str = ""
    """The country or city that it belongs to."""
    titles: tuple[str, ...] = ()
    """Lower-case titles of those of that place whose acts are its own: *president*, *press secretary*."""
    authority: tuple[str, ...] = ()
    """Words of what it is the authority on: *cause*, *magnitude*."""


class Office(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An office that many places have, and the bodies that its holder answers for, whatever their place."""

    titles: tuple[str, ...]
    """Lower-case titles; `{}` stands for any words: *{} minister*."""
    bodies: tuple[str, ...]
    """What texts call such a body; `{}` stands for the same words: *{} ministry*, *ministry of {}*."""


class Place(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place that has a government."""

    name: str
    names: tuple[str, ...] = ()
    """Its other names, and those of its people and of what is its own: *Mexican*."""


class Knowledge(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of it."""

    outlets: tuple[Outlet, ...] = ()
    bodies: tuple[Body, ...] = ()
    places: tuple[Place, ...] = ()
    offices: tuple[Office, ...] = ()


class KnowledgeError(ValueError):
    """The file cannot be used; the message says where and why."""


def load_knowledge(path: Path) -> Knowledge:
    """Read a knowledge file. Raises KnowledgeError."""
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8-sig")), Knowledge)
    except OSError as error:
        raise KnowledgeError(
            f"cannot read the known outlets, {path}: {error.strerror}; `knowledge` names the file"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise KnowledgeError(f"{path}: {error}") from error
