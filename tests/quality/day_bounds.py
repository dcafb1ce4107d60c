"""What can be had on the dates: rankings of days by no more than when articles came, and which days they name.

Ties decide much where most days have one or two articles: a ranking with ties is taken in many random orders.
"""

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from statistics import mean, stdev

ORDERS = 200
"""Random orders of tied days."""

FAR = 180
"""Days from the article's own beyond which a date without a year is another year's."""

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
NAMED = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\ (?P<month>{_MONTH})|(?P<month2>{_MONTH})\.?\ (?P<day2>\d{{1,2}})(?!\d)"
    rf"|(?P<weekday>{'|'.join(WEEKDAYS)})|(?P<word>today|yesterday))\b",
    re.IGNORECASE,
)

Figures = dict[str, float]
Weights = dict[str, float]


def measure_day_bounds(shared: Path) -> Figures:
    """Give the mean F1 over the tasks of each ranking."""
    tasks = [
        (
            [json.loads(line) for line in path.read_text("utf-8").splitlines()],
            [
                {row["date"][:10] for row in json.loads(timeline.read_text("utf-8"))}
                for timeline in sorted(path.parent.glob(f"{path.stem}.*.timeline.json"))
            ],
        )
        for path in sorted((shared / "data/dates").glob("*.jsonl"))
    ]
    printed = [Counter(row["published"][:10] for row in rows) for rows, _ in tasks]
    named = [Counter(day for row in rows for day in name_days(row)) for rows, _ in tasks]
    on_print = [{day: count[day] for day in days} for count, days in zip(named, printed, strict=True)]
    dice = random.Random(0)

    def rank(weights: list[Mapping[str, float]], weigh: Callable[[float], float]) -> float:
        return mean(
            mean(_f1({day: weigh(weight) for day, weight in by_day.items()}, days) for days in timelines)
            for by_day, (_, timelines) in zip(weights, tasks, strict=True)
        )

    figures: Figures = {}
    for name, weights in (("printed", printed), ("named_on_print_days", on_print), ("named", named)):
        orders = [rank(weights, lambda weight: weight + 0.5 * dice.random()) for _ in range(ORDERS)]
        figures |= {f"dates.bounds.{name}": mean(orders), f"dates.bounds.{name}.deviation": stdev(orders)}
    figures["dates.bounds.printed.as_they_come"] = rank(printed, float)
    figures["dates.bounds.chance"] = mean(rank(printed, lambda _: dice.random()) for _ in range(ORDERS))
    return {name: round(value, 4) for name, value in figures.items()}


def name_days(row: Mapping[str, str]) -> set[str]:
    """Name the days that an article's text names, up to its own: a weekday is the last one of that name."""
    own = date.fromisoformat(row["published"][:10])
    return {day.isoformat() for day in _find_days(row["text"], own) if day <= own}


def _find_days(text: str, own: date) -> Iterator[date]:
    for found in NAMED.finditer(text):
        month, day = found["month"] or found["month2"], found["day"] or found["day2"]
        if month:
            try:
                named = date(own.year, MONTHS.index(month[:3].lower()) + 1, int(day))
            except ValueError:
                continue  # 31 June
            years = -1 if (named - own).days > FAR else 1 if (own - named).days > FAR else 0
            yield named.replace(year=named.year + years) if (named.month, named.day) != (2, 29) else named
        elif found["weekday"]:
            yield own - timedelta(days=(own.weekday() - WEEKDAYS.index(found["weekday"].lower())) % 7)
        else:
            yield own - timedelta(days=found["word"].lower() == "yesterday")


def _f1(weights: Weights, days: set[str]) -> float:
    """Score as the shared scorer does: as many days as the timeline has, within its range."""
    within = Counter({day: weight for day, weight in weights.items() if min(days) <= day <= max(days)})
    chosen = {day for day, _ in within.most_common(len(days))}
    both = len(days & chosen)
    return 2 * both / (len(chosen) + len(days)) if both else 0.0
