"""A real HTTP server on loopback whose answers a test scripts, and which records what it was asked."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from storywatch.config import Feeds


@dataclass
class Answer:
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    pieces: Callable[[], Iterator[bytes]] | None = None
    """Instead of `body`: pieces that are sent one after the other, without a length."""


@dataclass
class Request:
    path: str
    headers: dict[str, str]
    body: bytes = b""


class FeedServer:
    """Answers by path; an unknown path is 404."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer | Callable[[Request], Answer]] = {}
        self.requests: list[Request] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.do_GET()

            def do_GET(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                request = Request(self.path, headers, self.rfile.read(int(headers.get("content-length", 0))))
                outer.requests.append(request)
                scripted = outer.answers.get(self.path, Answer(404))
                answer = scripted(request) if callable(scripted) else scripted
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                if answer.pieces is None:
                    self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                try:
                    for piece in answer.pieces() if answer.pieces else [answer.body]:
                        self.wfile.write(piece)
                        self.wfile.flush()
                except OSError:
                    pass  # the client has had enough: what some tests are about

            def log_message(self, *args) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self._server.server_port}{path}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def rss(*items: str, channel: str = "<title>The Paper</title><link>https://paper.example/</link>") -> bytes:
    head = '<?xml version="1.0" encoding="utf-8"?>'
    return f'{head}<rss version="2.0"><channel>{channel}{"".join(items)}</channel></rss>'.encode()


def item(slug: str, text: str = "A dam broke.", date: str = "Sun, 01 Mar 2026 08:00:00 GMT") -> str:
    return (
        f"<item><title>{slug}</title><link>https://paper.example/{slug}</link>"
        f"<description>{text}</description><pubDate>{date}</pubDate></item>"
    )


LOOPBACK = Feeds(allow_networks=("127.0.0.0/8", "::1"), host_spacing_seconds=0.0)
"""Settings under which the server above may be asked, as fast as a test likes."""
