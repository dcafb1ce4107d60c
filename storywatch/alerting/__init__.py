"""Development → alerts for those who subscribed. Pure."""

from storywatch.alerting.rules import Rule, Subscriber, name_alert, raise_alerts, why_not

__all__ = ["Rule", "Subscriber", "name_alert", "raise_alerts", "why_not"]
