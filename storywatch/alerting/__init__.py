"""Development → alerts for those who subscribed. Pure."""

from storywatch.alerting.rules import (
    CONSOLE,
    UNWATCHED,
    Rule,
    Subscriber,
    Watching,
    find_flaws,
    name_alert,
    name_rules,
    raise_alerts,
    tells_reports,
    why_not,
)
from storywatch.alerting.watches import (
    REMEDY,
    UnreadableWatchError,
    Watch,
    complete,
    pose,
    pose_as_said,
    read_watch,
    takes_stand,
)

__all__ = [
    "CONSOLE",
    "REMEDY",
    "UNWATCHED",
    "Rule",
    "Subscriber",
    "UnreadableWatchError",
    "Watch",
    "Watching",
    "complete",
    "find_flaws",
    "name_alert",
    "name_rules",
    "pose",
    "pose_as_said",
    "raise_alerts",
    "read_watch",
    "takes_stand",
    "tells_reports",
    "why_not",
]
