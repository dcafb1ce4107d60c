"""A development that matched a subscriber's rule."""

from msgspec import Struct

from storywatch.messages.article import Instant
from storywatch.messages.development import Development


class Alert(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="message", tag="alert.1"):
    """One development for one subscriber."""

    id: str
    """Deterministic: one per development and subscriber."""
    subscriber: str
    rule: str
    """Name of the subscriber's rule that matched."""
    development: Development
    raised: Instant
