"""What Prometheus is told of the steps. Label values come from closed sets only, so that no input can add series."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from prometheus_client import Counter, Histogram

from storywatch.messages import Alert, Analysis, Development

ANALYSES = Counter("storywatch_analyses", "Articles analysed, by whether prose was found in them.", ["prose"])
LANGUAGES = Counter(
    "storywatch_articles_read",
    "Articles by the language whose pack read them; none: no pack does, so no statements were looked for.",
    ["language"],
)
STATEMENTS = Counter("storywatch_statements", "Statements extracted, by what the speaker does.", ["act"])
DEVELOPMENTS = Counter("storywatch_developments", "Developments detected, by kind.", ["kind"])
ALERTS = Counter("storywatch_alerts", "Alerts raised.")
QUARANTINED = Counter("storywatch_quarantined", "Messages set aside, by the step that could not use them.", ["step"])
REPEATED = Counter("storywatch_repeated", "Messages that came again and changed nothing.", ["step"])
GONE = Counter("storywatch_articles_gone", "Articles that their outlets have taken down.")
STEP_SECONDS = Histogram(
    "storywatch_step_seconds",
    "Seconds that a step took for one message; of analyse, its wait for a process included.",
    ["step"],
    buckets=(0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30),
)
PUBLISH_TO_ALERT = Histogram(
    "storywatch_publish_to_alert_seconds",
    "Seconds from the outlet's own time of publication to the alert.",
    buckets=(1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 14400, 86400, 604800),
)


@contextmanager
def timed(step: str) -> Iterator[None]:
    """Observe the seconds that a block takes."""
    start = perf_counter()
    try:
        yield
    finally:
        STEP_SECONDS.labels(step).observe(perf_counter() - start)


def count_analysis(analysis: Analysis) -> None:
    """Count an article's analysis and its statements."""
    ANALYSES.labels("yes" if analysis.sentences else "no").inc()
    for statement in analysis.statements:
        STATEMENTS.labels(statement.act).inc()


def count_language(language: str | None) -> None:
    """Count an article by the language whose pack read it; packs are few, so that no input adds a series."""
    LANGUAGES.labels(language or "none").inc()


def count_developments(developments: tuple[Development, ...]) -> None:
    """Count what an article changed."""
    for development in developments:
        DEVELOPMENTS.labels(development.kind).inc()


def count_alert(alert: Alert) -> None:
    """Count an alert and how long after publication it was raised."""
    ALERTS.inc()
    PUBLISH_TO_ALERT.observe(max(0.0, (alert.raised - alert.development.published).total_seconds()))
