"""`python -m tests.bench.copies`: copy detection by itself at a full memory, and MinHash over whole texts beside it.

The remembered texts are random numbers, as many of each sort as a text of 450 words has: only how many there are and
where they lie in memory matters to a look-up. The articles are the set of the quality suite, of which one in four is a
copy: more than in life, and copies cost most. `datasketch` and `rensa` are measured where they are installed; the
product uses neither.
"""

import sys
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from msgspec.structs import replace

from storywatch.messages import Analysis
from storywatch.stories import CopyPolicy, Text
from storywatch.stories.copies import compare, find_source
from storywatch.stories.texts import TextIndex, reduce_shingles
from storywatch.stories.wording import read_wording
from tests.bench.table import Line, show
from tests.quality.copies import Piece, judged_copies, make_set, read_real
from tests.quality.copy_detection import START, Found, analysis_of, is_right
from tests.quality.shared_data import explain_absence, find_shared

REMEMBERED = 100_000
WORDS, KEYS, SENTENCES = 450, 56, 22

PERMUTATIONS = 128
"""Of the MinHash; the usual number."""

THRESHOLDS = (0.3, 0.5)
"""Estimated Jaccard of runs of three words from which a baseline calls an article a copy."""


def measure_copies(shared: Path) -> list[Line]:
    """Measure speed and memory at REMEMBERED texts, and the baselines' speed and quality."""
    pieces = make_set(read_real(shared))
    analyses = [analysis_of(piece, START + timedelta(minutes=number)) for number, piece in enumerate(pieces)]
    words = sum(len(sentence.text.split()) for one in analyses for sentence in one.sentences) / len(analyses)
    return [*_measure_index(analyses, words), *_measure_ours(pieces, analyses), *_measure_baselines(pieces)]


def _measure_index(analyses: list[Analysis], words: float) -> list[Line]:
    before = _resident()
    texts, policy = _full(), CopyPolicy()
    memory = _resident() - before
    looked = kept = 0.0
    for analysis in analyses:
        clock = time.process_time()
        wording = read_wording(analysis.sentences)
        comparison = compare(texts, wording, analysis.article.id, START, policy)
        find_source(comparison, policy, lambda text: text.story)
        looked += time.process_time() - clock
        clock = time.process_time()
        for article in texts.surplus(coming=1):
            texts.drop(article)
        texts.put(
            _text(texts, analysis.article.id, reduce_shingles(wording.shingles), comparison.fresh, wording.prints)
        )
        kept += time.process_time() - clock
    note = f"{len(texts)} remembered, articles of {words:.0f} words"
    return [
        Line("read and look up, articles a second", len(analyses) / looked, "/s", least=2_000, note=note),
        Line("with remembering, articles a second", len(analyses) / (looked + kept), "/s", note=note),
        Line("memory of the texts", memory / 1e6, "MB", most=400, note=f"{memory / len(texts):.0f} bytes a text"),
    ]


def _full() -> TextIndex:
    texts, dice = TextIndex(REMEMBERED), np.random.default_rng(1)
    for number in range(REMEMBERED):
        texts.put(
            _text(
                texts,
                f"https://outlet.example/2026/03/02/{number:07d}/a-title-in-an-address",
                dice.integers(0, 1 << 16, WORDS, dtype=np.uint16),
                dice.integers(0, 1 << 60, KEYS, dtype=np.uint64) * np.uint64(8),
                dice.integers(1, 1 << 32, SENTENCES, dtype=np.uint32),
            )
        )
    return texts


def _text(texts: TextIndex, article: str, shingles: np.ndarray, keys: np.ndarray, prints: np.ndarray) -> Text:
    return Text(
        article=article, key=article, revision=1, language="en", number=texts.following, published=START,
        story=f"s{texts.following:016x}", outlet="outlet.example", own=WORDS, shingles=shingles.tobytes(),
        keys=keys.tobytes(), prints=prints.tobytes(),
    )  # fmt: skip


def _measure_ours(pieces: list[Piece], analyses: list[Analysis]) -> list[Line]:
    """Score the index alone, without stories, as the baselines are scored."""
    texts, policy, found, took = TextIndex(REMEMBERED), CopyPolicy(), [], 0.0
    for piece, analysis in zip(pieces, analyses, strict=True):
        clock = time.process_time()
        wording = read_wording(analysis.sentences)
        comparison = compare(texts, wording, piece.id, START, policy)
        source = find_source(comparison, policy, lambda text: text.story)
        root = None if source is None else source.copy_of or source.article
        shingles = reduce_shingles(wording.shingles if source is None else wording.shingles[:0])
        text = _text(texts, piece.id, shingles, comparison.fresh, wording.prints)
        texts.put(replace(text, own=int(wording.own.sum()), copy_of=root))
        took += time.process_time() - clock
        found.append(Found(piece, root, frozenset()))
    return _scored("shared passages", found, len(pieces) / took)


def _measure_baselines(pieces: list[Piece]) -> list[Line]:
    lines: list[Line] = []
    for name, sketch in (("datasketch", _datasketch), ("rensa", _rensa)):
        if find_spec(name) is None:
            print(f"{name} is not installed: pip install {name} to compare with it")
            continue
        for threshold in THRESHOLDS:
            clock = time.process_time()
            found = list(_first_like(pieces, sketch(threshold)))
            rate = len(pieces) / (time.process_time() - clock)
            lines += _scored(f"{name}, Jaccard {threshold:g}", found, rate)
    return lines


Nearest = Callable[[str, list[str]], str | None]
"""(id, runs of three words) -> the most like earlier text that is like enough; remembers this one."""


def _first_like(pieces: Iterable[Piece], nearest: Nearest) -> Iterable[Found]:
    roots: dict[str, str] = {}
    for piece in pieces:
        words = piece.text.lower().split()
        runs = [" ".join(words[place : place + 3]) for place in range(max(1, len(words) - 2))]
        like = nearest(piece.id, runs)
        source = None if like is None else roots.get(like, like)
        if source is not None:
            roots[piece.id] = source
        yield Found(piece, source, frozenset())


def _datasketch(threshold: float) -> Nearest:
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 - measured only where it is installed

    index, sketches = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS), {}

    def nearest(name: str, runs: list[str]) -> str | None:
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([run.encode() for run in set(runs)])
        likes = [(sketch.jaccard(sketches[other]), other) for other in index.query(sketch)]
        index.insert(name, sketch)
        sketches[name] = sketch
        return max((like for like in likes if like[0] >= threshold), default=(0.0, None))[1]

    return nearest


def _rensa(threshold: float) -> Nearest:
    from rensa import RMinHash, RMinHashLSH  # noqa: PLC0415 - measured only where it is installed

    index = RMinHashLSH(threshold=threshold, num_perm=PERMUTATIONS, num_bands=PERMUTATIONS // 4)
    sketches, names = [], []

    def nearest(name: str, runs: list[str]) -> str | None:
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=1)
        sketch.update(list(set(runs)))
        likes = [(sketch.jaccard(sketches[other]), names[other]) for other in index.query(sketch)]
        index.insert(len(names), sketch)
        sketches.append(sketch)
        names.append(name)
        return max((like for like in likes if like[0] >= threshold), default=(0.0, None))[1]

    return nearest


def _scored(name: str, found: list[Found], rate: float) -> list[Line]:
    judged = judged_copies()
    flagged = [one for one in found if one.source is not None]
    made = [one for one in found if one.piece.source is not None]
    right = sum(is_right(one) for one in flagged)
    natural = sum(one.piece.id in judged for one in flagged)
    return [
        Line(f"{name}, precision", right / max(1, len(flagged)), note=f"{natural} of {len(flagged)} are real articles"),
        Line(f"{name}, recall of made copies", sum(is_right(one) for one in made) / len(made)),
        Line(f"{name}, articles a second", rate, "/s", note=f"at most {len(found)} remembered"),
    ]


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4_096


def main() -> int:
    """Measure and print; return 1 if a bound was missed, 2 without data."""
    shared = find_shared()
    if shared is None:
        print(explain_absence(), file=sys.stderr)
        return 2
    lines = measure_copies(shared)
    show(lines)
    return int(any(line.missed for line in lines))


if __name__ == "__main__":
    sys.exit(main())
