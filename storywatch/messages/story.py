"""An article that has joined its story, and a story that takes no more."""

from msgspec import Struct

from storywatch.messages.analysis import Analysis


class StoryUpdate(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="message", tag="story-update.1"
):
    """One article's analysis, and the story that it joined or opened."""

    story: str
    opened: bool
    """The article fitted no story so far and opened this one."""
    analysis: Analysis


class StoryClosed(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="message", tag="story-closed.1"
):
    """A story has been silent beyond the horizon: what is kept of it can go."""

    story: str
