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
    why_not,
)
from storywatch.alerting.watches import UnreadableWatchError, Watch, pose, pose_as_said, read_watch, takes_stand

__all__ = [
    "CONSOLE",
    "UNWATCHED",
    "Rule",
    "Subscriber",
    "UnreadableWatchError",
    "Watch",
    "Watching",
    "find_flaws",
    "name_alert",
    "name_rules",
    "pose",
    "pose_as_said",
    "raise_alerts",
    "read_watch",
    "takes_stand",
    "why_not",
]
