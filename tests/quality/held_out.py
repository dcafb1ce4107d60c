"""Streams that nobody had seen when the rules of what is told were made, with what readers annotated of them.

`held_out.json` holds no text: articles by set and id, sentences by their places in the article's first WORDS words.
Per stream: developments as [article, kind, importance, start, end], traps as [article, start, end].
"""

import json
from pathlib import Path

ANNOTATIONS = Path(__file__).with_name("held_out.json")

WORDS = 900
"""Of each article, as the readers had them."""


def rebuild_streams(shared: Path, work: Path) -> list[tuple[str, Path, Path]]:
    """Write each stream's article lines and annotations into `work`; give their names and the two files."""
    rebuilt = []
    for name, stream in json.loads(ANNOTATIONS.read_text("utf-8")).items():
        articles, gold = work / f"{name}.articles.jsonl", work / f"{name}.gold.json"
        rows = [_find_row(shared, *place) | {"id": f"{turn:02}"} for turn, place in enumerate(stream["articles"], 1)]
        texts = {row["id"]: row["text"] for row in rows}
        developments = [
            {"article": article, "kind": kind, "importance": importance, "sentence": texts[article][start:end]}
            for article, kind, importance, start, end in stream["developments"]
        ]
        traps = [{"article": article, "sentence": texts[article][start:end]} for article, start, end in stream["traps"]]
        articles.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        gold.write_text(json.dumps(stream | {"developments": developments, "traps": traps}), "utf-8")
        rebuilt.append((name, articles, gold))
    return rebuilt


def _find_row(shared: Path, task: str, article: str) -> dict[str, str]:
    lines = (shared / f"data/dates/{task}.jsonl").read_text("utf-8").splitlines()
    row: dict[str, str] = next(row for row in map(json.loads, lines) if row["id"] == article)
    return row | {"text": " ".join(row["text"].split(" ")[:WORDS])}
