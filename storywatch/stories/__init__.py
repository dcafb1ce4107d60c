"""Article → story: words to cluster by, one-pass clustering over the live stories, copies and edits. Pure."""

from storywatch.stories.arrival import Arrival, Desk, rebuild
from storywatch.stories.copies import CopyPolicy
from storywatch.stories.index import Assignment, StoryIndex, assign
from storywatch.stories.policy import StoryPolicy
from storywatch.stories.state import StoryState
from storywatch.stories.texts import Text

__all__ = [
    "Arrival",
    "Assignment",
    "CopyPolicy",
    "Desk",
    "StoryIndex",
    "StoryPolicy",
    "StoryState",
    "Text",
    "assign",
    "rebuild",
]
