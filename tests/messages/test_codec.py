"""The wire: every version ever sent is read, nothing that is no message is, and encoding loses nothing."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storywatch.messages import (
    Alert,
    Analysis,
    Article,
    Development,
    Quarantined,
    StoryClosed,
    StoryMerged,
    StorySplit,
    StoryUpdate,
    UndecodableMessageError,
    decode,
    encode,
)
from storywatch.messages.codec import MAX_BYTES
from tests.builders import article, header

SAMPLES = Path(__file__).parent / "samples"
KINDS = {
    "article": Article,
    "analysis": Analysis,
    "story-update": StoryUpdate,
    "story-closed": StoryClosed,
    "story-merged": StoryMerged,
    "story-split": StorySplit,
    "development": Development,
    "alert": Alert,
    "quarantined": Quarantined,
}


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_a_message_of_every_version_ever_sent_is_still_read(sample):
    kind = KINDS[sample.stem.rsplit(".", 1)[0]]
    message = decode(sample.read_bytes(), kind)
    if sample.stem == kind.__struct_config__.tag:
        assert encode(message) == sample.read_bytes().strip()


def test_every_wire_type_has_a_sample_of_its_present_version():
    tags = {kind.__struct_config__.tag for kind in KINDS.values()}
    assert tags <= {path.stem for path in SAMPLES.glob("*.json")}


def test_an_article_of_the_first_version_is_not_gone():
    lifted = decode((SAMPLES / "article.1.json").read_bytes(), Article)
    assert (lifted.header.id, lifted.gone) == ("a1", False)
    assert lifted == decode((SAMPLES / "article.2.json").read_bytes(), Article)


def test_a_development_of_the_first_version_explains_nothing_and_an_alert_of_it_is_still_shown():
    lifted = decode((SAMPLES / "development.1.json").read_bytes(), Development)
    assert (lifted.kind, lifted.explanation, lifted.otherwise, lifted.about) == ("new_story", "", "", None)
    alert = decode((SAMPLES / "alert.1.json").read_bytes(), Alert)
    assert (alert.development, alert.watched) == (lifted, None)


def test_an_update_of_the_first_version_says_nothing_of_copies():
    lifted = decode((SAMPLES / "story-update.1.json").read_bytes(), StoryUpdate)
    assert (lifted.story, lifted.opened) == ("s1", True)
    assert (lifted.copy_of, lifted.repeated, lifted.removed) == (None, (), ())


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=200), number=st.integers(1, 99))
def test_decoding_gives_back_what_was_encoded(text, number):
    message = article(text=text, title=text)
    message = msgspec.structs.replace(message, header=msgspec.structs.replace(message.header, revision=number))
    assert decode(encode(message), Article) == message


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "not a Article"),
        (b"\xff\xfe", "not a Article"),
        (b"[]", "not a Article"),
        (b'{"message":"article.9"}', "article.9"),
        (b"[" * 100_000, "not a Article"),
        (b" " * (MAX_BYTES + 1), "at most"),
    ],
)
def test_what_is_no_message_is_refused_with_a_reason(raw, why):
    with pytest.raises(UndecodableMessageError, match=why):
        decode(raw, Article)


def test_a_field_that_nobody_knows_is_refused():
    plain = msgspec.to_builtins(article())
    with pytest.raises(UndecodableMessageError, match="surprise"):
        decode(msgspec.json.encode(plain | {"surprise": 1}), Article)


def test_a_time_without_a_zone_is_refused():
    raw = encode(article()).replace(b"T08:00:00Z", b"T08:00:00")
    with pytest.raises(UndecodableMessageError, match="timezone"):
        decode(raw, Article)


def test_an_empty_id_is_refused():
    with pytest.raises(UndecodableMessageError, match="id"):
        decode(encode(article(id="x")).replace(b'"id":"x"', b'"id":""'), Article)


def test_one_of_two_types_is_told_by_its_tag():
    closed = StoryClosed(story="s1")
    assert decode(encode(closed), StoryUpdate, StoryClosed) == closed
    with pytest.raises(UndecodableMessageError, match="StoryUpdate or StoryClosed"):
        decode(encode(article()), StoryUpdate, StoryClosed)


def test_the_header_is_the_one_that_was_built():
    assert decode(encode(article("a7")), Article).header == header("a7")
