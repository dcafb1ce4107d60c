"""What an article's figures do to the story's figures."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from msgspec.structs import replace

from storywatch.ledger import figures
from storywatch.ledger.bench import Bench
from storywatch.ledger.counted import is_lowered, is_raised, load_words
from storywatch.ledger.countnames import name_counted
from storywatch.ledger.drafts import Draft
from storywatch.ledger.headlines import MAX_CHARS, shorten
from storywatch.ledger.incidents import is_one_incident
from storywatch.ledger.names import resolve
from storywatch.ledger.naming import name_figure
from storywatch.ledger.origins import find_body
from storywatch.ledger.refusals import Reason
from storywatch.ledger.replacing import find_holder, find_only, find_replaced, is_ceiling, is_whole
from storywatch.ledger.state import FigureTrack, Reading
from storywatch.messages import WORLD, Evidence, Figure, Kind, Mood
from storywatch.names import fold_name

SUPPOSED: frozenset[Mood] = frozenset({"possible", "conditional", "question"})
"""Moods in which nobody is counted: *could kill millions*."""

LENGTHS = frozenset({"hour", "day", "week", "month", "year"})
"""Units of what is only ever expected: *would take two months*."""

MAX_WORDS = 3
"""Words by which a side is called: *the bus drivers' union*."""

CURRENT = timedelta(1)
"""Up to this long before the article, the day that a text names is the article's own."""


def judge_figure(bench: Bench, figure: Figure) -> None:
    """Let one figure act on the ledger. Its first value opens a track and is told as a claim, not here."""
    unkept = _why_unkept(figure)
    if unkept is not None:
        bench.refuse(*unkept)
        return
    tracks = tuple(bench.figures)
    replaced = find_replaced(figure, bench.analysis.figures, tracks, bench.fold, bench.policy)
    found = replaced or figures.find_track(
        figure,
        tracks,
        bench.fold,
        bench.known.central,
        bench.are_of_names,
        lambda latest, many: is_one_incident(
            figure.happened, bench.at, bench.sentence_text(figure.sentence), latest, many=many
        ),
    )
    if found is None and is_whole(_text_before(bench, figure)):
        found = find_only(figure, tracks, bench.fold)
    if found is None:
        _open(bench, figure)
        return
    track, figure = found
    giver = _find_giver(bench, figure)
    reading = _read(bench, figure, giver)
    rival = _same_text(track.readings[-1].evidence, reading.evidence)
    if rival and (giver is None or fold_name(reading.origin) == fold_name(track.readings[-1].origin)):
        bench.refuse("second_value", f"{reading.origin} gives two values here: the second counts something else")
        return
    if figures.leaps(track, reading, bench.policy):
        bench.refuse("leap", f"more than {bench.policy.figure_leap:g} times the latest value: others are counted")
        return
    latest = track.readings[-1]
    if figure.bound == "at most" and latest.value <= figure.value and is_ceiling(_text_before(bench, figure)):
        bench.refuse("same_value", f"{figures.show(reading, track.unit)} includes {latest.origin}'s latest value")
        return
    named = figure.by is not None or (giver is not None and find_body(giver) is not None)
    disputed = giver is not None and _is_of_time(bench, figure, reading, latest)
    moved = replaced is not None or _is_moved(bench, figure, latest, disputed=disputed)
    kind, earlier = figures.compare(track, reading, bench.policy, named=named, moved=moved, disputed=disputed)
    if (rival or kind == "figure_conflict") and kind and not _is_of_places(bench, figure, track):
        bench.refuse("second_value", f"not of the place that {earlier.origin} counts in: both can hold")
        return
    late = reading.at < earlier.at and not figures.agrees(earlier, reading, bench.policy)
    if kind or late:  # a value repeated rests on who gave it first; a stale one is no reading of now
        place = bench.figures.index(track)
        conflicts = bool(kind) and (rival or kind == "figure_conflict")
        readings = figures.insert(track, reading, bench.policy, rival=conflicts)
        bench.figures[place] = replace(track, readings=readings)
    if kind is None:
        bench.refuse(*_why_unchanged(bench, track, reading, earlier))
        return
    conflicts = rival or kind == "figure_conflict"
    _draft(bench, "figure_conflict" if conflicts else "figure_changed", track, reading, earlier, figure)


def correct_figures(bench: Bench, notes: Sequence[int]) -> set[int]:
    """Put the figures right that an outlet's notes give as wrong, by the sentence after; return those sentences."""
    corrected: set[int] = set()
    for wrong in (one for one in bench.analysis.figures if one.sentence in notes and one.what):
        after = next(
            place for place in range(wrong.sentence + 1, wrong.sentence + 2 + len(notes)) if place not in notes
        )
        right = next(
            (
                one
                for one in bench.analysis.figures
                if one.sentence == after and one.unit == wrong.unit and one.value != wrong.value
            ),
            None,
        )
        found = find_holder(wrong, bench.figures, bench.fold)
        if right is None or found is None:
            continue
        corrected.add(wrong.sentence)
        track, latest = found[0], found[0].readings[-1]
        reading = replace(_read(bench, right, right.by), at=max(bench.at, latest.at))
        if latest.value == wrong.value:  # else the story has gone on from there
            readings = figures.insert(track, reading, bench.policy)
            bench.figures[bench.figures.index(track)] = replace(track, readings=readings)
            _draft(bench, "figure_changed", track, reading, latest, right)
    return corrected


def _text_before(bench: Bench, figure: Figure) -> str:
    """Give what stands before a figure in its sentence."""
    sentence = bench.analysis.sentences[figure.sentence : figure.sentence + 1]
    return sentence[0].text[: max(0, figure.span[0] - sentence[0].start)].strip() if sentence else ""


def _is_of_places(bench: Bench, figure: Figure, track: FigureTrack) -> bool:
    """Tell whether two counts are of one place, as far as both say; those of all countries say so."""
    here, there = set(map(bench.fold, figure.where)), set(map(bench.fold, track.where))
    return here == there or (not (here and there) and WORLD not in here | there)


def _same_text(one: Evidence, other: Evidence) -> bool:
    return (one.article, one.revision) == (other.article, other.revision)


def _why_unkept(figure: Figure) -> tuple[Reason, str] | None:
    """A count of now is kept: not how much more, not *dozens*, not of an older time, not of what might be."""
    if figure.background:
        return "not_current", "it counts an older time"
    if figure.change:
        return "difference", "it says how much more or less, not how much there is"
    if figure.vague:
        return "vague", "no more is known than the least"
    if not figure.what:
        return "uncounted", "the text does not say what is counted"
    if figure.mood in SUPPOSED and figure.unit not in LENGTHS:
        return "supposed", f"nobody is counted: the clause is {figure.mood}"
    return None


def _why_unchanged(bench: Bench, track: FigureTrack, new: Reading, latest: Reading) -> tuple[Reason, str]:
    """Say in which of its ways a reading is no change (figures.compare)."""
    value = figures.show(latest, track.unit)
    if figures.agrees(latest, new, bench.policy):
        return "same_value", f"{latest.origin} gave {value} on {_day(latest)}, which is the same within rounding"
    known = next((one for one in reversed(track.readings) if figures.agrees(one, new, bench.policy)), None)
    if known is not None:
        earlier = f"{known.origin} gave {figures.show(known, track.unit)} on {_day(known)}"
        return "same_value", f"{earlier}: an earlier value passed on; the latest is {latest.origin}'s {value}"
    if new.at < latest.at:
        return "older_value", f"as of {new.at:%d %B %H:%M}, before the latest of {latest.at:%d %B %H:%M}"
    return "lower_count", f"fewer than {latest.origin}'s {value}: an older count passed on"


def _day(reading: Reading) -> str:
    return f"{reading.at.day} {reading.at:%B}"


def _open(bench: Bench, figure: Figure) -> None:
    """Follow a count that the story did not have; one of another incident beside the first of its words."""
    article = bench.analysis.article.id
    taken = {known.id for known in bench.figures}
    counted = (*figure.what, *figure.where)
    names = [name_figure(bench.story, track, figure.unit) for track in (counted, (*counted, article))]
    name = next((one for one in names[: 1 if figure.unit else 2] if one not in taken), None)
    if name is None:
        bench.refuse("second_value", "the story follows others in these words already")
        return
    first = _read(bench, figure, _find_giver(bench, figure))
    track = FigureTrack(id=name, what=figure.what, unit=figure.unit, readings=(first,), where=figure.where)
    bench.figures.append(track)
    bench.refuse("first_value", "the story follows it from here; the sentence is told as a claim, if it is news")


def _find_giver(bench: Bench, figure: Figure) -> str | None:
    """Say who is said to give a figure: somebody named, or a body that is called by its sort (*the fire service*)."""
    if figure.by:
        return figure.by
    given = (
        _find_counter(bench.speaker_words(one))
        for one in bench.analysis.statements
        if one.act == "assert" and any(start <= figure.span[0] < end for start, end in one.content)
    )
    return next(filter(None, given), None)


def _is_of_time(bench: Bench, figure: Figure, new: Reading, latest: Reading) -> bool:
    """Does a value hold as of the time of another one that a party, not its outlet, gives?"""
    if fold_name(latest.origin) == fold_name(latest.evidence.outlet):
        return False
    near = new.at - latest.at <= timedelta(hours=bench.policy.same_time_hours)
    return near or figure.as_of == latest.at.date()


def _is_moved(bench: Bench, figure: Figure, latest: Reading, *, disputed: bool) -> bool:
    """Does the sentence say that the count was another before, or does the outlet itself go on from its own?"""
    text = bench.sentence_text(figure.sentence)
    if figure.value < latest.value:
        return is_lowered(text)
    goes_on = not disputed and latest.evidence.outlet == bench.analysis.article.outlet
    return goes_on or is_raised(text)


def _find_counter(speaker: str) -> str | None:
    """Give the body that words for a speaker call by its sort, or the side that counts: *the union*."""
    words = speaker.lower().removeprefix("the ").split()
    counts = words and words[-1] in load_words().counters and len(words) <= MAX_WORDS
    return find_body(speaker) or (" ".join(words) if counts else None)


def _read(bench: Bench, figure: Figure, giver: str | None) -> Reading:
    at = bench.at
    if figure.as_of is not None and at.date() - figure.as_of > CURRENT:
        at = datetime.combine(figure.as_of, time.max, at.tzinfo)
    return Reading(
        value=figure.value,
        high=figure.high,
        bound=figure.bound,
        at=at,
        origin=resolve(giver, bench.aliases) if giver else bench.writer,
        evidence=bench.cite(figure.sentence),
        happened=figure.happened,
    )


def _name(bench: Bench, track: FigureTrack, figure: Figure) -> str:
    """Name what is counted as the sentence does; where it uses other words than the track, by its own."""
    before = _text_before(bench, figure)
    return name_counted(figure.what or track.what, bench.sentence_text(figure.sentence), len(before))


def _explain(kind: Kind, new: Reading, old: Reading, what: str, after: str, before: str) -> str:
    earlier = f"{old.origin} gave {before} on {old.at.day} {old.at:%B} ({old.evidence.outlet})"
    given = f"{after} for {what}, says {new.origin}"
    if kind == "figure_conflict":
        return f"{given}, while {earlier}: both cannot hold."
    return f"{given}; {earlier}."


def _draft(bench: Bench, kind: Kind, track: FigureTrack, new: Reading, old: Reading, figure: Figure) -> None:
    what = _name(bench, track, figure)
    before, after = figures.show(old, track.unit), figures.show(new, track.unit)
    sentence = bench.told_in(figure.sentence)
    change = f"{after} or {before}?" if kind == "figure_conflict" else f"{after}, was {before}:"
    why = (
        f"{new.origin} and {old.origin} give different values within {bench.policy.same_time_hours:g} h"
        if kind == "figure_conflict"
        else f"the value differs from {old.origin}'s of {old.at:%d %B %H:%M}"
    )
    bench.drafts.append(
        Draft(
            kind=kind,
            headline=shorten(f"{change} {sentence}", MAX_CHARS),
            subject=track.id,
            claim=what,
            party=new.origin,
            before=before,
            after=after,
            sentence=figure.sentence,
            earlier=(old.evidence,),
            origins=tuple(dict.fromkeys((new.origin, old.origin))) if kind == "figure_conflict" else (new.origin,),
            outlets=(bench.outlet,),
            share=0.5,
            rule=why,
            explanation=_explain(kind, new, old, what, after, before),
            otherwise=(
                f"it is no change where both are rounded or within {bench.policy.figure_tolerance:.1%}, "
                "where it holds as of an earlier time, or counts more or less of something else"
            ),
        )
    )
