"""Servers that answer with whatever bytes a test has for them, on sockets of the test's own loop."""

import asyncio
import ssl
from collections.abc import Callable
from contextlib import asynccontextmanager

import h2.config
import h2.connection
import h2.events


@asynccontextmanager
async def raw_server(handler: Callable[[bytes, asyncio.StreamWriter], object], host="127.0.0.1"):
    """Call `await handler(request head, writer)` for every request; yields the port."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                await handler(await reader.readuntil(b"\r\n\r\n"), writer)
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the client has had enough
        finally:
            writer.close()

    server = await asyncio.start_server(serve, host, 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


class Http2(asyncio.Protocol):
    """Answers every request over HTTP/2 with `body`."""

    body = b"<rss/>"

    def connection_made(self, transport):
        self.transport = transport
        self.h2 = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        self.h2.initiate_connection()
        transport.write(self.h2.data_to_send())

    def data_received(self, data):
        for event in self.h2.receive_data(data):
            if isinstance(event, h2.events.RequestReceived):
                self.h2.send_headers(event.stream_id, [(":status", "200"), ("etag", '"2"')])
                self.h2.send_data(event.stream_id, self.body, end_stream=True)
        self.transport.write(self.h2.data_to_send())


@asynccontextmanager
async def http2_server(context: ssl.SSLContext):
    """Offer HTTP/2 over TLS; yields the port."""
    context.set_alpn_protocols(["h2"])
    server = await asyncio.get_running_loop().create_server(Http2, "127.0.0.1", 0, ssl=context)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
