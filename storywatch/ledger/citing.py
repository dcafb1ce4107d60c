"""Which of a story's outlets words name: *a report in the Daily Pilot*, *the Pilot*. Knows names, nothing of claims."""

import re

from msgspec import Struct

from storywatch.ledger.latest import keep_latest
from storywatch.names import fold_name

_CAPITAL = r"[A-ZÀ-Þ][\w&.'’-]*"
_RUN = re.compile(rf"(?P<the>\b[Tt]he\s+)?(?P<name>{_CAPITAL}(?:\s+(?:(?:of|the|and|du|de|la|le)\s+)?{_CAPITAL})*)")
"""Capital words, and whether *the* stands before them."""

_DOMAIN = re.compile(r"^(?:www\.)?(?P<label>[\w-]+)(?:\.[\w-]+)+$")

MAX_CHARS = 400
"""Characters of a phrase that are looked at."""


def find_outlet(words: str, outlets: tuple[str, ...]) -> str | None:
    """Name the outlet whose name stands in words: whole, run together as its domain, or the end of it after *the*."""
    runs = [(run["the"], fold_name(run["name"])) for run in _RUN.finditer(words[:MAX_CHARS])]
    if not runs:
        return None
    known = _read_forms(outlets)
    for _, run in runs:
        joined = run.replace(" ", "")
        held = [one for one in known if one.joined == joined or (one.several and one.stands_in(run))]
        if held:
            return max(held, key=lambda one: (len(one.form), one.outlet)).outlet
    for the, run in runs:
        if the:
            short = {one.outlet for one in known if one.form.endswith(f" {run}")}
            if len(short) == 1:
                return short.pop()
    return None


class _Form(Struct, frozen=True, gc=False):
    """An outlet's name as it is looked for."""

    outlet: str
    form: str
    joined: str
    several: bool
    """It has several words: one word more could make another name of one word."""

    def stands_in(self, run: str) -> bool:
        """*Daily Pilot's Ana Prieto*."""
        return run.startswith(f"{self.form} ") or run.endswith(f" {self.form}")


@keep_latest
def _read_forms(outlets: tuple[str, ...]) -> list[_Form]:
    forms = [(outlet, _fold(outlet)) for outlet in outlets]
    return [_Form(outlet, form, form.replace(" ", ""), " " in form) for outlet, form in forms]


def _fold(outlet: str) -> str:
    domain = _DOMAIN.match(outlet)
    return fold_name(outlet if domain is None else domain["label"])
