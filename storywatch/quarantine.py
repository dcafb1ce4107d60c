"""What becomes of a message that a step cannot use: kept whole, with the step and the reason."""

import hashlib
from datetime import datetime

from storywatch.messages import Quarantined

MAX_BYTES = 4_000_000
"""Bytes kept of a message; what is longer is cut, and its error says so."""


def set_aside(raw: bytes, step: str, error: str, origin: str, at: datetime, key: str = "") -> Quarantined:
    """Make the quarantine message for `raw`. The same bytes refused by the same step have the same id."""
    mark = hashlib.blake2b(step.encode() + b"\x1f" + raw, digest_size=10).hexdigest()
    if len(raw) > MAX_BYTES:
        error = f"{error} (kept: the first {MAX_BYTES} of {len(raw)} bytes)"
    return Quarantined(id=f"q{mark}", step=step, error=error, origin=origin, key=key, value=raw[:MAX_BYTES], at=at)
