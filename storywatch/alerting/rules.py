"""Which subscriber is told of a development: the first of a subscriber's rules that matches decides."""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from storywatch.alerting.watches import LEAST_TERMS, REMEDY, Watch, hold
from storywatch.bounds import Share
from storywatch.ledger import LedgerPolicy
from storywatch.messages import Alert, Development, Kind, Watched

MAX_CALLED = 100
"""Characters of what a rule without a name goes by."""


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a subscriber wants to hear of. An empty list asks for everything."""

    name: str = ""
    """What alerts call it; without one it goes by what it asks for."""
    kinds: tuple[Kind, ...] = ()
    words: tuple[str, ...] = ()
    """At least one stands in the headline, the claim or the party, whatever its case."""
    least_significance: Share = 0.0
    watch: Annotated[str, Meta(max_length=500)] = ""
    """A proposition in plain words: the rule asks for what befalls it (storywatch.alerting.watches)."""
    language: str = "en"
    """Of the watched proposition, and so of the stories that it is held against."""
    reported: bool | None = None
    """Ask for reports of the watched proposition too, not only for what settles it; left out, of one that asks for
    nobody's word on it (*A resigns*, and not *A confirms that B*)."""

    @property
    def called(self) -> str:
        """Its name, else what it asks for."""
        asked = ", ".join([self.watch] if self.watch else [*self.kinds, *self.words])
        if not asked and self.least_significance:
            asked = f"significance from {self.least_significance:g}"
        return self.name or asked[:MAX_CALLED] or "everything"


class Subscriber(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is told, and of what."""

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    rules: Annotated[tuple[Rule, ...], Meta(min_length=1)]
    """An empty rule asks for everything; none at all is taken for a rule that was forgotten."""


CONSOLE = Subscriber(name="console", rules=(Rule(name="what matters", least_significance=0.35),))
"""Who is told where nobody subscribed: the terminal, of everything but details far down in an article."""


def find_flaws(subscribers: Iterable[Subscriber], languages: Collection[str]) -> list[str]:
    """Say of each rule that cannot work what is wrong and what to do, as far as can be told without a language's model.

    `languages`: those that are read.
    """
    return [
        f"{where}: {flaw}"
        for subscriber in subscribers
        for where, rule in name_rules(subscriber)
        if (flaw := _find_flaw(rule, languages)) is not None
    ]


def name_rules(subscriber: Subscriber) -> list[tuple[str, Rule]]:
    """Name a subscriber's rules as the configuration has them."""
    return [
        (f"rule {repr(rule.name) if rule.name else number} of subscriber {subscriber.name!r}", rule)
        for number, rule in enumerate(subscriber.rules, start=1)
    ]


def _find_flaw(rule: Rule, languages: Collection[str]) -> str | None:
    if any(not word.strip() for word in rule.words):
        return "one of its `words` is empty, and stands in everything: take it out"
    if rule.watch and not rule.watch.strip():
        return f"`watch` is blank: {REMEDY}, or take it out"
    if not rule.watch:
        useless = [
            key
            for key, of_use in (("reported", rule.reported is not None), ("language", rule.language != "en"))
            if of_use
        ]
        if useless:
            return f"`{useless[0]}` says something of a watched proposition only: add `watch`, or take it out"
        return None
    if rule.language not in languages:
        known = ", ".join(languages)
        return f"it watches in {rule.language!r}, which is not read: name it in languages.read, or one of {known} here"
    if len(re.findall(r"\w+", rule.watch)) < LEAST_TERMS:
        return f"cannot watch {rule.watch!r}: fewer than {LEAST_TERMS} words say too little; {REMEDY}"
    if rule.watch.rstrip(" \"'”’»)").endswith("?"):
        return f"cannot watch {rule.watch!r}: it is a question; {REMEDY}"
    return None


class Watching(Struct, frozen=True):
    """What it takes to hold watched propositions against developments."""

    watches: Mapping[str, Watch] = {}
    """By their words; a rule whose words are not among them is never matched."""
    policy: LedgerPolicy = LedgerPolicy()
    given: Mapping[str, str] = {}
    """Folded name → name, of what is known beforehand."""
    unread: Mapping[str, str] = {}
    """Words that are no proposition, and why."""


UNWATCHED = Watching()


def tells_reports(rule: Rule, watch: Watch) -> bool:
    """Tell whether a rule asks for mere reports of what it watches: what it says, else what the words ask for."""
    return not watch.settled if rule.reported is None else rule.reported


def why_not(rule: Rule, development: Development, watching: Watching = UNWATCHED) -> str | None:
    """Say why a rule does not ask for a development; None where it does."""
    return _why_not_alone(rule, development) or _match(rule, development, watching)[1]


def _match(rule: Rule, development: Development, watching: Watching) -> tuple[Watched | None, str | None]:
    """Hold a rule's proposition against a development: what befell it, or why the rule does not ask for it."""
    if not rule.watch:
        return None, None
    watch = watching.watches.get(rule.watch)
    if watch is None:
        return None, watching.unread.get(rule.watch, "its proposition has not been read")
    holding = hold(watch, development, watching.policy, watching.given)
    if holding.verdict is None:
        return None, f"watched: {holding.why_not}"
    if holding.verdict == "reported" and not tells_reports(rule, watch):
        return None, "watched: it is only reported, and the rule asks for no reports"
    return Watched(words=watch.words, verdict=holding.verdict, score=round(holding.score, 3)), None


def _why_not_alone(rule: Rule, development: Development) -> str | None:
    if rule.kinds and development.kind not in rule.kinds:
        return f"{development.kind} is not among its kinds"
    if development.significance < rule.least_significance:
        return f"significance {development.significance:g} is below {rule.least_significance:g}"
    text = " ".join(part for part in (development.headline, development.claim, development.party) if part).casefold()
    if rule.words and not any(word.casefold() in text for word in rule.words):
        return "none of its words is in headline, claim or party"
    return None


def raise_alerts(
    development: Development, subscribers: Iterable[Subscriber], now: datetime, watching: Watching = UNWATCHED
) -> tuple[Alert, ...]:
    """Raise one alert for each subscriber that asked for this development."""
    return tuple(
        alert for subscriber in subscribers if (alert := _raise(development, subscriber, now, watching)) is not None
    )


def _raise(development: Development, subscriber: Subscriber, now: datetime, watching: Watching) -> Alert | None:
    for rule in subscriber.rules:
        if _why_not_alone(rule, development) is not None:
            continue
        watched, why = _match(rule, development, watching)
        if why is None:
            watched = watched or _watched_further(development, subscriber, watching)
            name = name_alert(development.id, subscriber.name)
            return Alert(
                id=name,
                subscriber=subscriber.name,
                rule=rule.called,
                development=development,
                raised=now,
                watched=watched,
            )
    return None


def _watched_further(development: Development, subscriber: Subscriber, watching: Watching) -> Watched | None:
    """Say what befell the proposition that another rule of the subscriber watches: which one stands first is no matter
    for that."""
    for rule in subscriber.rules:
        if rule.watch and _why_not_alone(rule, development) is None:
            watched, _ = _match(rule, development, watching)
            if watched is not None:
                return watched
    return None


def name_alert(development: str, subscriber: str) -> str:
    """Name an alert so that one development reaches a subscriber once."""
    return "a" + hashlib.blake2b(f"{development}\x1f{subscriber}".encode(), digest_size=10).hexdigest()
