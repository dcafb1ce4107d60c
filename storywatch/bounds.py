"""Ranges that a policy's numbers must lie in: a value outside is an error when the configuration is read."""

from typing import Annotated

from msgspec import Meta

Share = Annotated[float, Meta(ge=0.0, le=1.0)]
"""A similarity or a part of a whole."""
Positive = Annotated[float, Meta(gt=0.0, le=1e6)]
Count = Annotated[int, Meta(ge=1, le=1_000_000)]
"""A bound on how many are kept; none at all would be another program."""
