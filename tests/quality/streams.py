"""Stories in streams: the founding articles among others, three streams at once, and sagas as chains of stories.

The step is measured by itself, on words alone, as it needs no parse. Each figure is explained in docs/quality.md.
"""

import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from statistics import mean

from storywatch.messages import Analysis, Header
from storywatch.stories import StoryIndex, StoryPolicy, assign, settle
from storywatch.stories.terms import weigh
from tests.quality.polnear import article_lines

Figures = dict[str, float]
Row = dict[str, str]

SHUFFLES = 20
AMONG = 750
"""Articles that the founding ones are shuffled among."""
OTHERS = 500
"""Articles that three streams are mixed with."""
MIXES = 5
STREAMS = ("h1n1", "bpoil", "libya-tripoli")
START = datetime(2025, 8, 1, tzinfo=UTC)


def measure_streams(shared: Path) -> Figures:
    """Return all figures."""
    news = [_reduce(row) for row in article_lines(shared / "data/polnear/train")]
    return _measure_founding(shared, news) | _measure_mixed(shared, news) | _measure_sagas(shared)


def _measure_founding(shared: Path, news: Sequence[Analysis]) -> Figures:
    """Give the share of shuffles in which the five articles are one story, and nothing else is in it."""
    founding = _load(shared / "data/streams/seeds.jsonl", "founding/")
    right = 0
    for seed in range(SHUFFLES):
        dice = random.Random(seed)
        mixed = [*dice.sample(news, AMONG), *founding]
        dice.shuffle(mixed)
        story_of, _ = _cluster(_at(one, START + timedelta(minutes=20 * place)) for place, one in enumerate(mixed))
        stories = {story_of[one.article.id] for one in founding}
        right += len(stories) == 1 and sum(story in stories for story in story_of.values()) == len(founding)
    return {"streams.founding.right": right / SHUFFLES}


def _measure_mixed(shared: Path, news: Sequence[Analysis]) -> Figures:
    """Give recall and precision of each stream's largest story, means over streams and mixes."""
    recall, precision = [], []
    for seed in range(MIXES):
        dice = random.Random(seed)
        mixed = [_at(one, START + dice.random() * timedelta(days=7)) for one in dice.sample(news, OTHERS)]
        streams = {}
        for name in STREAMS:
            articles = _load(shared / f"data/streams/{name}.jsonl", f"{name}/")
            shift = START - articles[0].article.published
            gold = json.loads((shared / f"data/streams/{name}.gold.json").read_text("utf-8"))
            off = {f"{name}/{article}" for article in gold.get("off_story", []) + gold.get("unreadable", [])}
            streams[name] = {one.article.id for one in articles} - off
            mixed += [_at(one, one.article.published + shift) for one in articles]
        story_of, _ = _cluster(sorted(mixed, key=lambda one: (one.article.published, one.article.id)))
        for articles_of in streams.values():
            story, found = Counter(story_of[article] for article in articles_of).most_common(1)[0]
            recall.append(found / len(articles_of))
            precision.append(found / sum(other == story for other in story_of.values()))
    return {"streams.mixed.recall": round(mean(recall), 4), "streams.mixed.precision": round(mean(precision), 4)}


def _measure_sagas(shared: Path) -> Figures:
    """Give the least share of an outlet's articles on a saga that one chain has, and how far sagas are kept apart."""
    sets = {path.stem: _load(path, f"{path.stem}/") for path in sorted((shared / "data/dates").glob("*.jsonl"))}
    everything = [one for articles in sets.values() for one in articles]
    story_of, linked = _cluster(sorted(everything, key=lambda one: (one.article.published, one.article.id)))
    chain_of = _chain(story_of.values(), linked)
    chains: dict[str, Counter[str]] = defaultdict(Counter)
    for name, articles in sets.items():
        for one in articles:
            chains[chain_of[story_of[one.article.id]]][name] += 1
    shares = {name: max(chain[name] for chain in chains.values()) / len(articles) for name, articles in sets.items()}
    strays = sum(sum(chain.values()) - _of_largest_saga(chain) for chain in chains.values())
    return {
        "streams.sagas.share": round(mean(shares.values()), 4),
        "streams.sagas.least_share": round(min(shares.values()), 4),
        "streams.sagas.apart": round(1.0 - strays / len(everything), 4),
    }


def _of_largest_saga(chain: Counter[str]) -> int:
    """Count a chain's articles on the saga that most of them are on. A set's name begins with its saga's."""
    by_saga = groupby(sorted(chain), key=lambda name: name.partition("_")[0])
    return max(sum(chain[name] for name in names) for _, names in by_saga)


def _cluster(articles: Iterable[Analysis]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Run articles through an index; return the story of each in the end, and the links between stories."""
    index, policy = StoryIndex(), StoryPolicy()
    story_of: dict[str, str] = {}
    linked: list[tuple[str, str]] = []
    for one in articles:
        decision = assign(index, one, policy)
        settle(index, decision)
        for state in (decision.state, decision.parted):
            if state is not None:
                story_of.update(dict.fromkeys(state.articles, state.id))
                linked += [(state.id, link.story) for link in state.continues]
        linked += [(gone, decision.state.id) for gone in decision.absorbs]
    return story_of, linked


def _chain(stories: Iterable[str], linked: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Give each story the name of its chain: what is linked, at however many removes, has one."""
    above: dict[str, str] = {}

    def top(story: str) -> str:
        while above.setdefault(story, story) != story:
            story = above[story] = above[above[story]]
        return story

    for one, other in linked:
        above[top(one)] = top(other)
    return {story: top(story) for story in set(stories)}


def _load(path: Path, prefix: str) -> list[Analysis]:
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return [_reduce(row, prefix) for row in _usable(rows)]


def _usable(rows: Iterable[Row]) -> Iterator[Row]:
    yield from (row for row in rows if row["text"].strip())


def _reduce(row: Row, prefix: str = "") -> Analysis:
    """Make of an article line what the step reads: its header and its terms."""
    at = datetime.fromisoformat(row["published"]).astimezone(UTC)
    header = Header(
        id=prefix + row["id"], url=row["url"], outlet=row["outlet"], title=row["title"], published=at, fetched=at
    )
    return Analysis(article=header, terms=weigh(row["title"], row["text"]))


def _at(one: Analysis, at: datetime) -> Analysis:
    header = one.article
    moved = Header(id=header.id, url=header.url, outlet=header.outlet, title=header.title, published=at, fetched=at)
    return Analysis(article=moved, terms=one.terms)
