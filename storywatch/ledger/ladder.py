"""The status ladder of a claim (docs/domain.md): what one stance does to it. Pure and small on purpose."""

from typing import Literal

from storywatch.ledger.state import Status
from storywatch.messages import Act

Move = Literal["assert", "deny", "retract"]

SETTLING: frozenset[Act] = frozenset({"confirm", "deny", "decline", "retract"})
"""Acts that move a claim by themselves: told of an older time, they have moved it before."""


def climb(status: Status | None, move: Move, *, standing: bool, independent: bool) -> Status:
    """Return the status after a stance.

    `standing`: whoever takes it can confirm or deny this claim. `independent`: it rests on an origin that the claim did
    not have. A claim that is not there yet has status None.
    """
    if move == "retract":
        return "retracted"
    if move == "deny":
        if not standing:
            return status or "reported"
        return "disputed" if status in ("confirmed", "disputed") else "denied"
    if standing:
        return "disputed" if status in ("denied", "disputed") else "confirmed"
    if status is None or status == "retracted":
        return "reported"
    if status == "reported" and independent:
        return "corroborated"
    return status
