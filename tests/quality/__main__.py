"""`python -m tests.quality [SUITE ...]`: measure and print every figure; `--raise-floors` lifts what rose."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.quality.constructions import measure, print_table
from tests.quality.floors import compare, raise_floors, read_floors, write_floors
from tests.quality.red_team import report
from tests.quality.shared_data import explain_absence, find_shared, fingerprint
from tests.quality.suites import SUITES

RED_TEAM = "red_team"
"""A suite of its own: it needs no data, and what it prints are the traps that were sprung."""


def main() -> int:
    """Measure; return 1 if a figure is below its floor, 2 if there is nothing to measure on."""
    fast = [suite.name for suite in SUITES if not suite.slow]
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description="Scores the product on real text.")
    parser.add_argument(
        "suites", nargs="*", metavar="SUITE", help=f"of {', '.join(s.name for s in SUITES)}, or {RED_TEAM} alone"
    )
    parser.add_argument("--raise-floors", action="store_true", help="write higher floors where a figure rose")
    parser.add_argument("--detail", action="store_true", help="of statements, print how well each construction is read")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the product's output here, to read it")
    options = parser.parse_args()
    if options.suites == [RED_TEAM]:
        return report()
    unknown = set(options.suites) - {suite.name for suite in SUITES}
    if unknown:
        parser.error(f"no such suite: {', '.join(sorted(unknown))}")
    shared = find_shared()
    if shared is None:
        print(explain_absence(), file=sys.stderr)
        return 2
    wanted = options.suites or fast
    below = False
    for suite in (suite for suite in SUITES if suite.name in wanted):
        with tempfile.TemporaryDirectory() as scratch:
            work = options.keep / suite.name if options.keep else Path(scratch)
            work.mkdir(parents=True, exist_ok=True)
            figures = suite.measure(shared, work)
            if options.detail and suite.name == "statements":
                print_table(measure(shared, work / "statements.jsonl"))
        for name, value in figures.items():
            print(f"{name} {value:.4f}{' *' if name in suite.gated else ''}")
        data, floors = fingerprint(suite.paths(shared)), read_floors()
        if options.raise_floors:
            floors[suite.name] = raise_floors(floors.get(suite.name), figures, suite.gated, data)
            write_floors(floors)
        verdict = compare(figures, suite.gated, floors.get(suite.name), data)
        for sentence in (*verdict.failures, *verdict.risen):
            print(f"# {sentence}", flush=True)
        below = below or bool(verdict.failures)
    return int(below)


if __name__ == "__main__":
    sys.exit(main())
