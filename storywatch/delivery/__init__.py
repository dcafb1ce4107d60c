"""How alerts reach people."""

from storywatch.delivery.console import show_alert

__all__ = ["show_alert"]
