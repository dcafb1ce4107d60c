"""What a site's robots.txt lets us fetch (RFC 9309), for pages and sitemaps; a feed is published to be polled.

Read by Protego. Answers are remembered for a bounded time: no robots.txt (4xx) allows everything, a server that fails
or asks for patience allows nothing for a while, and so does one that cannot be reached. Crawl-delay goes to the pace.
"""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego

from feeds.http.client import Client
from feeds.http.gate import Gate
from feeds.http.place import Place
from feeds.http.transport import TransportError

PRODUCT = "Storywatch"
"""The name that a robots.txt may address us by."""

MAX_ROBOTS = 512_000
"""Bytes that are read, as RFC 9309 has it; a longer file is read up to here by others, and refused by us."""

MAX_LINES = 5_000
"""Lines that are parsed; the longest in use have two thousand."""

SITES = 2_000
"""Sites remembered, those asked last; the rules of one are some kilobytes."""

MAX_KEPT = 50_000_000
"""Bytes of the rules that are remembered, all together: a site may have a thousand hosts with long rules."""

LINE_COST = 800
"""Bytes that a line takes beside its text once it is parsed."""

GOOD_FOR = timedelta(hours=24)
"""RFC 9309: not longer than a day."""

UNREACHABLE_FOR = timedelta(hours=1)
"""Until a server that failed is asked again; nothing of it is fetched meanwhile."""


class RobotsError(Exception):
    """A site does not want this fetched. Fate: it is not; the text says so in words."""


@dataclass(frozen=True)
class _Rules:
    until: datetime
    protego: Protego | None = None
    """None: everything is allowed, or nothing (`closed`)."""
    closed: str | None = None
    size: int = 0
    """Bytes in memory, about."""


class Robots:
    """The rules of all sites, asked for when first needed."""

    def __init__(self, client: Client, gate: Gate) -> None:
        self._client = client
        self._gate = gate
        self._known: OrderedDict[tuple[str, str, int], _Rules] = OrderedDict()
        self._size = 0
        self._asking: dict[tuple[str, str, int], asyncio.Lock] = {}

    async def check(self, place: Place, now: datetime) -> None:
        """Raise RobotsError where the site does not want `place` fetched. Raises HeldError, too."""
        rules = await self._rules(place, now)
        if rules.closed is not None:
            raise RobotsError(rules.closed)
        if rules.protego is None:
            return
        delay = rules.protego.crawl_delay(PRODUCT)
        if delay is not None:
            self._gate.pace.delay(place.host, delay)
        if not rules.protego.can_fetch(place.url, PRODUCT):
            raise RobotsError("the site's robots.txt does not want this page fetched")

    async def _rules(self, place: Place, now: datetime) -> _Rules:
        rules = self._known.get(place.origin)
        if rules is not None and rules.until > now:
            self._known.move_to_end(place.origin)
            return rules
        async with self._asking.setdefault(place.origin, asyncio.Lock()):
            try:
                rules = self._known.get(place.origin)
                if rules is None or rules.until <= now:
                    rules = await self._ask(place, now)
                    self._keep(place.origin, rules)
            finally:
                self._asking.pop(place.origin, None)
        return rules

    def _keep(self, origin: tuple[str, str, int], rules: _Rules) -> None:
        """Remember the rules, and as many of others as there is room for."""
        before = self._known.pop(origin, None)
        self._size += rules.size - (before.size if before is not None else 0)
        self._known[origin] = rules
        while len(self._known) > 1 and (len(self._known) > SITES or self._size > MAX_KEPT):
            _, forgotten = self._known.popitem(last=False)
            self._size -= forgotten.size

    async def _ask(self, place: Place, now: datetime) -> _Rules:
        parts = urlsplit(place.url)
        url = f"{parts.scheme}://{parts.netloc}/robots.txt"
        file = Place(url, place.scheme, place.host, place.port)
        try:
            answer = await self._client.get(file, (("Accept", "text/plain, */*;q=0.1"),), now, max_body=MAX_ROBOTS)
        except TransportError as error:
            return _Rules(now + UNREACHABLE_FOR, closed=f"the site's robots.txt cannot be read: {error}")
        status = answer.response.status
        if status == 429 or status >= 500:  # noqa: PLR2004 - HTTP's own
            return _Rules(now + UNREACHABLE_FOR, closed=f"the site's robots.txt cannot be read: it answers {status}")
        if not 200 <= status < 300:  # noqa: PLR2004 - HTTP's own
            return _Rules(now + GOOD_FOR)
        lines = answer.response.body.decode("utf-8-sig", "replace").splitlines()[:MAX_LINES]
        text = "\n".join(lines)
        return _Rules(now + GOOD_FOR, Protego.parse(text), size=len(text) + LINE_COST * len(lines))
