"""What an article's figures do to the story's figures."""

from msgspec.structs import replace

from storywatch.ledger import figures
from storywatch.ledger.bench import Bench, name_figure
from storywatch.ledger.drafts import Draft
from storywatch.ledger.headlines import MAX_CHARS, shorten
from storywatch.ledger.names import resolve
from storywatch.ledger.state import FigureTrack, Reading
from storywatch.messages import Evidence, Figure, Kind


def judge_figure(bench: Bench, figure: Figure) -> None:
    """Let one figure act on the ledger. Its first value opens a track and is told as a claim, not here."""
    if figure.background or not figure.what:
        return
    origin = resolve(figure.by, bench.aliases) if figure.by else bench.writer
    reading = Reading(
        value=figure.value,
        high=figure.high,
        bound=figure.bound,
        at=bench.at,
        origin=origin,
        evidence=bench.cite(figure.sentence),
    )
    track = figures.find_track(figure, tuple(bench.figures), bench.policy)
    if track is None:
        name = name_figure(bench.story, figure.what, figure.unit)
        if all(known.id != name for known in bench.figures):
            bench.figures.append(FigureTrack(id=name, what=figure.what, unit=figure.unit, readings=(reading,)))
        return
    if any(_same_text(known.evidence, reading.evidence) for known in track.readings[-1:]):
        return  # an article that gives two values for one thing gives the first; the second counts something else
    kind, earlier = figures.compare(track, reading, bench.policy)
    if kind or not figures.agrees(earlier, reading, bench.policy):  # a value repeated rests on who gave it first
        place = bench.figures.index(track)
        bench.figures[place] = replace(track, readings=figures.insert(track, reading, bench.policy))
    if kind is None:
        return
    _draft(bench, "figure_conflict" if kind == "figure_conflict" else "figure_changed", track, reading, earlier, figure)


def _same_text(one: Evidence, other: Evidence) -> bool:
    return (one.article, one.revision) == (other.article, other.revision)


def _draft(bench: Bench, kind: Kind, track: FigureTrack, new: Reading, old: Reading, figure: Figure) -> None:
    what = " ".join((*track.what[1:], track.what[0]))
    before, after = figures.show(old, track.unit), figures.show(new, track.unit)
    sentence = bench.sentence_text(figure.sentence)
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
        )
    )
