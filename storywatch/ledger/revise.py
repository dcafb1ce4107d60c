"""One article against its story's ledger: the next ledger, and what changed.

    revise(ledger, update, knowledge, policy) -> (ledger, developments)
    examine(ledger, update, knowledge, policy) -> the same, and what was looked at and not told, with why

Knows nothing of Kafka, tables or spaCy. The clock is the article's own time. An article that the ledger has taken in
already returns it unchanged, with no developments: whoever needs them again has kept them.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from storywatch.knowledge import Knowledge
from storywatch.ledger.bench import Bench
from storywatch.ledger.corrections import find_notes
from storywatch.ledger.counting import judge_figure
from storywatch.ledger.drafts import Draft, finish
from storywatch.ledger.edits import judge_edit
from storywatch.ledger.headlines import MAX_CHARS, shorten
from storywatch.ledger.judging import judge_narration, judge_statement, note_repeat
from storywatch.ledger.noting import is_fiction, is_mock
from storywatch.ledger.policy import LedgerPolicy
from storywatch.ledger.refusals import Refusal
from storywatch.ledger.rhythm import resumes, surges
from storywatch.ledger.state import Ledger
from storywatch.ledger.timeline import note_days
from storywatch.ledger.unfolding import unfold
from storywatch.messages import Analysis, Development, Figure, Kind, Narration, Statement, StoryUpdate


def mark(analysis: Analysis) -> str:
    """Name what is applied: an article in one revision."""
    return f"{analysis.article.id}:{analysis.article.revision}"


class Outcome(Struct, frozen=True):
    """What one article did to a ledger."""

    ledger: Ledger
    developments: tuple[Development, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    """What was looked at and not told; nothing for an article that the ledger had taken in."""


def revise(
    ledger: Ledger, update: StoryUpdate, knowledge: Knowledge, policy: LedgerPolicy
) -> tuple[Ledger, tuple[Development, ...]]:
    """Take one article into a story's ledger."""
    outcome = examine(ledger, update, knowledge, policy)
    return outcome.ledger, outcome.developments


def examine(ledger: Ledger, update: StoryUpdate, knowledge: Knowledge, policy: LedgerPolicy) -> Outcome:
    """Take one article into a story's ledger, and say what of it was not told.

    What its story had word by word before is no news: a copy and an edited page are judged by what they add, and their
    arrival is no sign of a story's rhythm.
    """
    analysis = update.analysis
    applied = mark(analysis)
    if applied in ledger.applied:
        return Outcome(ledger)
    bench = Bench(ledger, update, knowledge, policy)
    edited = _is_known(analysis.article.id, ledger.applied)
    arrives = update.copy_of is None and not edited
    told_until = _tell_rhythm(bench, ledger, opened=update.opened) if arrives else ledger.surging_until
    retold = (s for s, sentence in enumerate(analysis.sentences) if sentence.retold)
    repeated, notes = frozenset((*update.repeated, *retold)), find_notes(bench)
    mock = is_mock((analysis.article.title, bench.sentence_text(0)), analysis.article.language)
    parts = _in_order(analysis.statements, analysis.narration)
    bench.claims.expect(part.proposition for part in parts if part.proposition is not None)
    for part in (*parts, *analysis.figures):
        drafted = len(bench.drafts)
        bench.consider(part)
        if not 0 <= part.sentence < max(1, len(analysis.sentences)):
            bench.refuse("nowhere", "it stands in no sentence of the article")
        elif mock or is_fiction(bench.sentence_text(part.sentence), analysis.article.language):
            bench.refuse("fiction", "told of a film, a novel or an exercise: nothing in it has happened")
        elif part.sentence in repeated:
            bench.refuse("copied", "the same words stand in an earlier text of this story")
            if not edited and not isinstance(part, Figure):
                note_repeat(bench, part)
        elif part.sentence in notes:
            bench.refuse("note", "it tells of the article, not of the world")
        elif isinstance(part, Statement):
            judge_statement(bench, part)
        elif isinstance(part, Narration):
            judge_narration(bench, part)
        else:
            judge_figure(bench, part)
        bench.refusals.settle(told=len(bench.drafts) > drafted)
    judge_edit(bench, update, notes)
    bench.pass_over_parties()
    developments = finish(
        [bench.gather(draft) for draft in bench.drafts], analysis, update.story, policy, bench.refusals
    )
    ledger = replace(ledger, timeline=note_days(ledger.timeline, update, developments, policy, edited=edited))
    revised = bench.close(ledger, applied, counts=arrives, surging_until=told_until)
    return Outcome(revised, developments, bench.refusals.gathered())


def _is_known(article: str, applied: Iterable[str]) -> bool:
    """Tell whether another revision of an article was applied."""
    begins = f"{article}:"
    return any(mark.startswith(begins) and mark.rpartition(":")[0] == article for mark in applied)


def _in_order(statements: Iterable[Statement], narration: Iterable[Narration]) -> list[Statement | Narration]:
    """Put what is said and what is told into the order of the text; in one sentence what is said goes first."""
    parts: list[Statement | Narration] = [*(one for whole in statements for one in unfold(whole)), *narration]
    return sorted(parts, key=lambda part: part.sentence)  # stable: statements stay before narration


def _tell_rhythm(bench: Bench, ledger: Ledger, *, opened: bool) -> datetime | None:
    """Draft what the arrival itself is: a new story, a story that moves again, a surge."""
    title = shorten(bench.analysis.article.title or bench.sentence_text(0), MAX_CHARS)
    if opened and not ledger.applied:
        rule = "the article fitted no story so far"
        bench.drafts.append(_about_story("new_story", title, bench, None, "open", rule))
        return None
    silence = resumes(ledger.times, bench.at, bench.policy)
    if silence is not None:
        days = silence / timedelta(days=1)
        rule = f"no article for {days:.0f} days"
        headline = f"After {days:.0f} quiet days: {title}"
        bench.drafts.append(_about_story("resumed", headline, bench, "quiet", "moving", rule))
        return None
    held = ledger.surging_until is not None and bench.at < ledger.surging_until
    recent = None if held else surges(ledger.times, bench.at, bench.policy)
    if recent is None:
        return ledger.surging_until
    rule = f"{recent} articles within an hour, {bench.policy.surge_factor:g} times this story's usual rate or more"
    headline = f"{recent} articles within an hour: {title}"
    bench.drafts.append(_about_story("surge", headline, bench, "usual rate", f"{recent} an hour", rule))
    return bench.at + timedelta(hours=bench.policy.surge_hold_hours)


_OTHERWISE: dict[Kind, str] = {
    "new_story": "with a story that its words fitted it would have joined that",
    "resumed": "after a shorter silence, or one that is usual for this story, it would not be told",
    "surge": "with fewer articles within the hour, or in a story that often has so many, it would not be told",
}


def _about_story(kind: Kind, headline: str, bench: Bench, before: str | None, after: str, rule: str) -> Draft:
    return Draft(
        kind=kind,
        headline=shorten(headline, MAX_CHARS),
        subject="story",
        before=before,
        after=after,
        sentence=0,
        origins=(bench.outlet,),
        outlets=(bench.outlet,),
        share=1.0,
        rule=rule,
        explanation=f"{headline} ({bench.outlet}): {rule}.",
        otherwise=_OTHERWISE.get(kind, ""),
    )
