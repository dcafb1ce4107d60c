"""What reading a language takes, as data: its models, the kind of their trees, its words. Knows nothing of parsing.

A pack is one TOML file (docs/languages.md). Those that come with Storywatch lie in `packs/`; a file of the user's own
stands in for ours of the same language.
"""

import re
import tomllib
from collections.abc import Callable, Iterable
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from spacy.tokens import Doc

from storywatch.language.lexicon import Lexicon, PackError, read_lexicon
from storywatch.language.parse.branches import Grammar
from storywatch.language.parse.columns import Columns
from storywatch.language.parse.dependencies import recast
from storywatch.language.parse.tree import Recast, Strings, Tree

OWN = ("en", "fr")
"""Languages whose packs come with Storywatch, in the order in which a text of none of them is tried."""

_SCHEMES = frozenset({"clear", "ud"})


class Pack(Struct, frozen=True):
    """A language to read."""

    language: str
    """ISO 639-1."""
    models: tuple[str, ...]
    """Installed spaCy models in the order in which they are taken."""
    install: str
    """The command that installs the first of them."""
    lexicon: Lexicon
    common: frozenset[str]
    """Its commonest words, by which a text in it is told from others."""
    marked: bool = False
    """Only a mark ends a sentence: its models' parsers break them too often."""
    recast: Recast | None = None
    """Puts its models' trees the way the rules read them; None where they are so already."""
    entities: dict[str, str] = {}
    """Its models' labels of names → the rules'. Empty where they are the rules'."""

    def read_tree(self, parse: Columns | Doc, strings: Strings, text: str) -> Tree:
        """Read a parse the way the rules read it."""
        tree = Tree(parse, strings, text, self.recast)
        if self.entities:
            known = self.entities
            tree.ents = [(first, after, known[label]) for first, after, label in tree.ents if label in known]
        return tree


@cache
def load_pack(language: str = "en") -> Pack:
    """Read one of Storywatch's own packs."""
    return read_pack(files(__package__).joinpath("packs", f"{language}.toml").read_text("utf-8"), f"{language}.toml")


def load_packs(languages: Iterable[str], paths: Iterable[str] = ()) -> dict[str, Pack]:
    """Read the packs of these languages, and the files at `paths`. Raises PackError."""
    packs: dict[str, Pack] = {}
    own = {pack.language: pack for pack in map(_load_file, paths)}
    for language in languages:
        if language not in own and language not in OWN:
            raise PackError(f"There is no pack for {language}: Storywatch has {', '.join(OWN)}; give a file of it.")
        packs[language] = own.get(language) or load_pack(language)
    return packs


def _load_file(path: str) -> Pack:
    try:
        return read_pack(Path(path).read_text("utf-8"), path)
    except OSError as error:
        raise PackError(f"cannot read the language pack {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise PackError(f"{path} is no UTF-8: {error}") from error


def read_pack(text: str, origin: str) -> Pack:
    """Make a pack of a file's text. Raises PackError, which names the `origin`."""
    try:
        return _make(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"{origin} is no TOML: {error}") from error
    except PackError as error:
        raise PackError(f"{origin}: {error}") from error
    except KeyError as error:
        raise PackError(f"{origin}: lacks {error}") from error


def _make(raw: dict[str, Any]) -> Pack:
    head = raw["pack"]
    if head["scheme"] not in _SCHEMES:
        raise PackError(f"scheme is {head['scheme']}, and has to be one of {', '.join(sorted(_SCHEMES))}")
    glosses = _read_glosses(raw.get("glosses", {}))
    lexicon = read_lexicon(raw)
    if glosses:
        prepositions = {
            verb: {" ".join(_gloss(glosses, word) for word in taken.split()): act for taken, act in table.items()}
            for verb, table in lexicon.prepositions.items()
        }
        lexicon = msgspec.structs.replace(lexicon, prepositions=prepositions)
    return Pack(
        language=head["language"],
        models=tuple(head["models"].split()),
        install=head["install"],
        lexicon=lexicon,
        common=frozenset(head["common"].split()),
        marked=head.get("marked", False),
        recast=_read_recast(raw, lexicon, glosses) if head["scheme"] == "ud" else None,
        entities=raw.get("entities", {}),
    )


def _read_glosses(table: dict[str, dict[str, str]]) -> dict[tuple[str, str], str]:
    return {
        ("" if pos == "any" else pos, word.strip()): english
        for pos, glosses in table.items()
        for english, words in glosses.items()
        for word in words.split(",")
    }


def _gloss(glosses: dict[tuple[str, str], str], preposition: str) -> str:
    return glosses.get(("ADP", preposition), preposition)


def _read_recast(raw: dict[str, Any], lexicon: Lexicon, glosses: dict[tuple[str, str], str]) -> Recast:
    grammar = raw["grammar"]
    repairs = [(re.compile(pattern), becomes) for pattern, becomes in raw.get("lemmas", {}).items()]
    return partial(
        _recast,
        repair=partial(_repair, repairs=repairs),
        grammar=Grammar(
            glosses=glosses,
            modals=frozenset(grammar["modals"].split()),
            causatives=frozenset(grammar["causatives"].split()),
            negations=frozenset(grammar["negations"].split()),
            limits=frozenset(grammar.get("limits", "").split()),
            particles=frozenset(grammar.get("particles", "").split()),
            reflexives=frozenset(grammar.get("reflexives", "").split()),
            viewpoint=frozenset(grammar.get("viewpoint", "").split()),
            links=frozenset(grammar.get("links", "").split()),
            future=tuple(grammar.get("future", "").split()),
            conditional=tuple(grammar.get("conditional", "").split()),
            decimal=grammar.get("decimal", "."),
            speaking=frozenset(lexicon.clause),
            people=lexicon.offices | lexicon.anonymous | lexicon.spokespeople | lexicon.persons,
            titles=lexicon.titles,
            steering=frozenset(lexicon.person),
        ),
    )


def _recast(tree: Tree, morph: list[str], *, repair: Callable[[str], str], grammar: Grammar) -> None:
    tree.lower = [word.replace("’", "'") for word in tree.lower]
    tree.lemma = [repair(lemma) if pos == "VERB" else lemma for lemma, pos in zip(tree.lemma, tree.pos, strict=True)]
    recast(tree, morph, grammar)


def _repair(lemma: str, repairs: list[tuple[re.Pattern[str], str]]) -> str:
    """The form of a lemma that the pack knows, where the model left it in another."""
    for pattern, becomes in repairs:
        match = pattern.fullmatch(lemma)
        if match is not None:
            return match.expand(becomes)
    return lemma
