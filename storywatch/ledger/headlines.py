"""One generated line for each kind of development."""

from collections.abc import Sequence

from storywatch.messages import Kind

MAX_CHARS = 220
"""Characters of a headline; longer wordings are cut at a word."""

_FULLER = {"gives up": "gives up what was planned"}
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
    party = None if party is None else begin(call(party))
    if kind == "declined" and party is not None and beside:
        return shorten(_SEVERAL_DECLINE.format(party=join((party, *beside)), claim=claim), MAX_CHARS)
    if kind == "new_party" and denies:
        return shorten(f"{party} speaks for the first time and denies: {claim}", MAX_CHARS)
    if manner and party is not None:
        return shorten(f"{party} {_FULLER.get(manner, manner)}: {claim}", MAX_CHARS)
    if kind == "new_claim" and party is None:
        return shorten(claim, MAX_CHARS)
    return shorten(_FORM[kind].format(party=party or "A report", claim=claim), MAX_CHARS)


def call(party: str) -> str:
    """Word a party within a sentence: *the police*, and names and domains as they are."""
    return f"the {party}" if party.islower() and ("." not in party or " " in party) else party


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
