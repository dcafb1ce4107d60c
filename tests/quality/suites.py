"""What is measured: the product's own batch commands over each data set, scored by the shared scorer.

A suite maps a shared folder to figures by name. Knows nothing of floors.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from tests.quality.claims import FILES, LABELS, measure_claims
from tests.quality.copy_detection import measure_copies
from tests.quality.day_bounds import measure_day_bounds
from tests.quality.held_out import ANNOTATIONS, rebuild_streams
from tests.quality.polnear import article_lines
from tests.quality.ranking import rank_developments
from tests.quality.shared_data import ROOT, SCORER
from tests.quality.streams import measure_streams

Figures = dict[str, float]

STREAMS = ("h1n1", "bpoil", "libya-tripoli")
"""The streams that have a gold annotation of developments."""


@dataclass(frozen=True)
class Suite:
    """One data set, how it is measured, and the figures that have a floor."""

    name: str
    data: tuple[str, ...]
    """Files and folders of the shared folder that the figures depend on."""
    measure: Callable[[Path, Path], Figures]
    """(shared folder, an empty folder to work in) -> figures."""
    gated: tuple[str, ...]
    slow: bool = False
    annotations: tuple[Path, ...] = ()
    """Files of our own that say what is right: with another stream in one, a mean is another figure."""

    def paths(self, shared: Path) -> list[Path]:
        """Name what the figures are measured on, in a shared folder and here."""
        return [*(shared / part for part in self.data), *self.annotations]


def run_product(*arguments: str | Path) -> None:
    """Run a batch command as a user would; CalledProcessError if it fails."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "service.cli", *map(str, arguments), "--processes", "1"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def score(shared: Path, *arguments: str | Path) -> Figures:
    """Run the scorer and read its figures, one `name value` a line."""
    command = [sys.executable, str(shared / SCORER), *map(str, arguments)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {name: float(value) for name, value, *_ in (line.split() for line in printed.splitlines() if line.strip())}


def write_lines(path: Path, rows: Iterable[Mapping[str, object]]) -> Path:
    """Write article lines."""
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return path


def _measure_statements(shared: Path, work: Path) -> Figures:
    dev = shared / "data/polnear/dev"
    articles = write_lines(work / "articles.jsonl", article_lines(dev))
    out = work / "statements.jsonl"
    run_product("analyse", articles, "--out", out)
    acts = shared / "data/acts/polnear-dev.gold.jsonl"
    return score(shared, "statements", out, dev) | score(shared, "acts", out, dev, acts)


def _measure_stories(shared: Path, work: Path) -> Figures:
    folder, out = shared / "data/stories", work / "stories.jsonl"
    run_product("replay", folder / "ecb.jsonl", "--out", work / "developments.jsonl", "--stories", out)
    return score(shared, "stories", out, folder / "ecb.gold.jsonl")


def _measure_developments(shared: Path, work: Path) -> Figures:
    sources = [shared / f"data/streams/{stream}.jsonl" for stream in STREAMS]
    return _replay_streams(shared, work, [(path.stem, path, path.with_suffix(".gold.json")) for path in sources])


def _measure_held_out(shared: Path, work: Path) -> Figures:
    figures = _replay_streams(shared, work, rebuild_streams(shared, work))
    return {name.replace("developments", "held_out", 1): value for name, value in figures.items()}


def _replay_streams(shared: Path, work: Path, streams: Iterable[tuple[str, Path, Path]]) -> Figures:
    """Measure each stream (name, articles, annotations); a figure without a stream's name is the mean of all."""
    figures: Figures = {}
    by_stream: list[Figures] = []
    for stream, source, gold in streams:
        out = work / f"{stream}.jsonl"
        run_product("replay", source, "--out", out)
        scored = score(shared, "developments", out, gold) | rank_developments(shared, out, gold)
        scored["developments.traps_avoided"] = 1.0 - scored.pop("developments.traps_sprung")
        by_stream.append(scored)
        figures |= {name.replace("developments.", f"developments.{stream}."): scored[name] for name in scored}
    return figures | {name: round(mean(scored[name] for scored in by_stream), 4) for name in by_stream[0]}


def _measure_dates(shared: Path, work: Path) -> Figures:
    """Measure the days of each task of one outlet on one story, by the story's timeline (`dates.f1`, the mean).

    Beside it what other rankings reach: the developments' significance, told at once, and the bounds.
    """
    figures: Figures = {}
    for source in sorted((shared / "data/dates").glob("*.jsonl")):
        told, named = work / source.name, work / f"{source.stem}.timeline.jsonl"
        run_product("replay", source, "--out", told, "--timeline", named)
        timelines = sorted(source.parent.glob(f"{source.stem}.*.timeline.json"))
        for name, ranked in (("dates", named), ("dates.by_significance", told)):
            figures[f"{name}.{source.stem}"] = score(shared, "dates", ranked, *timelines)["dates.f1"]
            print(f"{name}.{source.stem} {figures[f'{name}.{source.stem}']:.4f}", file=sys.stderr, flush=True)
    by_told = [name for name in figures if name.startswith("dates.by_significance.")]
    by_days = [name for name in figures if name not in by_told]
    means = {"dates.f1": by_days, "dates.by_significance.f1": by_told}
    figures |= {name: round(mean(figures[one] for one in tasks), 4) for name, tasks in means.items()}
    return figures | measure_day_bounds(shared)


SUITES = (
    Suite(
        "statements",
        ("data/polnear/dev", "data/acts/polnear-dev.gold.jsonl"),
        _measure_statements,
        (
            "statements.source.f1",
            "statements.cue.f1",
            "statements.content.f1",
            "statements.relation.precision",
            "statements.relation.recall",
            "statements.relation.f1",
            "acts.accuracy",
            "acts.polarity",
            "acts.macro_f1",
            "acts.deny.f1",
            "acts.decline.f1",
            "acts.confirm.f1",
        ),
    ),
    Suite("stories", ("data/stories",), _measure_stories, ("stories.bcubed.f1", "stories.pairs.f1")),
    Suite(
        "streams",
        ("data/polnear/train", "data/streams", "data/dates"),
        lambda shared, _: measure_streams(shared),
        (
            "streams.founding.right",
            "streams.mixed.recall",
            "streams.mixed.precision",
            "streams.sagas.share",
            "streams.sagas.least_share",
            "streams.sagas.apart",
        ),
    ),
    Suite(
        "copies",
        ("data/polnear/train", "data/streams", "data/stories"),
        measure_copies,
        ("copies.precision", "copies.recall", "copies.added.precision", "copies.added.recall"),
    ),
    Suite(
        "developments",
        tuple(f"data/streams/{stream}{end}" for stream in STREAMS for end in (".jsonl", ".gold.json")),
        _measure_developments,
        (
            "developments.strict.f1",
            "developments.grouped.precision",
            "developments.grouped.recall",
            "developments.grouped.f1",
            "developments.recall_importance_3",
            "developments.recall_importance_2",
            "developments.ledger.f1",
            "developments.traps_avoided",
        ),
    ),
    Suite(
        "claims",
        tuple(f"data/{file}" for file in FILES),
        measure_claims,
        tuple(f"claims.all.{label}.{figure}" for label in LABELS for figure in ("precision", "recall")),
    ),
    Suite(
        "held_out",
        ("data/dates",),
        _measure_held_out,
        ("held_out.grouped.precision", "held_out.recall_importance_3", "held_out.traps_avoided"),
        slow=True,
        annotations=(ANNOTATIONS,),
    ),
    Suite("dates", ("data/dates",), _measure_dates, ("dates.f1",), slow=True),
)
