"""The names of the topics that the steps are joined by, and of the Tables beside them.

Names only: partitions, retention and compaction are the service's decision, and nothing here knows of Kafka.
"""

from dataclasses import dataclass

DEFAULT_PREFIX = "storywatch."
"""What our topics start with on a shared cluster; a replay uses a prefix of its own."""

STORIES = "stories"
"""The Table of live stories; partitioned like `analyses`, which drives it."""

LEDGERS = "ledgers"
"""The Table of ledgers; partitioned like `story_updates`, which drives it."""


@dataclass(frozen=True)
class Topics:
    """All topics under one prefix."""

    prefix: str = DEFAULT_PREFIX

    @property
    def articles(self) -> str:
        """Article: what the feeds step publishes."""
        return f"{self.prefix}articles"

    @property
    def analyses(self) -> str:
        """Analysis, by language."""
        return f"{self.prefix}analyses"

    @property
    def story_updates(self) -> str:
        """StoryUpdate, by story."""
        return f"{self.prefix}story-updates"

    @property
    def developments(self) -> str:
        """Development, by story."""
        return f"{self.prefix}developments"

    @property
    def alerts(self) -> str:
        """Alert, by subscriber."""
        return f"{self.prefix}alerts"

    @property
    def quarantine(self) -> str:
        """Quarantined: what a step could not handle."""
        return f"{self.prefix}quarantine"


def changelog(app: str, table: str) -> str:
    """Name the topic that a Table's changes are kept in; the form is Faust's and cannot be chosen."""
    return f"{app}-{table}-changelog"
