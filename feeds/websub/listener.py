"""Listens for hubs: confirmations of subscriptions, and what they deliver. The only part that knows aiohttp.

Bound to loopback unless told otherwise, behind a proxy that speaks TLS. A path that nobody was told is 404. What is
not signed with the subscription's secret is answered like what is, as the standard has it, and dropped.
"""

import asyncio
import hashlib
import logging
from collections import Counter
from collections.abc import Awaitable, Callable

from aiohttp import web

from feeds import metrics
from feeds.polling.outcome import Fetched
from feeds.reading.canonical import without_credentials
from feeds.websub.signature import HEADER, is_signed
from feeds.websub.subscriber import Subscriber
from storywatch.archive import ArchiveUnavailableError
from storywatch.archive.subscriptions import Subscription

log = logging.getLogger("storywatch.feeds")

MAX_BODY = 10_000_000
"""Bytes of what is delivered, as of what is fetched."""

MAX_CHALLENGE = 2_000
"""Characters of a challenge; hubs send 30 to 100."""

AT_ONCE = 8
"""Deliveries that come or are read, so that they fill 80 MB at most; one that finds no room is to come again."""

AT_ONCE_OF_ONE = 2
"""Of these, of one subscription: a hub that sends slowly, or what is slow to read, leaves room for the others."""

READ_SECONDS = 20.0
"""For a whole delivery to arrive."""

RETRY_SECONDS = 60
"""After which a hub may come again."""

Deliver = Callable[[str, Fetched], Awaitable[None]]
"""Take a body for a feed, by its address in the list. Raises ArchiveError where it cannot be kept."""


class Listener:
    """One server, from `start` to `stop`."""

    def __init__(self, subscriber: Subscriber, deliver: Deliver) -> None:
        self._subscriber = subscriber
        self._deliver = deliver
        self._under_way: Counter[str] = Counter()
        """Deliveries by the last part of their paths."""
        self._runner: web.AppRunner | None = None

    @property
    def running(self) -> bool:
        """Does it listen?"""
        return self._runner is not None

    async def start(self, host: str, port: int) -> int:
        """Listen; return the port. Raises OSError where it is taken."""
        app = web.Application(client_max_size=MAX_BODY, middlewares=[_patiently])
        app.router.add_get("/{tail:.*}", self._confirm)
        app.router.add_post("/{tail:.*}", self._receive)
        runner = web.AppRunner(app, access_log=None, handle_signals=False)
        await runner.setup()
        site = web.TCPSite(runner, host, port, backlog=128)
        try:
            await site.start()
        except OSError:
            await runner.cleanup()
            raise
        self._runner = runner
        return int(runner.addresses[0][1])

    async def stop(self) -> None:
        """Listen no more."""
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()

    async def _confirm(self, request: web.Request) -> web.Response:
        found = await self._find(request)
        said = {name.removeprefix("hub."): value for name, value in request.query.items()}
        mode = said.get("mode", "")
        if found is None:
            return _answer(404)
        if mode == "denied":
            await asyncio.to_thread(self._subscriber.deny, found, said.get("reason", ""))
            return _answer(200)
        challenge = said.get("challenge", "")
        if mode not in {"subscribe", "unsubscribe"} or not 0 < len(challenge) <= MAX_CHALLENGE:
            return _answer(404)
        meant = await asyncio.to_thread(
            self._subscriber.confirm, found, mode, said.get("topic", ""), _seconds(said.get("lease_seconds", ""))
        )
        if meant and mode == "subscribe":
            log.info("the hub of %s delivers from now on", without_credentials(found.feed))
        return _answer(200, challenge) if meant else _answer(404)

    async def _receive(self, request: web.Request) -> web.Response:
        path = _last_part(request)
        if self._under_way.total() >= AT_ONCE or self._under_way[path] >= AT_ONCE_OF_ONE:
            metrics.PUSHED.labels("no room").inc()
            return _come_again()
        self._under_way[path] += 1
        try:
            return await self._take(request)
        finally:
            self._under_way[path] -= 1
            if not self._under_way[path]:
                del self._under_way[path]

    async def _take(self, request: web.Request) -> web.Response:
        found = await self._find(request)
        if found is None:
            metrics.PUSHED.labels("unknown").inc()
            return _answer(404)
        try:
            async with asyncio.timeout(READ_SECONDS):
                body = await request.read()
        except TimeoutError:
            metrics.PUSHED.labels("too slow").inc()
            return _answer(408)
        except web.HTTPRequestEntityTooLarge:
            metrics.PUSHED.labels("too large").inc()
            return _answer(413)
        if not is_signed(body, request.headers.get(HEADER), found.secret):
            metrics.PUSHED.labels("unsigned").inc()
            return _answer(202)
        digest = hashlib.blake2b(body, digest_size=16).hexdigest()
        fetched = Fetched(body, request.headers.get("Content-Type", ""), found.topic, digest)
        await self._deliver(found.feed, fetched)
        metrics.PUSHED.labels("taken").inc()
        return _answer(202)

    async def _find(self, request: web.Request) -> Subscription | None:
        path = _last_part(request)
        return await asyncio.to_thread(self._subscriber.find, path) if path.isascii() else None


@web.middleware
async def _patiently(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Ask to come again while the archive cannot be used."""
    try:
        return await handler(request)
    except ArchiveUnavailableError:
        metrics.PUSHED.labels("not kept").inc()
        return _come_again()


def _last_part(request: web.Request) -> str:
    """What names a subscription: what comes before it is the proxy's."""
    return request.path.rpartition("/")[2]


def _answer(status: int, text: str = "") -> web.Response:
    headers = {"X-Content-Type-Options": "nosniff"}
    return web.Response(status=status, text=text, content_type="text/plain", headers=headers)


def _come_again() -> web.Response:
    return web.Response(status=503, headers={"Retry-After": str(RETRY_SECONDS)})


def _seconds(text: str) -> float:
    return float(text[:12]) if text.isascii() and text.isdigit() else 0.0
