"""Which of a story's outlets words name: *a report in the Daily Pilot*, *the Pilot*. Knows names, nothing of claims."""

import re
from collections.abc import Iterable

from storywatch.names import fold_name

_CAPITAL = r"[A-ZÀ-Þ][\w&.'’-]*"
_RUN = re.compile(rf"(?P<the>\b[Tt]he\s+)?(?P<name>{_CAPITAL}(?:\s+(?:(?:of|the|and|du|de|la|le)\s+)?{_CAPITAL})*)")
"""Capital words, and whether *the* stands before them."""

_DOMAIN = re.compile(r"^(?:www\.)?(?P<label>[\w-]+)(?:\.[\w-]+)+$")

MAX_CHARS = 400
"""Characters of a phrase that are looked at."""


def find_outlet(words: str, outlets: Iterable[str]) -> str | None:
    """Name the outlet whose name stands in words: whole, run together as its domain, or the end of it after *the*."""
    runs = [(run["the"], fold_name(run["name"])) for run in _RUN.finditer(words[:MAX_CHARS])]
    if not runs:
        return None
    known = [(outlet, _fold(outlet)) for outlet in outlets]
    for _, run in runs:
        held = [(form, outlet) for outlet, form in known if _holds(run, form)]
        if held:
            return max(held, key=lambda one: (len(one[0]), one[1]))[1]
    for the, run in runs:
        short = {outlet for outlet, form in known if the and form.endswith(f" {run}")}
        if len(short) == 1:
            return short.pop()
    return None


def _holds(run: str, form: str) -> bool:
    """*Daily Pilot*, *DailyPilot*, *Daily Pilot's Ana Prieto*; one word more could make another name of one word."""
    several = " " in form and (run.startswith(f"{form} ") or run.endswith(f" {form}"))
    return form.replace(" ", "") == run.replace(" ", "") or several


def _fold(outlet: str) -> str:
    domain = _DOMAIN.match(outlet)
    return fold_name(outlet if domain is None else domain["label"])
