"""How much a development matters, 0 to 1, as a sum of parts that are shown with it.

The parts of a new claim are signs that a reader would note it, each of which held on all three annotated streams
(docs/quality.md); their weights are our own round judgement, not fitted. They decide whether it is told. How much it
matters among what is told is another question: `stress`.
"""

from collections.abc import Mapping

from msgspec import Struct

from storywatch.messages import Kind

WEIGHT: dict[Kind, float] = {
    "confirmed": 0.55,
    "reversed": 0.55,
    "retracted": 0.55,
    "denied": 0.55,
    "carried_out": 0.50,
    "new_story": 0.50,
    "figure_changed": 0.50,
    "resumed": 0.45,
    "figure_conflict": 0.40,
    "declined": 0.40,
    "surge": 0.35,
    "corroborated": 0.30,
    "new_claim": 0.20,
    "new_party": 0.20,
}
"""What a kind is worth by itself; LedgerPolicy.kind_weights puts a user's judgement in its place."""

TYPICAL = 0.05
"""What a claim made of the story's own words is worth for that."""

OFTEN_NAMED = 3
"""Claims of the story that name a party of full weight."""


ONLY_FOR_TELLING = frozenset({"body", "planned"})
"""Signs that a reader would note a claim, and none that it matters more to him than others that he notes."""

AMONG_TOLD = {"day": 2.0}
"""How many times a sign counts among what is told: of all signs, news of the day itself says most of what matters. So
it does on each of six annotated streams, of which three had no part in the other weights (docs/quality.md)."""


class Signs(Struct, frozen=True, kw_only=True):
    """What speaks for a new claim."""

    named: int = 0
    """Claims of earlier articles that name who says it."""
    number: bool = False
    """It gives a number."""
    day: bool = False
    """Its sentence sets itself in the article's own days."""
    body: bool = False
    """A body says it, and not one person."""
    plain: bool = True
    """It is put as so or as to come, not as what would be."""
    typical: float = 0.0
    """How much of the story's own words it is made of, 0 to 1."""
    central: bool = False
    """It names whom the story is about."""
    planned: bool = False
    """It is to come."""


def weigh_significance(
    kind: Kind,
    *,
    standing: bool,
    share: float,
    lead: bool,
    again: bool,
    origins: int,
    signs: Signs | None,
    weights: Mapping[Kind, float],
) -> tuple[float, dict[str, float]]:
    """Give the significance and its parts.

    `share`: of the story's articles that took the claim up, 0 to 1. `lead`: it stands in the article's first sentences.
    A new claim counts for more where it is about `others` than who says it: of itself everybody says much.
    `again`: the article says so in more than one sentence. `origins`: independent ones. `signs`: of a new claim, else
    None. `weights`: of kinds, as a user has them.
    """
    parts = {"kind": weights.get(kind, WEIGHT[kind]), "again": 0.06 if again else 0.0}
    if signs is None:
        parts |= {
            "standing": 0.10 if standing else 0.0,
            "centrality": round(0.15 * min(1.0, share), 3),
            "lead": 0.10 if lead else 0.0,
            "origins": round(0.05 * min(1.0, (origins - 1) / 2), 3) if origins > 1 else 0.0,
        }
    else:
        parts |= {
            "party": round(0.15 * min(1.0, signs.named / OFTEN_NAMED), 3),
            "number": 0.08 if signs.number else 0.0,
            "day": 0.08 if signs.day else 0.0,
            "plain": 0.06 if signs.plain else 0.0,
            "body": 0.05 if signs.body else 0.0,
            "centrality": 0.05 if signs.central else 0.0,
            "words": round(TYPICAL * signs.typical, 3),
            "others": 0.04 if kind == "new_party" or not standing else 0.0,
            "planned": 0.04 if signs.planned else 0.0,
            "lead": 0.03 if lead else 0.0,
        }
    return add_up(parts), {name: part for name, part in parts.items() if part}


def stress(parts: Mapping[str, float]) -> dict[str, float]:
    """Give the parts that a change is shown with once it is told, from those by which it was."""
    left = {name: part for name, part in parts.items() if name not in ONLY_FOR_TELLING}
    return {name: round(part * AMONG_TOLD.get(name, 1.0), 3) for name, part in left.items()}


def add_up(parts: Mapping[str, float]) -> float:
    """Give the significance that parts make up."""
    return round(min(1.0, sum(parts.values())), 3)
