"""One generated line for each kind of development."""

import re
from collections.abc import Sequence

from storywatch.messages import Kind

MAX_CHARS = 220
"""Characters of a headline; longer wordings are cut at a word."""

_ACTS = "{party} "
_PLURALS = {"does": "do", "was": "were", "has": "have", "denies": "deny"}
_PEOPLE = frozenset({"police", "people"})
_ARTICLES = frozenset({"a", "an", "the", "one", "some"})
"""First words of a party that needs no further article."""
_FULLER = {"gives up": "gives up what was planned"}
"""Manners that a headline words in full."""
_BEHIND = re.compile(r"(?<=\S)\s+(?:of|for|in|from|at|by|with)\s")
"""What begins the words behind a noun: *the ministry* of foreign affairs."""
_SEVERAL_DECLINE = "{party} do not confirm: {claim}"

_FORM: dict[Kind, str] = {
    "confirmed": "{party} confirms: {claim}",
    "denied": "{party} denies: {claim}",
    "declined": "{party} does not confirm: {claim}",
    "reversed": "{party} reverses course on: {claim}",
    "retracted": "{party} takes back: {claim}",
    "corroborated": "{party} reports independently: {claim}",
    "carried_out": "Now carried out: {claim}",
    "new_party": "{party} speaks for the first time: {claim}",
    "new_claim": "{party}: {claim}",
}


def write_headline(
    kind: Kind,
    party: str | None,
    claim: str,
    *,
    denies: bool = False,
    beside: Sequence[str] = (),
    manner: str = "",
) -> str:
    """Word the headline of a development about a claim. `denies`: what a new party does to it.

    `beside`: who else did not confirm it, in the same breath. `manner`: the verb for what is done, where it is not the
    kind's own: *gives up*.
    """
    named = party or ""
    party = None if party is None else begin(call(party))
    if kind == "declined" and party is not None and beside:
        return shorten(_SEVERAL_DECLINE.format(party=join((party, *beside)), claim=claim), MAX_CHARS)
    if kind == "new_party" and denies:
        does = "speak for the first time and deny" if is_plural(named) else "speaks for the first time and denies"
        return shorten(f"{party} {does}: {claim}", MAX_CHARS)
    if manner and party is not None:
        return shorten(f"{party} {conjugate(_FULLER.get(manner, manner), named)}: {claim}", MAX_CHARS)
    if kind == "new_claim" and party is None:
        return shorten(claim, MAX_CHARS)
    form = _FORM[kind]
    if form.startswith(_ACTS):
        form = _ACTS + conjugate(form.removeprefix(_ACTS), named)
    return shorten(form.format(party=party or "A report", claim=claim), MAX_CHARS)


def call(party: str) -> str:
    """Word a party within a sentence: *the police*, and names and domains as they are."""
    bare = party.islower() and party.partition(" ")[0] not in _ARTICLES
    return f"the {party}" if bare and ("." not in party or " " in party) else party


def is_plural(party: str) -> bool:
    """Tell whether words for a party, and no name, stand for several: *the police*, *Two inspectors*."""
    first, *rest = _BEHIND.split(party, maxsplit=1)[0].split() or [""]
    if any(not word.islower() for word in rest) or not (rest or first.islower()):
        return False
    last = (rest or [first])[-1]
    return last in _PEOPLE or ("." not in last and last.endswith("s") and not last.endswith(("ss", "us", "'s", "’s")))


def conjugate(does: str, party: str) -> str:
    """Put a verb's singular into the plural where a party is several: *the police deny*."""
    if not is_plural(party):
        return does
    verb, space, rest = does.partition(" ")
    if verb == "now":
        return f"now {conjugate(rest, party)}"
    plain = verb.removesuffix(":")
    return _PLURALS.get(plain, plain.removesuffix("s")) + verb[len(plain) :] + space + rest


def begin(words: str) -> str:
    """Begin a line with words; a domain stays as it is."""
    return words if "." in words.partition(" ")[0] else words[:1].upper() + words[1:]


def join(names: Sequence[str]) -> str:
    """Word several names: *A, B and C*."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def shorten(text: str, limit: int) -> str:
    """Put text on one line and cut it at a word, with an ellipsis, if it is longer than `limit` characters."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return line[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
