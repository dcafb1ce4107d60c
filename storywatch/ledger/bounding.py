"""What leaves a ledger at its bounds: claims that nobody takes up any more, names that were learnt first."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TypeVar

from storywatch.ledger.state import Claim

T = TypeVar("T")

NEVER = datetime.min.replace(tzinfo=UTC)
"""When a claim that only was narrated last had a stance."""


def keep_claims(claims: Sequence[Claim], bound: int) -> list[Claim]:
    """Keep the claims that moved, then those most taken up, then those that last had a stance."""
    if len(claims) <= bound:
        return list(claims)
    ranks = [(claim.status != "reported", claim.mentions) for claim in claims]
    least = sorted(ranks, reverse=True)[bound - 1]
    kept = [claim for claim, rank in zip(claims, ranks, strict=True) if rank > least]
    tied = [claim for claim, rank in zip(claims, ranks, strict=True) if rank == least]
    return [*kept, *sorted(tied, key=_last, reverse=True)[: bound - len(kept)]]


def _last(claim: Claim) -> datetime:
    return max((stance.at for stance in claim.stances), default=NEVER)


def keep_newest(entries: dict[str, T], bound: int) -> dict[str, T]:
    """Keep what was entered last."""
    return dict(list(entries.items())[-bound:])
