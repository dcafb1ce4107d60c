"""The sample story's files hold together: feeds, README and expectations tell of the same articles at the same times.

Knows nothing of what the product finds in them.
"""

import json
import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlsplit

import feedparser
import pytest

from storywatch.messages.development import Kind

SAMPLE = Path(__file__).parents[2] / "seeds" / "sample"
FEEDS = sorted(SAMPLE.glob("*.xml"))
EXPECTED: dict[str, Any] = json.loads((SAMPLE / "expected.json").read_text("utf-8"))["articles"]
ROW = re.compile(
    r"^\| (?P<time>\d{4}-\d\d-\d\d \d\d:\d\d) \| (?P<outlet>[^|]+) \| `(?P<slug>[^`]+)` \| (?P<kinds>[^|]*)\|",
    re.MULTILINE,
)


def slug_of(url: str) -> str:
    return urlsplit(url).path.rsplit("/", 1)[-1]


def words_of(entry: Any) -> str:
    html = entry.content[0].value if "content" in entry else entry.summary
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture(scope="module")
def entries() -> dict[str, tuple[str, Any]]:
    """Slug → (outlet, entry) of all four feeds."""
    found: dict[str, tuple[str, Any]] = {}
    for path in FEEDS:
        parsed = feedparser.parse(path.read_bytes())
        found.update({slug_of(entry.link): (parsed.feed.title, entry) for entry in parsed.entries})
    return found


def test_there_are_two_rss_and_two_atom_feeds() -> None:
    versions = [feedparser.parse(path.read_bytes()).version for path in FEEDS]
    assert sorted(versions) == ["atom10", "atom10", "rss20", "rss20"]


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.stem)
def test_a_feed_is_well_formed_and_newest_first(path: Path) -> None:
    parsed = feedparser.parse(path.read_bytes())
    assert not parsed.bozo
    times = [entry.published_parsed for entry in parsed.entries]
    assert times == sorted(times, reverse=True)
    assert len({entry.id for entry in parsed.entries}) == len(parsed.entries) >= 3


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.stem)
def test_a_feed_links_into_its_own_reserved_domain_by_date(path: Path) -> None:
    for entry in feedparser.parse(path.read_bytes()).entries:
        url = urlsplit(entry.link)
        assert url.hostname == f"{path.stem}.example"
        day = datetime(*entry.published_parsed[:3], tzinfo=UTC)
        assert url.path.startswith(f"/{day:%Y/%m/%d}/")


def test_every_article_has_the_length_of_a_short_report(entries: dict[str, tuple[str, Any]]) -> None:
    lengths = {slug: len(words_of(entry).split()) for slug, (_, entry) in entries.items()}
    assert all(80 <= length <= 200 for length in lengths.values()), lengths


def test_every_article_names_the_place_and_the_event(entries: dict[str, tuple[str, Any]]) -> None:
    lacking = {
        slug: missing
        for slug, (_, entry) in entries.items()
        if (missing := {"Tarnmouth", "crane", "injured", "workers"} - set(re.findall(r"\w+", words_of(entry))))
    }
    assert not lacking


def test_the_readme_lists_every_article_with_its_outlet_time_and_kinds(entries: dict[str, tuple[str, Any]]) -> None:
    rows = {row["slug"]: row for row in ROW.finditer((SAMPLE / "README.md").read_text("utf-8"))}
    assert set(rows) == set(entries)
    assert [row["time"] for row in rows.values()] == sorted(row["time"] for row in rows.values())
    for slug, (outlet, entry) in entries.items():
        assert rows[slug]["outlet"] == outlet
        assert rows[slug]["time"] == f"{datetime(*entry.published_parsed[:6], tzinfo=UTC):%Y-%m-%d %H:%M}"
        assert re.findall(r"`(\w+)`", rows[slug]["kinds"]) == [item["kind"] for item in EXPECTED[slug]["expected"]]


def test_expectations_are_of_the_articles_that_the_feeds_carry(entries: dict[str, tuple[str, Any]]) -> None:
    assert set(EXPECTED) == set(entries)
    for slug, (outlet, entry) in entries.items():
        assert EXPECTED[slug]["url"] == entry.link
        assert EXPECTED[slug]["outlet"] == outlet
        assert datetime.fromisoformat(EXPECTED[slug]["published"]) == datetime(*entry.published_parsed[:6], tzinfo=UTC)


def test_every_kind_of_development_is_expected_and_no_other() -> None:
    kinds = {item["kind"] for article in EXPECTED.values() for item in article["expected"]}
    assert kinds == set(get_args(Kind))


def test_expected_parties_and_claims_are_named_in_the_article(entries: dict[str, tuple[str, Any]]) -> None:
    for slug, (_, entry) in entries.items():
        text = words_of(entry)
        for item in EXPECTED[slug]["expected"]:
            assert not item["party"] or any(name in text for name in item["party"]), (slug, item)
            assert all(word in text for word in item["claim_words"]), (slug, item)
            assert set(item.get("anywhere_in", ())) <= set(EXPECTED)


def test_nothing_is_both_expected_and_forbidden() -> None:
    for slug, article in EXPECTED.items():
        wanted = {(item["kind"], item["claim"]) for item in article["expected"]}
        banned = {(item["kind"], item["claim"]) for item in article["never"]}
        assert not wanted & banned, slug
        assert {kind for kind, _ in banned} <= set(get_args(Kind))


def test_the_burst_and_the_silence_are_in_the_times() -> None:
    times = sorted(datetime.fromisoformat(article["published"]) for article in EXPECTED.values())
    busiest = max(sum(start <= time <= start + timedelta(minutes=40) for time in times) for start in times)
    before = [time for time in times if time < datetime(2026, 3, 5, tzinfo=UTC)]
    assert busiest == 5
    assert len(before) == 10
    assert min(later - earlier for earlier, later in pairwise(before)) > timedelta(hours=2)
    assert times[-1] - times[-2] > timedelta(days=7)
