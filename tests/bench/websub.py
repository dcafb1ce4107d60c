"""`python -m tests.bench.websub [--items 200]`: how soon what an outlet publishes through its hub is on the topic.

A real poller (`python -m feeds`), the embedded broker, and a loopback server that is outlet and hub in one. An item
counts from the moment at which the outlet has it to the moment at which a consumer of `articles` reads it. The feeds
would be polled every five minutes; meanwhile other feeds are polled all the time.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import msgspec
from kafka import KafkaConsumer, TopicPartition
from msgspec.structs import replace

from feeds.websub.signature import HEADER, sign
from service.broker import EmbeddedBroker
from service.topics import TopicPlan, create_topics, describe_topics
from storywatch.messages import Article, decode
from storywatch.messages.topics import Topics
from tests.feeds.feed_server import LOOPBACK, Answer, FeedServer, Request, item, rss
from tests.integration.brokers import free_ports

ROOT = Path(__file__).parents[2]
TOPICS = Topics("websub.")
PUSHED, POLLED = 5, 10
"""Feeds that have a hub, and feeds that have none and always something new."""

MOST_SECONDS = 1.0
"""What the 99th of a hundred may take."""

PATIENCE = 60.0


class Hub:
    """Takes subscriptions, confirms them as the standard says, and delivers."""

    def __init__(self, server: FeedServer) -> None:
        self.server = server
        self.subscribed: dict[str, tuple[str, str]] = {}
        """Topic → (callback, secret)."""
        server.answers["/hub"] = self._take

    def _take(self, request: Request) -> Answer:
        form = {name: value for name, (value,) in parse_qs(request.body.decode()).items()}
        threading.Thread(target=self._confirm, args=(form,), daemon=True).start()
        return Answer(202)

    def _confirm(self, form: dict[str, str]) -> None:
        query = {"hub.mode": form["hub.mode"], "hub.topic": form["hub.topic"], "hub.challenge": "challenge"}
        query["hub.lease_seconds"] = form["hub.lease_seconds"]
        status, body = ask("GET", f"{form['hub.callback']}?{urlencode(query)}")
        if (status, body) == (200, b"challenge"):
            self.subscribed[form["hub.topic"]] = form["hub.callback"], form["hub.secret"]

    def deliver(self, topic: str, body: bytes) -> int:
        callback, secret = self.subscribed[topic]
        return ask("POST", callback, body, {HEADER: sign(body, secret), "Content-Type": "application/rss+xml"})[0]


def ask(method: str, url: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=20)
    connection.request(method, f"{parts.path}?{parts.query}", body, headers or {})
    response = connection.getresponse()
    answer = response.status, response.read()
    connection.close()
    return answer


class Reader(threading.Thread):
    """Reads the topic all the time; notes when each item came."""

    def __init__(self, address: str) -> None:
        super().__init__(daemon=True)
        self._address = address
        self.came: dict[str, float] = {}
        self.ended = threading.Event()

    def run(self) -> None:
        consumer = KafkaConsumer(
            bootstrap_servers=self._address,
            auto_offset_reset="earliest",
            enable_auto_commit=False,
            fetch_max_wait_ms=50,
        )
        consumer.assign([TopicPartition(TOPICS.articles, 0)])
        while not self.ended.is_set():
            for records in consumer.poll(timeout_ms=50).values():
                for record in records:
                    self.came.setdefault(decode(record.value, Article).header.title, time.monotonic())
        consumer.close()


def measure(folder: Path, items: int) -> list[float]:
    """Publish `items` through the hub; return the seconds that each took to the topic."""
    server = FeedServer()
    hub = Hub(server)
    pushed = [server.url(f"/pushed/{n}") for n in range(PUSHED)]
    heads = {url: f'<link rel="hub" href="{server.url("/hub")}"/><link rel="self" href="{url}"/>' for url in pushed}
    for url in pushed:
        server.answers[urlsplit(url).path] = Answer(200, rss(item("old"), channel=heads[url]), {"ETag": '"1"'})
    asked = iter(range(10**9))
    for number in range(POLLED):
        server.answers[f"/polled/{number}"] = lambda _: Answer(
            200, rss(*(item(f"polled-{next(asked)}") for _ in "abc"))
        )
    urls = [*pushed, *(server.url(f"/polled/{number}") for number in range(POLLED))]
    outlines = "".join(f'<outline xmlUrl="{url}"/>' for url in urls)
    (folder / "feeds.opml").write_text(f"<opml><body>{outlines}</body></opml>")
    (port,) = free_ports(1)
    settings = replace(
        LOOPBACK, websub_callback=f"http://127.0.0.1:{port}/hooks", websub_port=port, interval_seconds=300.0,
        shortest_seconds=5.0,
    )  # fmt: skip
    with EmbeddedBroker(folder / "broker.log") as broker:
        create_topics(broker.address, describe_topics(TopicPlan(app="websub", prefix=TOPICS.prefix)))
        command = [sys.executable, "-m", "feeds", "--opml", str(folder / "feeds.opml"), "--archive", str(folder)]
        command += ["--broker", broker.address, "--prefix", TOPICS.prefix]
        command += ["--settings", msgspec.json.encode(settings).decode()]
        with (folder / "poller.log").open("ab") as log:
            environment = os.environ | {"PYTHONPATH": str(ROOT)}
            poller = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, env=environment)
        reader = Reader(broker.address)
        reader.start()
        try:
            wait_for(lambda: len(hub.subscribed) == PUSHED, "every feed to be subscribed")
            published: dict[str, float] = {}
            for number in range(items):
                url, name = pushed[number % PUSHED], f"pushed-{number}"
                published[name] = time.monotonic()
                status = hub.deliver(url, rss(item(name), channel=heads[url]))
                if status != 202:
                    raise RuntimeError(f"a delivery was answered {status}")
                time.sleep(0.1)
            wait_for(lambda: published.keys() <= reader.came.keys(), "every item to be on the topic")
        finally:
            poller.terminate()
            poller.wait(20)
            reader.ended.set()
            reader.join()
            server.close()
    return [reader.came[name] - at for name, at in published.items()]


def wait_for(true, what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {PATIENCE:.0f} s in vain for {what}")
        time.sleep(0.02)


def main() -> int:
    """Measure and print; 1 where it takes too long."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.websub")
    parser.add_argument("--items", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        took = sorted(measure(Path(folder), options.items))
    worst = took[min(len(took) - 1, int(0.99 * len(took)))]
    print(
        f"{len(took)} items through a hub to the topic: median {statistics.median(took) * 1000:.0f} ms, "
        f"p99 {worst * 1000:.0f} ms (at most {MOST_SECONDS * 1000:.0f})"
    )
    return int(worst >= MOST_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
