"""Get a feed's or a page's bytes, over HTTP or from a file, or say in words why not. Knows nothing of what is in them.

Conditional by ETag and Last-Modified, and by the body's hash for servers that give neither. What HTTP asks of a guest
is in feeds/http: this puts it together.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from http import HTTPStatus

from feeds import metrics
from feeds.address import FeedAddress
from feeds.http.client import TOTAL_SECONDS, Answer, Check, Client, RedirectError
from feeds.http.coding import ACCEPTED
from feeds.http.gate import Gate, HeldError
from feeds.http.guard import Guard
from feeds.http.headers import fresh_for, links, retry_after, validator
from feeds.http.pace import Pace, PacePolicy
from feeds.http.place import Place, PlaceError, locate
from feeds.http.robots import PRODUCT, Robots, RobotsError
from feeds.http.transport import MAX_BODY, CurlTransport, ForbiddenError, Transport, TransportError
from feeds.polling.outcome import Failed, Fetched, Held, Outcome, Problem, Unchanged
from storywatch import __version__
from storywatch.archive import FeedState
from storywatch.config import Feeds

_ACCEPT_FEED = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, "
    "application/json;q=0.8, */*;q=0.1"
)
_ACCEPT_PAGE = "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.1"


@dataclass(frozen=True)
class Known:
    """What is remembered of the body that was got last."""

    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None


def name_us(contact: str) -> str:
    """Word the User-Agent; `contact` is an address that outlets may write to, or empty."""
    return f"{PRODUCT}/{__version__} (news monitor; {contact or 'one conditional request a feed and interval'})"


class Fetcher:
    """Fetches, for all feeds of a process."""

    def __init__(
        self,
        transport: Transport,
        pace: PacePolicy | None = None,
        *,
        contact: str = "",
        total_seconds: float = TOTAL_SECONDS,
    ) -> None:
        gate = Gate(Pace(pace or PacePolicy()))
        self._client = Client(transport, gate, user_agent=name_us(contact), total_seconds=total_seconds)
        self._robots = Robots(self._client, gate)

    async def fetch(self, feed: FeedAddress, state: FeedState, now: datetime) -> Outcome:
        """Fetch a feed once. Never raises for what a server or a file does."""
        if feed.path is not None:
            return await asyncio.to_thread(_read_file, feed, state)
        known = Known(state.etag, state.last_modified, state.digest)
        check = self._check(now) if feed.kind != "feed" else None
        try:
            place = _current(feed, state)
        except PlaceError as error:
            return Failed("refused", str(error))
        return await self._get(place, known, now, _ACCEPT_FEED, check)

    async def fetch_page(self, url: str, now: datetime, known: Known | None = None) -> Outcome:
        """Fetch a page once, where the site's robots.txt lets us. Never raises for what a server does."""
        try:
            place = locate(url)
        except PlaceError as error:
            return Failed("refused", str(error))
        return await self._get(place, known or Known(), now, _ACCEPT_PAGE, self._check(now))

    async def post(self, url: str, form: bytes, now: datetime) -> str | None:
        """Post a form by the same rules; None where it was taken, else why not, in words. Never raises for a server."""
        try:
            response = await self._client.post(locate(url), form, now)
        except (PlaceError, HeldError, TransportError) as error:
            return str(error)
        if HTTPStatus.OK <= response.status < HTTPStatus.MULTIPLE_CHOICES:
            return None
        return f"the server answers {response.status}"

    def _check(self, now: datetime) -> Check:
        return partial(self._robots.check, now=now)

    async def _get(self, place: Place, known: Known, now: datetime, accept: str, check: Check | None) -> Outcome:
        headers = [("Accept", accept), ("Accept-Encoding", ACCEPTED)]
        headers += [("If-None-Match", known.etag)] if known.etag else []
        headers += [("If-Modified-Since", known.last_modified)] if known.last_modified else []
        try:
            answer = await self._client.get(place, tuple(headers), now, check=check)
        except HeldError as error:
            return Held(timedelta(seconds=error.seconds))
        except RobotsError as error:
            return Failed("forbidden", str(error))
        except ForbiddenError as error:
            metrics.FORBIDDEN.inc()
            return Failed("forbidden", str(error), address=error.address)
        except TransportError as error:
            if error.bound is not None:
                metrics.BOUNDED.labels(error.bound).inc()
            return Failed(_problem(error), str(error))
        return _judge(answer, known, now)


@asynccontextmanager
async def open_fetcher(settings: Feeds, *, total_seconds: float = TOTAL_SECONDS) -> AsyncIterator[Fetcher]:
    """Make a fetcher as the configuration has it; its connections end with the context."""
    pace = PacePolicy(at_once=settings.host_requests, spacing=settings.host_spacing_seconds)
    async with CurlTransport(Guard(settings.allow_networks)) as transport:
        yield Fetcher(transport, pace, contact=settings.contact, total_seconds=total_seconds)


def _current(feed: FeedAddress, state: FeedState) -> Place:
    """Where a feed is now: as listed, or where it has moved for good; its credentials go to its own origin only."""
    listed = locate(feed.url)
    if state.address is None:
        return listed
    try:
        moved = locate(state.address)
    except PlaceError:
        return listed
    credentials = listed.credentials if moved.origin == listed.origin else None
    return Place(moved.url, moved.scheme, moved.host, moved.port, credentials)


def _judge(answer: Answer, known: Known, now: datetime) -> Outcome:
    response = answer.response
    etag, last_modified = validator(response, "etag"), validator(response, "last-modified")
    fresh = fresh_for(response, now)
    if response.status == HTTPStatus.NOT_MODIFIED:
        return Unchanged(etag or known.etag, last_modified or known.last_modified, fresh, answer.moved)
    if not HTTPStatus.OK <= response.status < HTTPStatus.MULTIPLE_CHOICES:
        return _refusal(answer, now)
    digest = hashlib.blake2b(response.body, digest_size=16).hexdigest()
    if digest == known.digest:
        return Unchanged(etag, last_modified, fresh, answer.moved)
    content_type = (response.header("content-type") or "")[:200]
    return Fetched(
        response.body, content_type, answer.place.url, digest, etag, last_modified, fresh, answer.moved, links(response)
    )


def _problem(error: TransportError) -> Problem:
    if isinstance(error, RedirectError):
        return "refused"
    return "unreadable" if error.reached else "unreachable"


def _refusal(answer: Answer, now: datetime) -> Failed:
    status = answer.response.status
    phrase = HTTPStatus(status).phrase if status in HTTPStatus.__members__.values() else ""
    words = f"the server answers {status} {phrase}".rstrip()
    if status == HTTPStatus.GONE:
        return Failed("gone", f"{words}: it is asked again in a week", status=status)
    wait = retry_after(answer.response.header("retry-after"), now)
    problem: Problem = (
        "throttled" if status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE} else "refused"
    )
    return Failed(problem, words, wait, status)


def _read_file(feed: FeedAddress, state: FeedState) -> Outcome:
    path = feed.path
    if path is None:
        return Failed("refused", "no file")
    try:
        status = path.stat()
        stamp = f"{status.st_mtime_ns}:{status.st_size}"
        if stamp == state.last_modified:
            return Unchanged(None, stamp)
        with path.open("rb") as file:
            body = file.read(MAX_BODY + 1)
    except OSError as error:
        return Failed("unreachable", f"the file cannot be read ({error.strerror})")
    if len(body) > MAX_BODY:
        return Failed("unreadable", f"longer than {MAX_BODY:,} bytes")
    digest = hashlib.blake2b(body, digest_size=16).hexdigest()
    if digest == state.digest:
        return Unchanged(None, stamp)
    return Fetched(body, "", feed.url, digest, None, stamp)
