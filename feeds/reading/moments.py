"""The dates that outlets write, to moments in UTC. Pure: no clock is read, so that nothing relative is understood.

What is written most (RFC 822 with whatever zone, ISO 8601, seconds or milliseconds since 1970) is read here, in
microseconds: feedparser takes a zone that it does not know (CEST, BST, GMT+2) for none, and an epoch for a year.
What is left, months in words of other languages above all, is dateparser's.

The rules:
- a time without a zone is UTC; one that thereby lies ahead of us is corrected by the clock rule (article.py);
- an abbreviation that several zones have is the one that most feeds mean by it (ZONES);
- a date without a time of day is noon UTC;
- 03/04/2026 has its month first in a feed whose English is not said to be another country's than the United States',
  and second in any other; 03.04.2026 has it second everywhere.
"""

import re
import warnings
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

MAX_WRITTEN = 80
"""Characters of a date; what is longer is none."""

LANGUAGES = tuple(
    "en de fr es it pt nl sv da nb fi pl cs sk sl hr ro hu el bg sr uk ru tr ar he fa hi ja zh ko".split()
)
"""Whose names of months are known. Every further one costs time wherever a date cannot be read."""

ZONES = {
    name: timedelta(minutes=minutes)
    for minutes, names in (
        (0, "ut utc gmt z wet"),
        (60, "cet mez met bst wat west"),
        (120, "cest mesz mest eet sast cat"),
        (180, "eest msk eat trt"),
        (210, "irst"), (240, "gst samt"), (300, "pkt uzt"), (330, "ist"), (345, "npt"), (360, "bdt"),
        (420, "wib ict"), (480, "hkt sgt awst wita pht myt"), (540, "jst kst wit"), (570, "acst"),
        (600, "aest"), (630, "acdt"), (660, "aedt"), (720, "nzst"), (780, "nzdt"),
        (-150, "ndt"), (-180, "adt brt art uyt clst"), (-210, "nst"), (-240, "edt ast clt vet"),
        (-300, "est cdt cot pet"), (-360, "cst mdt"), (-420, "mst pdt"), (-480, "pst akdt"), (-540, "akst"),
        (-600, "hst"),
    )
    for name in names.split()
}  # fmt: skip
"""What abbreviations of zones mean; `ist` is India's, `bst` Britain's, `cst` America's, as RFC 822 has it."""

_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}

_TIME = r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?"
_RFC = re.compile(
    rf"(?:[a-z]{{3,9}}\.?,?\s*)?(\d{{1,2}})[\s-]+([a-z]{{3,9}})\.?[\s-]+(\d{{4}}|\d{{2}}),?\s+{_TIME}\s*(.*)",
    re.IGNORECASE,
)
_ISO = re.compile(rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,2}})(?:(?:[T\s]\s*|,\s*){_TIME}\s*(.*))?", re.IGNORECASE)
_BASIC = re.compile(r"(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?(.*)", re.IGNORECASE)
_EPOCH = re.compile(r"(\d{9,10})(\d{3})?(?:\.\d+)?")
_OFFSET = re.compile(r"(?:(?:gmt|utc|ut|z)\s*)?([+-])(\d{1,2}):?(\d{2})?(?:\s*\(.*\))?", re.IGNORECASE)
_NUMBERS = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}")
_CENTURY = 70
"""Years of two figures from here on are of the last century."""

_WHOLE_DAY = 24


def read_moment(written: str, language: str = "", *, rare: bool = True) -> datetime | None:
    """Read a date in a feed of `language` (a claim such as `en-GB`); None for what is none.

    Without `rare`, only what is written most: the rest takes milliseconds, and a feed may have a thousand of it.
    """
    written = " ".join(written[: 2 * MAX_WRITTEN].split())
    if not 4 < len(written) <= MAX_WRITTEN:  # noqa: PLR2004 - a year alone says nothing
        return None
    try:
        moment = _read_common(written)
        return moment if moment is not None or not rare else _read_rare(written, language)
    except (ValueError, OverflowError):
        return None


def _read_common(written: str) -> datetime | None:
    if epoch := _EPOCH.fullmatch(written):
        return datetime.fromtimestamp(int(epoch[1]), UTC)
    if iso := _ISO.fullmatch(written):
        year, month, day = int(iso[1]), int(iso[2]), int(iso[3])
        if iso[4] is None:
            return _noon(year, month, day)
        return _at(year, month, day, iso[4], iso[5], iso[6], iso[7])
    if basic := _BASIC.fullmatch(written):
        return _at(int(basic[1]), int(basic[2]), int(basic[3]), *basic.groups()[3:])
    rfc = _RFC.fullmatch(written)
    month_number = _MONTHS.get(rfc[2][:3].lower()) if rfc else None
    if rfc is None or month_number is None or not _is_english(rfc[2]):
        return None
    year = int(rfc[3])
    if len(rfc[3]) == 2:  # noqa: PLR2004 - figures
        year += 1900 if year >= _CENTURY else 2000
    return _at(year, month_number, int(rfc[1]), *rfc.groups()[3:])


def _is_english(month: str) -> bool:
    """Tell `mar` and `march` from `marzo`; what both have means the same month."""
    names = "january february march april may june july august september october november december"
    return any(name.startswith(month.lower()) for name in names.split()) or month.lower() == "sept"


def _at(year: int, month: int, day: int, hour: str, minute: str, second: str | None, zone: str) -> datetime | None:
    """Put a moment together; None where its zone is unknown. Raises ValueError for what no calendar has."""
    offset = _offset(zone.strip())
    hours, seconds = int(hour), min(int(second or 0), 59)  # a leap second is the one before
    if offset is None:
        place = _place(zone.strip())
        if place is None:
            return None
        return datetime(year, month, day, hours, int(minute), seconds, tzinfo=place).astimezone(UTC)
    next_day = hours == _WHOLE_DAY and int(minute) == seconds == 0
    moment = datetime(year, month, day, 0 if next_day else hours, int(minute), seconds, tzinfo=timezone(offset))
    return (moment + timedelta(days=int(next_day))).astimezone(UTC)


def _offset(zone: str) -> timedelta | None:
    if not zone:
        return timedelta(0)
    if numeric := _OFFSET.fullmatch(zone):
        offset = timedelta(hours=int(numeric[2]), minutes=int(numeric[3] or 0))
        return -offset if numeric[1] == "-" else offset
    return ZONES.get(zone.partition("(")[0].strip().lower())


@lru_cache(maxsize=64)
def _place(zone: str) -> ZoneInfo | None:
    if "/" in zone and ".." not in zone and not zone.startswith("/"):
        with suppress(ValueError, OSError, LookupError):
            return ZoneInfo(zone)
    return None


def _noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


@lru_cache(maxsize=512)
def _ask_dateparser(written: str, language: str) -> tuple[datetime, bool] | None:
    """Return the moment as written, and whether it has a time of day. Raises ValueError.

    Imported where it is needed: most pollers never meet such a date, and it takes 60 MB.
    """
    from dateparser.date import DateDataParser  # noqa: PLC0415 - see above

    code, _, country = language.lower().replace("_", "-").partition("-")
    month_first = code in {"", "en"} and country in {"", "us"}
    settings = {
        "TIMEZONE": "UTC",
        "RETURN_AS_TIMEZONE_AWARE": True,
        "PARSERS": ["absolute-time"],  # nothing relative: it would need a clock
        "REQUIRE_PARTS": ["day", "month", "year"],
        "RETURN_TIME_AS_PERIOD": True,
    }
    if numbers := _NUMBERS.search(written):
        settings["DATE_ORDER"] = "MDY" if month_first and numbers[1] == "/" else "DMY"
    first = [code] if code in LANGUAGES else []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for languages in ([*first, "en"], [one for one in LANGUAGES if one not in {*first, "en"}]):
            try:
                found = DateDataParser(languages=languages, settings=settings).get_date_data(written)
            except (TypeError, AttributeError, IndexError, RecursionError) as error:  # what hostile input provokes
                raise ValueError(str(error)) from error
            if found.date_obj is not None:
                return found.date_obj, found.period == "time"
    return None


def _read_rare(written: str, language: str) -> datetime | None:
    if not any(character.isdigit() for character in written):
        return None
    head, _, zone = written.rpartition(" ")
    offset = _offset(zone) if head else None
    known = offset is not None and not zone[0].isdigit()
    found = _ask_dateparser(head if known else written, language)
    if found is None:
        return None
    moment, has_time = found
    if not has_time:
        return _noon(moment.year, moment.month, moment.day)
    return (moment.astimezone(UTC) - (offset or timedelta(0))) if known else moment.astimezone(UTC)
