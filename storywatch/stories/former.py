"""What was kept of stories and texts in versions that are written no more (storywatch.kept)."""

from datetime import datetime

from msgspec import Struct

from storywatch.kept import TAG
from storywatch.stories.assign import name_story
from storywatch.stories.texts import Text
from storywatch.stories.told import Told


class Text1(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field=TAG, tag="text.1"):
    """A text before it kept what was told of each revision: what could be told was worked out from its story."""

    article: str
    key: str
    revision: int
    language: str
    number: int
    published: datetime
    story: str
    copy_of: str | None = None
    outlet: str
    repeated: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()
    own: int = 0
    shingles: bytes = b""
    keys: bytes = b""
    prints: bytes = b""

    def lift(self) -> Text:
        """Say the same in the present version; which stories it showed to be one or two was not kept here."""
        told = Told(
            revision=self.revision,
            story=self.story,
            opened=self.story == name_story(self.key),
            copy_of=self.copy_of,
            copied_from=self.outlet if self.copy_of is not None else None,
            repeated=self.repeated,
            removed=self.removed,
        )
        return Text(
            article=self.article,
            key=self.key,
            revision=self.revision,
            language=self.language,
            number=self.number,
            published=self.published,
            story=self.story,
            copy_of=self.copy_of,
            outlet=self.outlet,
            repeated=self.repeated,
            own=self.own,
            shingles=self.shingles,
            keys=self.keys,
            prints=self.prints,
            told=(told,),
        )
