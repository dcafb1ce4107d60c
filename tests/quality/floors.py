"""Floors: what each figure must not fall below, on which data. A floor only goes up.

Pure but for reading and writing the file. The file has a table for each suite: `data`, the fingerprint of what was
measured on, and a floor for each gated figure.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

FILE = Path(__file__).with_name("floors.toml")

SLACK = 0.01
"""What a floor is set below the figure: a library's point release moves a parse here and there."""

WELL_ABOVE = 0.03
"""From here above its floor a figure has earned a higher one."""

HEADER = """\
# What each figure must not fall below, and a hash of the data it was measured on (docs/quality.md).
# Raised by `python -m tests.quality --raise-floors`, which never lowers. Other data: delete the suite's table first.
"""


@dataclass(frozen=True)
class Floors:
    """The floors of one suite."""

    data: str
    floors: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """What comparing figures with floors says: sentences, none where all is well."""

    failures: tuple[str, ...]
    risen: tuple[str, ...]


def read_floors(path: Path = FILE) -> dict[str, Floors]:
    """Read every suite's floors."""
    tables = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    return {
        suite: Floors(str(table["data"]), {name: float(value) for name, value in table.items() if name != "data"})
        for suite, table in tables.items()
    }


def compare(figures: Mapping[str, float], gated: Sequence[str], floors: Floors | None, data: str) -> Verdict:
    """Hold the gated figures against their floors."""
    if floors is None:
        return Verdict(("there are no floors yet: python -m tests.quality --raise-floors",), ())
    if floors.data != data:
        return Verdict((f"the data is not what the floors were measured on: {data}, not {floors.data}",), ())
    failures, risen = [], []
    for name in gated:
        value, floor = figures.get(name), floors.floors.get(name)
        if value is None:
            failures.append(f"{name} was not measured")
        elif floor is None:
            failures.append(f"{name} has no floor: it is {value:.4f}; python -m tests.quality --raise-floors")
        elif value < floor:
            failures.append(f"{name} is {value:.4f}, below its floor of {floor:.4f}")
        elif value >= floor + WELL_ABOVE:
            risen.append(f"{name} is {value:.4f}, well above its floor of {floor:.4f}: raise it")
    return Verdict(tuple(failures), tuple(risen))


def raise_floors(floors: Floors | None, figures: Mapping[str, float], gated: Sequence[str], data: str) -> Floors:
    """Lift the floors of figures that rose. ValueError where the floors belong to other data."""
    if floors is not None and floors.data != data:
        raise ValueError(f"measured on other data ({data}, not {floors.data}): delete the suite's floors first")
    known = floors.floors if floors else {}
    lifted = {name: max(known.get(name, 0.0), round(max(0.0, figures[name] - SLACK), 3)) for name in gated}
    return Floors(data, {**known, **lifted})


def write_floors(suites: Mapping[str, Floors], path: Path = FILE) -> None:
    """Write the file."""
    lines = [HEADER]
    for suite, floors in suites.items():
        lines += [f"[{suite}]", f'data = "{floors.data}"']
        lines += [f'"{name}" = {floor:.3f}' for name, floor in floors.floors.items()]
        lines.append("")
    path.write_text("\n".join(lines), "utf-8")
