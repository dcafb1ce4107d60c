"""The errors that end a command with one sentence and exit code 2: a person can mend them, and no traceback helps."""

from feeds.lists.opml import OpmlError
from service.broker import BrokerUnavailableError
from service.topics import TopicMismatchError, TopicsUnavailableError
from storywatch.archive import ArchiveError
from storywatch.config import ConfigError
from storywatch.knowledge import KnowledgeError
from storywatch.language.choice import MissingModelError
from storywatch.language.packfile import PackError


class RefusedError(Exception):
    """A command cannot start or go on; the message is one sentence with the remedy."""


REFUSALS = (
    RefusedError,
    ArchiveError,
    BrokerUnavailableError,
    ConfigError,
    KnowledgeError,
    MissingModelError,
    OpmlError,
    PackError,
    TopicMismatchError,
    TopicsUnavailableError,
    OSError,
)


def explain(error: Exception) -> str:
    """Word an error for a person."""
    if isinstance(error, OSError) and error.strerror and error.filename:
        return f"cannot use {error.filename}: {error.strerror}"
    return str(error)
