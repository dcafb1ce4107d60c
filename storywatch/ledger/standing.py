"""Who can confirm or deny a claim: a party on what it did, said, ordered or holds itself, or is the authority on."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from storywatch.knowledge import Body
from storywatch.ledger.names import fold_name, resolve
from storywatch.ledger.state import Claim, Party

PREFIX = 4
"""Letters that a place and its people share at least: *Libya*, *Libyan*."""


class Speaker(Struct, frozen=True):
    """Who takes a stance: a name of the ledger's, and the body that it speaks for."""

    name: str
    body: str | None
    official: bool
    """It is a body, or speaks for one."""


def has_standing(
    speaker: Speaker, claim: Claim, parties: Iterable[Party], aliases: Mapping[str, str], bodies: Iterable[Body]
) -> bool:
    """Decide whether the claim is about the speaker's own acts, words or field."""
    voices = {fold_name(name) for name in (speaker.name, speaker.body) if name}
    subjects: set[str] = set()
    named: set[str] = set()
    for wording in claim.wordings:
        subjects.update(fold_name(resolve(name, aliases)) for name in wording.subject)
        named.update(fold_name(resolve(name, aliases)) for name in wording.names)
    if any(akin(voice, subject) for voice in voices for subject in subjects):
        return True
    if speaker.official and any(akin(voice, name) for voice in voices for name in named):
        return True
    acting = {fold_name(p.body) for p in parties if p.body and fold_name(p.name) in subjects}
    if any(akin(voice, body) for voice in voices for body in acting):
        return True
    concerned = subjects | named | acting
    bodies = tuple(bodies)
    places = {fold_name(body.place) for body in bodies if body.place}
    elsewhere = {place for place in places if any(akin(place, name) for name in concerned)}
    return any(_speaks_for(body, voices, concerned, claim, elsewhere) for body in bodies)


def _speaks_for(body: Body, voices: set[str], concerned: set[str], claim: Claim, places: set[str]) -> bool:
    """`places`: those known beforehand that the claim names; a bare title is its own only if there is none."""
    names = {fold_name(name) for name in (body.name, *body.names)}
    if not names & voices:
        return False
    if set(body.authority) & {term for wording in claim.wordings for term in wording.terms}:
        return True
    place = fold_name(body.place)
    if place and any(akin(place, name) for name in concerned):
        return True
    return bool(names & concerned) or (not places and any(title in concerned for title in body.titles))


def akin(one: str, other: str) -> bool:
    """Two folded names are one, or a place and what is its own (*libya*, *libyan*, *libyan government*)."""
    if not one or not other:
        return False
    if one == other:
        return True
    first, second = one.split(" ", 1)[0], other.split(" ", 1)[0]
    if len(one.split()) > 1 and len(other.split()) > 1:
        return False
    shared = 0
    for a, b in zip(first, second, strict=False):
        if a != b:
            break
        shared += 1
    return shared >= PREFIX and shared >= min(len(first), len(second)) - 1
