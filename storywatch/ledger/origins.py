"""Who a report rests on in the end. Five outlets that cite one newspaper are one origin."""

from collections.abc import Mapping

from msgspec import Struct

from storywatch.ledger.names import resolve
from storywatch.messages import Narration, Statement
from storywatch.names import fold_name

UNNAMED = "unnamed reports"
"""What *it was reported* rests on when nobody is named."""


class Origin(Struct, frozen=True):
    """One place where a report comes from."""

    name: str
    firm: bool
    """Named and attributed. Narration and unnamed reports are not: they add nothing beside a firm origin."""


MEDIA = frozenset("media press newspaper newspapers report reports outlet outlets broadcaster broadcasters".split())
"""Speakers that are somebody's reports, nobody says whose."""


BODIES = frozenset("police army navy military government ministry court service authority council department".split())
"""Last words of bodies that one town has one of: two outlets that cite *the fire service* have one origin."""


def origin_of(statement: Statement, speaker: str, outlet: str, aliases: Mapping[str, str]) -> Origin:
    """Find who a statement rests on: its speaker, or whoever has it from a speaker that is not named.

    `speaker`: the words that name the speaker in the text (*two inspectors*), empty where nobody is said to speak.
    """
    named = [name for name in statement.via if _is_proper(name)]
    entity = statement.body or statement.speaker_entity
    if entity and statement.speaker_kind != "anonymous" and _is_proper(entity):
        return Origin(resolve(entity, aliases), firm=True)
    if named:
        return Origin(resolve(named[-1], aliases), firm=True)
    words = speaker.lower().removeprefix("the ").split()
    if words and words[-1] in BODIES:
        return Origin(" ".join(words), firm=True)
    if statement.speaker_kind == "anonymous" or (words and words[-1] not in MEDIA):
        return Origin(outlet, firm=True)  # somebody unnamed told this outlet
    return Origin(UNNAMED, firm=False)


def origin_of_narration(narration: Narration, outlet: str, aliases: Mapping[str, str]) -> Origin:
    """Find who narration rests on: the outlet, unless it passes on somebody's report."""
    named = [name for name in narration.via if _is_proper(name)]
    if named:
        return Origin(resolve(named[-1], aliases), firm=True)
    return Origin(UNNAMED, firm=False) if narration.via else Origin(outlet, firm=False)


def add_origin(origins: tuple[str, ...], new: Origin, *, firm: bool) -> tuple[tuple[str, ...], bool]:
    """Add an origin to a claim's; tell whether that makes one more *independent* origin beside an earlier one.

    `firm` tells whether the origins that the claim has are firm. A firm one takes the place of narration and of unnamed
    reports: these may well rest on it.
    """
    if not new.firm or not firm:
        return ((new.name,) if new.firm or not origins else origins), False
    if fold_name(new.name) in {fold_name(name) for name in origins}:
        return origins, False
    return (*origins, new.name), True


def _is_proper(name: str) -> bool:
    """A proper name ends in a capital word or a number: *The Courier*, not *local media*."""
    words = name.split()
    return bool(words) and not words[-1][0].islower()
