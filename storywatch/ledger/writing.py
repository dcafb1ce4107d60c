"""Writes a story's ledger again after every article: a claim or a figure that stayed as it was is not written anew.

What comes out is what `to_json` gives, byte by byte. Bound: what one ledger holds, once more as text.
"""

from typing import Any, TypeVar

import msgspec
from msgspec import Raw
from msgspec.structs import replace

from storywatch.kept import write_json
from storywatch.ledger.state import Claim, FigureTrack, Ledger

Part = TypeVar("Part", Claim, FigureTrack)


class Writer:
    """What was written last of one story's ledger."""

    def __init__(self) -> None:
        self._claims: dict[str, tuple[Claim, Raw]] = {}
        self._figures: dict[str, tuple[FigureTrack, Raw]] = {}

    def write(self, ledger: Ledger) -> bytes:
        """Write a ledger as JSON."""
        claims, self._claims = _write(ledger.claims, self._claims)
        figures, self._figures = _write(ledger.figures, self._figures)
        return write_json(replace(ledger, claims=claims, figures=figures))


def _write(parts: tuple[Part, ...], last: dict[str, tuple[Part, Raw]]) -> tuple[Any, dict[str, tuple[Part, Raw]]]:
    """Write each part that is not the very one that was written last; give all as text, and for the next time."""
    written = []
    for part in parts:
        before = last.get(part.id)
        written.append(before if before is not None and before[0] is part else (part, Raw(msgspec.json.encode(part))))
    return tuple([text for _, text in written]), {part.id: (part, text) for part, text in written}
