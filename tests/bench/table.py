"""What a measurement yields, and how it is printed."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One figure, and the bound that it is held against, if any."""

    name: str
    value: float
    unit: str = ""
    least: float | None = None
    most: float | None = None
    note: str = ""

    @property
    def missed(self) -> bool:
        """Whether the figure is on the wrong side of its bound."""
        return (self.least is not None and self.value < self.least) or (
            self.most is not None and self.value > self.most
        )


def show(lines: Iterable[Line]) -> None:
    """Print a table."""
    for line in lines:
        bound = f">= {line.least:g}" if line.least is not None else f"<= {line.most:g}" if line.most is not None else ""
        verdict = "" if not bound else "MISSED" if line.missed else "ok"
        print(f"{line.name:<46}{line.value:>10.3f} {line.unit:<12}{bound:<9}{verdict:<8}{line.note}", flush=True)
