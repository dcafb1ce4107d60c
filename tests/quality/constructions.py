"""How well each construction is read: precision and recall of the attributions, and the commonest of those missed.

Gold and statements are told apart into constructions by one rule over a parse, so that the two can be held against
each other. Knows nothing of how the product finds them.
"""

import importlib.util
import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from storywatch.language.page.quotes import Quotes
from storywatch.language.parse.model import load_model
from storywatch.language.parse.tree import Strings, Tree
from tests.quality.polnear import article_lines
from tests.quality.shared_data import SCORER

Spans = Sequence[Sequence[int]]

ENOUGH = 0.5
"""Share of common words that makes two contents one, as the scorer has it."""

COMMONEST = 20
_COPULAS = frozenset({"be", "’re", "’m", "’s", "'re", "'m", "'s", "remain", "become", "feel", "seem"})
_VERBAL = frozenset({"VERB", "AUX"})


@dataclass(frozen=True)
class Attribution:
    """Tokens of one attribution's three parts."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]

    def agrees(self, other: "Attribution") -> bool:
        """The scorer's relation: half of the contents' words in common, and a word of the speakers'."""
        union = self.content | other.content
        near = bool(union) and len(self.content & other.content) >= ENOUGH * len(union)
        return near and (bool(self.source & other.source) or not (self.source or other.source))


@dataclass
class Tally:
    """Attributions of one construction."""

    stated: int = 0
    right: int = 0
    gold: int = 0
    found: int = 0
    missed: Counter[str] = field(default_factory=Counter)
    """Head words of the gold cues that no cue of ours touches."""


def measure(shared: Path, statements: Path) -> dict[str, Tally]:
    """Compare the product's `statements`, as written for the development articles, with the gold annotation."""
    folder = shared / "data/polnear/dev"
    with statements.open(encoding="utf-8") as lines:
        stated = {row["id"]: row["statements"] for row in map(json.loads, lines)}
    nlp = load_model()
    strings = Strings(nlp.vocab.strings)
    texts = {row["id"]: row["text"] for row in article_lines(folder)}
    trees = {stem: Tree(doc, strings, doc.text) for stem, doc in zip(texts, nlp.pipe(texts.values()), strict=True)}
    tallies: dict[str, Tally] = {}
    for stem, _, events in _load_scorer(shared).gold_articles(folder):
        tree = trees[stem]
        gold = [_attribution(tree, roles, ("source", "cue", "content")) for _, roles in events]
        mine = [_attribution(tree, row, ("speaker", "cue", "content")) for row in stated.get(stem, [])]
        _count(tree, mine, gold, tallies)
    return tallies


def print_table(tallies: dict[str, Tally]) -> None:
    """Print a table in Markdown, and the head words missed most."""
    print("| construction | stated | right | gold | found |\n|---|---|---|---|---|")
    for name, t in sorted(tallies.items(), key=lambda item: -item[1].gold):
        right, found = t.right / max(1, t.stated), t.found / max(1, t.gold)
        print(f"| {name} | {t.stated} | {right:.2f} | {t.gold} | {found:.2f} |")
    missed = Counter({(word, name): n for name, t in tallies.items() for word, n in t.missed.items()})
    print(f"\nCommonest misses: {', '.join(f'{w} ({name}) {n}' for (w, name), n in missed.most_common(COMMONEST))}")


def name_construction(tree: Tree, quotes: Quotes, one: Attribution) -> str:
    """Name how a cue and its content stand to each other."""
    words = [k for k in sorted(one.cue) if tree.pos[k] not in {"PUNCT", "SPACE"}]
    if not words:
        return "line with a colon"
    if any(tree.lower[k] == "according" for k in words):
        return "according to"
    head = _head(tree, words)
    if one.content and all(quotes.at(tree.start[k]) is not None for k in (min(one.content), max(one.content))):
        return "direct quotation"
    pos = tree.pos[head]
    if pos in _VERBAL:
        return _name_verb(tree, head, words, one)
    return {"NOUN": "noun", "ADJ": "adjective", "ADP": "preposition alone"}.get(pos, "other")


def _name_verb(tree: Tree, head: int, words: list[int], one: Attribution) -> str:
    if tree.lemma[head].lower() in _COPULAS:
        return "adjective" if any(tree.pos[k] == "ADJ" for k in words) else "other"
    if tree.has(head, "nsubjpass", "auxpass") or (tree.tag[head] == "VBN" and tree.dep[head] in {"acl", "advcl"}):
        return "passive"
    if one.content and min(one.content) < min(words):
        return "set-in clause"
    if any(tree.dep[k] == "prep" and k in one.cue for k in tree.kids[head]):
        return "preposition"
    first = next((k for k in sorted(one.content) if k > head and tree.pos[k] != "PUNCT"), None)
    if first is not None and (tree.lower[first] == "to" or tree.has(head, "xcomp")) and not tree.has(head, "ccomp"):
        return "infinitive"
    return "that-clause" if tree.has(head, "ccomp") else "object" if tree.has(head, "dobj") else "other"


def _head(tree: Tree, words: list[int]) -> int:
    tops = [k for k in words if tree.head[k] not in words or tree.head[k] == k]
    return next((k for k in tops if tree.pos[k] in {"VERB", "NOUN", "ADJ"}), tops[0])


def _count(tree: Tree, mine: list[Attribution], gold: list[Attribution], tallies: dict[str, Tally]) -> None:
    quotes = Quotes(tree.text)
    for one in mine:
        tally = tallies.setdefault(name_construction(tree, quotes, one), Tally())
        tally.stated += 1
        tally.right += any(one.agrees(other) for other in gold)
    cues = frozenset().union(*(one.cue for one in mine))
    for one in gold:
        tally = tallies.setdefault(name_construction(tree, quotes, one), Tally())
        tally.gold += 1
        tally.found += any(one.agrees(other) for other in mine)
        if one.cue and not one.cue & cues:
            tally.missed[tree.lemma[_head(tree, sorted(one.cue))].lower()] += 1


def _attribution(tree: Tree, row: dict[str, Spans], parts: Iterable[str]) -> Attribution:
    source, cue, content = (frozenset(_tokens(tree, row.get(part) or ())) for part in parts)
    return Attribution(source, cue, content)


def _tokens(tree: Tree, spans: Spans) -> Iterator[int]:
    for start, end in spans:
        k = bisect_left(tree.end, start + 1)
        while k < tree.n and tree.start[k] < end:
            if not tree.space[k]:
                yield k
            k += 1


def _load_scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", shared / SCORER)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(shared / SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
