"""What leaves a ledger at its bounds: claims that nobody takes up any more, names that were learnt first."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import TypeVar

from storywatch.ledger.state import Claim

T = TypeVar("T")

MOVED = 1 << 40
"""What a claim that moved is ahead of all others by: more than its mentions can be."""

NEVER = datetime.min.replace(tzinfo=UTC)
"""When a claim that only was narrated last had a stance."""


def choose_leaving(claims: Sequence[Claim], bound: int) -> list[Claim]:
    """Choose those that are too many: claims that moved stay, then those most taken up, then the last to have a stance.

    Of equals those stay that come first.
    """
    over = len(claims) - bound
    if over <= 0:
        return []
    ranks = [claim.mentions if claim.status == "reported" else claim.mentions + MOVED for claim in claims]
    least = sorted(ranks)[over]
    gone = [claim for claim, rank in zip(claims, ranks, strict=True) if rank < least]
    tied = [claim for claim, rank in zip(claims, ranks, strict=True) if rank == least]
    return gone + sorted(tied, key=_last, reverse=True)[len(tied) + len(gone) - over :]


def _last(claim: Claim) -> datetime:
    return max((stance.at for stance in claim.stances), default=NEVER)


def keep_newest(entries: dict[str, T], bound: int) -> dict[str, T]:
    """Keep what was entered last."""
    return entries if len(entries) <= bound else dict(islice(entries.items(), len(entries) - bound, None))
