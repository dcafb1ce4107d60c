"""A state is read in every version up to ours; a later one and what is none are told apart."""

import msgspec
import pytest
from msgspec import Struct

from storywatch.kept import TAG, BrokenStateError, LaterStateError, read, write
from storywatch.ledger import Ledger, from_plain, to_plain
from storywatch.stories import StoryState, Text, Text1
from storywatch.stories.assign import name_story
from tests.builders import T0


class Count1(Struct, tag_field=TAG, tag="count.1", forbid_unknown_fields=True):
    """As it was first."""

    number: int

    def lift(self) -> "Count":
        return Count(numbers=(self.number,))


class Count(Struct, tag_field=TAG, tag="count.3", forbid_unknown_fields=True):
    """Since version 2 it has several numbers, since version 3 a name."""

    numbers: tuple[int, ...]
    name: str = ""


@pytest.mark.parametrize(
    ("plain", "state"),
    [
        ({"number": 1}, Count(numbers=(1,))),
        ({TAG: "count.1", "number": 1}, Count(numbers=(1,))),
        ({TAG: "count.2", "numbers": [1, 2]}, Count(numbers=(1, 2))),
        ({TAG: "count.3", "numbers": [1, 2], "name": "odd"}, Count(numbers=(1, 2), name="odd")),
    ],
)
def test_every_version_up_to_ours_is_read(plain, state):
    assert read(plain, Count, Count1) == state


def test_what_is_written_bears_its_version_and_is_read_back():
    state = Count(numbers=(1, 2), name="odd")
    assert write(state)[TAG] == "count.3"
    assert read(write(state), Count, Count1) == state


def test_a_later_version_is_not_taken_for_a_broken_state():
    with pytest.raises(LaterStateError, match=r"count\.4.*none beyond count\.3"):
        read({TAG: "count.4", "numbers": {}, "new": 1}, Count, Count1)


@pytest.mark.parametrize(
    "plain",
    [
        None, [], "text", 3, {}, {TAG: "count.3"}, {TAG: "count.2", "number": 1}, {TAG: "other.3", "numbers": [1]},
        {TAG: 7, "numbers": [1]}, {TAG: "count.x", "numbers": [1]}, {"numbers": [1]}, {TAG: "count.3", "numbers": "1"},
    ],
)  # fmt: skip
def test_what_is_no_state_is_broken(plain):
    with pytest.raises(BrokenStateError):
        read(plain, Count, Count1)


@pytest.mark.parametrize(("kind", "tag"), [(StoryState, "story."), (Text, "text."), (Ledger, "ledger.")])
def test_what_tables_keep_bears_a_version(kind, tag):
    assert kind.__struct_config__.tag.startswith(tag)


def test_a_ledger_from_before_there_were_versions_is_read():
    ledger = Ledger(story="s1", outlets=("The Gazette",))
    plain = {key: value for key, value in to_plain(ledger).items() if key != TAG}
    assert from_plain(plain) == ledger


@pytest.mark.parametrize("copied", [False, True])
def test_a_text_of_the_first_version_is_told_again_as_it_was(copied):
    first = Text1(
        article="a1", key="a1", revision=2, language="en", number=3, published=T0, story=name_story("a1"),
        copy_of="a0" if copied else None, outlet="The Gazette", repeated=(1,), removed=(77,), prints=b"1234",
    )  # fmt: skip
    plain = {key: value for key, value in msgspec.to_builtins(first).items() if key != TAG}
    text = read(plain, Text, Text1)
    (told,) = text.told
    assert (told.revision, told.story, told.opened) == (2, name_story("a1"), True)
    assert (told.repeated, told.removed) == ((1,), (77,))
    assert (told.copy_of, told.copied_from) == (("a0", "The Gazette") if copied else (None, None))
    assert read(write(text), Text, Text1) == text
