"""What answers say in headers, bounded. Pure."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from feeds.http.transport import Response

MAX_RETRY_AFTER = timedelta(days=1)
"""A server may ask us to wait for so long; more counts as a mistake."""

MAX_FRESH = timedelta(days=1)
"""A feed that is declared fresh for longer is not."""

MAX_VALIDATOR = 1_024
"""Characters of an ETag or Last-Modified; a longer one is not kept."""

MAX_LINKS, MAX_LINK = 16, 2_048
"""`Link` headers that are kept, and the characters of one."""

_DIRECTIVE = re.compile(r"([a-z-]+)(?:\s*=\s*\"?([^\",;]*)\"?)?", re.IGNORECASE)


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """Read a Retry-After header, seconds or a date; None where it says nothing. Between 0 and MAX_RETRY_AFTER."""
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        wait = timedelta(seconds=min(int(value[:12]), MAX_RETRY_AFTER.total_seconds()))
    else:
        moment = _moment(value)
        if moment is None:
            return None
        wait = moment - now
    return min(max(wait, timedelta(0)), MAX_RETRY_AFTER)


def fresh_for(response: Response, now: datetime) -> timedelta | None:
    """For how long an answer is declared fresh (RFC 9111); None where it says nothing, or that it is not."""
    directives = {name.lower(): value for name, value in _DIRECTIVE.findall(response.header("cache-control") or "")}
    if "no-cache" in directives or "no-store" in directives:
        return None
    age = _number(response.header("age") or "") or 0
    seconds = _number(directives.get("max-age", ""))
    if seconds is not None:
        fresh = timedelta(seconds=max(0, seconds - age))
    else:
        expires = _moment(response.header("expires") or "")
        if expires is None:
            return None
        fresh = expires - (_moment(response.header("date") or "") or now)
    return min(fresh, MAX_FRESH) if fresh > timedelta(0) else None


def validator(response: Response, name: str) -> str | None:
    """Return an ETag or Last-Modified byte for byte, weak or strong; None for one that cannot be given back."""
    value = response.header(name)
    return value if value and len(value) <= MAX_VALIDATOR and value.isascii() and value.isprintable() else None


def links(response: Response) -> tuple[str, ...]:
    """Return the `Link` headers."""
    found = (value for name, value in response.headers if name == "link" and len(value) <= MAX_LINK)
    return tuple(value for _, value in zip(range(MAX_LINKS), found, strict=False))


def _number(text: str) -> int | None:
    text = text.strip()
    return int(text[:12]) if text.isascii() and text.isdigit() else None


def _moment(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
