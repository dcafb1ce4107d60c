"""What must survive a kill: articles until they are done, feed states, alerts. The only room that knows SQL."""

from storywatch.archive.alerts import Alerts
from storywatch.archive.database import ArchiveError, ArchiveUnavailableError
from storywatch.archive.feed_state import FeedState
from storywatch.archive.journal import Counts, Journal, LeaseLostError, Waiting
from storywatch.archive.judgements import Judgement, Judgements
from storywatch.archive.leases import Holding, LeasePolicy, Leases
from storywatch.archive.timelines import StoryDays, Timelines

FILE = "archive.sqlite"
"""The name of the one database file in an archive folder; journal, feed states and alerts share it."""

__all__ = [
    "FILE",
    "Alerts",
    "ArchiveError",
    "ArchiveUnavailableError",
    "Counts",
    "FeedState",
    "Holding",
    "Journal",
    "Judgement",
    "Judgements",
    "LeaseLostError",
    "LeasePolicy",
    "Leases",
    "StoryDays",
    "Timelines",
    "Waiting",
]
