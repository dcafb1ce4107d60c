"""The sample story, read as the poller reads it: every development that it was written for, and none of the foils."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.lists.opml import read_opml
from feeds.reading.article import Source, make_article
from feeds.reading.parse import parse
from storywatch.batch import Monitor
from storywatch.config import ROOT, Config
from storywatch.knowledge import load_knowledge
from storywatch.language import Analyser
from storywatch.messages import Article

EXPECTED = json.loads((ROOT / "seeds/sample/expected.json").read_text("utf-8"))["articles"]
FETCHED = datetime(2026, 4, 1, tzinfo=UTC)


def slug(url):
    return url.rstrip("/").rsplit("/", 1)[-1]


def sample_articles() -> list[Article]:
    """Read the sample's four feeds as a first poll does: together, in the order of their times."""
    articles = []
    for feed in read_opml(ROOT / "seeds/feeds.opml"):
        path = Path(feed.url.removeprefix("file://"))
        if "sample" not in path.parts:
            continue
        raw = parse(path.read_bytes(), "", feed.url)
        made = [make_article(entry, Source(url=feed.url, feed=raw), FETCHED) for entry in raw.entries]
        assert all(isinstance(one, Article) for one in made)
        articles += made
    return sorted(articles, key=lambda article: article.header.published)


@pytest.fixture(scope="module")
def told(nlp):
    """Slug → the developments of that article."""
    config = Config()
    monitor = Monitor(load_knowledge(Path(config.knowledge)), config.stories, config.ledger)
    analyses = Analyser(nlp).analyse(sample_articles())
    return {slug(analysis.article.url): monitor.take(analysis)[1] for analysis in analyses}


def fits(development, wanted):
    claim = (development.claim or "").lower()
    return (
        development.kind == wanted["kind"]
        and (not wanted.get("party") or development.party in wanted["party"])
        and all(word in claim for word in wanted.get("claim_words", []))
        and wanted.get("before", "") in (development.before or "")
        and wanted.get("after", "") in (development.after or "")
        and set(wanted.get("origins", development.origins)) == set(development.origins)
    )


MUST = [(name, one) for name, row in EXPECTED.items() for one in row["expected"]]
NEVER = [(name, one) for name, row in EXPECTED.items() for one in row["never"]]


def name(value):
    return value["kind"] if isinstance(value, dict) else value


@pytest.mark.parametrize(("article", "wanted"), MUST, ids=name)
def test_it_tells(told, article, wanted):
    places = wanted.get("anywhere_in", [article])
    assert any(fits(one, wanted) for place in places for one in told[place]), [
        (one.kind, one.headline, one.before, one.after, one.origins) for place in places for one in told[place]
    ]


@pytest.mark.parametrize(("article", "unwanted"), NEVER, ids=name)
def test_it_never_tells(told, article, unwanted):
    assert not [one.headline for one in told[article] if fits(one, unwanted)]


def test_it_is_one_story(told):
    assert len({one.story for developments in told.values() for one in developments}) == 1
