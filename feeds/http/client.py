"""A polite GET: through the gate, along a few redirects, within one deadline. Knows nothing of feeds or of bodies."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from feeds.http.gate import Gate
from feeds.http.headers import retry_after
from feeds.http.place import Place, PlaceError, follow
from feeds.http.transport import MAX_BODY, Request, Response, Transport, TransportError

MAX_REDIRECTS = 5

MAX_POST_ANSWER = 100_000
"""Bytes of the answer to a POST: its status says it all."""

TOTAL_SECONDS = 30.0
"""For all requests of one fetch together; waiting at the gate does not count."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SAME_METHOD = frozenset({307, 308})
_PERMANENT = frozenset({301, 308})
_COME_LATER = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})

Headers = tuple[tuple[str, str], ...]
Check = Callable[[Place], Awaitable[None]]
"""Called with every address before it is asked. Raises what ends the fetch."""


class RedirectError(TransportError):
    """The redirects lead nowhere. Fate: the same as any failed request; it was the server's answer."""

    def __init__(self, words: str) -> None:
        super().__init__(words, reached=True, bound="redirects")


@dataclass(frozen=True)
class Answer:
    """The last answer of a fetch."""

    response: Response
    place: Place
    """Where it came from in the end."""
    moved: str | None = None
    """The same, where every hop said that it is for good and none led away from https."""


class Client:
    """One for all that a process asks of servers."""

    def __init__(
        self, transport: Transport, gate: Gate, *, user_agent: str, total_seconds: float = TOTAL_SECONDS
    ) -> None:
        self._transport = transport
        self._gate = gate
        self._user_agent = user_agent
        self._total_seconds = total_seconds

    async def get(
        self, place: Place, headers: Headers, now: datetime, *, check: Check | None = None, max_body: int = MAX_BODY
    ) -> Answer:
        """Fetch once; any status is an answer. Raises TransportError, HeldError, and what `check` raises."""
        remaining = self._total_seconds
        time = asyncio.get_running_loop().time
        asked = (*headers, ("User-Agent", self._user_agent))
        seen = {place.url}
        permanent = True
        for hop in range(MAX_REDIRECTS + 1):
            if check is not None:
                await check(place)
            async with self._gate.enter(place.host):
                begun = time()
                response = await self._transport.send(Request(place, asked, remaining, max_body))
                remaining -= time() - begun
                self._heed(place, response, now)
            location = response.header("location")
            if response.status not in _REDIRECTS or not location:
                return Answer(response, place, place.url if permanent and hop else None)
            target = _target(place, location)
            permanent = permanent and response.status in _PERMANENT
            permanent = permanent and not (place.scheme == "https" and target.scheme == "http")
            if target.url in seen:
                raise RedirectError("its redirects lead in a circle")
            if remaining <= 0:
                raise TransportError(f"no whole answer within {self._total_seconds:.0f} s", reached=False, bound="time")
            seen.add(target.url)
            place = target
        raise RedirectError(f"more than {MAX_REDIRECTS} redirects")

    async def post(self, place: Place, form: bytes, now: datetime) -> Response:
        """Post a form once; only redirects that keep it a POST are followed. Raises TransportError, HeldError."""
        asked = (("User-Agent", self._user_agent),)
        for _ in range(MAX_REDIRECTS + 1):
            async with self._gate.enter(place.host):
                request = Request(place, asked, self._total_seconds, MAX_POST_ANSWER, form)
                response = await self._transport.send(request)
                self._heed(place, response, now)
            location = response.header("location")
            if response.status not in _SAME_METHOD or not location:
                return response
            place = _target(place, location)
        raise RedirectError(f"more than {MAX_REDIRECTS} redirects")

    def _heed(self, place: Place, response: Response, now: datetime) -> None:
        """Hold up what else would be asked of a host that asks for patience."""
        if response.status in _COME_LATER:
            wait = retry_after(response.header("retry-after"), now)
            if wait:
                self._gate.pace.hold(place.host, wait.total_seconds(), asyncio.get_running_loop().time())


def _target(place: Place, location: str) -> Place:
    try:
        return follow(place, location)
    except PlaceError as error:
        raise RedirectError(f"it redirects to {error}") from None
