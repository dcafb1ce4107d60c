"""Get a feed's bytes, over HTTP or from a file, or say in words why not. Knows nothing of what is in them.

httpx, asynchronously: one thread serves all feeds. Conditional by ETag and Last-Modified, and by the body's hash for
servers that give neither. No cookies: a poller has no session.
"""

import asyncio
import hashlib
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Self

import httpx

from feeds.address import FeedAddress
from feeds.outcome import Failed, Fetched, Outcome, Problem, Unchanged
from storywatch import __version__
from storywatch.archive import FeedState

USER_AGENT = f"Storywatch/{__version__} (news monitor; one conditional request a feed and interval)"

MAX_BODY = 10_000_000
"""Bytes, after decompression. The largest news feeds have two million."""

MAX_REDIRECTS = 5

MAX_VALIDATOR = 1_024
"""Characters of an ETag or Last-Modified; a longer one is not kept."""

CONNECT_SECONDS, SILENCE_SECONDS, TOTAL_SECONDS = 5.0, 10.0, 30.0
"""To connect; between two pieces of an answer; for a whole fetch, so that a slow drip ends too."""

CONNECTIONS = 32
"""Requests under way at once."""

CONNECTIONS_PER_HOST = 2
"""Of these, to one host."""

MAX_RETRY_AFTER = timedelta(days=1)
"""A server may ask us to wait for so long; more counts as a mistake."""

_CONTENT_CODINGS = {"gzip": 31, "x-gzip": 31, "deflate": 47}
"""zlib's window bits; 47 takes the zlib form and gzip."""


class _Problem(Exception):  # noqa: N818 - a way out, not an error
    def __init__(self, problem: Problem, error: str, retry_after: timedelta | None = None) -> None:
        super().__init__(error)
        self.failed = Failed(problem, error, retry_after)


class Fetcher:
    """An HTTP client for all feeds; an async context manager."""

    def __init__(self, *, total_seconds: float = TOTAL_SECONDS) -> None:
        self._total_seconds = total_seconds
        self._slots = asyncio.Semaphore(CONNECTIONS)
        self._hosts: dict[str, asyncio.Semaphore] = {}
        self._client = httpx.AsyncClient(
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip", "Accept": _ACCEPT},
            timeout=httpx.Timeout(SILENCE_SECONDS, connect=CONNECT_SECONDS, pool=None),
            limits=httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS),
            follow_redirects=True,
            max_redirects=MAX_REDIRECTS,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        )

    async def fetch(self, feed: FeedAddress, state: FeedState, now: datetime) -> Outcome:
        """Fetch a feed once. Never raises for what a server or a file does."""
        try:
            if feed.path is not None:
                return await asyncio.to_thread(_read_file, feed, state)
            host = httpx.URL(feed.url).host
            async with self._hosts.setdefault(host, asyncio.Semaphore(CONNECTIONS_PER_HOST)), self._slots:
                async with asyncio.timeout(self._total_seconds):
                    return await self._get(feed, state, now)
        except _Problem as way_out:
            return way_out.failed
        except TimeoutError:
            return Failed("unreachable", f"no whole answer within {self._total_seconds:.0f} s")
        except httpx.TooManyRedirects:
            return Failed("refused", f"more than {MAX_REDIRECTS} redirects")
        except httpx.TimeoutException as error:
            return Failed("unreachable", f"no answer in time ({_kind(error)})")
        except httpx.TransportError as error:
            return Failed("unreachable", f"cannot be reached ({error or _kind(error)})")
        except (httpx.InvalidURL, httpx.HTTPError, ValueError) as error:
            return Failed("refused", f"not a usable address or answer ({error or _kind(error)})")

    async def _get(self, feed: FeedAddress, state: FeedState, now: datetime) -> Outcome:
        async with self._client.stream("GET", feed.url, headers=_conditions(state)) as response:
            etag, last_modified = (_validator(response.headers.get(name)) for name in ("ETag", "Last-Modified"))
            if response.status_code == httpx.codes.NOT_MODIFIED:
                return Unchanged(etag or state.etag, last_modified or state.last_modified)
            if not response.is_success:
                raise _refusal(response, now)
            body = await _bounded_body(response)
            digest = hashlib.blake2b(body, digest_size=16).hexdigest()
            if digest == state.digest:
                return Unchanged(etag, last_modified)
            content_type = response.headers.get("Content-Type", "")
            return Fetched(body, content_type, str(response.url), digest, etag, last_modified)

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.__aexit__(kind, error, trace)


_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, "
    "application/json;q=0.8, */*;q=0.1"
)


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """Read a Retry-After header, seconds or a date; None where it says nothing. Between 0 and MAX_RETRY_AFTER."""
    if value is None:
        return None
    value = value.strip()
    try:
        if value.isascii() and value.isdigit():
            wait = timedelta(seconds=min(int(value[:12]), MAX_RETRY_AFTER.total_seconds()))
        else:
            moment = parsedate_to_datetime(value)
            wait = (moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)) - now
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(wait, timedelta(0)), MAX_RETRY_AFTER)


def _conditions(state: FeedState) -> dict[str, str]:
    pairs = (("If-None-Match", state.etag), ("If-Modified-Since", state.last_modified))
    return {name: value for name, value in pairs if value}


def _validator(value: str | None) -> str | None:
    return value if value and len(value) <= MAX_VALIDATOR and value.isascii() and value.isprintable() else None


def _refusal(response: httpx.Response, now: datetime) -> _Problem:
    status = response.status_code
    words = f"the server answers {status} {httpx.codes.get_reason_phrase(status)}".rstrip()
    if status == httpx.codes.GONE:
        return _Problem("gone", f"{words}: it is asked again in a week")
    wait = retry_after(response.headers.get("Retry-After"), now)
    if status in {httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE}:
        return _Problem("throttled", words, wait)
    return _Problem("refused", words, wait)


async def _bounded_body(response: httpx.Response) -> bytes:
    """Read and decompress, stopping at MAX_BODY: a small answer may unpack to gigabytes."""
    coding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if coding not in _CONTENT_CODINGS and coding not in {"", "identity"}:
        raise _Problem("unreadable", f"compressed in a way that was not asked for ({coding[:40]})")
    inflater = zlib.decompressobj(_CONTENT_CODINGS[coding]) if coding in _CONTENT_CODINGS else None
    body = bytearray()
    try:
        async for piece in response.aiter_raw():
            body += inflater.decompress(piece, MAX_BODY + 1 - len(body)) if inflater else piece
            if len(body) > MAX_BODY:
                raise _Problem("unreadable", f"longer than {MAX_BODY:,} bytes")
    except zlib.error as error:
        raise _Problem("unreadable", f"compressed, but broken ({coding})") from error
    if inflater is not None and body and not inflater.eof:
        raise _Problem("unreadable", "cut off: its compressed form has no end")
    return bytes(body)


def _read_file(feed: FeedAddress, state: FeedState) -> Outcome:
    path = feed.path
    if path is None:
        raise _Problem("refused", "no file")
    try:
        status = path.stat()
        stamp = f"{status.st_mtime_ns}:{status.st_size}"
        if stamp == state.last_modified:
            return Unchanged(None, stamp)
        with path.open("rb") as file:
            body = file.read(MAX_BODY + 1)
    except OSError as error:
        raise _Problem("unreachable", f"the file cannot be read ({error.strerror})") from error
    if len(body) > MAX_BODY:
        raise _Problem("unreadable", f"longer than {MAX_BODY:,} bytes")
    digest = hashlib.blake2b(body, digest_size=16).hexdigest()
    if digest == state.digest:
        return Unchanged(None, stamp)
    return Fetched(body, "", feed.url, digest, None, stamp)


def _kind(error: Exception) -> str:
    return type(error).__name__
