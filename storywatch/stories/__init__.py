"""Article → story: words to cluster by, one-pass clustering over the live stories, copies and edits. Pure."""

from storywatch.stories.arrival import Arrival, Desk, rebuild
from storywatch.stories.assign import Assignment, assign, settle
from storywatch.stories.copies import CopyPolicy
from storywatch.stories.former import Text1
from storywatch.stories.index import StoryIndex
from storywatch.stories.policy import StoryPolicy
from storywatch.stories.state import Link, StoryState
from storywatch.stories.texts import Text

__all__ = [
    "Arrival",
    "Assignment",
    "CopyPolicy",
    "Desk",
    "Link",
    "StoryIndex",
    "StoryPolicy",
    "StoryState",
    "Text",
    "Text1",
    "assign",
    "rebuild",
    "settle",
]
