"""The articles that the project was conceived for, and a sixth of our own in which the claim is confirmed.

These are tests on that data, so they may name its people; no rule of the product may.
"""

import json
import re
from pathlib import Path

import pytest

from tests.quality.suites import run_product, write_lines

pytestmark = pytest.mark.quality

NEWSPAPER = "The New York Times"
PRESIDENT = "Claudia Sheinbaum"
WHITE_HOUSE = "White House"

DIRECTIVE = re.compile(r"(?is)\b(sign\w*|issu\w*|order\w*)\b.*\b(directive|order|Pentagon|military)\b")
INVASION = re.compile(r"invasion|invade|send troops|incursion", re.IGNORECASE)

CONFIRMATIONS = {
    "that the president signed it": (
        "The White House confirmed on Sunday that President Donald Trump signed a directive allowing the Pentagon to "
        "use military force against Latin American drug cartels."
    ),
    "that it issued it": (
        "The White House confirmed on Sunday that it issued the directive on using military force against Latin "
        "American drug cartels, which President Donald Trump signed in secret."
    ),
}
"""How a sixth article may open: what is confirmed is the same."""

BACKGROUND = """

It had not commented on the directive's existence when the order was first reported on Friday.

A spokeswoman did not say when the first operation under the directive might take place.
"""


def _sixth(lead: str) -> dict[str, str]:
    return {
        "id": "sixth",
        "url": "https://sixth.example/confirmed",
        "outlet": "sixth",
        "title": "White House confirms directive on military force against cartels",
        "text": lead + BACKGROUND,
        "published": "2025-08-10T18:00:00Z",
        "language": "en",
    }


def _five(shared: Path) -> list[dict]:
    return _rows(shared / "data/streams/seeds.jsonl")


@pytest.fixture(scope="module")
def stream(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five articles, analysed and replayed."""
    work = tmp_path_factory.mktemp("seeds")
    articles = write_lines(work / "articles.jsonl", _five(shared))
    run_product("replay", articles, "--out", work / "developments", "--stories", work / "stories")
    run_product("analyse", articles, "--out", work / "statements")
    return work


def _rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def developments(stream: Path) -> list[dict]:
    return _rows(stream / "developments")


@pytest.fixture(scope="module")
def declined(developments: list[dict]) -> dict:
    """The development in which the White House does not confirm: its claim is the directive."""
    found = [d for d in developments if d["kind"] == "declined" and d["party"] and WHITE_HOUSE in d["party"]]
    assert len(found) == 1, f"the White House declines once, in the article that says so: {found}"
    return found[0]


def test_all_articles_are_one_story(stream: Path) -> None:
    stories = _rows(stream / "stories")
    assert len(stories) == 5
    assert len({row["story"] for row in stories}) == 1


def test_the_president_denies_an_invasion(developments: list[dict]) -> None:
    denied = [d for d in developments if d["kind"] == "denied" and d["party"] == PRESIDENT]
    assert any(INVASION.search(f"{d['claim']} {d['evidence'][0]}") for d in denied)


def test_nobody_denies_that_the_directive_was_signed(developments: list[dict]) -> None:
    assert not [d for d in developments if d["kind"] == "denied" and DIRECTIVE.search(d["claim"] or "")]


def test_what_the_white_house_does_not_confirm_is_the_signed_directive(declined: dict) -> None:
    assert declined["article"] == "004"
    assert DIRECTIVE.search(declined["claim"])


def test_five_outlets_that_report_the_directive_have_the_newspaper_as_their_single_origin(declined: dict) -> None:
    assert declined["origins"] == [NEWSPAPER]
    assert sorted(declined["outlets"]) == ["outlet000", "outlet001", "outlet002", "outlet003", "outlet004"]


def test_no_later_article_brings_the_directive_as_a_claim_of_its_own(developments: list[dict]) -> None:
    told_anew = [
        d
        for d in developments
        if d["kind"] in ("new_claim", "corroborated")
        and d["article"] != "002"
        and re.search(r"\b(signed|issued|ordered|ordering)\b", d["claim"], re.IGNORECASE)
        and DIRECTIVE.search(d["claim"])
    ]
    assert [d["claim"] for d in told_anew] == []


def test_confirming_that_one_was_warned_is_read_as_confirming_that(stream: Path) -> None:
    row = next(row for row in _rows(stream / "statements") if row["id"] == "004")
    confirming = [s for s in row["statements"] if s["act"] == "confirm"]
    assert [s["speaker_entity"] for s in confirming] == [PRESIDENT]


def test_confirming_that_one_was_warned_confirms_nothing_about_the_directive(developments: list[dict]) -> None:
    confirmed = [d for d in developments if d["kind"] == "confirmed"]
    assert [d["claim"] for d in confirmed if DIRECTIVE.search(d["claim"])] == []


@pytest.mark.parametrize("lead", CONFIRMATIONS.values(), ids=CONFIRMATIONS)
def test_when_the_white_house_confirms_the_directive_it_is_confirmed(
    shared: Path, declined: dict, tmp_path: Path, lead: str
) -> None:
    articles = write_lines(tmp_path / "articles.jsonl", [*_five(shared), _sixth(lead)])
    run_product("replay", articles, "--out", tmp_path / "developments", "--stories", tmp_path / "stories")
    assert len({row["story"] for row in _rows(tmp_path / "stories")}) == 1
    sixth = [d for d in _rows(tmp_path / "developments") if d["article"] == "sixth"]
    confirmed = [d for d in sixth if d["kind"] == "confirmed"]
    assert [(d["claim"], d["party"]) for d in confirmed] == [(declined["claim"], declined["party"])]
    assert "reported" in confirmed[0]["before"]
    assert "declined" in confirmed[0]["before"]
    assert confirmed[0]["after"].startswith("confirmed")
