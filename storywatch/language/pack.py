"""What reading a language takes, as data: its models, the kind of their trees, its words. Knows nothing of parsing.

A pack is one TOML file (docs/languages.md). Those that come with Storywatch lie in `packs/`; a file of the user's own
stands in for ours of the same language.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from storywatch.language.lexicon import Lexicon, read_lexicon
from storywatch.language.packfile import GrammarTable, PackError, PackFile, Speech, read_file
from storywatch.language.parse.branches import Grammar
from storywatch.language.parse.columns import Columns
from storywatch.language.parse.dependencies import recast
from storywatch.language.parse.tree import Recast, Strings, Tree

if TYPE_CHECKING:
    from spacy.tokens import Doc

OWN = ("en", "fr")
"""Languages whose packs come with Storywatch, in the order in which a text of none of them is tried."""


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

    def read_tree(self, parse: "Columns | Doc", strings: Strings, text: str) -> Tree:
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
            raise PackError(
                f"There is no pack for {language}: Storywatch has {', '.join(OWN)}; take it out of languages.read, "
                "or name a file of your own in languages.packs (docs/languages.md)."
            )
        packs[language] = own.get(language) or load_pack(language)
    return packs


def find_spare(languages: Iterable[str], paths: Iterable[str]) -> list[tuple[str, str]]:
    """Find the files that are packs of other languages than these, and of which. Raises PackError."""
    read = set(languages)
    return [(path, pack.language) for path in paths if (pack := _load_file(path)).language not in read]


def _load_file(path: str) -> Pack:
    try:
        return read_pack(Path(path).read_text("utf-8"), path)
    except OSError as error:
        raise PackError(f"cannot read the language pack {path}, named in languages.packs: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise PackError(f"{path} is no UTF-8: {error}") from error


def read_pack(text: str, origin: str) -> Pack:
    """Make a pack of a file's text. Raises PackError, which names the `origin`."""
    try:
        return _make(read_file(text))
    except PackError as error:
        raise PackError(f"{origin}: {error}") from error


def _make(tables: PackFile) -> Pack:
    head = tables.pack
    glosses = _read_glosses(tables.glosses)
    lexicon = read_lexicon(tables)
    if glosses:
        prepositions = {
            verb: {" ".join(_gloss(glosses, word) for word in taken.split()): act for taken, act in table.items()}
            for verb, table in lexicon.prepositions.items()
        }
        lexicon = msgspec.structs.replace(lexicon, prepositions=prepositions)
    return Pack(
        language=head.language,
        models=tuple(head.models.split()),
        install=head.install,
        lexicon=lexicon,
        common=frozenset(head.common.split()),
        marked=head.marked,
        recast=_read_recast(tables.grammar, tables.lemmas, lexicon, glosses) if tables.grammar is not None else None,
        entities=dict(tables.entities),
    )


def _read_glosses(table: dict[Speech, dict[str, str]]) -> dict[tuple[str, str], str]:
    return {
        ("" if pos == "any" else pos, word.strip()): english
        for pos, glosses in table.items()
        for english, words in glosses.items()
        for word in words.split(",")
    }


def _gloss(glosses: dict[tuple[str, str], str], preposition: str) -> str:
    return glosses.get(("ADP", preposition), preposition)


def _read_recast(
    table: GrammarTable, lemmas: dict[str, str], lexicon: Lexicon, glosses: dict[tuple[str, str], str]
) -> Recast:
    return partial(
        _recast,
        repair=partial(_repair, repairs=[(re.compile(pattern), becomes) for pattern, becomes in lemmas.items()]),
        grammar=Grammar(
            glosses=glosses,
            modals=frozenset(table.modals.split()),
            causatives=frozenset(table.causatives.split()),
            negations=frozenset(table.negations.split()),
            limits=frozenset(table.limits.split()),
            particles=frozenset(table.particles.split()),
            reflexives=frozenset(table.reflexives.split()),
            viewpoint=frozenset(table.viewpoint.split()),
            misread=table.misread,
            links=frozenset(table.links.split()),
            future=tuple(table.future.split()),
            conditional=tuple(table.conditional.split()),
            decimal=table.decimal,
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
