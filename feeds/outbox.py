"""From the journal to the topic: what is undone and due is published, in the order of acceptance, until it is done.

On a cluster a row is done when the broker has acknowledged it. Embedded, the broker's log dies with its process, so a
row is only marked sent, and is sent again at every start and whenever it has stayed undone for long: every step is
idempotent, so that a repeat changes nothing. Runs in a thread of its own; polling never waits for the broker.

Of several pollers on one archive one has the job of publishing for all (`ours`): the order of acceptance is kept.
When it ends another takes the job over; one that slept meanwhile may send a batch again, under the same ids.
"""

import hashlib
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate

from feeds import metrics
from feeds.publish import Publisher, PublishError
from storywatch.archive import ArchiveUnavailableError, Journal, Waiting
from storywatch.messages import Quarantined, encode

log = logging.getLogger("storywatch.feeds")

BATCH = 200
"""Rows sent together ..."""

BATCH_CHARACTERS = 4_000_000
"""... of so much text at most, so that a batch of the longest articles stays small."""

KEPT_OF_REFUSED = 65_536
"""Bytes of an article that no topic takes that go to quarantine: the whole would not fit there either."""


@dataclass(frozen=True)
class OutboxPolicy:
    """When what is undone is sent again."""

    embedded: bool
    stale: timedelta = timedelta(seconds=60)
    """An acknowledged row that is undone after so long is sent again, doubling with every time ..."""
    longest: timedelta = timedelta(hours=1)
    """... up to this: a worker that is merely behind must not be buried under repeats."""
    look_seconds: float = 5.0
    """Between two looks for such rows."""
    shared_seconds: float = 0.5
    """On a cluster: between two looks for what other pollers have accepted. One costs a twentieth of a millisecond."""
    retry_seconds: tuple[float, ...] = (1.0, 2.0, 5.0, 10.0)
    """Between two attempts while the broker is away; the last one repeats."""
    archive_seconds: float = 5.0
    """Between two attempts while the archive cannot be used."""


def is_due(row: Waiting, now: datetime, horizon: datetime, policy: OutboxPolicy) -> bool:
    """Say whether an undone row is to be sent; what was sent before `horizon` counts as lost."""
    if row.sent is None or row.sent < horizon or not policy.embedded:
        return True
    return now - row.sent >= min(policy.stale * (1 << min(max(row.sends - 1, 0), 20)), policy.longest)


class Outbox:
    """Empties a journal onto its topic."""

    def __init__(
        self,
        journal: Journal,
        connect: Callable[[], Publisher],
        policy: OutboxPolicy,
        *,
        clock: Callable[[], datetime],
        ended: Callable[[], object] = lambda: None,
        ours: Callable[[], bool] = lambda: True,
    ) -> None:
        """`connect` makes a publisher or raises PublishError; it is called again after every failure.

        `ended` is called from the thread when it ends without having been asked to; `error` then says why.
        """
        self._journal = journal
        self._connect = connect
        self._policy = policy
        self._clock = clock
        self._ended = ended
        self._ours = ours
        self._horizon = clock()
        self._publisher: Publisher | None = None
        self._failures = 0
        self._cut_off = False
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="outbox", daemon=True)
        self.error: Exception | None = None
        """Why the thread ended by itself."""

    def start(self, publisher: Publisher) -> None:
        """Begin, with a publisher that is connected; everything undone is due."""
        self._publisher = publisher
        self._thread.start()

    def wake(self) -> None:
        """There is something new in the journal."""
        self._wake.set()

    def stop(self, seconds: float) -> None:
        """Finish the batch under way if that takes no longer than `seconds`; the journal keeps the rest."""
        self._stopping.set()
        self._wake.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                self._wake.clear()
                try:
                    pause = self._attempt()
                except ArchiveUnavailableError as error:
                    if not self._cut_off:
                        log.warning("%s; publishing is tried again until then", error)
                    self._cut_off = True
                    self._stopping.wait(self._policy.archive_seconds)
                    continue
                self._cut_off = False
                self._wake.wait(pause) if not self._failures else self._stopping.wait(pause)
        except Exception as error:  # noqa: BLE001 - handed to the main thread, which raises it
            self.error = error
            self._ended()
        finally:
            if self._publisher is not None:
                self._publisher.close(0.5)

    def _attempt(self) -> float:
        """Publish what is due; return how long to wait before the next time."""
        if not self._ours():
            metrics.WAITING.set(0)  # the one that publishes says how many wait, so that a sum over pollers is right
            return self._policy.shared_seconds
        try:
            self._empty()
        except PublishError as error:
            return self._give_up(error)
        return self._policy.look_seconds if self._policy.embedded else self._policy.shared_seconds

    def _may_go_on(self) -> bool:
        return not self._stopping.is_set() and self._ours()

    def _empty(self) -> None:
        if self._publisher is None:
            self._publisher = self._connect()
        after = 0
        while self._may_go_on() and (rows := self._journal.undone(BATCH, self._clock(), after)):
            after = rows[-1].seq
            due = [row for row in rows if is_due(row, self._clock(), self._horizon, self._policy)]
            for batch in _split(due):
                if not self._may_go_on():
                    return
                self._publish(self._publisher, batch)
        self._send_refusals(self._publisher)
        metrics.WAITING.set(self._journal.waiting())
        metrics.BROKER_UP.set(1)
        if self._failures:
            self._failures = 0
            log.info("the broker is back; what waited is published")

    def _publish(self, publisher: Publisher, rows: list[Waiting]) -> None:
        receipt = publisher.try_publish([row.article for row in rows])
        sent = [rows[index] for index in receipt.sent]
        now = self._clock()
        if self._policy.embedded:
            self._journal.mark_sent([row.seq for row in sent], now)
        else:
            self._journal.mark_all_done([_key(row) for row in sent])
        metrics.PUBLISHED.inc(len(sent))
        if receipt.too_large:
            refused = {_key(rows[index]): _oversized(rows[index], why, now) for index, why in receipt.too_large.items()}
            self._journal.accept([], refused=refused.values())
            self._journal.mark_all_done(refused)
            metrics.QUARANTINED.labels("feeds").inc(len(refused))
        if receipt.error is not None:
            raise PublishError(receipt.error)

    def _send_refusals(self, publisher: Publisher) -> None:
        while self._may_go_on() and (messages := self._journal.unsent_refusals(BATCH)):
            receipt = publisher.quarantine(messages)
            taken = [*receipt.sent, *receipt.too_large]
            self._journal.mark_refusals_sent([messages[index].id for index in taken])
            if receipt.error is not None:
                raise PublishError(receipt.error)

    def _give_up(self, error: PublishError) -> float:
        """Drop the connection; return how long to wait before the next attempt."""
        if self._publisher is not None:
            self._publisher.close(0.2)
            self._publisher = None
        if not self._failures:
            log.warning("the broker does not answer (%s); polling goes on, articles wait in the journal", error)
        metrics.BROKER_UP.set(0)
        metrics.WAITING.set(self._journal.waiting())
        self._horizon = self._clock()  # an embedded broker that was away may have lost what it had acknowledged
        pauses = self._policy.retry_seconds
        pause = pauses[min(self._failures, len(pauses) - 1)]
        self._failures += 1
        return pause


def _split(rows: list[Waiting]) -> list[list[Waiting]]:
    """Cut into batches of at most BATCH_CHARACTERS, each of at least one row."""
    batches: dict[int, list[Waiting]] = {}
    for row, total in zip(rows, accumulate(len(row.article.text) for row in rows), strict=True):
        batches.setdefault(total // BATCH_CHARACTERS, []).append(row)
    return list(batches.values())


def _oversized(row: Waiting, why: str, at: datetime) -> Quarantined:
    raw = encode(row.article)
    header = row.article.header
    key = hashlib.blake2b(f"{header.id} {header.revision}".encode(), digest_size=12).hexdigest()
    return Quarantined(
        id=key, step="feeds", error=f"too large for the topic ({len(raw)} bytes): {why}", origin=row.article.feed,
        key=header.id, value=raw[:KEPT_OF_REFUSED], at=at,
    )  # fmt: skip


def _key(row: Waiting) -> tuple[str, int]:
    return row.article.header.id, row.article.header.revision
