"""A development that matched a subscriber's rule."""

from typing import Literal

from msgspec import Struct

from storywatch.messages.article import Instant
from storywatch.messages.development import Development, Development1

Verdict = Literal["reported", "confirmed", "denied", "declined", "retracted", "carried_out"]
"""What a development does to a proposition that a subscriber watches."""


class Watched(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The proposition that a rule watches, and what became of it."""

    words: str
    """As the subscriber wrote it."""
    verdict: Verdict
    """What the claim's denial is where the subscriber wrote its opposite: that one's confirmation."""
    score: float
    """How alike proposition and claim are, 0 to 1 (storywatch.ledger.matching)."""


class Alert(
    Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="message",
    tag="alert.2",
):
    """One development for one subscriber."""

    id: str
    """Deterministic: one per development and subscriber."""
    subscriber: str
    rule: str
    """Name of the subscriber's rule that matched."""
    development: Development
    raised: Instant
    watched: Watched | None = None
    """None where the rule watches no proposition."""


class Alert1(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="message", tag="alert.1"):
    """The first version, before propositions were watched."""

    id: str
    subscriber: str
    rule: str
    development: Development1
    raised: Instant

    def lift(self) -> Alert:
        """Say the same in the present version."""
        return Alert(
            id=self.id,
            subscriber=self.subscriber,
            rule=self.rule,
            development=self.development.lift(),
            raised=self.raised,
        )
