"""Development → alerts for those who subscribed. Pure."""

from storywatch.alerting.rules import UNWATCHED, Rule, Subscriber, Watching, name_alert, raise_alerts, why_not
from storywatch.alerting.watches import UnreadableWatchError, Watch, pose, read_watch

__all__ = [
    "UNWATCHED",
    "Rule",
    "Subscriber",
    "UnreadableWatchError",
    "Watch",
    "Watching",
    "name_alert",
    "pose",
    "raise_alerts",
    "read_watch",
    "why_not",
]
