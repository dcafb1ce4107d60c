"""An article that has joined its story, stories that turned out to be one or two, a story that takes no more."""

from msgspec import Struct

from storywatch.messages.analysis import Analysis


class StoryUpdate(
    Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="message",
    tag="story-update.2",
):
    """One article's analysis, the story that it joined or opened, and what of it the story had before."""

    story: str
    opened: bool
    """The article fitted no story so far and opened this one."""
    analysis: Analysis
    copy_of: str | None = None
    """The article that this one is a copy of; that one is no copy itself."""
    repeated: tuple[int, ...] = ()
    """Sentences that the story's earlier articles, or this one's earlier text, have: indices into the analysis."""
    copied_from: str | None = None
    """The outlet of that article."""
    prints: tuple[int, ...] = ()
    """A number for each sentence of the analysis, the same for the same words (storywatch.stories.wording)."""
    removed: tuple[int, ...] = ()
    """Prints of the sentences that this article's earlier text had and this has not."""


class StoryUpdate1(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="message", tag="story-update.1"
):
    """The first version, before copies and edits were told."""

    story: str
    opened: bool
    analysis: Analysis

    def lift(self) -> StoryUpdate:
        """Say the same in the present version."""
        return StoryUpdate(story=self.story, opened=self.opened, analysis=self.analysis)


class StoryClosed(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="message", tag="story-closed.1"
):
    """A story has been silent beyond the horizon: what is kept of it can go."""

    story: str


class StoryMerged(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="message", tag="story-merged.1"
):
    """A story turned out to be another: its articles are that one's, and it takes no more."""

    story: str
    into: str


class StorySplit(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="message", tag="story-split.1"
):
    """A story turned out to be two: some of its articles are another story's from now on."""

    story: str
    into: str
    """The other story, which is new. It begins with what the first has told."""
    articles: tuple[str, ...]
    """Those of the other story."""


StoryMessage = StoryUpdate | StoryMerged | StorySplit | StoryClosed
"""What goes over the topic of story updates."""


def key_of(story: str) -> str:
    """Return what a story's messages are keyed by: a half has its first story's name before the dot, and its key."""
    return story.partition(".")[0]
