"""The ledger's word files: TOML beside this module, read into a type whose fields say how each entry is read.

Knows no word, no language, and nothing of what the words are for.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from re import _constants, _parser  # type: ignore[attr-defined]  # the one way to know what an expression needs
from typing import Any, TypeVar

import msgspec
from msgspec import Struct


class Forms:
    """Expressions that are looked for without case. Only texts that have letters which a match needs are searched.

    The letters are taken from the expression as `re` itself reads it.
    """

    def __init__(self, forms: Iterable[str] = ()) -> None:
        self._forms = [(_needed_by(form), re.compile(form, re.IGNORECASE).search) for form in forms]

    def search(self, text: str) -> bool:
        """Tell whether a text has one of them."""
        folded = text.casefold()
        for needed, search in self._forms:
            for letters in needed:
                if letters in folded:
                    if search(text):
                        return True
                    break
        return False


NEVER = Forms()
"""Of a language without expressions."""

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


def _needed_by(form: str) -> frozenset[str]:
    """Give letters of which a text needs to have some for a match; the empty ones where it is as soon searched."""
    tree = _parser.parse(form)
    anchored = bool(tree) and tree[0] == (_constants.AT, _constants.AT_BEGINNING)
    return frozenset({""}) if anchored else _needed(tree)


def _needed(tree: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """Give letters of which every match has some, without case: of several such those whose shortest is the longest."""
    found: list[frozenset[str]] = []
    run = ""
    for operation, argument in tree:
        if operation is _constants.LITERAL:
            run += chr(argument).casefold()
            continue
        found.append(frozenset({run}))
        run = ""
        repeated = operation in (_constants.MAX_REPEAT, _constants.MIN_REPEAT) and argument[0] > 0
        if repeated or operation is _constants.SUBPATTERN:
            found.append(_needed(argument[-1]))
        elif operation is _constants.BRANCH:
            found.append(frozenset(letters for branch in argument[1] for letters in _needed(branch)))
    found.append(frozenset({run}))
    return max(found, key=lambda letters: min(map(len, letters)))


def _read(entry: Any, kind: object) -> object:  # noqa: ANN401 - whatever TOML has
    if kind is Forms:
        return Forms(entry)
    if kind == frozenset[str]:
        return entry.split()
    if kind == dict[str, str]:
        return stand_in(entry)
    return entry
