"""Short invented articles through the real analysis, story and ledger steps, as one story."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from storywatch.batch import Monitor, Taken
from storywatch.config import Config
from storywatch.knowledge import load_knowledge
from storywatch.language import Analyser
from storywatch.messages import Article, Development, Header
from storywatch.stories import StoryPolicy
from tests.builders import DAY, T0

ONE_STORY = StoryPolicy(threshold=0.01, horizon_days=4000.0, half_life_days=4000.0)
"""Whatever comes is one story: these tests are about what the ledger makes of it."""


def write(title: str, text: str, place: int = 0, **given: object) -> Article:
    """Write an article; the next one of a story comes a day later, from another outlet."""
    at = given.get("published") or T0 + place * DAY
    assert isinstance(at, datetime)
    name = str(given.get("id") or f"a{place + 1}")
    header = Header(
        id=name,
        url=str(given.get("url") or f"https://outlet{place}.example/{name}"),
        outlet=str(given.get("outlet") or f"outlet{place}.example"),
        title=title,
        published=at,
        fetched=at,
        revision=int(str(given.get("revision") or 1)),
    )
    return Article(header=header, text=text)


def monitor() -> Monitor:
    """Make a monitor of one story, that knows what the product knows."""
    config = Config()
    return Monitor(load_knowledge(Path(config.knowledge)), ONE_STORY, config.ledger, config.copies)


def take_all(analyser: Analyser, articles: Iterable[Article]) -> list[Taken]:
    """Take articles into one story, in their order."""
    own = monitor()
    return [own.examine(analysis) for analysis in analyser.analyse(articles)]


def told_of(analyser: Analyser, *articles: tuple[str, str]) -> list[Development]:
    """Give what these (title, text) tell."""
    written = [write(title, text, place) for place, (title, text) in enumerate(articles)]
    return [one for taken in take_all(analyser, written) for one in taken.developments]


def told_last(analyser: Analyser, *texts: str) -> set[tuple[str, str | None]]:
    """Give the kind and party of what the last of several texts tells."""
    told = told_of(analyser, *[("News of the day", text) for text in texts])
    return {(one.kind, one.party) for one in told if one.article == f"a{len(texts)}"}


def dated(row: Mapping[str, str], article: Article) -> Article:
    """Give an article the time that a row of a test file names."""
    at = datetime.fromisoformat(row["published"]) if "published" in row else article.header.published
    return replace(article, header=replace(article.header, published=at, fetched=at))
