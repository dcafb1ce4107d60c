"""A message that a step could not handle, kept whole, with why."""

from msgspec import Struct

from storywatch.messages.article import Instant


class Quarantined(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="message", tag="quarantined.1"
):
    """The raw message, the step that refused it, and the error in words."""

    id: str
    """Deterministic: the same bytes refused by the same step have the same id."""
    step: str
    error: str
    origin: str
    """The topic (or file) that it came from."""
    key: str
    value: bytes
    at: Instant
