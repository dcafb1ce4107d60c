"""Outlets in memory that keep a record of everything that is done to them, and say where it was impolite.

A transport in place of libcurl: gate, redirects, conditions, schedule and poller are the product's own.
"""

import asyncio
import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import msgspec
from builders import article

from feeds.address import FeedAddress
from feeds.http.transport import Request, Response, TransportError
from feeds.polling.outcome import Fetched
from feeds.polling.reading import Polled
from feeds.reading.hints import Hints

T0 = datetime(2026, 3, 2, tzinfo=UTC)

NIGHT = (1, 2, 3, 4)
"""Hours (UTC) in which some outlets ask not to be polled."""

SLACK = 0.001
"""Seconds; clocks are floating-point numbers."""


class Listing(msgspec.Struct):
    """A feed's body."""

    items: tuple[str, ...]
    skip_hours: tuple[int, ...]


@dataclass
class Outlet:
    """A feed, as its server sees it."""

    kind: str
    published: int = 1
    """Items so far."""
    etag: str | None = None
    last_modified: str | None = None


@dataclass
class RecordingWeb:
    """Answers by the kind that the path names: /KIND/NUMBER."""

    at_once: int
    spacing: float
    outlets: dict[str, Outlet] = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    """Requests, by kind."""
    statuses: Counter[int] = field(default_factory=Counter)
    under_way: Counter[str] = field(default_factory=Counter)
    last_start: dict[str, float] = field(default_factory=dict)
    host_closed: dict[str, float] = field(default_factory=dict)
    closed: dict[str, float] = field(default_factory=dict)
    given: dict[str, dict[str, str]] = field(default_factory=dict)
    """By address: the validators that a client must bring."""
    polls: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    chance: random.Random = field(default_factory=lambda: random.Random(6))

    async def send(self, request: Request) -> Response:
        now = asyncio.get_running_loop().time()
        place, url = request.place, request.place.url
        kind = url.split("/")[3]
        self._judge(place.host, url, kind, dict(request.headers), now)
        self.asked[kind] += 1
        self.under_way[place.host] += 1
        self.last_start[place.host] = now
        self.polls[url].append(now)
        try:
            await asyncio.sleep(self.chance.uniform(0.05, 8.0 if kind == "slow" else 0.6))
            response = self._answer(url, kind, dict(request.headers), asyncio.get_running_loop().time())
        finally:
            self.under_way[place.host] -= 1
        self.statuses[response.status] += 1
        if response.status in {301, 302, 308}:  # what was given here was another's
            self.given.pop(url, None)
        return response

    def _judge(self, host: str, url: str, kind: str, headers: dict[str, str], now: float) -> None:
        if self.under_way[host] >= self.at_once:
            self._blame(now, f"{host}: {self.under_way[host] + 1} at once")
        if now - self.last_start.get(host, -self.spacing) < self.spacing - SLACK:
            self._blame(now, f"{host}: {now - self.last_start[host]:.3f} s after the last")
        if now < self.host_closed.get(host, 0.0) - SLACK:
            self._blame(now, f"{host}: asked while it wants patience")
        if now < self.closed.get(url, 0.0) - SLACK:
            self._blame(now, f"{url}: {self.closed[url] - now:.0f} s before Retry-After")
        for name, value in self.given.get(url, {}).items():
            if headers.get(name) != value:
                self._blame(now, f"{url}: {name} is {headers.get(name)!r} instead of {value!r}")
        if "Storywatch/" not in headers["User-Agent"] or "news@monitor.example" not in headers["User-Agent"]:
            self._blame(now, f"asked as {headers['User-Agent']}")
        if kind == "night" and (T0 + timedelta(seconds=now)).hour in NIGHT and self.polls[url]:
            self._blame(now, f"{url}: in an hour that it asks to skip")
        if self.polls[url] and now - self.polls[url][-1] < 60 - SLACK and kind not in {"home", "later"}:
            self._blame(now, f"{url}: {now - self.polls[url][-1]:.1f} s after its last poll")

    def _blame(self, now: float, words: str) -> None:
        self.violations.append(f"{T0 + timedelta(seconds=now):%H:%M:%S} {words}")

    def _answer(self, url: str, kind: str, headers: dict[str, str], now: float) -> Response:
        number = int(url.rpartition("/")[2])
        host = url.split("/")[2]
        moment = T0 + timedelta(seconds=now)
        match kind:
            case "gone":
                self.closed[url] = float("inf")
                return Response(410)
            case "broken":
                return Response(500)
            case "away":
                raise TransportError("nothing answers there", reached=False)
            case "circle":
                return Response(302, (("location", f"/circle/{number}"),))
            case "moved" | "moved-later" if kind == "moved" or moment.hour >= 6:
                return Response(308, (("location", f"http://new{number % 7}.example/home/{number}"),))
            case "busy" if self.chance.random() < 0.3:
                return self._ask_for_patience(url, host, 429, str(wait := self.chance.randint(1, 7_200)), now + wait)
            case "full" if moment.minute < 20:
                again = moment.replace(microsecond=0) + timedelta(seconds=self.chance.randint(30, 5_000))
                at = (again - T0).total_seconds()
                return self._ask_for_patience(url, host, 503, format_datetime(again, usegmt=True), at)
        return self._feed(url, kind, number, headers, now)

    def _ask_for_patience(self, url: str, host: str, status: int, value: str, until: float) -> Response:
        now = asyncio.get_running_loop().time()
        self.closed[url] = until
        self.host_closed[host] = max(self.host_closed.get(host, 0.0), min(until, now + 3_600))
        return Response(status, (("retry-after", value),))

    def _feed(self, url: str, kind: str, number: int, headers: dict[str, str], now: float) -> Response:
        outlet = self.outlets.setdefault(url, Outlet(kind))
        hourly = {"quiet": 0.0, "steady": 1.0, "lively": 12.0}.get(kind, 0.3)
        due = 1 + int(now / 3_600 * hourly)
        if due > outlet.published or (outlet.etag is None and outlet.last_modified is None):
            outlet.published = due
            outlet.etag = f'"{number}-{due}"' if number % 3 else f'W/"{number}-{due}"'
            outlet.last_modified = format_datetime(T0 + timedelta(seconds=int(now)), usegmt=True)
        own = () if kind == "bare" else (("etag", outlet.etag), ("last-modified", outlet.last_modified))
        if kind == "dated":
            own = own[1:]
        given = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
        known = bool(own) and all(headers.get(given[name]) == value for name, value in own)
        self.given[url] = {given[name]: value for name, value in own}
        if kind == "fresh":
            own += (("cache-control", "public, max-age=600"),)
        if known:
            return Response(304, own)
        listed = tuple(f"{kind}-{number}-{one}" for one in range(max(0, outlet.published - 5), outlet.published))
        return Response(200, own, msgspec.json.encode(Listing(listed, NIGHT if kind == "night" else ())))


async def read_listing(feed: FeedAddress, fetched: Fetched, at: datetime, _: bytes) -> Polled:
    """Read what these outlets publish; the real formats would take most of the time, and are not what is tested."""
    listing = msgspec.json.decode(fetched.body, type=Listing)
    articles = (article(name, f"Report {name}.", at=at) for name in listing.items)
    articles = tuple(msgspec.structs.replace(one, feed=feed.url) for one in articles)
    hints = Hints(ttl=timedelta(minutes=20), skip_hours=frozenset(listing.skip_hours))
    return Polled(feed, fetched, at, articles, hints=hints)
