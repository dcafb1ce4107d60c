"""Keeps subscriptions: notes what feeds offer, asks hubs, renews, leaves. The acting part; lifecycle.py decides.

An errand of the poller (errand.py), and a follow-up of every poll (round.py).
"""

import asyncio
import contextlib
import logging
import secrets
import time
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from feeds import metrics
from feeds.polling.errand import Brought
from feeds.polling.outcome import Fetched
from feeds.polling.reading import Polled
from feeds.reading.canonical import without_credentials
from feeds.websub import lifecycle
from feeds.websub.hubs import find_offer
from feeds.websub.lifecycle import WebSubPolicy
from storywatch.archive import ArchiveUnavailableError, FeedState
from storywatch.archive.subscriptions import Subscription, Subscriptions, is_alive

log = logging.getLogger("storywatch.feeds")

SECRET_BYTES = 32
PATH_BYTES = 16

REFRESH_SECONDS = 1.0
"""Between two looks at the archive that requests from outside cause."""


class Post(Protocol):
    """What this needs of a fetcher."""

    async def post(self, url: str, form: bytes, now: datetime) -> str | None:
        """Post a form; None where it was taken, else why not, in words."""


class Subscriber:
    """The subscriptions of one archive, as this process last saw them."""

    def __init__(
        self,
        store: Subscriptions,
        post: Post,
        callback: str,
        clock: Callable[[], datetime],
        policy: WebSubPolicy | None = None,
    ) -> None:
        """`callback`: the public address that leads to our listener."""
        self._store = store
        self._post = post
        self._callback = callback.rstrip("/")
        self._clock = clock
        self._policy = policy or WebSubPolicy()
        self._known: dict[str, Subscription] = {}
        self._refreshed = 0.0
        self.refresh()

    # What a poll brings.

    async def __call__(self, polled: Polled, state: FeedState) -> Polled:  # noqa: ARG002 - a follow-up gets both
        """Note the hub that a body offers; the poll goes on as it was."""
        outcome = polled.outcome
        if isinstance(outcome, Fetched) and polled.feed.path is None and not outcome.pushed:
            offer = find_offer(outcome)
            known = self._known.get(polled.feed.url)
            path, secret = secrets.token_hex(PATH_BYTES), secrets.token_hex(SECRET_BYTES)
            if lifecycle.want(known, polled.feed.url, offer, path, secret) != known:
                with contextlib.suppress(ArchiveUnavailableError):  # the next body offers it again
                    await asyncio.to_thread(
                        self._change,
                        polled.feed.url,
                        lambda before: lifecycle.want(before, polled.feed.url, offer, path, secret),
                    )
        return polled

    # The errands: asking hubs.

    def due(self, now: datetime, limit: int) -> Sequence[str]:
        """Feeds whose hub is to be asked something."""
        due = [one for one in self._known.values() if one.due is None or one.due <= now]
        return [one.feed for one in sorted(due, key=lambda one: (one.due is not None, one.due))[:limit]]

    async def run(self, key: str) -> Brought:
        """Ask a feed's hub."""
        now = self._clock()
        before = self._known.get(key)
        if before is not None and before.phase == "asked":
            why = "the hub did not confirm"
            await asyncio.to_thread(self._change, key, lambda one: one and lifecycle.fail(one, why, now, self._policy))
            return Brought(key)
        asked = await asyncio.to_thread(self._change, key, lambda one: one and lifecycle.ask(one, now, self._policy))
        if asked is None:  # it has ended meanwhile, or is let run out
            return Brought(key)
        form = lifecycle.word_request(asked, f"{self._callback}/{asked.path}", self._policy)
        problem = await self._post.post(asked.hub, form, now)
        if problem is not None:
            log.info("the hub of %s does not take a subscription: %s", without_credentials(key), problem)
            await asyncio.to_thread(
                self._change, key, lambda one: one and lifecycle.fail(one, problem, self._clock(), self._policy)
            )
        return Brought(key)

    def stored(self, brought: Brought, now: datetime) -> None:
        """Nothing: what an errand did was kept when it was done."""

    # What the listener hears.

    def find(self, path: str) -> Subscription | None:
        """The subscription of a callback's path; in a thread."""
        found = self._of(path)
        if found is None and time.monotonic() - self._refreshed > REFRESH_SECONDS:  # another process may have made it
            self.refresh()
            found = self._of(path)
        return found

    def _of(self, path: str) -> Subscription | None:
        return next((one for one in self._known.values() if secrets.compare_digest(one.path, path)), None)

    def confirm(self, found: Subscription, mode: str, topic: str, seconds: float) -> bool:
        """The hub asks whether something is meant. Say whether it is; in a thread."""
        now, agreed = self._clock(), False

        def judge(one: Subscription | None) -> Subscription | None:
            nonlocal agreed
            if one is None or one.path != found.path or one.topic != topic:
                return one
            if mode == "unsubscribe":
                agreed = one.phase == "leaving"
                return None if agreed else one
            confirmed = lifecycle.confirm(one, seconds, now, self._policy)
            agreed = confirmed is not None
            return confirmed if confirmed is not None else one

        self._change(found.feed, judge)
        return agreed

    def deny(self, found: Subscription, reason: str) -> None:
        """The hub refuses, or ends what was; in a thread."""
        now = self._clock()
        self._change(found.feed, lambda one: one and lifecycle.refuse(one, reason[:200], now, self._policy))

    # What polling asks.

    def slow_down(self, url: str) -> timedelta | None:
        """How rarely a feed is to be polled at least because its hub delivers; None where it does not."""
        one = self._known.get(url)
        return self._policy.safety_net if one is not None and is_alive(one, self._clock()) else None

    def keep_only(self, listed: Collection[str]) -> None:
        """Leave the hubs of feeds that are in the list no more; in a thread."""
        for feed in self._known.keys() - set(listed):
            self._change(feed, lambda one: one and lifecycle.leave(one))

    def refresh(self) -> None:
        """See what other processes have changed; in a thread."""
        self._refreshed = time.monotonic()
        self._known = {one.feed: one for one in self._store.all()}
        now = self._clock()
        metrics.SUBSCRIBED.set(sum(is_alive(one, now) for one in self._known.values()))

    def _change(self, feed: str, change: Callable[[Subscription | None], Subscription | None]) -> Subscription | None:
        after = self._store.change(feed, change)
        known = dict(self._known)
        if after is None:
            known.pop(feed, None)
        else:
            known[feed] = after
        self._known = known
        return after
