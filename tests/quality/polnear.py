"""PolNeAR's texts as article lines. Knows nothing of its annotations: the scorer reads those."""

import re
from collections.abc import Iterator
from pathlib import Path

_STEM = re.compile(r"(?P<outlet>.+?)_(?P<day>\d{4}-\d{2}-\d{2})_")


def article_lines(folder: Path) -> Iterator[dict[str, str]]:
    """Yield the articles of `folder/text`, named by their files, oldest first; the text exactly as in the file."""
    for path in sorted((folder / "text").glob("*.txt"), key=lambda path: (_day(path), path.stem)):
        with path.open(encoding="utf-8", newline="") as file:  # the gold's offsets count carriage returns too
            text = file.read()
        named = _STEM.match(path.stem)
        yield {
            "id": path.stem,
            "url": f"https://{path.stem}.example/",
            "outlet": named["outlet"] if named else path.stem,
            "title": next((line.strip() for line in text.splitlines() if line.strip()), ""),
            "text": text,
            "published": f"{_day(path)}T12:00:00Z",
            "language": "en",
        }


def _day(path: Path) -> str:
    named = _STEM.match(path.stem)
    return named["day"] if named else "1970-01-01"
