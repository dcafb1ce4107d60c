"""Short invented cases, each aiming at one wrong alert (red_team.toml), through the real analysis and ledger.

    python -m tests.quality red_team

Knows what fires wrongly; what ought to fire is measured elsewhere.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from storywatch.language import Analyser, load_model
from storywatch.messages import Article, Development, Kind
from tests.invented import monitor, write

FILE = Path(__file__).with_name("red_team.toml")

WEIGHTY: frozenset[Kind] = frozenset({
    "confirmed", "denied", "declined", "reversed", "retracted", "carried_out", "corroborated", "figure_changed",
    "figure_conflict",
})  # fmt: skip
"""Kinds that fire wrongly in every case unless it allows them."""


class Shot(Struct, frozen=True, forbid_unknown_fields=True):
    """Developments of some kinds about something."""

    kinds: tuple[Kind, ...]
    about: str
    """A regular expression, in any case, over headline, claim and party; empty fits all."""

    def hits(self, development: Development) -> bool:
        words = " ".join(filter(None, (development.headline, development.claim, development.party)))
        return development.kind in self.kinds and re.search(self.about, words, re.IGNORECASE) is not None


class Case(Struct, frozen=True, forbid_unknown_fields=True):
    """One trap: a few articles of one story."""

    name: str
    aim: str
    """What must not happen, in words."""
    articles: tuple[tuple[str, str], ...]
    """Title and text of each; a day apart, from different outlets."""
    never: tuple[Shot, ...] = ()
    may: tuple[Shot, ...] = ()
    same_page: bool = False
    """The articles are texts that one page showed one after the other."""


def read_cases() -> list[Case]:
    """Read the file. Raises msgspec.ValidationError where it is malformed."""
    return msgspec.convert(tomllib.loads(FILE.read_text("utf-8"))["case"], list[Case])


def write_case(case: Case) -> list[Article]:
    """Write a case's articles."""
    if not case.same_page:
        return [write(title, text, place) for place, (title, text) in enumerate(case.articles)]
    page = {"id": "page", "url": "https://page.example/page", "outlet": "page.example"}
    return [write(title, text, place, **page, revision=place + 1) for place, (title, text) in enumerate(case.articles)]


def shoot(analyser: Analyser, cases: Sequence[Case]) -> Iterator[tuple[Case, list[Development], list[Development]]]:
    """Play every case; yield it with all that it tells, and what of that fires wrongly."""
    written = [write_case(case) for case in cases]
    analyses = iter(list(analyser.analyse(article for articles in written for article in articles)))
    for case, articles in zip(cases, written, strict=True):
        own = monitor()
        told = [one for _ in articles for one in own.take(next(analyses))[1]]
        yield case, told, [one for one in told if _is_wrong(case, one)]


def _is_wrong(case: Case, development: Development) -> bool:
    if any(shot.hits(development) for shot in case.never):
        return True
    return development.kind in WEIGHTY and not any(shot.hits(development) for shot in case.may)


def report() -> int:
    """Print what fires wrongly; return 1 if anything does."""
    wrong = 0
    cases = read_cases()
    for case, _, fired in shoot(Analyser(load_model()), cases):
        wrong += bool(fired)
        for development in fired:
            print(f"{case.name}: {case.aim}\n    {development.kind}: {development.headline}\n    {development.rule}")
    print(f"red_team.right {1 - wrong / len(cases):.4f}")
    print(f"red_team.wrong {wrong}")
    return int(wrong > 0)
