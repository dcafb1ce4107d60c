"""The articles that the bench reads: political news where the development data is here, else the sample story's.

Knows nothing of what is measured on them.
"""

import json
import random
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby

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


def load_saga() -> tuple[str, list[Article]] | None:
    """Return what the development data has on its longest story, oldest first, and its name; None where it is not."""
    shared = find_shared()
    if shared is None:
        return None
    tasks = sorted((shared / "data/dates").glob("*.jsonl"))
    sagas = {
        name: [(path.stem, json.loads(line)) for path in paths for line in path.read_text("utf-8").splitlines()]
        for name, paths in groupby(tasks, key=lambda path: path.stem.partition("_")[0])
    }
    name, rows = max(sagas.items(), key=lambda saga: len(saga[1]))
    articles = [
        _article(
            f"{task}-{row['id']}", row["outlet"], row["title"], row["text"], datetime.fromisoformat(row["published"])
        )
        for task, row in rows
    ]
    return name, sorted(articles, key=lambda article: (article.header.published, article.header.id))


def add_copies(articles: list[Article], share: float) -> list[Article]:
    """Return the articles with copies of earlier ones among them, of which `share` of the whole stream is made.

    A copy follows its source within a day's articles. In turns it is trimmed, as a wire's customers do (the last third
    of its paragraphs dropped, a line of the customer's own below), given another headline and opening, or updated (a
    new paragraph on top, one replaced by another article's, the rest as it was).
    """
    dice = random.Random(SEED)
    stream: list[Article] = []
    originals: list[Article] = []
    copies = 0
    for article in articles:
        stream.append(article)
        originals.append(article)
        while copies < share * (len(stream) + 1) - 1:
            source, other = dice.choice(originals[-WINDOW:]), dice.choice(articles)
            text = CHANGES[copies % len(CHANGES)](source.text.split("\n\n"), other.text.split("\n\n"), dice)
            at, outlet = article.header.published, f"outlet{copies % 40}"
            stream.append(_article(f"c{copies}", outlet, f"{source.header.title}, {_name(dice)}", text, at))
            copies += 1
    return stream


def _trim(own: list[str], _: list[str], dice: random.Random) -> str:
    kept = own[: max(1, 2 * len(own) // 3)]
    return "\n\n".join([*kept, f"The {_name(dice)} Post is a member of the agency whose reports it prints here."])


def _open_anew(own: list[str], _: list[str], dice: random.Random) -> str:
    told = f"It was a day that {_name(dice)} {_name(dice)} of {_name(dice)} will remember, officials said on Monday."
    return "\n\n".join([told, *own[1:], BOILERPLATE])


def _update(own: list[str], other: list[str], dice: random.Random) -> str:
    told = f"{_name(dice)} {_name(dice)} said late on Monday that {dice.randrange(3, 90_000)} more were on their way."
    place = dice.randrange(len(own))
    return "\n\n".join([told, *own[:place], dice.choice(other), *own[place + 1 :], BOILERPLATE])


CHANGES = (_trim, _open_anew, _update)

BOILERPLATE = (
    "Our reporters work to the standards that we publish. Readers who see an error are asked to write to the editors. "
    "Subscribers receive a letter with the day's most read articles every morning."
)

WINDOW = 100
"""Articles among which a copy's source is: about a day's of a dozen outlets."""


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
