"""`python -m tests.bench.page_kills [--kills 40]`: pollers killed while articles wait for their pages.

As tests.bench.kills, with full texts: in the end every item that was served must be on the topic once, with the text of
its page, though some pages fail at first. 40 kills take about two minutes.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from service.broker import EmbeddedBroker
from storywatch.messages import Article, decode
from tests.bench.kills import DRAIN_SECONDS, LIFE_SECONDS, TOPICS, kill_in_turn, read
from tests.feeds.feed_server import Answer, FeedServer, Request, rss

FEEDS = 4
FAILING = 0.1
"""The share of pages that answer 503 the first time."""

_SENTENCE = "The ministry said of {} that part {} of the dam above the valley had held, and nobody was hurt. "


class Outlets(dict[str, Answer]):
    """Feeds that gain items, and a page for each; what a server looks its answers up in."""

    def __init__(self, server: FeedServer, seed: int) -> None:
        super().__init__()
        self._server = server
        self._failing = random.Random(seed)
        self._asked: set[str] = set()
        self.served: dict[str, list[str]] = {f"/feed{n}": [] for n in range(FEEDS)}

    def get(self, path: str, default: Answer | None = None) -> object:
        """Answer for a path: a feed, a page, or whatever there is by default."""
        if path in self.served:
            return self._feed
        return self._page(path) if path.startswith("/page/") else default

    def publish(self, chance: random.Random) -> None:
        for path, slugs in self.served.items():
            self.served[path] = [*slugs, *(f"{path[1:]}-{len(slugs) + n}" for n in range(chance.randint(0, 3)))]

    def urls(self) -> set[str]:
        return {self._server.url(f"/page/{slug}") for slugs in self.served.values() for slug in slugs}

    def _feed(self, request: Request) -> Answer:
        slugs = self.served[request.path]
        tag = f'"{len(slugs)}"'
        if request.headers.get("if-none-match") == tag:
            return Answer(304)
        items = "".join(
            f"<item><title>{slug}</title><link>{self._server.url('/page/' + slug)}</link>"
            f"<description>Report {slug}.</description></item>"
            for slug in slugs[-150:]
        )
        return Answer(200, rss(items), {"ETag": tag})

    def _page(self, path: str) -> Answer:
        first = path not in self._asked
        self._asked.add(path)
        if first and self._failing.random() < FAILING:
            return Answer(503)
        text = "".join(f"<p>{_SENTENCE.format(path, n)}</p>" for n in range(5))
        return Answer(200, f"<html><body><article>{text}</article></body></html>".encode())


@dataclass(frozen=True)
class Verdict:
    """What became of what was served."""

    served: int
    lost: int
    twice: int
    """Items with a second revision."""
    without_text: int
    """Items that came with their feed's summary."""
    waiting: int

    @property
    def is_right(self) -> bool:
        return self.served > 0 and not (self.lost or self.twice or self.without_text or self.waiting)


def kill_pollers(folder: Path, kills: int, seed: int) -> Verdict:
    """Run it all in `folder`."""
    chance = random.Random(seed)
    server = FeedServer()
    outlets = Outlets(server, seed)
    server.answers = outlets  # type: ignore[assignment]
    outlines = "".join(f'<outline fullText="true" xmlUrl="{server.url(path)}"/>' for path in outlets.served)
    (folder / "feeds.opml").write_text(f"<opml><body>{outlines}</body></opml>")
    with EmbeddedBroker(folder / "broker.log") as broker:
        try:
            # Twice as long: a page that failed is tried again after minutes.
            patience = 2 * DRAIN_SECONDS
            counts = kill_in_turn(folder, broker.address, kills, chance, outlets, LIFE_SECONDS, patience)
        finally:
            server.close()
        articles = [decode(raw, Article) for raw in read(broker.address, TOPICS.articles)]
    told = Counter((one.header.url, one.header.revision) for one in articles)
    return Verdict(
        served=len(outlets.urls()),
        lost=len(outlets.urls() - {url for url, _ in told}),
        twice=sum(revision > 1 for _, revision in told),
        without_text=len({one.header.url for one in articles if "nobody was hurt" not in one.text}),
        waiting=counts.waiting,
    )


def main() -> int:
    """Kill, count, and say how it went; 1 where something was lost, doubled or came without its text."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.page_kills")
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        verdict = kill_pollers(Path(folder), options.kills, options.seed)
        print(f"seed {options.seed}: {options.kills} kills in {time.monotonic() - began:.0f} s: {verdict}")
    return int(not verdict.is_right)


if __name__ == "__main__":
    sys.exit(main())
