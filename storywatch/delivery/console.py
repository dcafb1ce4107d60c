"""An alert as lines for a terminal. Pure: it returns text, and colours only when asked to."""

import textwrap
from collections.abc import Iterator, Sequence
from datetime import datetime

from storywatch.alerting import CONSOLE
from storywatch.messages import Alert, Evidence, Kind

INDENT = " " * 6
MAX_ORIGINS = 4
"""Origins that are named; the rest are counted."""

MAX_READERS = 20
"""Subscribers that are named under one development; the rest are counted."""

_COLOUR: dict[Kind, str] = {
    "confirmed": "32", "carried_out": "32", "corroborated": "36", "denied": "31", "retracted": "31", "reversed": "35",
    "declined": "33", "figure_changed": "33", "figure_conflict": "33", "new_story": "1", "resumed": "1", "surge": "1",
}  # fmt: skip
"""ANSI colours by kind: green holds, red falls, yellow is open. They read on dark and light ground."""


def show_alert(alert: Alert, *, others: Sequence[Alert] = (), colour: bool, width: int = 100) -> str:
    """Write one alert: kind and headline, for whom and by which rule, before → after, the evidence in place, who says
    so, and why it was told.

    `others`: the same development's, for other subscribers; it is written once.
    """
    told = alert.development
    name = told.kind.replace("_", " ").upper()
    label = f"\x1b[{_COLOUR.get(told.kind, '0')}m{name}\x1b[0m" if colour else name
    lines = [f"{_clock(told.published)}  {label}  {plain(told.headline)}"]
    lines.extend(_fill(line, width) for line in _readers((alert, *others)))
    if told.before or told.after:
        lines.append(_dim(f"{INDENT}{plain(told.before or 'not known')} → {plain(told.after or 'open')}", on=colour))
    if told.explanation:
        lines.append(_fill(plain(told.explanation), width))
    lines.extend(_quote(evidence, width) for evidence in told.evidence[:1])
    parts = ", ".join(f"{plain(name)} {part:g}" for name, part in told.reasons.items())
    weight = f"significance {told.significance:.2f}" + (f": {parts}" if parts else "")
    otherwise = f"; otherwise: {plain(told.otherwise)}" if told.otherwise else ""
    lines.append(_dim(_fill(weight + otherwise, width), on=colour))
    lines.append(
        _dim(f"{INDENT}{_count(len(told.outlets), 'outlet')}, {_origins(told.origins)} · {plain(told.rule)}", on=colour)
    )
    return "\n".join(lines)


def _readers(alerts: Sequence[Alert]) -> Iterator[str]:
    """Say for whom it is, by which rule, and what became of what they watch; nothing of the terminal's own rule."""
    for alert in alerts[:MAX_READERS]:
        own = (alert.subscriber, alert.rule) == (CONSOLE.name, CONSOLE.rules[0].name)
        whom = "" if own else f"for {plain(alert.subscriber)} (rule {plain(alert.rule)})"
        verdict = alert.watched.verdict.replace("_", " ") if alert.watched else ""
        watched = f"watched: {plain(alert.watched.words)} → {verdict}" if alert.watched else ""
        if whom or watched:
            yield "; ".join(filter(None, (whom, watched)))
    if len(alerts) > MAX_READERS:
        yield f"and for {len(alerts) - MAX_READERS} more"


def _quote(evidence: Evidence, width: int) -> str:
    return _fill(f"“{plain(evidence.text)}” — {plain(evidence.outlet)}, {plain(evidence.url)}", width)


def _fill(text: str, width: int) -> str:
    return textwrap.fill(
        text, width, initial_indent=INDENT, subsequent_indent=INDENT, break_long_words=False, break_on_hyphens=False
    )


def _origins(origins: tuple[str, ...]) -> str:
    named = ", ".join(plain(name) for name in origins[:MAX_ORIGINS])
    more = f" and {len(origins) - MAX_ORIGINS} more" if len(origins) > MAX_ORIGINS else ""
    return f"{_count(len(origins), 'origin')}: {named}{more}" if origins else "no origin named"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _clock(at: datetime) -> str:
    return f"{at:%d %b %Y %H:%M} UTC"


def _dim(text: str, *, on: bool) -> str:
    return f"\x1b[2m{text}\x1b[0m" if on else text


def plain(text: str) -> str:
    """Keep control characters and bidirectional overrides of a hostile feed away from the terminal."""
    return "".join(c if c.isprintable() else " " for c in text)
