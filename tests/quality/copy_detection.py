"""Scores copy detection on the made and the judged copies: what is found, by how much was changed, and what is added.

The product's own desk takes the articles in, one after the other; only the parse is left out, since a copy is known by
its words. Knows nothing of how the set is made.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import mean

from storywatch.messages import Analysis, Header
from storywatch.stories import CopyPolicy, Desk, StoryPolicy
from storywatch.stories.terms import weigh
from tests.quality.copies import AMOUNTS, Piece, judged_copies, make_set, read_real, split_sentences, three_grams_shared

START = datetime(2016, 1, 1, tzinfo=UTC)

MOST = 0.65
"""How much of a copy may be changed to count for the recall; what chance changed more is reported apart."""


UNLIKE = 0.4
"""Share of runs of three words below which two whole texts look like two texts: true copies in old newspapers have 0.3
in common on average (NEWS-COPY, Silcock et al. 2022)."""


@dataclass(frozen=True)
class Found:
    """What was made of one article."""

    piece: Piece
    source: str | None
    added: frozenset[str]
    """Its sentences that are taken for its own."""


def measure_copies(shared: Path, work: Path) -> dict[str, float]:
    """Give the figures; write down what was found wrongly and what was not found."""
    pieces = make_set(read_real(shared))
    found = find_copies(pieces)
    with (work / "copies.jsonl").open("w", encoding="utf-8") as out:
        for row in mistakes(found):
            out.write(json.dumps(row) + "\n")
    return {**score_found(found), **score_added(found), **score_unlike(found)}


def find_copies(pieces: Sequence[Piece]) -> list[Found]:
    """Let a desk take the articles in, a minute apart."""
    desk, found = Desk(StoryPolicy(), CopyPolicy()), []
    for number, piece in enumerate(pieces):
        arrival = desk.arrive(analysis_of(piece, START + timedelta(minutes=number)))
        desk.accept(arrival)
        update = arrival.update
        own = {s.text for place, s in enumerate(update.analysis.sentences) if place not in update.repeated}
        found.append(Found(piece, update.copy_of, frozenset(" ".join(text.split()) for text in own)))
    return found


def analysis_of(piece: Piece, at: datetime) -> Analysis:
    """Make an analysis without a parse."""
    header = Header(id=piece.id, url="", outlet=piece.id.split("_")[0], title="", published=at, fetched=at)
    return Analysis(article=header, sentences=split_sentences(piece.text), terms=weigh("", piece.text))


def score_found(found: Sequence[Found]) -> dict[str, float]:
    """Give precision over all, and recall of the made copies, all and by how much was changed."""
    right = [one for one in found if one.source is not None and is_right(one)]
    flagged = [one for one in found if one.source is not None]
    natural = [one for one in flagged if one.piece.source is None]
    by_amount: dict[float, list[bool]] = defaultdict(list)
    for one in found:
        if one.piece.source is not None:
            nearest = min((*AMOUNTS, 0.75), key=lambda amount: abs(amount - one.piece.changed))
            by_amount[nearest].append(one.source is not None and is_right(one))
    counted = [hit for amount, hits in by_amount.items() if amount < MOST for hit in hits]
    return {
        "copies.precision": round(len(right) / len(flagged), 4),
        "copies.recall": round(mean(counted), 4),
        "copies.precision_of_real_articles": round(mean(is_right(one) for one in natural), 4),
        "copies.made": len(counted),
        "copies.lookalikes": sum(one.piece.source is None for one in found),
        **{f"copies.recall_at_{amount:.0%}": round(mean(by_amount[amount]), 4) for amount in sorted(by_amount)},
    }


def is_right(one: Found) -> bool:
    """Say whether what an article was taken for a copy of is what it was made of, or was judged to be its source."""
    judged = judged_copies()
    piece = one.piece
    if piece.source is not None:
        return one.source == piece.source
    return one.source is not None and piece.id in judged and judged.get(one.source) == judged[piece.id]


def score_added(found: Sequence[Found]) -> dict[str, float]:
    """Score the sentences that copies are said to add, against those put in and those left as they were.

    An edited sentence may be either.
    """
    text_of = {one.piece.id: one.piece.text for one in found}
    right = wrong = missed = 0
    for one in found:
        if one.piece.source is None or one.source is None or not is_right(one):
            continue
        put_in, left = set(one.piece.added), _texts(text_of[one.piece.source])
        right += len(put_in & one.added)
        missed += len(put_in - one.added)
        wrong += len((one.added & left) - put_in)
    return {
        "copies.added.recall": round(right / (right + missed), 4),
        "copies.added.precision": round(right / (right + wrong), 4),
    }


def _texts(text: str) -> set[str]:
    return {" ".join(sentence.text.split()) for sentence in split_sentences(text)}


def mistakes(found: Sequence[Found]) -> list[dict[str, object]]:
    """List what was found wrongly and what was missed, to be read."""
    return [
        {"id": one.piece.id, "kind": one.piece.kind, "taken for a copy of": one.source, "made of": one.piece.source}
        for one in found
        if (one.source is not None or one.piece.source is not None) and not is_right(one)
    ]


def score_unlike(found: Sequence[Found]) -> dict[str, float]:
    """Give the recall of those copies that share little with their sources, as whole texts are compared."""
    text_of = {one.piece.id: one.piece.text for one in found}
    shared = [
        (three_grams_shared(one.piece.text, text_of[one.piece.source]), is_right(one))
        for one in found
        if one.piece.source is not None
    ]
    unlike = [hit for share, hit in shared if share < UNLIKE]
    return {
        "copies.three_grams_shared": round(mean(share for share, _ in shared), 4),
        f"copies.recall_under_{UNLIKE:.0%}_of_three_grams": round(mean(unlike), 4),
        f"copies.under_{UNLIKE:.0%}_of_three_grams": len(unlike),
        "copies.three_grams_of_these": round(mean(share for share, _ in shared if share < UNLIKE), 4),
    }
