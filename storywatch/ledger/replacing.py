"""Which track a text itself says that a value continues: *58, down from 62*, *58, not 60*. Knows no kinds of change."""

from collections.abc import Callable, Iterable

from storywatch.ledger import figures
from storywatch.ledger.counted import load_words, reduce_count
from storywatch.ledger.policy import LedgerPolicy
from storywatch.ledger.state import FigureTrack
from storywatch.messages import Figure

TELLING = 1000
"""From here a value is seldom two counts' at once: it names its track even where other words say what is counted."""


def find_replaced(
    figure: Figure,
    others: Iterable[Figure],
    tracks: tuple[FigureTrack, ...],
    fold: Callable[[str], str],
    policy: LedgerPolicy,
) -> tuple[FigureTrack, Figure] | None:
    """Find the one track whose latest value the sentence gives as the one before, and the figure in its unit.

    `others`: the article's figures; an earlier value is background there, and counts what the new one counts.
    """
    found = [
        (track, turned)
        for old in others
        if old.background and old.sentence == figure.sentence and (old.what, old.unit) == (figure.what, figure.unit)
        for track in tracks
        if (known := figures.turn(old, track.unit)) is not None
        and figures.agrees(track.readings[-1], figures.as_reading(known, track.readings[-1]), policy)
        and (turned := figures.turn(figure, track.unit)) is not None
        and (old.value >= TELLING or _is_akin(turned, track, fold))
    ]
    return found[0] if len({track.id for track, _ in found}) == 1 else None


def _is_akin(figure: Figure, track: FigureTrack, fold: Callable[[str], str]) -> bool:
    """Do they share a word, or what befalls those counted?"""
    mine = reduce_count(figure.what, figure.unit, figure.where, fold)
    theirs = reduce_count(track.what, track.unit, track.where, fold)
    return mine.head == theirs.head or bool((mine.words | mine.marks) & (theirs.words | theirs.marks))


def find_holder(
    figure: Figure, tracks: Iterable[FigureTrack], fold: Callable[[str], str]
) -> tuple[FigureTrack, Figure] | None:
    """Find the one track that was given this very value, and the figure in its unit: what was wrong is known."""
    found = [
        (track, turned)
        for track in tracks
        if (turned := figures.turn(figure, track.unit)) is not None
        and any(known.value == turned.value for known in track.readings)
        and _is_akin(turned, track, fold)
    ]
    return found[0] if len(found) == 1 else None


def find_only(
    figure: Figure, tracks: Iterable[FigureTrack], fold: Callable[[str], str]
) -> tuple[FigureTrack, Figure] | None:
    """Find the one track of what befalls people: *the number of injured* is that of the passengers."""
    mine = reduce_count(figure.what, figure.unit, figure.where, fold)
    if not mine.event or mine.marks or mine.where:
        return None
    counts = ((track, reduce_count(track.what, track.unit, track.where, fold)) for track in tracks)
    found = [(track, one) for track, one in counts if one.event and one.head == mine.head]
    if len(found) != 1 or not found[0][1].marks <= load_words().groups:
        return None
    return found[0][0], figure


def is_ceiling(before: str) -> bool:
    """Do the words before a value say that there are fewer: *less than 100*? *Up to 300* may be news."""
    return load_words().ceilings.search(before)


def is_whole(text: str) -> bool:
    """Does a sentence tell of the one count that there is: *the number of injured*, *the toll*?"""
    return load_words().wholes.search(text)
