"""Copies, and what only looks like them, made of real articles: the set that copy detection is measured on.

A copy is trimmed, re-headlined, re-wrapped, edited, and has paragraphs of another article put in. What is no copy:
every other real article of the sets; two articles with one long quotation, or one paragraph of a press release, in
both; a later report with the quotations and a background paragraph of an earlier one; a paragraph about the outlet
under many articles. Everything follows from a seed.
"""

import json
import random
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from storywatch.messages import Sentence
from tests.quality.polnear import article_lines

SEED = 20_261

AMOUNTS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
"""How much of a copy is changed: words dropped, replaced and put in, of the original's and those put in together."""

SETS = ("streams/h1n1.jsonl", "streams/bpoil.jsonl", "streams/libya-tripoli.jsonl", "streams/seeds.jsonl")
EVENTS = "stories/ecb.jsonl"
"""Short articles, many on one event: the hardest to keep apart."""

LEAST_WORDS = 120
"""Words of an article that a copy is made of."""

BOILERPLATE = (
    """About the Harbour Courier. The Harbour Courier is an independent newspaper that has been owned by its readers
    since 1902. Its reporters work from nine offices along the coast. Write to the editor with questions, corrections
    or a story that we should look into, and tell us if your name may be printed.""",
    """Our standards: the Coastline Wire Trust Principles. The agency's journalists are bound by a code of conduct, and
    its editors decide alone what is published. Sign up for the morning letter, in which our newsroom explains the
    day's most important stories before breakfast, free of charge and without advertisements.""",
    """This is a developing story and will be updated. You can follow it on our live page, where correspondents in nine
    countries answer the questions of readers around the clock. Subscribers of the paper receive the page's summary
    by letter at the end of each day, with the photographs that moved our desk most.""",
)
"""Invented: what outlets put under their articles."""

EDITS = {
    "said": "told reporters", "percent": "per cent", "more than": "over", "about": "some", "but": "however",
    "also": "too", "officials": "authorities", "against": "versus", "told": "informed", "before": "ahead of",
    "people": "persons", "because": "since", "while": "as", "after": "following", "will": "is set to",
    "show": "indicate", "many": "numerous", "began": "started", "government": "administration", "big": "large",
}  # fmt: skip
"""What desks change."""

_SENTENCE = re.compile(r"\S.*?(?:[.!?][\"”'’)]*(?=\s+[\"“(]?[A-Z0-9])|$)", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """One article of the set, in its order of arrival."""

    id: str
    text: str
    kind: str
    """`real`, `copy`, or what it is made to look like."""
    source: str | None = None
    """The article that it is a copy of."""
    changed: float = 0.0
    """How much, measured."""
    added: tuple[str, ...] = ()
    """The sentences that were put in."""


def read_real(shared: Path) -> list[Piece]:
    """Read the real articles."""
    data = shared / "data"
    rows = list(article_lines(data / "polnear/train"))
    for name in (*SETS, EVENTS):
        prefix = Path(name).stem
        lines = (data / name).read_text("utf-8").splitlines()
        rows += [{**row, "id": f"{prefix}/{row['id']}"} for row in map(json.loads, lines)]
    twins = {later for _, *more in _read_judged()["twins"] for later in more}
    return [Piece(row["id"], row["text"], "real") for row in rows if row["id"] not in twins]


def judged_copies() -> dict[str, int]:
    """Return the group of each real article that is a copy or is copied: copies of each other have the same."""
    return {piece: number for number, group in enumerate(_read_judged()["copies"]) for piece in group}


def _read_judged() -> dict[str, list[list[str]]]:
    return tomllib.loads((Path(__file__).parent / "printed_twice.toml").read_text("utf-8"))


def make_set(real: Sequence[Piece]) -> list[Piece]:
    """Make copies and lookalikes of real articles, and mix all: whatever is made comes after what it is made of.

    A third of the long articles only gives text: hosts, each used once, and donors of paragraphs to put in.
    """
    dice = random.Random(SEED)
    long = [piece for piece in real if len(piece.text.split()) >= LEAST_WORDS and not piece.id.startswith("ecb/")]
    dice.shuffle(long)
    many = len(long) // 4
    hosts, donors, chosen = long[:many], long[many : many + many // 4], long[many + many // 4 :]
    made: list[Piece] = []
    for number, piece in enumerate(chosen):
        if number % 3 < 2:
            made.append(_copy(piece, AMOUNTS[number % len(AMOUNTS)], donors, dice))
        else:
            way = (_share_quotation, _share_release, _follow_up)[number // 3 % 3]
            made.append(way(piece, hosts[number // 3], dice))
    given = {piece.id for piece in (*hosts, *donors)}
    kept = [
        _foot(piece, dice) if number % 4 == 0 else piece for number, piece in enumerate(real) if piece.id not in given
    ]
    dice.shuffle(kept)
    dice.shuffle(made)
    return [*kept, *made]


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Cut a text into sentences as a parser would, nearly; paragraphs end at an empty line, or a line where none is."""
    breaks = r"\n\s*\n" if re.search(r"\n\s*\n", text) else r"\n"
    found, at = [], 0
    for number, block in enumerate(re.split(f"({breaks})", text)):
        if number % 2 == 0:
            for match in _SENTENCE.finditer(block):
                start = at + match.start()
                found.append(
                    Sentence(start=start, end=start + len(match.group()), text=match.group(), paragraph=number // 2)
                )
        at += len(block)
    return tuple(found)


def three_grams_shared(one: str, other: str) -> float:
    """Return the share of two texts' runs of three words that both have."""
    mine, theirs = _grams(one), _grams(other)
    return len(mine & theirs) / max(1, len(mine | theirs))


def _grams(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return set(zip(words, words[1:], words[2:], strict=False))


def _sentences(text: str) -> list[str]:
    return [" ".join(sentence.text.split()) for sentence in split_sentences(text)]


def _words(sentences: Sequence[str]) -> int:
    return sum(len(sentence.split()) for sentence in sentences)


def _foot(piece: Piece, dice: random.Random) -> Piece:
    return replace(piece, text=f"{piece.text}\n\n{' '.join(dice.choice(BOILERPLATE).split())}", kind="boilerplate")


def _copy(piece: Piece, amount: float, others: Sequence[Piece], dice: random.Random) -> Piece:
    """Change about `amount` of an article, in proportions that chance decides."""
    original = _sentences(piece.text)
    total = _words(original)
    trim, drop, edit, insert = (dice.random() * weight for weight in (1.5, 0.5, 0.6, 1.0))
    whole = trim + drop + edit + insert
    inserted = int(total * amount * insert / whole / (1 - amount * insert / whole))
    dropped = (total + inserted) * amount * (trim + drop) / whole
    kept = list(original)
    while len(kept) > 3 and total - _words(kept) < dropped * trim / (trim + drop):
        kept.pop()
    while len(kept) > 3 and total - _words(kept) < dropped:
        kept.pop(dice.randrange(1, len(kept)))
    gone = total - _words(kept)
    kept, replaced = _edit(kept, int((total + inserted) * amount * edit / whole), dice)
    local = _take(others, inserted, dice)
    paragraphs = _wrap(kept, dice)
    for paragraph in local:
        paragraphs.insert(dice.randrange(1, len(paragraphs) + 1), paragraph)
    headline = " ".join(dice.choice(others).text.split()[:9])
    changed = (gone + replaced + _words(local)) / (total + _words(local))
    text = "\n\n".join([headline, *(_hard_wrap(p) if dice.random() < 0.3 else p for p in paragraphs)])
    added = (*_sentences(headline), *(sentence for paragraph in local for sentence in _sentences(paragraph)))
    return Piece(f"copy/{piece.id}", text, "copy", piece.id, changed, added)


def _edit(sentences: list[str], words: int, dice: random.Random) -> tuple[list[str], int]:
    """Replace, leave out or add words, one here and one there, until so many are changed."""
    edited, changed = list(sentences), 0
    for _ in range(8 * len(edited)):
        if changed >= words:
            break
        place = dice.randrange(len(edited))
        for old, new in dice.sample(sorted(EDITS.items()), len(EDITS)):
            if f" {old} " in edited[place]:
                edited[place] = edited[place].replace(f" {old} ", f" {new} ", 1)
                changed += len(old.split())
                break
        else:
            parts = edited[place].split()
            if len(parts) > 8:
                parts.pop(dice.randrange(3, len(parts) - 1))
                edited[place] = " ".join(parts)
                changed += 1
    return edited, changed


def _take(others: Sequence[Piece], words: int, dice: random.Random) -> list[str]:
    """Take paragraphs of two or three sentences out of other articles."""
    taken: list[str] = []
    while _words(taken) < words:
        sentences = _sentences(dice.choice(others).text)
        first = dice.randrange(max(1, len(sentences) - 2))
        taken.append(" ".join(sentences[first : first + dice.choice((1, 2, 3))]))
    return taken


def _wrap(sentences: Sequence[str], dice: random.Random) -> list[str]:
    """Make paragraphs of one to four sentences."""
    paragraphs, rest = [], list(sentences)
    while rest:
        many = dice.choice((1, 1, 2, 3, 4))
        paragraphs.append(" ".join(rest[:many]))
        rest = rest[many:]
    return paragraphs


def _hard_wrap(paragraph: str) -> str:
    lines, line = [], ""
    for word in paragraph.split():
        if len(line) + len(word) > 68:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


def _share_quotation(piece: Piece, host: Piece, dice: random.Random) -> Piece:
    """Put six sentences of one article into another, as a quotation."""
    sentences = [sentence.replace('"', "'").replace("“", "'").replace("”", "'") for sentence in _sentences(piece.text)]
    first = dice.randrange(max(1, len(sentences) - 6))
    quoted = [f'"{" ".join(sentences[first : first + 3])}', f'"{" ".join(sentences[first + 3 : first + 6])}" she said.']
    return _put_in(piece, quoted, host, dice, "quotation")


def _share_release(piece: Piece, host: Piece, dice: random.Random) -> Piece:
    """Put a paragraph of sixty words of one article into another."""
    sentences = _sentences(piece.text)
    first = dice.randrange(max(1, len(sentences) - 3))
    paragraph: list[str] = []
    while _words(paragraph) < 60 and first < len(sentences):
        paragraph.append(sentences[first])
        first += 1
    return _put_in(piece, [" ".join(paragraph)], host, dice, "press release")


def _follow_up(piece: Piece, host: Piece, dice: random.Random) -> Piece:
    """Write on: another text, with quotations of the earlier one and its last two sentences."""
    sentences = _sentences(piece.text)
    said = [sentence for sentence in sentences if sentence[:1] in '"“' and sentence.rstrip()[-1:] in '"”']
    return _put_in(piece, [*said[:4], " ".join(sentences[-2:])], host, dice, "update")


def _put_in(piece: Piece, paragraphs: Sequence[str], host: Piece, dice: random.Random, kind: str) -> Piece:
    """Put paragraphs into a host."""
    own = _wrap(_sentences(host.text), dice)
    for paragraph in paragraphs:
        own.insert(dice.randrange(1, len(own) + 1), paragraph)
    return Piece(f"{kind}/{piece.id}", "\n\n".join(own), kind)
