"""One request, one bounded answer, by libcurl on the event loop. Follows nothing, remembers nothing but connections.

HTTP/2 where a server offers it. The guard is asked for every address that is about to be dialled (libcurl hands over
the very address), proxies from the environment are not used, cookies are not kept, and only http and https are spoken.
"""

import os
import socket
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

import certifi
import pycurl

from feeds.http.coding import Body, Bound, CodingError
from feeds.http.guard import Guard
from feeds.http.place import Place

MAX_HEADERS = 65_536
"""Bytes of an answer's headers, all together; servers send one to four thousand."""

MAX_HEADER_LINES = 256

MAX_BODY = 10_000_000
"""Bytes, after decompression. The largest news feeds have two million."""

CONNECT_SECONDS, SILENCE_SECONDS = 5.0, 10
"""To look up a name, connect and agree on TLS; and between two pieces of an answer."""

CONNECTIONS = 128
"""Open at once, in use or kept for the next request."""

IDLE_SECONDS = 30
"""A connection that was not used for so long is not used again: the next poll is minutes away."""

SPARE_HANDLES = 128
"""libcurl's handles that are kept for the next request."""


@dataclass(frozen=True)
class Request:
    """What is asked."""

    place: Place
    headers: tuple[tuple[str, str], ...] = ()
    seconds: float = 30.0
    """For the whole exchange, so that a slow drip ends too."""
    max_body: int = MAX_BODY
    form: bytes | None = None
    """To be posted; None: a GET."""


@dataclass(frozen=True)
class Response:
    """What was answered."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    """Names in lower case."""
    body: bytes = b""
    version: str = ""

    def header(self, name: str) -> str | None:
        """Return the last header of that name (lower case): servers that send one twice mean the last."""
        return next((value for key, value in reversed(self.headers) if key == name), None)


_QUICK_EXIT = 322
"""CURLOPT_QUICK_EXIT, which pycurl has no name for: closing does not wait for a name server that does not answer."""


class TransportError(Exception):
    """No answer that can be used. Fate: the request failed, in the words of its text."""

    def __init__(self, words: str, *, reached: bool, bound: Bound | None = None) -> None:
        super().__init__(words)
        self.bound = bound
        self.reached = reached
        """A server answered, if only with something that is not taken."""


class ForbiddenError(TransportError):
    """The guard refused the address. Fate: the same, and counted by itself."""

    def __init__(self, words: str, address: str) -> None:
        super().__init__(words, reached=False)
        self.address = address


class Transport(Protocol):
    """Sends one request."""

    async def send(self, request: Request) -> Response:
        """Return the whole answer, unpacked. Raises TransportError."""


class _Dialled(Protocol):
    """What libcurl is about to connect to."""

    family: int
    socktype: int
    protocol: int
    addr: tuple[str, int]


class _Exchange:
    """libcurl's handle for one request at a time; libcurl calls its methods."""

    def __init__(self, guard: Guard, authorities: str) -> None:
        self._guard = guard
        self.curl = curl = pycurl.Curl()
        curl.setopt(pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS)
        curl.setopt(pycurl.FOLLOWLOCATION, 0)
        curl.setopt(pycurl.PROXY, "")
        curl.setopt(pycurl.NOSIGNAL, 1)
        curl.setopt(_QUICK_EXIT, 1)
        curl.setopt(pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_2TLS)
        curl.setopt(pycurl.CONNECTTIMEOUT_MS, int(CONNECT_SECONDS * 1000))
        curl.setopt(pycurl.LOW_SPEED_LIMIT, 1)
        curl.setopt(pycurl.LOW_SPEED_TIME, SILENCE_SECONDS)
        curl.setopt(pycurl.MAXAGE_CONN, IDLE_SECONDS)
        curl.setopt(pycurl.CAINFO, authorities)
        curl.setopt(pycurl.HTTPAUTH, pycurl.HTTPAUTH_BASIC)
        curl.setopt(pycurl.OPENSOCKETFUNCTION, self._open_socket)
        curl.setopt(pycurl.HEADERFUNCTION, self._take_header)
        curl.setopt(pycurl.WRITEFUNCTION, self._take_body)

    def begin(self, request: Request) -> None:
        """Make ready for a request; nothing of the one before is left."""
        self.headers: list[tuple[str, str]] = []
        self._header_bytes = 0
        self._header_lines = 0
        self._max_body = request.max_body
        self._sockets: list[socket.socket] = []
        self.body: Body | None = None
        self.ended: CodingError | None = None
        """Why we ended it."""
        self.forbidden: tuple[str, str] | None = None
        """An address that the guard refused, and why."""
        place, curl = request.place, self.curl
        curl.setopt(pycurl.URL, place.url)
        curl.setopt(pycurl.TIMEOUT_MS, max(1, int(request.seconds * 1000)))
        curl.setopt(pycurl.HTTPHEADER, [f"{name}: {value}" for name, value in request.headers])
        if request.form is not None:
            curl.setopt(pycurl.POSTFIELDS, request.form)
        if place.credentials is not None:
            user, password = place.credentials
            curl.setopt(pycurl.USERNAME, user.encode())
            curl.setopt(pycurl.PASSWORD, password.encode())

    def end(self, request: Request) -> None:
        """Close what libcurl has its own copy of, and forget credentials."""
        for opened in self._sockets:
            opened.close()
        if request.place.credentials is not None:
            self.curl.unsetopt(pycurl.USERNAME)
            self.curl.unsetopt(pycurl.PASSWORD)

    def _open_socket(self, _purpose: int, address: _Dialled) -> socket.socket | int:
        dialled = str(address.addr[0])
        refusal = self._guard.refusal(dialled)
        if refusal is not None:
            self.forbidden = dialled, refusal
            return int(pycurl.SOCKET_BAD)
        opened = socket.socket(address.family, address.socktype, address.protocol)
        self._sockets.append(opened)
        return opened

    def _take_header(self, line: bytes) -> int | None:
        self._header_bytes += len(line)
        self._header_lines += 1
        if self._header_bytes > MAX_HEADERS or self._header_lines > MAX_HEADER_LINES:
            words = f"headers of more than {MAX_HEADERS:,} bytes or {MAX_HEADER_LINES} lines"
            self.ended = CodingError(words, "headers")
            return -1
        if line.startswith(b"HTTP/"):  # a new head: the one before was provisional (1xx)
            self.headers.clear()
            self.body = None
            return None
        name, colon, value = line.decode("iso-8859-1").partition(":")
        if colon and self.body is None:  # what comes after the body is a trailer, and of no use
            self.headers.append((name.strip().lower(), value.strip()))
        return None

    def _take_body(self, piece: bytes) -> int | None:
        try:
            if self.body is None:
                self.body = Body(_last(self.headers, "content-encoding"), self._max_body)
            self.body.add(piece)
        except CodingError as error:
            self.ended = error
            return -1
        return None


class CurlTransport:
    """libcurl; an async context manager, used from one event loop."""

    def __init__(self, guard: Guard, *, authorities: str | None = None) -> None:
        """`authorities`: a file of certificates to trust instead of the usual ones."""
        self._guard = guard
        self._authorities = authorities or os.environ.get("SSL_CERT_FILE") or certifi.where()
        self._multi = pycurl.AsyncCurlMulti()
        self._multi.setopt(pycurl.M_MAXCONNECTS, CONNECTIONS)
        self._multi.setopt(pycurl.M_MAX_TOTAL_CONNECTIONS, CONNECTIONS)
        self._spare: list[_Exchange] = []

    async def send(self, request: Request) -> Response:
        """Return the whole answer, unpacked. Raises TransportError."""
        exchange = self._spare.pop() if self._spare else _Exchange(self._guard, self._authorities)
        curl = exchange.curl
        exchange.begin(request)
        try:
            await self._multi.perform(curl)
            status, version = curl.getinfo(pycurl.RESPONSE_CODE), curl.getinfo(pycurl.INFO_HTTP_VERSION)
            body = exchange.body.end() if exchange.body is not None else b""
        except pycurl.error as error:
            raise _problem(exchange, error.args[0], str(error.args[1])) from None
        except CodingError as error:
            raise TransportError(str(error), reached=True, bound=error.bound) from None
        finally:
            exchange.end(request)
        if request.form is None and len(self._spare) < SPARE_HANDLES:  # one that failed or posted is not used again
            self._spare.append(exchange)
        return Response(status, tuple(exchange.headers), body, _VERSIONS.get(version, ""))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._multi.aclose()
        for exchange in self._spare:
            exchange.curl.close()
        self._spare.clear()


_VERSIONS = {
    pycurl.CURL_HTTP_VERSION_1_0: "1.0",
    pycurl.CURL_HTTP_VERSION_1_1: "1.1",
    pycurl.CURL_HTTP_VERSION_2_0: "2",
}

_UNREACHED = {
    pycurl.E_COULDNT_RESOLVE_HOST: "its name cannot be looked up",
    pycurl.E_COULDNT_CONNECT: "nothing answers there",
    pycurl.E_GOT_NOTHING: "the connection ends without an answer",
    pycurl.E_RECV_ERROR: "the connection breaks off",
    pycurl.E_SEND_ERROR: "the connection breaks off",
    pycurl.E_PARTIAL_FILE: "the answer breaks off",
    pycurl.E_SSL_CONNECT_ERROR: "TLS cannot be agreed on",
    pycurl.E_PEER_FAILED_VERIFICATION: "its certificate is not trusted",
}
"""libcurl's reasons that mean that no server was reached, or none answered to the end."""


def _problem(exchange: _Exchange, code: int, words: str) -> TransportError:
    if exchange.ended is not None:
        return TransportError(str(exchange.ended), reached=True, bound=exchange.ended.bound)
    if exchange.forbidden is not None and code == pycurl.E_COULDNT_CONNECT:
        address, refusal = exchange.forbidden
        return ForbiddenError(f"not asked: {refusal}", address)
    if code == pycurl.E_OPERATION_TIMEDOUT:
        return TransportError(f"no whole answer in time ({words})", reached=False, bound="time")
    if code in _UNREACHED:
        return TransportError(f"{_UNREACHED[code]} ({words})", reached=False)
    return TransportError(f"no HTTP answer that can be read ({words})", reached=True)


def _last(headers: list[tuple[str, str]], name: str) -> str:
    return next((value for key, value in reversed(headers) if key == name), "")
