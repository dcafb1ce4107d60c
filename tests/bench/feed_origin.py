"""The outlets of the feeds bench: one process serves thousands of feeds on loopback, each at an address of its own.

Cheap, so that it measures those who ask: it finds the number of the feed, looks at If-None-Match, and writes prepared
bytes LATENCY later. `GET /generation/N` gives every feed its next items: NEW of ITEMS are new.
"""

import asyncio
import sys

LATENCY = 0.020
"""Seconds between a request and its answer."""

ITEMS, NEW = 25, 5

_ITEM = (
    "<item><title>Report {number} on the harbour works</title><link>https://paper@@.example/{number}</link>"
    "<guid>https://paper@@.example/{number}</guid><pubDate>Sun, 01 Mar 2026 {hour:02}:00:00 GMT</pubDate>"
    "<description>&lt;p&gt;The dam above Tarnmouth broke at {number} places on Sunday, and eleven people are missing, "
    "the mayor said. &lt;a href='/more'&gt;More&lt;/a&gt;&lt;/p&gt;</description></item>"
)
_HEAD = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Paper @@</title>'
_HEAD += "<link>https://paper@@.example/</link>"


def address(number: int, port: int) -> str:
    """Name feed `number`: every feed is on a host of its own, as most are."""
    return f"http://127.1.{number // 250}.{number % 250 + 1}:{port}/{number}"


class Outlets(asyncio.Protocol):
    """One connection."""

    etag = b'"g1"'
    body = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._came = b""

    def data_received(self, data: bytes) -> None:
        self._came += data
        while b"\r\n\r\n" in self._came:
            head, _, self._came = self._came.partition(b"\r\n\r\n")
            path = head.split(b" ", 2)[1]
            if path.startswith(b"/generation/"):
                Outlets.turn(int(path.rpartition(b"/")[2]))
                self._write(b"HTTP/1.1 204 No Content\r\n\r\n")
                continue
            asyncio.get_running_loop().call_later(LATENCY, self._write, self._answer(path[1:], head))

    @classmethod
    def turn(cls, generation: int) -> None:
        cls.etag = b'"g%d"' % generation
        last = generation * NEW + ITEMS
        items = (_ITEM.format(number=number, hour=number % 24) for number in range(last, last - ITEMS, -1))
        cls.body = f"{_HEAD}{''.join(items)}</channel></rss>".encode()

    def _answer(self, number: bytes, head: bytes) -> bytes:
        if self.etag in head:
            return b"HTTP/1.1 304 Not Modified\r\nETag: %b\r\n\r\n" % self.etag
        body = self.body.replace(b"@@", number)
        return b"HTTP/1.1 200 OK\r\nETag: %b\r\nContent-Type: application/rss+xml\r\nContent-Length: %d\r\n\r\n%b" % (
            self.etag,
            len(body),
            body,
        )

    def _write(self, answer: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(answer)


async def main() -> None:
    Outlets.turn(1)
    server = await asyncio.get_running_loop().create_server(Outlets, "0.0.0.0", 0, backlog=4_096)  # noqa: S104 - all of 127/8
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
