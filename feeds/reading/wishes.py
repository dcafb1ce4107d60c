"""What a feed's own words ask of whoever polls it: `<ttl>`, `sy:` and the skip lists. Pure; weighs none of it.

Read by pattern from the head of the bytes: feedparser keeps one `<hour>` of a list of them, and JSON Feed has no such
wishes. A wish that cannot be read is none.
"""

import re
from datetime import timedelta

from feeds.reading.hints import NO_HINTS, Hints

HEAD = 65_536
"""Bytes in which a channel's own elements are looked for: they come before its items."""

_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_TTL = re.compile(rb"<ttl>\s*(\d{1,7})(?:\.\d*)?\s*</ttl>")
_PERIOD = re.compile(rb"<sy:updateperiod>\s*([a-z]{5,8})\s*</sy:updateperiod>")
_FREQUENCY = re.compile(rb"<sy:updatefrequency>\s*(\d{1,5})\s*</sy:updatefrequency>")
_HOUR = re.compile(rb"<hour>\s*(\d{1,2})\s*</hour>")
_DAY = re.compile(rb"<day>\s*([a-z]{6,9})\s*</day>")
_ITEM = re.compile(rb"<(?:item|entry)[\s>]", re.IGNORECASE)


def read_wishes(body: bytes) -> Hints:
    """Read the wishes of an RSS or Atom feed."""
    head = body[:HEAD]
    if first := _ITEM.search(head):
        head = head[: first.start()]
    head = head.lower()
    if not any(mark in head for mark in (b"<ttl>", b"<sy:update", b"<skip")):
        return NO_HINTS
    ttl = _TTL.search(head)
    hours = [int(hour) for hour in _HOUR.findall(_between(head, b"skiphours"))]
    names = [day.decode() for day in _DAY.findall(_between(head, b"skipdays"))]
    return Hints(
        ttl=timedelta(minutes=int(ttl[1])) if ttl and int(ttl[1]) else None,
        update_every=_update_every(head),
        skip_hours=frozenset(hour % 24 for hour in hours if hour <= 24),  # noqa: PLR2004 - old feeds count from 1
        skip_days=frozenset(_DAYS.index(name) for name in names if name in _DAYS),
    )


def _between(head: bytes, name: bytes) -> bytes:
    return head.partition(b"<" + name + b">")[2].partition(b"</" + name + b">")[0]


def _update_every(head: bytes) -> timedelta | None:
    """A period without a frequency means once in it; a frequency alone counts days, which is the standard's default."""
    period, frequency = _PERIOD.search(head), _FREQUENCY.search(head)
    if period is None and frequency is None:
        return None
    length = _PERIODS.get(period[1].decode()) if period else _PERIODS["daily"]
    times = int(frequency[1]) if frequency else 1
    return length / times if length is not None and times else None
