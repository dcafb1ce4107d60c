"""From wanting a subscription to its renewal and its end. Pure: times and random texts are arguments.

Wanted → asked → active, renewed when three quarters of its lease are over; a hub that fails is asked again, more and
more rarely, and polled around meanwhile. A feed that has left the list, or its hub, is left at the hub, too.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

import msgspec

from feeds.websub.hubs import Offer
from storywatch.archive.subscriptions import Subscription


@dataclass(frozen=True)
class WebSubPolicy:
    """How subscriptions are kept."""

    lease: timedelta = timedelta(days=10)
    """That is asked for; the hub decides."""
    least_lease: timedelta = timedelta(minutes=5)
    """A hub that grants less is refused: renewing would be more work than polling."""
    longest_lease: timedelta = timedelta(days=90)
    """More counts as this: a subscription that a hub forgot must end one day."""
    renew: float = 0.75
    """The share of a lease after which it is renewed."""
    confirm: timedelta = timedelta(minutes=10)
    """How long a hub may take to confirm."""
    retry: timedelta = timedelta(minutes=10)
    """After a failure, doubling with each in a row ..."""
    longest_retry: timedelta = timedelta(days=1)
    """... up to this."""
    goodbyes: int = 3
    """How often a hub is asked to end a subscription."""
    safety_net: timedelta = timedelta(hours=1)
    """A feed whose hub delivers is still polled so often: hubs forget, and lose."""


def want(before: Subscription | None, feed: str, offer: Offer | None, path: str, secret: str) -> Subscription | None:
    """The feed's last body offered this hub, or none."""
    if before is None or before.phase == "leaving":
        if offer is None:
            return before
        return Subscription(feed=feed, hub=offer.hub, topic=offer.topic, path=path, secret=secret)
    if offer is None:
        return leave(before)
    if (before.hub, before.topic) == (offer.hub, offer.topic):
        return before
    return Subscription(feed=feed, hub=offer.hub, topic=offer.topic, path=path, secret=secret)


def leave(before: Subscription) -> Subscription | None:
    """It is wanted no more; None where the hub need not be told."""
    if before.phase == "leaving":
        return before
    if before.until is None and before.phase != "asked":
        return None
    return msgspec.structs.replace(before, phase="leaving", due=None, failures=0, error=None)


def word_request(one: Subscription, callback: str, policy: WebSubPolicy) -> bytes:
    """Word the form to post to the hub."""
    leaving = one.phase == "leaving"
    form = {
        "hub.mode": "unsubscribe" if leaving else "subscribe",
        "hub.topic": one.topic,
        "hub.callback": callback,
        "hub.verify": "async",  # of the protocol before the standard; some hubs insist
    }
    if not leaving:
        form |= {"hub.secret": one.secret, "hub.lease_seconds": str(int(policy.lease.total_seconds()))}
    return urlencode(form).encode()


def ask(before: Subscription, now: datetime, policy: WebSubPolicy) -> Subscription | None:
    """The request is about to be posted: from now on a confirmation is expected. None: it need not be any more."""
    due = now + policy.confirm
    if before.phase != "leaving":
        return msgspec.structs.replace(before, phase="asked", due=due)
    if before.failures >= policy.goodbyes:
        return None  # it ends by itself with its lease
    return msgspec.structs.replace(before, failures=before.failures + 1, due=due)


def fail(before: Subscription, error: str, now: datetime, policy: WebSubPolicy) -> Subscription:
    """The hub did not take the request, or never confirmed it."""
    if before.phase == "leaving":
        return msgspec.structs.replace(before, error=error, due=now + policy.retry)
    failures = before.failures + 1
    due = now + min(policy.retry * (1 << min(failures - 1, 20)), policy.longest_retry)
    return msgspec.structs.replace(before, phase="wanted", failures=failures, error=error, due=due)


def confirm(before: Subscription, seconds: float, now: datetime, policy: WebSubPolicy) -> Subscription | None:
    """The hub asks whether this subscription is meant, for so long; None: it is not."""
    late = before.phase == "wanted" and before.failures > 0  # it was asked, and took its time
    if before.phase not in {"asked", "active"} and not late:
        return None
    lease = min(timedelta(seconds=seconds), policy.longest_lease)
    if lease < policy.least_lease:
        return None
    return msgspec.structs.replace(
        before, phase="active", until=now + lease, due=now + lease * policy.renew, failures=0, error=None
    )


def refuse(before: Subscription, reason: str, now: datetime, policy: WebSubPolicy) -> Subscription:
    """The hub will not have it, or has ended it."""
    words = f"the hub refuses ({reason})" if reason else "the hub refuses"
    return msgspec.structs.replace(before, phase="refused", until=None, due=now + policy.longest_retry, error=words)
