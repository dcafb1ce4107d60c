"""The ledger's word files: TOML beside this module, read into a type whose fields say how each entry is read.

Knows no word, no language, and nothing of what the words are for.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

NEVER = re.compile(r"(?!)")
"""Of a language without expressions: matches nothing."""

T = TypeVar("T", bound=Struct)


@cache
def read_file(name: str) -> dict[str, Any]:
    """Read one file as it is; what is returned is shared, and not to be changed."""
    return tomllib.loads(files("storywatch.ledger").joinpath(name).read_text("utf-8"))


def read_words(name: str, into: type[T], language: str | None = None) -> T:
    """Read a file, or one language of it, into `into`; a language that it lacks has nothing.

    A frozenset is written as words in a row, a pattern as a list of expressions, a mapping as rows of words of which
    the first stands for all. An entry that `into` does not know is a KeyError.
    """
    table = read_file(name) if language is None else read_file(name).get(language, {})
    kinds = {field.name: field.type for field in msgspec.structs.fields(into)}
    return msgspec.convert({key: _read(entry, kinds[key]) for key, entry in table.items()}, into)


def stand_in(rows: Iterable[str]) -> dict[str, str]:
    """Let the first word of each row stand for all of it; of a word in two rows the first holds."""
    table: dict[str, str] = {}
    for row in rows:
        words = row.split()
        for word in words:
            table.setdefault(word, words[0])
    return table


def _read(entry: Any, kind: object) -> object:  # noqa: ANN401 - whatever TOML has
    if kind == re.Pattern[str]:
        return re.compile("|".join(f"(?:{form})" for form in entry), re.IGNORECASE)
    if kind == frozenset[str]:
        return entry.split()
    if kind == dict[str, str]:
        return stand_in(entry)
    return entry
