"""A story's timeline: the days that its articles name, and how many articles come back to each.

A day counts once an article, however old it is by then: what later articles return to is what mattered. What is told
in a sentence that names no day belongs to the article's own. Days to come count when they have come, and words that
the story had already count for nothing: boilerplate and copies return to no day. Knows days and sentences, no claims.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec.structs import replace

from storywatch.ledger.halves import add_counted
from storywatch.ledger.headlines import shorten
from storywatch.ledger.policy import LedgerPolicy
from storywatch.ledger.state import NamedDay
from storywatch.messages import Development, Sentence, StoryUpdate

MAX_TEXT = 200
"""Characters of the sentence that is kept of a day."""

RECENT = timedelta(weeks=4)
"""Up to the newest day that is named. Its days do not go for being named by few: later articles may still do."""

MAX_NAMED = 60
"""Days counted of one article, the newest, its own among them: a calendar is no timeline."""

AHEAD = timedelta(hours=10)
"""Of UTC: what an article names has come once it has begun in Tokyo and Sydney; further east live few."""

Timeline = tuple[NamedDay, ...]


def note_days(
    timeline: Timeline, update: StoryUpdate, told: Iterable[Development], policy: LedgerPolicy, *, edited: bool
) -> Timeline:
    """Count the days of an article. An edited one only adds what the story lacks: its earlier text was counted."""
    named = _find_days(update, told)
    if edited:
        known = {one.day for one in timeline}
        named = [one for one in named if one.day not in known]
    return join_days(timeline, named, policy) if named else timeline


def part_days(timeline: Timeline) -> Timeline:
    """Give the days that a half begins with: it shows them, but they were counted in its whole."""
    return tuple(replace(one, before=one.articles) for one in timeline)


def count_own_days(timeline: Timeline) -> Timeline:
    """Leave out what was counted in the story that this one was parted from: over stories no article counts twice."""
    own = (replace(one, articles=one.articles - one.before, before=0) for one in timeline)
    return tuple(one for one in own if one.articles > 0)


def join_days(
    timeline: Timeline, others: Iterable[NamedDay], policy: LedgerPolicy, *, parted: bool = False
) -> Timeline:
    """Add the counts of two timelines; the weightier sentence of a day is shown, the earlier of equals.

    `parted`: the two stories were one before; what either began with counts once (storywatch.ledger.halves).
    Beyond the bound go, of the days that are not recent, those that the fewest articles name, of these the oldest.
    """
    days = {one.day: one for one in timeline}
    for one in others:
        known = days.get(one.day)
        if known is None:
            days[one.day] = one
        else:
            shown = one if one.weight > known.weight else known
            ours, theirs = (known.articles, known.before), (one.articles, one.before)
            articles, before = add_counted(ours, theirs, parted=parted)
            days[one.day] = replace(shown, articles=articles, before=before)
    recent = max(days) - RECENT if days else date.max
    kept = sorted(days.values(), key=lambda one: (one.day > recent, one.articles, one.day))[-policy.max_days :]
    return tuple(sorted(kept, key=lambda one: one.day))


def _find_days(update: StoryUpdate, told: Iterable[Development]) -> list[NamedDay]:
    """Find the days of an article, each once, with the sentence to show."""
    article, sentences = update.analysis.article, update.analysis.sentences
    own, latest, had = article.published.date(), (article.published + AHEAD).date(), frozenset(update.repeated)
    ranked = sorted(told, key=lambda one: one.significance)
    weights = {one.evidence[0].span: one.significance for one in ranked}
    back = frozenset(one.evidence[0].span for one in ranked if one.kind == "retracted")
    named: list[tuple[date, Sentence, float]] = []
    for place, sentence in enumerate(sentences):
        if place in had:
            continue
        span = sentence.start, sentence.end
        weight = weights.get(span, 0.0)
        days = dict.fromkeys(sentence.days or ((own,) if span in weights else ()), weight)
        if span in back:  # *withdraws its report of 3 June*: it does so on the day on which it is told
            days = dict.fromkeys(sentence.days, 0.0) | {own: weight}
        named += [(day, sentence, of_day) for day, of_day in days.items() if day <= latest]
    counted = set(sorted({day for day, _, _ in named})[-MAX_NAMED:])
    found: dict[date, NamedDay] = {}
    for day, sentence, weight in named:
        known = found.get(day)
        if day in counted and (known is None or known.weight < weight):
            found[day] = NamedDay(
                day=day,
                article=article.id,
                url=article.url,
                outlet=article.outlet,
                text=shorten(sentence.text, MAX_TEXT),
                weight=weight,
            )
    return list(found.values())
