"""How well significance ranks what is told by how much it matters to a reader.

A figure is the chance that a development of the upper group has the higher significance of two taken at random, one
from each group; 0.5 is no ranking. Importance is the annotator's, 0 for what he did not write down.
"""

import importlib.util
import json
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.quality.shared_data import SCORER

LEAST = {"importance_3": 3, "importance_2": 2, "noted": 1}
"""Of the upper group, by figure; the lower group is the rest of what is told."""


def rank_developments(shared: Path, out: Path, gold: Path) -> dict[str, float]:
    """Give the figures of one stream; a group that is empty leaves its figure out."""
    scorer = _load_scorer(shared / SCORER)
    told = [json.loads(line) for line in out.read_text("utf-8").splitlines() if line.strip()]
    annotated = json.loads(gold.read_text("utf-8"))
    aside = {str(article) for article in annotated.get("off_story", []) + annotated.get("unreadable", [])}
    ranked = [
        (one["significance"], _importance(scorer, one, annotated["developments"]))
        for one in told
        if one["article"] not in aside
    ]
    figures = {}
    for name, least in LEAST.items():
        upper = [weight for weight, importance in ranked if importance >= least]
        lower = [weight for weight, importance in ranked if importance < least]
        if upper and lower:
            figures[f"developments.ranks.{name}"] = round(compare_groups(upper, lower), 4)
    return figures


def compare_groups(upper: Sequence[float], lower: Sequence[float]) -> float:
    """Give the chance that one of `upper` is above one of `lower`; equal ones count half."""
    won = sum((high > low) + 0.5 * (high == low) for high in upper for low in lower)
    return won / (len(upper) * len(lower))


def _importance(scorer: ModuleType, told: dict[str, Any], annotated: Sequence[dict[str, Any]]) -> int:
    """Give the importance of what it stands for, as the scorer matches them, kinds grouped."""
    return max(
        (
            one["importance"]
            for one in annotated
            if one["article"] == told["article"]
            and any({told["kind"], one["kind"]} <= group for group in scorer.GROUPS)
            and scorer.same_place(told["evidence"], one["sentence"])
        ),
        default=0,
    )


def _load_scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_scorer", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
