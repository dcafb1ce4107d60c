"""The poller's process: `python -m feeds`. Puts journal, poller and outbox together, and ends them in order.

Exit codes: 0 asked to stop; 2 something that a person must mend, said in one sentence.
"""

import argparse
import asyncio
import contextlib
import logging
import signal
import sys
import time
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from prometheus_client import start_http_server

from feeds import metrics
from feeds.http.guard import Guard
from feeds.lists.opml import OpmlError
from feeds.outbox import Outbox, OutboxPolicy
from feeds.pages.pages import FullTexts, Pages
from feeds.pages.revisits import RevisitPolicy
from feeds.polling.fetch import Fetcher, open_fetcher
from feeds.polling.fleet import ERRANDS, MAX_POLLERS, OUTBOX, POLLERS, Fleet
from feeds.polling.health import HealthWatch
from feeds.polling.leads import Leads
from feeds.polling.poller import Poller
from feeds.polling.reading import read_confined
from feeds.polling.roster import FeedList, Roster
from feeds.polling.round import Round
from feeds.polling.schedule import SchedulePolicy
from feeds.publish import Publisher, PublishError
from feeds.reading.confined import Confinement
from feeds.websub.service import WebSub
from feeds.websub.subscriber import Subscriber
from storywatch.archive import FILE, ArchiveError, ArchiveUnavailableError, Journal, Leases
from storywatch.archive.feed_health import FeedHealth
from storywatch.archive.places import claim_place, name_place
from storywatch.archive.subscriptions import Subscriptions
from storywatch.config import Feeds
from storywatch.messages.topics import DEFAULT_PREFIX, Topics

log = logging.getLogger("storywatch.feeds")

STOP_SECONDS = 1.0
"""For the batch under way when asked to stop; with what else there is to close, the whole stays under two."""

BROKER_SECONDS = 20.0
"""How long the broker is waited for at the start; a cluster that restarts takes about that."""


class _RefusedError(Exception):
    """Cannot start or go on; the message is one sentence with the remedy."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Poll until SIGTERM or SIGINT."""
    options = _options(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s", stream=sys.stderr)
    log.setLevel(logging.INFO)
    logging.getLogger("kafka").setLevel(logging.CRITICAL)  # the outbox says calmly, and once, that the broker is away
    logging.getLogger("feedparser").setLevel(logging.CRITICAL)
    try:
        asyncio.run(_run(options, _read_list(options.opml)))
    except (_RefusedError, OpmlError, ArchiveError) as error:
        print(f"storywatch: {error}", file=sys.stderr)
        return 2
    return 0


def _read_list(paths: Sequence[Path]) -> FeedList:
    feeds = FeedList(*paths)
    if not feeds.feeds:
        raise _RefusedError(f"the feed list {feeds.path} names no feed: `storywatch feeds add URL` adds one")
    return feeds


async def _run(options: argparse.Namespace, feeds: FeedList) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    topics = Topics(options.prefix)
    with contextlib.ExitStack() as stack:
        journal = Journal(options.archive / FILE)
        stack.callback(journal.close)
        fleet = _join(options.archive, stack)
        publisher = await _first_connection(options.broker, topics, stop)
        if publisher is None:
            return
        outbox = Outbox(
            journal,
            lambda: Publisher(options.broker, topics),
            OutboxPolicy(embedded=options.embedded),
            clock=_now,
            ended=lambda: loop.call_soon_threadsafe(stop.set),
            ours=lambda: fleet.has(OUTBOX),
        )
        stack.callback(outbox.stop, STOP_SECONDS)
        outbox.start(publisher)
        if options.metrics_port:
            stack.callback(_serve_metrics(options.web_host, options.metrics_port))
        settings = options.settings
        async with open_fetcher(settings) as fetcher, _confine() as bodies, _confine() as pages:
            read = read_confined(bodies)
            subscriber = _subscriber(options.archive, settings, fetcher, stack)
            subscribing = () if subscriber is None else (subscriber,)
            follow_ups = (*subscribing, Leads(fetcher, read), FullTexts(default=settings.full_text))
            rounds = Round(fetcher, follow_ups, _now, read)
            poller = Poller(
                fleet.choose(feeds.feeds),
                journal,
                rounds,
                _schedule(settings, options.interval),
                clock=_now,
                accepted=outbox.wake,
                fleet=fleet,
                errands=(*subscribing, Pages(journal, fetcher, pages, _revisits(settings), _now)),
                allows=Guard(settings.allow_networks).allows,
                slow_down=(lambda _: None) if subscriber is None else subscriber.slow_down,
            )
            health = FeedHealth(options.archive / FILE)
            stack.callback(health.close)
            beside = [
                Roster(feeds, fleet).run(poller),
                HealthWatch(journal, health, lambda: fleet.ours(feeds.feeds)).run(_now),
            ]
            if subscriber is not None:
                websub = WebSub(subscriber, poller, rounds, journal, fleet, lambda: feeds.feeds, outbox.wake)
                beside.append(websub.run(settings.websub_host, settings.websub_port))
            await _run_beside(poller.run(stop), beside, stop)
    if outbox.error is not None:
        raise outbox.error


async def _run_beside(
    main_work: Coroutine[None, None, None], beside: Sequence[Coroutine[None, None, None]], stop: asyncio.Event
) -> None:
    """Run work until it ends, and what goes on beside it as long; raise what any of them raises."""
    tasks = [asyncio.create_task(one) for one in beside]
    for task in tasks:
        task.add_done_callback(lambda _: stop.set())
    try:
        await main_work
    finally:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    for error in ended:
        if isinstance(error, Exception):
            raise error


def _subscriber(archive: Path, settings: Feeds, fetcher: Fetcher, stack: contextlib.ExitStack) -> Subscriber | None:
    """None where no public address is configured: then there is nothing that hubs could reach."""
    if not settings.websub_callback:
        return None
    store = Subscriptions(archive / FILE)
    stack.callback(store.close)
    return Subscriber(store, fetcher, settings.websub_callback, _now)


def _schedule(settings: Feeds, interval: float | None) -> SchedulePolicy:
    return SchedulePolicy(
        interval=timedelta(seconds=interval or settings.interval_seconds),
        shortest=timedelta(seconds=settings.shortest_seconds),
        longest=timedelta(seconds=settings.longest_seconds),
    )


def _revisits(settings: Feeds) -> RevisitPolicy:
    return RevisitPolicy(looks=tuple(timedelta(hours=hours) for hours in settings.revisit_hours))


def _confine() -> Confinement:
    """Pages have a process of their own, so that a slow one holds up no feed."""
    return Confinement(breached=lambda breach: metrics.BREACHES.labels(breach).inc())


def _join(archive: Path, stack: contextlib.ExitStack) -> Fleet:
    """Take this poller's part among those on the archive, and give it up at the end."""
    leases = Leases(archive / FILE)
    stack.callback(leases.close)
    place = stack.enter_context(claim_place(archive, POLLERS, MAX_POLLERS))
    fleet = Fleet(leases, name_place(place), (OUTBOX, ERRANDS), _now)
    fleet.beat(())

    def leave() -> None:
        with contextlib.suppress(ArchiveUnavailableError):  # what is held runs out by itself
            fleet.leave()

    stack.callback(leave)
    return fleet


async def _first_connection(broker: str, topics: Topics, stop: asyncio.Event) -> Publisher | None:
    """Wait for the broker for BROKER_SECONDS; None where asked to stop meanwhile. Raises _RefusedError."""
    deadline = time.monotonic() + BROKER_SECONDS
    while not stop.is_set():
        attempt = asyncio.create_task(asyncio.to_thread(Publisher, broker, topics))
        asked = asyncio.create_task(stop.wait())
        await asyncio.wait({attempt, asked}, return_when=asyncio.FIRST_COMPLETED)
        asked.cancel()
        if not attempt.done():
            return None
        try:
            return attempt.result()
        except PublishError as error:
            if time.monotonic() > deadline:
                raise _RefusedError(
                    f"no broker answers at {broker} ({error}): start it, or correct --kafka HOST:PORT"
                ) from error
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), 0.5)
    return None


def _serve_metrics(host: str, port: int) -> Callable[[], None]:
    """Serve /metrics; return what ends it. Raises _RefusedError."""
    try:
        server, _ = start_http_server(port, addr=host, registry=metrics.REGISTRY)
    except OSError as error:
        raise _RefusedError(
            f"port {port} for the poller's metrics cannot be used ({error.strerror}): "
            "choose another (feeds.metrics_port)"
        ) from error

    def end() -> None:
        server.shutdown()
        server.server_close()

    return end


def _now() -> datetime:
    return datetime.now(UTC)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m feeds", description="Poll feeds and publish their articles.")
    parser.add_argument(
        "--opml", type=Path, action="append", required=True, metavar="FILE",
        help="the feeds to poll; given more than once, the first file that exists",
    )  # fmt: skip
    parser.add_argument("--archive", type=Path, required=True, metavar="DIR", help="where the journal is kept")
    parser.add_argument("--broker", required=True, metavar="HOST:PORT")
    parser.add_argument("--prefix", default=DEFAULT_PREFIX, help="what the topics' names begin with")
    parser.add_argument(
        "--settings", type=_settings, default=Feeds(), metavar="JSON", help="the configuration's section [feeds]"
    )
    parser.add_argument("--interval", type=_interval, metavar="SECONDS", help="instead of the settings' interval")
    parser.add_argument("--embedded", action="store_true", help="the broker forgets: the last step marks articles done")
    parser.add_argument("--metrics-port", type=int, default=0, metavar="PORT", help="serve /metrics; 0 does not")
    parser.add_argument("--web-host", default="127.0.0.1", metavar="ADDRESS", help="where /metrics listens")
    return parser.parse_args(arguments)


def _settings(text: str) -> Feeds:
    try:
        return msgspec.json.decode(text, type=Feeds)
    except msgspec.DecodeError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _interval(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds <= timedelta(days=1).total_seconds():
        raise argparse.ArgumentTypeError("between 0 and 86400 seconds")
    return seconds


if __name__ == "__main__":
    sys.exit(main())
