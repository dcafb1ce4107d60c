"""Feeds as lines for a terminal of any width, and as JSON. Pure: times are arguments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from feeds.reading.canonical import without_credentials
from service.feed_list import Entry
from service.feed_probe import Seen
from storywatch.archive import FeedState
from storywatch.archive.habits import Habit, SilencePolicy, items_a_day, judge
from storywatch.archive.page_budget import BOUNDS, Spent, day_of
from storywatch.archive.subscriptions import Subscription, is_alive
from storywatch.delivery.console import plain

SHOWN = 5
"""Items of a preview."""

LEAST_TITLE = 16
"""Columns that a title has on the narrowest terminal."""

_HEADS = ("state", "success", "a day", "last new", "next")


@dataclass(frozen=True)
class Row:
    """What is known of one feed of the list."""

    entry: Entry
    state: FeedState | None = None
    habit: Habit | None = None
    subscription: Subscription | None = None
    spent: Spent | None = None
    """Pages that were fetched for its full texts."""

    def beyond(self, now: datetime) -> int:
        """Entries that went with its own text today, because it has had as many pages fetched as it may."""
        return self.spent.beyond if self.spent is not None and self.spent.day == day_of(now) else 0

    def pushed(self, now: datetime) -> bool:
        """Does a hub deliver it?"""
        return self.subscription is not None and is_alive(self.subscription, now)

    @property
    def breaks_off(self) -> bool:
        """Had its last answer no end?"""
        return self.state is not None and self.state.broken_off

    def condition(self, policy: SilencePolicy) -> str:
        """One word for how it was when it was polled last."""
        if self.state is None or self.state.polled is None:
            return "new"
        judged = (
            judge(self.habit, self.state.succeeded, self.state.polled, policy) if self.habit is not None else "well"
        )
        if self.state.gone:
            return "gone"
        if judged == "dead":
            return "dead"
        if self.state.failures:
            return "failing"
        return "silent" if judged == "silent" else "ok"


def show_feeds(rows: Sequence[Row], now: datetime, policy: SilencePolicy, width: int) -> list[str]:
    """Write the list: a line a feed, and below it its address, and why it fails."""
    cells = [_cells(row, now, policy) for row in rows]
    widths = [max(len(head), *(len(one[at]) for one in cells)) for at, head in enumerate(_HEADS)]
    space = sum(widths) + 2 * len(widths)
    longest = max(len(plain(row.entry.title)) for row in rows)
    title = max(LEAST_TITLE, min(longest, width - space))
    lines = [_line("feed", _HEADS, title, widths)]
    for row, one in zip(rows, cells, strict=True):
        lines.append(_line(plain(row.entry.title), one, title, widths))
        address = plain(without_credentials(row.entry.feed.url))
        if address != row.entry.title:
            lines.append(f"  {address}")  # whole, however narrow the terminal is: it is there to be copied
        if row.state is not None and row.state.error:
            lines += _wrapped(plain(row.state.error), width)
        if row.breaks_off:
            lines += _wrapped(
                "its last answer breaks off; the item that it breaks off in is read once it is whole", width
            )
        if beyond := row.beyond(now):
            lines += _wrapped(f"{beyond} item(s) of today have the feed's own text, since {BOUNDS}", width)
    bad = sum(row.condition(policy) not in {"ok", "new"} or row.breaks_off for row in rows)
    lines.append(f"{len(rows)} feed(s), {bad or 'none'} with something wrong")
    return lines


def show_json(row: Row, now: datetime, policy: SilencePolicy) -> dict[str, Any]:
    """All that `show_feeds` shows and a little more, under lasting names."""
    state, habit = row.state, row.habit
    return {
        "url": without_credentials(row.entry.feed.url),
        "title": row.entry.title,
        "folders": list(row.entry.folders),
        "condition": row.condition(policy),
        "polled": _stamp(state.polled if state else None),
        "succeeded": _stamp(state.succeeded if state else None),
        "due": _stamp(state.due if state else None),
        "failures": state.failures if state else 0,
        "error": state.error if state else None,
        "broken_off": state.broken_off if state else False,
        "pushed": row.pushed(now),
        "beyond_pages_a_day": row.beyond(now),
        "items_a_day": _rounded(items_a_day(habit, now) if habit else None),
        "last_new": _stamp(habit.last if habit and habit.weight else None),
    }


def show_seen(seen: Seen, width: int) -> list[str]:
    """Write a feed's latest items, with their times and lengths."""
    lines = []
    for article in seen.articles[:SHOWN]:
        words = 0 if article.text == article.header.title else len(article.text.split())
        told = f"{words} words" if words else "title only"
        when = f"{article.header.published:%Y-%m-%d %H:%M}"
        room = max(LEAST_TITLE, width - len(when) - len(told) - 6)
        lines.append(f"  {when}  {_cut(plain(article.header.title), room):<{room}}  {told}".rstrip())
    more = len(seen.articles) - SHOWN
    if more > 0:
        lines.append(f"  and {more} more")
    return lines


def sum_up(seen: Seen, now: datetime) -> str:
    """Say in one clause what a feed gives."""
    if seen.unchanged:
        return "answers; nothing new since it was polled last"
    if not seen.articles:
        return "a feed that lists nothing at present"
    latest = seen.articles[0].header.published
    refused = f", {seen.refused} that cannot be used" if seen.refused else ""
    return f"{len(seen.articles)} item(s){refused}, {seen.content}, the latest {_ago(now - latest)}"


def _cells(row: Row, now: datetime, policy: SilencePolicy) -> tuple[str, ...]:
    state, habit = row.state, row.habit
    rate = items_a_day(habit, now) if habit is not None else None
    return (
        row.condition(policy),
        _ago(now - state.succeeded) if state and state.succeeded else "never" if state else "–",
        "–" if rate is None else f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}",  # noqa: PLR2004 - digits that matter
        _ago(now - habit.last) if habit and habit.weight else "–",
        (_until(state.due - now) if state and state.due else "now") + (", or pushed" if row.pushed(now) else ""),
    )


def _line(title: str, cells: Sequence[str], room: int, widths: Sequence[int]) -> str:
    rest = "  ".join(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True))
    return f"{_cut(title, room):<{room}}  {rest}".rstrip()


def _wrapped(text: str, width: int) -> list[str]:
    room = max(LEAST_TITLE, width - 2)
    return [f"  {text[at : at + room]}" for at in range(0, len(text), room)]


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[: room - 1] + "…"


def _ago(span: timedelta) -> str:
    return f"{_span(span)} ago"


def _until(span: timedelta) -> str:
    return f"in {_span(span)}" if span > timedelta(0) else "now"


def _span(span: timedelta) -> str:
    seconds = max(0.0, span.total_seconds())
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= 1.5 * size or (unit == "min" and seconds >= size):
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"


def _stamp(moment: datetime | None) -> str | None:
    return moment.isoformat().replace("+00:00", "Z") if moment is not None else None


def _rounded(rate: float | None) -> float | None:
    return round(rate, 2) if rate is not None else None
