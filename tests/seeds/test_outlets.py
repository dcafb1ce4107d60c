"""What is known of outlets and bodies can be read, and no name in it means two of them."""

from collections import Counter, defaultdict
from pathlib import Path

import feedparser

from storywatch.knowledge import load_knowledge
from storywatch.names import fold_name

SEEDS = Path(__file__).parents[2] / "seeds"
KNOWN = load_knowledge(SEEDS / "outlets.toml")


def test_there_are_sixty_outlets_and_agencies_among_them() -> None:
    assert len(KNOWN.outlets) >= 60
    assert sum(outlet.agency for outlet in KNOWN.outlets) >= 10


def test_a_domain_is_listed_once_and_is_a_bare_lower_case_domain() -> None:
    domains = Counter(outlet.domain for outlet in KNOWN.outlets)
    assert max(domains.values()) == 1
    assert all(domain == domain.lower() and "." in domain and not set(domain) & set("/: ") for domain in domains)
    assert not [domain for domain in domains if domain.startswith("www.")]


def test_no_name_means_two_outlets_or_bodies() -> None:
    meant = defaultdict(set)
    for known in (*KNOWN.outlets, *KNOWN.bodies):
        for name in (known.name, *known.names):
            meant[fold_name(name)].add(known.name)
    assert not {name: owners for name, owners in meant.items() if len(owners) > 1}


def test_no_name_becomes_a_common_word() -> None:
    common = {
        "who",
        "age",
        "economist",
        "times",
        "time",
        "post",
        "journal",
        "hill",
        "sun",
        "star",
        "mirror",
        "news",
        "it",
    }
    names = {fold_name(name) for known in (*KNOWN.outlets, *KNOWN.bodies) for name in (known.name, *known.names)}
    assert not names & common


def test_titles_and_subjects_of_authority_are_lower_case() -> None:
    words = [word for body in KNOWN.bodies for word in (*body.titles, *body.authority)]
    assert words
    assert [word for word in words if word != word.lower()] == []


def test_a_body_says_what_counts_as_it() -> None:
    assert not [body.name for body in KNOWN.bodies if not body.titles and not body.authority]


def test_the_sample_outlets_are_known_by_the_names_that_their_feeds_give() -> None:
    names = {outlet.domain: outlet.name for outlet in KNOWN.outlets}
    feeds = {path.stem: feedparser.parse(path.read_bytes()).feed.title for path in (SEEDS / "sample").glob("*.xml")}
    assert {stem: names[f"{stem}.example"] for stem in feeds} == feeds
