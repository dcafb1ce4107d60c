"""Figures over time: which track a number belongs to, and whether it is a change, a conflict or neither."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from datetime import timedelta

from msgspec.structs import replace

from storywatch.ledger.counted import (
    Count,
    convert,
    is_of_one_sort,
    is_same_count,
    is_same_place,
    load_words,
    reduce_count,
)
from storywatch.ledger.incidents import are_many
from storywatch.ledger.policy import LedgerPolicy
from storywatch.ledger.state import FigureTrack, Reading
from storywatch.messages import Figure
from storywatch.names import fold_name

SIGNS = frozenset("$€£¥")
"""Units that stand before their number."""

SCALES = ((1e9, "billion"), (1e6, "million"))

Fold = Callable[[str], str]


def find_track(
    figure: Figure,
    tracks: tuple[FigureTrack, ...],
    fold: Fold,
    central: frozenset[str],
    are_of_names: Callable[[AbstractSet[str]], bool],
    is_next: Callable[[Reading, bool], bool],
) -> tuple[FigureTrack, Figure] | None:
    """Find the track that counts the same thing, and the figure in the track's unit.

    `fold` gives the ledger's form of a place's name; `central`: what the story is about; `are_of_names`:
    words are all of its names; `is_next`: of those whom something befell it can be the next value after a track's
    latest, where the story counts those of several incidents. Of several tracks it is the one that shares most words,
    the latest told of those.
    """
    if not figure.what:
        return None
    found: list[tuple[FigureTrack, Figure, Count, Count]] = []
    turned: dict[str, tuple[Figure, Count] | None] = {}
    """Unit → the figure in it; None where it measures something else."""
    for track in tracks:
        if track.unit not in turned:
            turned[track.unit] = _turn(figure, track.unit, fold)
        mine = turned[track.unit]
        if mine is None:
            continue
        theirs = reduce_count(track.what, track.unit, track.where, fold)
        if not is_same_count(mine[1], theirs, are_of_names) or _is_other_poll(figure, track, fold):
            continue
        found.append((track, *mine, theirs))
    if any(one[3].befell for one in found):
        sort = found[0][3]
        counts = ((track, reduce_count(track.what, track.unit, track.where, fold)) for track in tracks)
        many = are_many(track.readings[-1] for track, one in counts if is_of_one_sort(one, sort))
        found = [one for one in found if is_next(one[0].readings[-1], many)]
    here = [one for one in found if is_same_place(one[2], one[3])]
    if not here and found:
        here = _elsewhere(found, central)
    best = max(here, key=lambda one: (_likeness(one[2], one[3]), one[0].readings[-1].at), default=None)
    return None if best is None else best[:2]


def _is_other_poll(figure: Figure, track: FigureTrack, fold: Fold) -> bool:
    """Two who poll ask other people."""
    polled = load_words().polls & {*figure.what} and load_words().polls & {*track.what}
    return bool(polled) and figure.by is not None and fold(figure.by) != fold(track.readings[-1].origin)


def _elsewhere(
    found: list[tuple[FigureTrack, Figure, Count, Count]], central: frozenset[str]
) -> list[tuple[FigureTrack, Figure, Count, Count]]:
    """A count of no place is the only one of its kind; one of the story's own place is the count of no place.

    So is a higher one of any place, where that is the only one: no part is more than the whole.
    """
    mine = found[0][2]
    if not mine.where:
        return found if len(found) == 1 else []
    here = [one for one in found if not one[3].where and mine.where <= central]
    if here or len(found) > 1 or not mine.event or found[0][3].where:
        return here
    track, figure = found[0][:2]
    return found if figure.value >= track.readings[-1].value or figure.bound == "at least" else []


def _turn(figure: Figure, unit: str, fold: Fold) -> tuple[Figure, Count] | None:
    """Give a figure in another unit, and what it counts."""
    turned = turn(figure, unit)
    return None if turned is None else (turned, reduce_count(turned.what, turned.unit, turned.where, fold))


def turn(figure: Figure, unit: str) -> Figure | None:
    """Give a figure in another unit; None where that measures something else."""
    if figure.unit == unit:
        return figure
    value = convert(figure.value, figure.unit, unit)
    if value is None:
        return None
    high = None if figure.high is None else convert(figure.high, figure.unit, unit)
    return replace(
        figure, value=value, high=high, unit=unit, bound="about" if figure.bound == "exact" else figure.bound
    )


def _likeness(one: Count, other: Count) -> float:
    both, either = one.words & other.words, one.words | other.words
    return len(both) / len(either) if either else 1.0


def compare(
    track: FigureTrack,
    new: Reading,
    policy: LedgerPolicy,
    *,
    named: bool,
    moved: bool = False,
    disputed: bool = False,
) -> tuple[str | None, Reading]:
    """Judge a reading against the track's latest: (development kind or None, the reading that it is compared with).

    An older value that arrives later is no change; two origins that differ at about the same time conflict. `named`:
    somebody is said to give the value, who can correct their own; outlets, in their own voice, pass counts on.
    `moved`: the text says that the earlier count is taken back, or has grown or shrunk since. `disputed`: two parties
    give the two, as of one time.
    """
    latest = track.readings[-1]
    loose = replace(new, bound="about") if new.bound == "at least" else new  # *at least 20* is below all, and says less
    if (
        new.at < latest.at
        or agrees(latest, new, policy)
        or any(agrees(known, loose, policy) for known in track.readings)
    ):
        return None, latest  # a value that the story had before is somebody's older figure
    other = fold_name(new.origin) != fold_name(latest.origin)
    exact = {latest.bound, new.bound} <= {"exact", "about"}  # beyond what rounding explains
    same_time = new.at - latest.at <= timedelta(hours=policy.same_time_hours)
    if disputed and other and exact and not moved:
        return "figure_conflict", latest  # neither has the other's older count
    if new.value < latest.value and not track.unit and (other or not named) and not moved:
        return None, latest  # a lower count by somebody else is an older one; who gave the count can correct it
    if same_time and other and not moved and exact:
        return "figure_conflict", latest
    return "figure_changed", latest


def leaps(track: FigureTrack, new: Reading, policy: LedgerPolicy) -> bool:
    """Is it so many more or fewer that others are counted: the dead of an older plague?"""
    low, high = sorted((abs(new.value), abs(track.readings[-1].value)))
    return high > policy.figure_leap * max(low, 1.0)


def insert(track: FigureTrack, new: Reading, policy: LedgerPolicy, *, rival: bool = False) -> tuple[Reading, ...]:
    """Put a reading in its place in time, newest last; the oldest leave at the bound.

    A `rival` stands beside the latest and does not take its place: who gave that goes on from there.
    """
    if rival:
        latest = track.readings[-1]
        beside = replace(new, at=min(new.at, latest.at))  # the latest stays the latest
        readings = (*track.readings[:-1], beside, latest)
    else:
        readings = (*track.readings, new)
    return tuple(sorted(readings, key=lambda reading: reading.at)[-policy.max_readings :])


def as_reading(figure: Figure, like: Reading) -> Reading:
    """Give a figure as a reading, from where another one is."""
    return replace(like, value=figure.value, high=figure.high, bound=figure.bound)


def show(reading: Reading, unit: str) -> str:
    """Write a value as people do: *at least 17*, *3.5 %*, *$90/barrel*, *5,000 barrel/day*."""
    sign = unit[:1] if unit[:1] in SIGNS else ""
    write = _amount if sign else _number
    low = sign + write(reading.value)
    value = low if reading.high is None else f"{low} to {sign}{write(reading.high)}"
    prefix = "" if reading.bound == "exact" else f"{reading.bound} "
    unit = unit[len(sign) :]
    return f"{prefix}{value}{'' if unit.startswith('/') else ' '}{unit}".strip()


def _amount(value: float) -> str:
    """Write so much money: *4.5 billion*, where no more digits are needed."""
    scale, word = next(((scale, word) for scale, word in SCALES if abs(value) >= scale), (1.0, ""))
    if not word or value * 100 % scale:
        return _number(value)
    return f"{value / scale:,.2f}".rstrip("0").rstrip(".") + f" {word}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"  # noqa: PLR2004


def agrees(old: Reading, new: Reading, policy: LedgerPolicy) -> bool:
    """Tell whether two readings can be one value, as far as their bounds and their rounding let us know."""
    exact = old.bound == new.bound == "exact"
    slack = (policy.figure_tolerance if exact else policy.figure_rounding) * max(abs(old.value), abs(new.value), 1.0)
    old_high = old.value if old.high is None else old.high
    new_high = new.value if new.high is None else new.high
    if new.bound == "at least" and new.value <= old_high:
        return True  # *more than 1,000* are the 1,004 known
    return new.value <= old_high + slack and new_high >= old.value - slack
