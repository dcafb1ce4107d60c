"""Which of a story's outlets words name: *a report in the Daily Pilot*, *the Pilot*. Knows names, nothing of claims."""

import re
from functools import lru_cache

from msgspec import Struct

from storywatch.ledger.latest import keep_latest
from storywatch.names import fold_name

_CAPITAL = r"[A-ZÀ-Þ][\w&.'’-]*"
_RUN = re.compile(rf"(?P<the>\b[Tt]he\s+)?(?P<name>{_CAPITAL}(?:\s+(?:(?:of|the|and|du|de|la|le)\s+)?{_CAPITAL})*)")
"""Capital words, and whether *the* stands before them."""

_DOMAIN = re.compile(r"^(?:www\.)?(?P<label>[\w-]+)(?:\.[\w-]+)+$")

MAX_CHARS = 400
"""Characters of a phrase that are looked at."""

SHORTEST = 3
"""Letters that a name has at least to be told run together."""

KEPT = 2_000
"""Names of which it is kept how they look run together: a story has the same again and again."""

_ARTICLES = frozenset("the der die das le la les el los las il lo o os het de den".split())
"""What may stand before an outlet's name in a text, and be missing in its domain, or the other way."""


def name_outlet(name: str, outlets: tuple[str, ...]) -> str | None:
    """Name the outlet that a whole name is: written as one word it is the outlet's name, or its domain's."""
    if name in outlets:
        return name
    known = _read_joined(outlets)
    return next((known[form] for form in run_together(name) if form in known), None)


def find_called(name: str, outlets: tuple[str, ...]) -> str | None:
    """Name the outlet that somebody is known as in a story: by its whole name, or by the end of it."""
    return name if name in outlets else find_outlet(f"the {name}", outlets)


def find_outlet(words: str, outlets: tuple[str, ...]) -> str | None:
    """Name the outlet whose name stands in words: whole, run together as its domain, or the end of it after *the*."""
    runs = [(run["the"], fold_name(run["name"])) for run in _RUN.finditer(words[:MAX_CHARS])]
    if not runs:
        return None
    known = _read_forms(outlets)
    for _, run in runs:
        joined = run.replace(" ", "")
        held = [one for one in known if joined in one.joined or (one.several and one.stands_in(run))]
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
    joined: tuple[str, ...]
    several: bool
    """It has several words: one word more could make another name of one word."""

    def stands_in(self, run: str) -> bool:
        """*Daily Pilot's Ana Prieto*."""
        return run.startswith(f"{self.form} ") or run.endswith(f" {self.form}")


@keep_latest
def _read_forms(outlets: tuple[str, ...]) -> list[_Form]:
    forms = [(outlet, _fold(outlet)) for outlet in outlets]
    return [_Form(outlet, form, run_together(outlet), " " in form) for outlet, form in forms]


@keep_latest
def _read_joined(outlets: tuple[str, ...]) -> dict[str, str]:
    return {form: outlet for outlet in reversed(outlets) for form in run_together(outlet)}


@lru_cache(maxsize=KEPT)
def run_together(name: str) -> tuple[str, ...]:
    """Write a name, or the label of a domain, as one word: with an article before it, and without."""
    domain = _DOMAIN.match(name)
    words = [fold_name(word) for word in re.findall(r"\w+", name if domain is None else domain["label"])]
    forms = ["".join(words), _fold(name).replace(" ", "")]
    if len(words) > 1 and words[0] in _ARTICLES:
        forms.append("".join(words[1:]))
    if len(words) == 1 and domain is not None:
        forms += [words[0].removeprefix(article) for article in ("the",) if words[0].startswith(article)]
    return tuple(dict.fromkeys(form for form in forms if len(form) >= SHORTEST))


def _fold(outlet: str) -> str:
    domain = _DOMAIN.match(outlet)
    return fold_name(outlet if domain is None else domain["label"])
