"""Figures over time: which track a number belongs to, and whether it is a change, a conflict or neither."""

from datetime import timedelta

from storywatch.ledger.policy import LedgerPolicy
from storywatch.ledger.senses import sense
from storywatch.ledger.state import FigureTrack, Reading
from storywatch.messages import Figure
from storywatch.names import fold_name


def find_track(figure: Figure, tracks: tuple[FigureTrack, ...], policy: LedgerPolicy) -> FigureTrack | None:
    """Find the track that counts the same thing in the same unit: same head noun, and most of what narrows it."""
    if not figure.what:
        return None
    head, narrowing = sense(figure.what[0]), {sense(word) for word in figure.what[1:]}
    best, best_share = None, -1.0
    for track in tracks:
        if track.unit != figure.unit or sense(track.what[0]) != head:
            continue
        theirs = {sense(word) for word in track.what[1:]}
        union = narrowing | theirs
        share = len(narrowing & theirs) / len(union) if union else 1.0
        if share >= policy.figure_overlap and share > best_share:
            best, best_share = track, share
    return best


def compare(track: FigureTrack, new: Reading, policy: LedgerPolicy) -> tuple[str | None, Reading]:
    """Judge a reading against the track's latest: (development kind or None, the reading that it is compared with).

    An older value that arrives later is no change; two origins that differ at about the same time conflict.
    """
    latest = track.readings[-1]
    if new.at < latest.at or any(agrees(known, new, policy) for known in track.readings):
        return None, latest  # a value that the story had before is somebody's older figure
    if new.value < latest.value and not track.unit and fold_name(new.origin) != fold_name(latest.origin):
        return None, latest  # a lower count by somebody else is an older one; who gave the count can correct it
    same_time = new.at - latest.at <= timedelta(hours=policy.same_time_hours)
    if same_time and fold_name(new.origin) != fold_name(latest.origin) and latest.bound == new.bound == "exact":
        return "figure_conflict", latest
    return "figure_changed", latest


def insert(track: FigureTrack, new: Reading, policy: LedgerPolicy) -> tuple[Reading, ...]:
    """Put a reading in its place in time, newest last; the oldest leave at the bound."""
    readings = sorted((*track.readings, new), key=lambda reading: reading.at)
    return tuple(readings[-policy.max_readings :])


def show(reading: Reading, unit: str) -> str:
    """Write a value as people do: *at least 17*, *3.5 %*."""
    low = _number(reading.value)
    value = low if reading.high is None else f"{low} to {_number(reading.high)}"
    prefix = "" if reading.bound == "exact" else f"{reading.bound} "
    return f"{prefix}{value} {unit}".strip()


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,g}"


def agrees(old: Reading, new: Reading, policy: LedgerPolicy) -> bool:
    """Tell whether two readings are one value, as far as their bounds let us know."""
    slack = policy.figure_tolerance * max(abs(old.value), abs(new.value), 1.0)
    old_high = old.value if old.high is None else old.high
    new_high = new.value if new.high is None else new.high
    return new.value <= old_high + slack and new_high >= old.value - slack
