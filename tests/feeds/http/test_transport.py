"""Hostile, broken and foreign servers: each request ends within its bounds, with words, and counted."""

import asyncio
import base64
import gzip
import ssl
import time
from datetime import UTC, datetime

import brotli
import pytest
import trustme
from raw_server import http2_server, raw_server

from feeds import metrics
from feeds.address import FeedAddress
from feeds.http.guard import Guard
from feeds.http.pace import PacePolicy
from feeds.http.place import locate
from feeds.http.transport import CurlTransport, Request, TransportError
from feeds.polling.fetch import Fetcher
from feeds.polling.outcome import Failed, Fetched
from storywatch.archive import FeedState

T0 = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
LOOPBACK = ("127.0.0.1",)
OK = b"HTTP/1.1 200 OK\r\n"


def chunk(data):
    return b"%x\r\n%b\r\n" % (len(data), data)


async def forever(writer, piece, pause=0.0):
    while not writer.is_closing():
        writer.write(piece)
        await writer.drain()
        await asyncio.sleep(pause)


def packed(coding, body):
    return OK + b"Content-Encoding: %b\r\nContent-Length: %d\r\n\r\n%b" % (coding, len(body), body)


async def endless_header(_, writer):
    writer.write(OK)
    await forever(writer, b"X-More: " + b"x" * 1_000 + b"\r\n")


async def endless_line(_, writer):
    writer.write(OK + b"X-Long: ")
    await forever(writer, b"x" * 10_000)


async def many_headers(_, writer):
    writer.write(OK + b"".join(b"X-%d: x\r\n" % number for number in range(5_000)) + b"\r\n")


async def endless_promises(_, writer):
    await forever(writer, b"HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n")


async def endless_body(_, writer):
    writer.write(OK + b"Transfer-Encoding: chunked\r\n\r\n")
    await forever(writer, chunk(b"x" * 60_000))


async def gzip_bomb(_, writer):
    writer.write(packed(b"gzip", gzip.compress(b"x" * 20_000_000, 9)))


async def brotli_bomb(_, writer):
    writer.write(packed(b"br", brotli.compress(b"x" * 20_000_000, quality=1)))


async def slow_header(_, writer):
    writer.write(OK)
    await forever(writer, b"X: y\r\n", 0.1)


async def slow_body(_, writer):
    writer.write(OK + b"Content-Length: 100000\r\n\r\n")
    await forever(writer, b"x", 0.1)


async def silence(_, __):
    await asyncio.sleep(30)


async def reset_amid_the_body(_, writer):
    writer.write(OK + b"Content-Length: 100000\r\n\r\n<rss>")
    await writer.drain()
    writer.transport.abort()


async def end_amid_the_body(_, writer):
    writer.write(OK + b"Content-Length: 100000\r\n\r\n<rss>")
    writer.close()


async def no_answer(_, writer):
    writer.close()


async def another_protocol(_, writer):
    writer.write(b"220 mail.example ESMTP ready\r\n")
    writer.close()


async def broken_chunks(_, writer):
    writer.write(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n<rss>\r\n")
    writer.close()


async def a_long_way_round(head, writer):
    number = int(head.split()[1].strip(b"/") or 0)
    writer.write(b"HTTP/1.1 302 Found\r\nLocation: /%d\r\nContent-Length: 0\r\n\r\n" % (number + 1))


async def to_a_local_file(_, writer):
    writer.write(b"HTTP/1.1 301 Moved\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n")


async def to_the_metadata(_, writer):
    writer.write(b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest/\r\nContent-Length: 0\r\n\r\n")


async def to_another_door(head, writer):
    port = head.rpartition(b"Host: ")[2].split(b"\r\n")[0].rpartition(b":")[2]
    writer.write(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.2:%b/\r\nContent-Length: 0\r\n\r\n" % port)


def counted():
    bounds = {
        bound: metrics.BOUNDED.labels(bound)._value.get()
        for bound in ("length", "bomb", "headers", "redirects", "time")
    }
    return bounds | {"forbidden": metrics.FORBIDDEN._value.get()}


def fetch_from(handler, *, seconds=20.0, path="/", guard=LOOPBACK, credentials=""):
    async def once():
        async with raw_server(handler) as port, CurlTransport(Guard(guard)) as transport:
            fetcher = Fetcher(transport, PacePolicy(spacing=0.0), total_seconds=seconds)
            url = f"http://{credentials}127.0.0.1:{port}{path}"
            return await fetcher.fetch(FeedAddress(url), FeedState(url=url), T0)

    return asyncio.run(once())


@pytest.mark.parametrize(
    ("handler", "problem", "words", "bound"),
    [
        (endless_header, "unreadable", "headers of more than", "headers"),
        (endless_line, "unreadable", "", None),
        (many_headers, "unreadable", "headers of more than", "headers"),
        (endless_promises, "unreadable", "headers of more than", "headers"),
        (endless_body, "unreadable", "longer than", "length"),
        (gzip_bomb, "unreadable", "a bomb", "bomb"),
        (brotli_bomb, "unreadable", "a bomb", "bomb"),
        (slow_header, "unreachable", "no whole answer in time", "time"),
        (slow_body, "unreachable", "no whole answer in time", "time"),
        (silence, "unreachable", "no whole answer in time", "time"),
        (reset_amid_the_body, "unreachable", "breaks off", None),
        (end_amid_the_body, "unreachable", "breaks off", None),
        (no_answer, "unreachable", "without an answer", None),
        (another_protocol, "unreadable", "no HTTP answer", None),
        (broken_chunks, "unreachable", "", None),
        (a_long_way_round, "refused", "more than 5 redirects", "redirects"),
        (to_a_local_file, "refused", "of a kind that is not asked (file:)", "redirects"),
        (to_the_metadata, "forbidden", "169.254.169.254", "forbidden"),
        (to_another_door, "forbidden", "127.0.0.2 is this machine itself", "forbidden"),
    ],
)
def test_it_ends_within_its_bounds_in_words_and_counted(handler, problem, words, bound):
    before, began = counted(), time.monotonic()
    outcome = fetch_from(handler, seconds=0.6 if bound == "time" else 20.0)
    assert time.monotonic() - began < 15
    assert isinstance(outcome, Failed)
    assert outcome.problem == problem
    assert words in outcome.error
    grown = {name for name, value in counted().items() if value > before[name]}
    assert grown == ({bound} if bound else set())


def test_by_default_no_door_of_this_machine_is_knocked_at():
    knocks = []

    async def note(head, _):
        knocks.append(head)

    for path in ("127.0.0.1", "localhost", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"):  # noqa: S104

        async def once(path=path):
            async with raw_server(note) as port, CurlTransport(Guard()) as transport:
                url = f"http://{path}:{port}/"
                return await Fetcher(transport).fetch(FeedAddress(url), FeedState(url=url), T0)

        assert asyncio.run(once()).problem == "forbidden", path
    assert knocks == []


def test_the_guard_sees_every_address_that_is_dialled_so_that_a_name_cannot_change_its_mind():
    seen = []

    class Turning(Guard):
        def refusal(self, address):
            seen.append(address)
            return None if len(seen) == 1 else "a name that answers differently now"

    async def answer(_, writer):
        writer.write(OK + b"Connection: close\r\nContent-Length: 6\r\n\r\n<rss/>")
        writer.close()

    async def twice():
        async with raw_server(answer) as port, CurlTransport(Turning()) as transport:
            request = Request(locate(f"http://127.0.0.1:{port}/"))
            assert (await transport.send(request)).body == b"<rss/>"
            await transport.send(request)

    with pytest.raises(TransportError, match="answers differently"):
        asyncio.run(twice())
    assert seen == ["127.0.0.1", "127.0.0.1"]


def test_credentials_reach_their_own_server_and_nothing_else():
    heads = []

    async def answer(head, writer):
        heads.append(head)
        if b"GET /feed" in head:
            port = head.rpartition(b"Host: ")[2].split(b"\r\n")[0].rpartition(b":")[2]
            writer.write(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.2:%b/x\r\nContent-Length: 0\r\n\r\n" % port)
        else:
            writer.write(OK + b"Content-Length: 6\r\n\r\n<rss/>")

    async def once():
        async with raw_server(answer, "0.0.0.0") as port, CurlTransport(Guard(("127.0.0.0/8",))) as transport:  # noqa: S104
            url = f"http://reader:s3cret@127.0.0.1:{port}/feed"
            return await Fetcher(transport, PacePolicy(spacing=0.0)).fetch(FeedAddress(url), FeedState(url=url), T0)

    outcome = asyncio.run(once())
    assert isinstance(outcome, Fetched)
    assert b"Authorization: Basic " + base64.b64encode(b"reader:s3cret") in heads[0]
    assert b"Authorization" not in heads[1]
    assert "s3cret" not in repr(outcome)
    failed = fetch_from(no_answer, credentials="reader:s3cret@")
    assert "s3cret" not in repr(failed)


def test_no_cookie_comes_back_and_no_proxy_is_asked(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    heads = []

    async def answer(head, writer):
        heads.append(head)
        writer.write(OK + b"Set-Cookie: session=1\r\nContent-Length: 6\r\n\r\n<rss/>")

    async def twice():
        async with raw_server(answer) as port, CurlTransport(Guard(LOOPBACK)) as transport:
            for _ in range(2):
                assert (await transport.send(Request(locate(f"http://127.0.0.1:{port}/")))).status == 200

    asyncio.run(twice())
    assert len(heads) == 2
    assert b"ookie" not in heads[1]


def test_one_connection_serves_requests_that_follow_each_other():
    async def answer(_, writer):
        writer.write(OK + b"Content-Length: 6\r\n\r\n<rss/>")

    class Counting(Guard):
        dialled = 0

        def refusal(self, address):
            Counting.dialled += 1

    async def thrice():
        async with raw_server(answer) as port, CurlTransport(Counting()) as transport:
            for _ in range(3):
                await transport.send(Request(locate(f"http://127.0.0.1:{port}/")))

    asyncio.run(thrice())
    assert Counting.dialled == 1


def test_what_follows_a_post_is_no_post():
    heads = []

    async def answer(head, writer):
        heads.append(head.split(b" ")[0])
        writer.write(OK + b"Content-Length: 6\r\n\r\n<rss/>")

    async def both():
        async with raw_server(answer) as port, CurlTransport(Guard(LOOPBACK)) as transport:
            place = locate(f"http://127.0.0.1:{port}/")
            await transport.send(Request(place, form=b""))
            await transport.send(Request(place))

    asyncio.run(both())
    assert heads == [b"POST", b"GET"]


def test_http_2_is_spoken_where_it_is_offered_and_a_foreign_certificate_is_not_trusted(tmp_path):
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)

    async def once(authorities):
        async with (
            http2_server(context) as port,
            CurlTransport(Guard(LOOPBACK), authorities=authorities) as transport,
        ):
            return await transport.send(Request(locate(f"https://127.0.0.1:{port}/feed")))

    response = asyncio.run(once(str(tmp_path / "ca.pem")))
    assert (response.version, response.status, response.header("etag")) == ("2", 200, '"2"')
    assert response.body == b"<rss/>"
    with pytest.raises(TransportError, match="not trusted"):
        asyncio.run(once(None))
