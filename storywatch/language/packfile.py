"""How the file of a language pack is built: its tables, their keys, and what may stand there. Knows no rule.

A key that nothing reads is an error: a frame misspelled would else be a frame left out.
"""

import re
import tomllib
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from storywatch.messages import Act

Frame = Literal["clause", "infinitive", "object", "person", "prepositions", "turns"]
Label = Literal["PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "DATE", "TIME", "CARDINAL", "ORDINAL"]
Speech = Literal[
    "any", "lemma", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT",
    "SCONJ", "SYM", "VERB", "X",
]  # fmt: skip


class PackError(ValueError):
    """A language pack cannot be used; the message says where and why."""


class Head(Struct, frozen=True, forbid_unknown_fields=True):
    """Words are set apart by spaces, here and in all that follows."""

    language: Annotated[str, Meta(pattern="^[a-z]{2}$")]
    models: Annotated[str, Meta(pattern=r"\S")]
    install: str
    scheme: Literal["clear", "ud"]
    common: Annotated[str, Meta(pattern=r"\S")]
    marked: bool = False


class GrammarTable(Struct, frozen=True, forbid_unknown_fields=True):
    """What `Grammar` is made of."""

    modals: str
    causatives: str
    negations: str
    limits: str = ""
    particles: str = ""
    reflexives: str = ""
    viewpoint: str = ""
    misread: dict[str, str] = {}
    links: str = ""
    future: str = ""
    conditional: str = ""
    decimal: Literal[".", ","] = "."


class PackFile(Struct, frozen=True, forbid_unknown_fields=True):
    """The tables of one file."""

    pack: Head
    verbs: dict[Act, dict[Frame, str]]
    nouns: dict[Act, str]
    adjectives: dict[Act, str]
    words: dict[str, str]
    borne: dict[Act, str] = {}
    entities: dict[str, Label] = {}
    grammar: GrammarTable | None = None
    """Of the scheme `ud` only, which needs it."""
    lemmas: dict[str, str] = {}
    glosses: dict[Speech, dict[str, str]] = {}


def read_file(text: str) -> PackFile:
    """Read a file's tables. Raises PackError, which says what is wrong and where."""
    try:
        tables = msgspec.convert(tomllib.loads(text), PackFile)
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"no TOML: {error}") from error
    except msgspec.ValidationError as error:
        raise PackError(str(error)) from error
    if (tables.pack.scheme == "ud") != (tables.grammar is not None):
        raise PackError("[grammar] has to stand where the scheme is ud, and there alone")
    for pattern, becomes in tables.lemmas.items():
        try:
            re.compile(pattern).sub(becomes, "")
        except re.error as error:
            raise PackError(f"[lemmas] {pattern} = {becomes}: {error}") from error
    return tables
