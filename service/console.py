"""Alerts on this terminal: each once, whoever shows it; one development's, for several subscribers, together."""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby

from storywatch.archive import Alerts
from storywatch.delivery import show_alert
from storywatch.messages import Alert

CHANNEL = "console"
"""The archive's name for this way of delivery: an alert that was claimed for it is not shown again."""

MAX_WIDTH = 120
"""Columns of an alert on a wider terminal: longer lines are hard to read."""

TICK = 0.5
"""Seconds between two looks at the archive."""


def show_new(alerts: Alerts, say: Callable[[str], None]) -> None:
    """Show the alerts that no console has shown yet."""
    for shown in word(alerts.claim_undelivered(CHANNEL, datetime.now(UTC))):
        say("\n" + shown)


def follow(alerts: Alerts, say: Callable[[str], None]) -> None:
    """Show alerts as they come, until interrupted."""
    while True:
        show_new(alerts, say)
        time.sleep(TICK)


def word(alerts: Iterable[Alert]) -> Iterator[str]:
    """Write alerts for this terminal: its width, and colours where it shows them and NO_COLOR does not forbid.

    Those of one development that follow each other are one.
    """
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    width = min(MAX_WIDTH, shutil.get_terminal_size((100, 24)).columns)
    for _, told in groupby(alerts, key=lambda alert: alert.development.id):
        first, *others = told
        yield show_alert(first, others=others, colour=colour, width=width)
