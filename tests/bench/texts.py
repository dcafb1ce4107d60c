"""The articles that the bench reads: political news where the development data is here, else the sample story's.

Knows nothing of what is measured on them.
"""

import random
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from storywatch.messages import Article, Header
from tests.quality.polnear import article_lines
from tests.quality.shared_data import ROOT, find_shared

START = datetime(2016, 1, 1, tzinfo=UTC)
SEED = 7

TAG = re.compile(r"<[^>]*>")

SYLLABLES = (
    "ba be bo da del do fa fen gar go ha hol ka kel la lor ma mor na nis pa pel ra rin sa sol ta tor va vel".split()
)


def load_articles(many: int) -> tuple[list[Article], str]:
    """Return `many` articles, oldest first, and what they are."""
    shared = find_shared()
    if shared is None:
        return list(_repeat(_sample_texts(), many)), "the sample story's texts, repeated (no development data)"
    rows = [row for part in ("dev", "train") for row in article_lines(shared / "data/polnear" / part)]
    random.Random(SEED).shuffle(rows)
    rows = sorted(rows[:many], key=lambda row: (row["published"], row["id"]))
    articles = [
        _article(row["id"], row["outlet"], row["title"], row["text"], datetime.fromisoformat(row["published"]))
        for row in rows
    ]
    return articles, "PolNeAR, dev and train"


def recombine(articles: list[Article], many: int, words: int) -> Iterator[Article]:
    """Yield articles of about `words` words, each unlike the others: paragraphs of several, and names of its own.

    Every fiftieth is as long as its first source, since it is the longest texts that memory goes by. The invented names
    and numbers are what makes a model's table of strings grow in life.
    """
    dice = random.Random(SEED)
    paragraphs = [article.text.split("\n\n") for article in articles]
    for number in range(many):
        sources = dice.sample(paragraphs, min(3, len(paragraphs)))
        chosen = sources[0] if number % 50 == 0 else _take(dice, sources, words)
        name = f"{_name(dice)} {_name(dice)}"
        place, count = _name(dice), dice.randrange(3, 90_000)
        told = f"{name} of {place} said on Monday that {count} letters had reached the office in {_name(dice)}."
        at = START + timedelta(minutes=7 * number)
        yield _article(f"r{number}", f"outlet{number % 40}", f"{name} of {place}", "\n\n".join([told, *chosen]), at)


def _take(dice: random.Random, sources: list[list[str]], words: int) -> list[str]:
    chosen: list[str] = []
    while sum(len(paragraph.split()) for paragraph in chosen) < words:
        chosen.append(dice.choice(dice.choice(sources)))
    return chosen


def _name(dice: random.Random) -> str:
    return "".join(dice.choice(SYLLABLES) for _ in range(dice.randrange(2, 5))).capitalize()


def _sample_texts() -> list[tuple[str, str]]:
    texts = []
    for path in sorted((ROOT / "seeds/sample").glob("*.xml")):
        for element in ET.parse(path).iter():  # noqa: S314 - our own files
            plain = " ".join(TAG.sub(" ", "".join(element.itertext())).split())
            if element.tag.rpartition("}")[2] in {"description", "summary", "content", "encoded"} and len(plain) > 200:
                texts.append((path.stem, plain))
    return texts


def _repeat(texts: list[tuple[str, str]], many: int) -> Iterator[Article]:
    for number in range(many):
        outlet, text = texts[number % len(texts)]
        yield _article(f"s{number}", outlet, text.partition(".")[0], text, START + timedelta(hours=number))


def _article(id: str, outlet: str, title: str, text: str, at: datetime) -> Article:  # noqa: A002
    header = Header(id=id, url=f"https://{outlet}.example/{id}", outlet=outlet, title=title, published=at, fetched=at)
    return Article(header=header, text=text)
