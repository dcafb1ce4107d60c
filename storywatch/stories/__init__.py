"""Article → story: words to cluster by, and one-pass clustering over the live stories. Pure."""

from storywatch.stories.index import Assignment, StoryIndex, assign
from storywatch.stories.policy import StoryPolicy
from storywatch.stories.state import StoryState

__all__ = ["Assignment", "StoryIndex", "StoryPolicy", "StoryState", "assign"]
