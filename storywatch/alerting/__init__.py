"""Development → alerts for those who subscribed. Pure."""

from storywatch.alerting.rules import Rule, Subscriber, raise_alerts

__all__ = ["Rule", "Subscriber", "raise_alerts"]
