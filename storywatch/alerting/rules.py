"""Which subscriber is told of a development: the first of a subscriber's rules that matches decides."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from storywatch.bounds import Share
from storywatch.messages import Alert, Development, Kind


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a subscriber wants to hear of. An empty list asks for everything."""

    name: str = "everything"
    kinds: tuple[Kind, ...] = ()
    words: tuple[str, ...] = ()
    """At least one stands in the headline, the claim or the party, whatever its case."""
    least_significance: Share = 0.0


class Subscriber(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is told, and of what."""

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    rules: Annotated[tuple[Rule, ...], Meta(min_length=1)] = (Rule(),)


def matches(rule: Rule, development: Development) -> bool:
    """Decide whether a rule asks for a development."""
    return why_not(rule, development) is None


def why_not(rule: Rule, development: Development) -> str | None:
    """Say why a rule does not ask for a development; None where it does."""
    if rule.kinds and development.kind not in rule.kinds:
        return f"{development.kind} is not among its kinds"
    if development.significance < rule.least_significance:
        return f"significance {development.significance:g} is below {rule.least_significance:g}"
    text = " ".join(part for part in (development.headline, development.claim, development.party) if part).casefold()
    if rule.words and not any(word.casefold() in text for word in rule.words):
        return "none of its words is in headline, claim or party"
    return None


def raise_alerts(development: Development, subscribers: Iterable[Subscriber], now: datetime) -> tuple[Alert, ...]:
    """Raise one alert for each subscriber that asked for this development."""
    return tuple(
        Alert(
            id=name_alert(development.id, subscriber.name),
            subscriber=subscriber.name,
            rule=rule.name,
            development=development,
            raised=now,
        )
        for subscriber in subscribers
        if (rule := next((rule for rule in subscriber.rules if matches(rule, development)), None)) is not None
    )


def name_alert(development: str, subscriber: str) -> str:
    """Name an alert so that one development reaches a subscriber once."""
    return "a" + hashlib.blake2b(f"{development}\x1f{subscriber}".encode(), digest_size=10).hexdigest()
