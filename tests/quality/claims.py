"""Scores how propositions are matched, on pairs of sentences that a reader labelled (claim_pairs.toml).

Every proposition of the first sentence's article becomes a claim of its own; those of the second sentence look for
theirs among them, as the ledger does. What they find in the first sentence decides. Knows nothing of the ladder.
"""

import hashlib
import json
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from storywatch.language import Analyser, load_model
from storywatch.language.page.datelines import find_story
from storywatch.ledger import LedgerPolicy
from storywatch.ledger.addressing import BRIEF, WHOLLY
from storywatch.ledger.matching import ClaimIndex, is_same
from storywatch.ledger.names import Names
from storywatch.ledger.state import Claim
from storywatch.ledger.unfolding import unfold
from storywatch.messages import Analysis, Article, Header, Proposition

PAIRS = Path(__file__).with_name("claim_pairs.toml")
FILES = ("streams/bpoil.jsonl", "streams/h1n1.jsonl", "streams/libya-tripoli.jsonl", "stories/ecb.jsonl")
"""Where the pairs are from, inside the data folder."""

LABELS = ("same", "contradicts")
Key = tuple[str, str]
"""File and article."""

MANY = 10_000
"""More names than two articles have."""


@dataclass(frozen=True)
class Place:
    """A stretch of an article that must read as it did when it was labelled."""

    file: str
    article: str
    start: int
    end: int
    print: str

    @property
    def key(self) -> tuple[str, str]:
        """Name the article."""
        return self.file, self.article


@dataclass(frozen=True)
class Pair:
    """Two places and what a reader says of them."""

    one: Place
    other: Place
    label: str
    held_out: bool


@dataclass(frozen=True)
class Said:
    """A proposition as somebody puts it."""

    proposition: Proposition
    denied: bool
    """Whoever says it denies it."""


def measure_claims(shared: Path, work: Path) -> dict[str, float]:
    """Give precision and recall of *same* and *contradicts*, on the half for tuning and on the half held out."""
    pairs = read_pairs()
    rows = read_rows(shared, pairs)
    analyser = Analyser(load_model())
    analyses = {key: analyser.analyse_one(_article(row)) for key, row in _set_apart(rows, pairs).items()}
    found = [judge(pair, analyses) for pair in pairs]
    with (work / "claims.jsonl").open("w", encoding="utf-8") as out:
        for row in mistakes(pairs, found, analyses):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    figures: dict[str, float] = {"claims.pairs": len(pairs)}
    for name, held_out in (("tuned", False), ("held_out", True)):
        half = [(pair.label, label) for pair, label in zip(pairs, found, strict=True) if pair.held_out == held_out]
        figures |= score_labels(name, half)
    return figures | score_labels("all", [(pair.label, label) for pair, label in zip(pairs, found, strict=True)])


def read_pairs() -> list[Pair]:
    """Read the labelled pairs."""
    rows = tomllib.loads(PAIRS.read_text("utf-8"))["pairs"]
    return [
        Pair(Place(row[0], *row[1:5]), Place(row[0], *row[5:9]), row[9], held_out=number % 2 == 1)
        for number, row in enumerate(rows)
    ]


def read_rows(shared: Path, pairs: Iterable[Pair]) -> dict[Key, dict[str, str]]:
    """Read the articles that pairs are from; ValueError where one is no longer the text that was labelled."""
    places = [place for pair in pairs for place in (pair.one, pair.other)]
    wanted = {place.key for place in places}
    rows: dict[Key, dict[str, str]] = {
        (file, row["id"]): row
        for file in sorted({place.file for place in places})
        for row in map(json.loads, (shared / "data" / file).read_text("utf-8").splitlines())
        if (file, row["id"]) in wanted
    }
    for place in places:
        text = rows[place.key]["text"][place.start : place.end]
        if hashlib.blake2b(text.encode(), digest_size=4).hexdigest() != place.print:
            raise ValueError(f"article {place.article} of {place.file} is not the text that was labelled")
    return rows


def _set_apart(rows: Mapping[Key, dict[str, str]], pairs: Iterable[Pair]) -> dict[Key, dict[str, str]]:
    """Put what was labelled before an article's story on a line of its own: captions are asked about here, too.

    The texts have lost their line breaks, and what runs on into the story is not read (storywatch.language.page).
    """
    ends: dict[Key, set[int]] = defaultdict(set)
    for pair in pairs:
        for place in (pair.one, pair.other):
            ends[place.key].update((place.start - 1, place.end))
    apart = {}
    for key, row in rows.items():
        text = row["text"]
        story, _ = find_story(text, 0, len(text))
        before = "".join("\n" if k in ends[key] and text[k].isspace() else text[k] for k in range(story))
        apart[key] = row | {"text": before + text[story:]}
    return apart


def _article(row: Mapping[str, str]) -> Article:
    published = datetime.fromisoformat(row["published"]).astimezone(UTC)
    header = Header(
        id=row["id"], url=row["url"], outlet=row["outlet"], title=row["title"], published=published, fetched=published
    )
    return Article(header=header, text=row["text"])


def judge(pair: Pair, analyses: Mapping[tuple[str, str], Analysis], policy: LedgerPolicy | None = None) -> str:
    """Say what the ledger's matching makes of a pair."""
    policy = policy or LedgerPolicy()
    one, other = analyses[pair.one.key], analyses[pair.other.key]
    names = Names({})
    for analysis in (one, other):
        names.learn(analysis.entities, MANY)
    said = list(_said(one, None))
    index = ClaimIndex(tuple(_claim(number, what) for number, what in enumerate(said)), names.aliases)
    there = {number for number, what in enumerate(said) if what in list(_said(one, pair.one))}
    best, verdict = 0.0, "different"
    for mine in _said(other, pair.other):
        for match in index.find(mine.proposition):
            number = int(match.claim.id)
            mentioned = mine.denied and len(mine.proposition.terms) <= BRIEF and match.containment >= WHOLLY
            if number not in there or not (mentioned or is_same(match, policy)) or match.score <= best:
                continue
            opposite = match.same_polarity == (mine.denied != said[number].denied)
            best, verdict = match.score, "contradicts" if opposite else "same"
    return verdict


def _said(analysis: Analysis, place: Place | None) -> Iterator[Said]:
    """Yield what an article says, or one place of it."""
    inside = {
        number
        for number, sentence in enumerate(analysis.sentences)
        if place is None or (sentence.start < place.end and sentence.end > place.start)
    }
    for statement in (part for whole in analysis.statements for part in unfold(whole)):
        if statement.sentence in inside and statement.proposition is not None and statement.act != "decline":
            yield Said(statement.proposition, denied=statement.act == "deny")
    for told in analysis.narration:
        if told.sentence in inside:
            yield Said(told.proposition, denied=False)


def _claim(number: int, what: Said) -> Claim:
    return Claim(id=str(number), text="", wordings=(what.proposition,), status="reported", origins=(), outlets=())


def score_labels(name: str, labels: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Give precision and recall of both labels; a pair is (a reader's, ours)."""
    figures = {}
    for label in LABELS:
        right = sum(gold == ours == label for gold, ours in labels)
        ours = sum(ours == label for _, ours in labels)
        gold = sum(gold == label for gold, _ in labels)
        figures[f"claims.{name}.{label}.precision"] = right / ours if ours else 0.0
        figures[f"claims.{name}.{label}.recall"] = right / gold if gold else 0.0
    return figures


def mistakes(
    pairs: Sequence[Pair], found: Sequence[str], analyses: Mapping[tuple[str, str], Analysis]
) -> Iterator[dict[str, str]]:
    """Yield what was labelled otherwise, in words, for reading."""
    for pair, label in zip(pairs, found, strict=True):
        if label != pair.label:
            half = "held out" if pair.held_out else "tuned"
            yield {"half": half, "reader": pair.label, "ours": label} | {
                name: " ".join(sentence_texts(analyses[place.key], place))
                for name, place in (("one", pair.one), ("other", pair.other))
            }


def sentence_texts(analysis: Analysis, place: Place) -> list[str]:
    """Give the text of the sentences at a place."""
    return [s.text for s in analysis.sentences if s.start < place.end and s.end > place.start]
