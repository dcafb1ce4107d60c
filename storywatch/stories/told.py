"""What the story step told of an article, kept beside its text: when the article comes again it is told the same.

What could be worked out anew from the stories would be another thing by then: they go on, are parted and end while what
was told of them is still under way, and may be lost there.
"""

from msgspec import Struct

from storywatch.messages import Analysis, StoryClosed, StoryMerged, StorySplit, StoryUpdate
from storywatch.stories.wording import read_wording

Notice = StoryClosed | StoryMerged | StorySplit
"""What an article's arrival showed of stories, told before its own update."""


class Told(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A StoryUpdate without the analysis, and the notices before it."""

    revision: int
    story: str
    opened: bool = False
    copy_of: str | None = None
    copied_from: str | None = None
    repeated: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()
    notices: tuple[Notice, ...] = ()


def note(update: StoryUpdate, notices: tuple[Notice, ...]) -> Told:
    """Keep what is told of an article."""
    return Told(
        revision=update.analysis.article.revision,
        story=update.story,
        opened=update.opened,
        copy_of=update.copy_of,
        copied_from=update.copied_from,
        repeated=update.repeated,
        removed=update.removed,
        notices=notices,
    )


def tell_again(told: Told, analysis: Analysis) -> StoryUpdate:
    """Tell of an article what was told of it; its notices go before."""
    return StoryUpdate(
        story=told.story,
        opened=told.opened,
        analysis=analysis,
        copy_of=told.copy_of,
        copied_from=told.copied_from,
        prints=tuple(read_wording(analysis.sentences).prints.tolist()),
        repeated=told.repeated,
        removed=told.removed,
    )
