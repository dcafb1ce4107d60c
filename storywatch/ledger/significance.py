"""How much a development matters, 0 to 1, as a sum of parts that are shown with it."""

from storywatch.messages import Kind

WEIGHT: dict[Kind, float] = {
    "confirmed": 0.55,
    "reversed": 0.55,
    "retracted": 0.55,
    "denied": 0.50,
    "carried_out": 0.50,
    "new_story": 0.50,
    "resumed": 0.45,
    "figure_changed": 0.40,
    "corroborated": 0.40,
    "declined": 0.35,
    "surge": 0.35,
    "figure_conflict": 0.35,
    "new_claim": 0.25,
    "new_party": 0.25,
}
"""What a kind is worth by itself; our own judgement, to be weighed by a user later."""


def weigh_significance(
    kind: Kind, *, standing: bool, share: float, lead: bool, origins: int
) -> tuple[float, dict[str, float]]:
    """Give the significance and its parts.

    `share`: of the story's articles that took the claim up, 0 to 1. `lead`: it stands in the article's first sentences.
    `origins`: independent ones.
    """
    parts = {
        "kind": WEIGHT[kind],
        "standing": 0.15 if standing else 0.0,
        "centrality": round(0.15 * min(1.0, share), 3),
        "lead": 0.10 if lead else 0.0,
        "origins": round(0.05 * min(1.0, (origins - 1) / 2), 3) if origins > 1 else 0.0,
    }
    return round(min(1.0, sum(parts.values())), 3), {name: part for name, part in parts.items() if part}
