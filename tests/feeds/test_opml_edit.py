"""A list that commands change: what they do not know stays, byte by byte."""

import stat
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.lists.opml import OpmlError, parse_opml
from feeds.lists.opml_edit import EMPTY, add_outline, outlines, remove_outlines, rewrite

LIST = Path("/home/me/feeds.opml")
RAW = b"""<?xml version="1.0" encoding="iso-8859-1"?>
<!-- mine -->
<opml version="2.0" xmlns:x="urn:x">
\t<head><title>Zeitungen \xfcber Land</title><x:note/></head>
\t<body>
\t\t<outline text='Near' x:colour="blue">
\t\t\t<outline text="A" xmlUrl="https://a.example/?a&amp;b" fullText="true" x:kept="1"/><!-- good -->
\t\t\t<outline text="B > C" xmlUrl="https://b.example/"></outline>
\t\t</outline>
\t\t<outline text="Far"/>
\t\t<outline text="D" xmlUrl="https://d.example/"/>
\t</body>
</opml>
"""


def urls(raw: bytes) -> list[str]:
    return [feed.url for feed in parse_opml(raw, LIST)]


def without(raw: bytes, url: str) -> bytes:
    return remove_outlines(raw, LIST, lambda one: one.get("xmlurl") == url)


def test_a_feed_is_added_at_the_end_and_nothing_else_changes():
    new = add_outline(RAW, LIST, {"type": "rss", "text": 'Ü "&" <b>', "xmlUrl": "https://e.example/?x=1&y=2"})
    line = b'\t\t<outline type="rss" text=\'&#220; "&amp;" &lt;b&gt;\' xmlUrl="https://e.example/?x=1&amp;y=2"/>\n'
    assert new == RAW.replace(b"\t</body>", line + b"\t</body>")
    assert urls(new)[-1] == "https://e.example/?x=1&y=2"


@pytest.mark.parametrize("folders", [["Near"], ["Far"], ["New"], ["Near", "Deep", "Deeper"]])
def test_a_feed_goes_into_its_folder_which_is_made_where_it_is_missing(folders):
    new = add_outline(RAW, LIST, {"text": "E", "xmlUrl": "https://e.example/"}, folders)
    (added,) = [one for one in outlines(new, LIST)[1] if one.get("xmlurl") == "https://e.example/"]
    assert list(added.folders) == folders
    again = add_outline(new, LIST, {"text": "F", "xmlUrl": "https://f.example/"}, folders)
    titles = [one.title for one in outlines(again, LIST)[1] if not one.get("xmlurl")]
    assert len(titles) == len(set(titles))


def test_a_feed_is_taken_out_with_its_line_and_its_neighbours_stay():
    assert without(RAW, "https://d.example/") == RAW.replace(
        b'\t\t<outline text="D" xmlUrl="https://d.example/"/>\n', b""
    )
    assert without(RAW, "https://b.example/") == RAW.replace(
        b'\t\t\t<outline text="B > C" xmlUrl="https://b.example/"></outline>\n', b""
    )
    assert b"<!-- good -->" in without(RAW, "https://a.example/?a&b")


def test_an_empty_body_and_a_list_on_one_line_can_be_added_to():
    for raw in (b"<opml><BODY/></opml>", b"<opml><body></body></opml>", EMPTY):
        new = add_outline(raw, LIST, {"text": "E", "xmlUrl": "https://e.example/"})
        assert urls(new) == ["https://e.example/"]
        assert urls(without(new, "https://e.example/")) == []


def test_what_has_feeds_inside_it_is_not_taken_out_by_a_command():
    raw = b'<opml><body><outline text="A" xmlUrl="https://a.example/"><outline text="n"/></outline></body></opml>'
    with pytest.raises(OpmlError, match="by hand"):
        without(raw, "https://a.example/")


def test_a_bare_ampersand_is_mended_and_another_encoding_is_refused_with_the_remedy():
    raw = b'<opml><body><outline xmlUrl="https://a.example/?a=1&b=2"/></body></opml>'
    assert urls(add_outline(raw, LIST, {"xmlUrl": "https://e.example/"})) == [
        "https://a.example/?a=1&b=2",
        "https://e.example/",
    ]
    utf16 = '<?xml version="1.0" encoding="UTF-16"?><opml><body/></opml>'.encode("utf-16")
    with pytest.raises(OpmlError, match="UTF-8"):
        add_outline(utf16, LIST, {"xmlUrl": "https://e.example/"})


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=8).map(
    lambda text: f"x{text.strip()}"
)


@given(st.lists(st.tuples(st.lists(NAMES, max_size=3), NAMES), max_size=6), st.data())
def test_adding_and_removing_is_as_if_it_had_not_been_added(added, data):
    raw = EMPTY
    for number, (folders, title) in enumerate(added):
        raw = add_outline(raw, LIST, {"text": title, "xmlUrl": f"https://{number}.example/"}, folders)
    found = {one.get("xmlurl"): one for one in outlines(raw, LIST)[1] if one.get("xmlurl")}
    for number, (folders, title) in enumerate(added):
        one = found[f"https://{number}.example/"]
        assert (" ".join(one.title.split()), one.folders) == (" ".join(title.split()), tuple(map(str.strip, folders)))
    keep = data.draw(st.sets(st.sampled_from(sorted(found)))) if found else set()
    raw = remove_outlines(raw, LIST, lambda one: one.get("xmlurl") not in keep)
    assert set(urls(raw)) == keep


def test_many_commands_at_once_lose_none_of_their_changes_and_keep_the_file_s_mode(tmp_path):
    path = tmp_path / "feeds.opml"
    path.write_bytes(EMPTY)
    path.chmod(0o640)
    link = tmp_path / "link.opml"
    link.symlink_to(path)

    def add(number: int) -> None:
        rewrite(link, lambda raw: add_outline(raw, link, {"xmlUrl": f"https://{number}.example/"}))

    threads = [threading.Thread(target=add, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(urls(path.read_bytes())) == 8
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert link.is_symlink()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["feeds.opml", "link.opml"]


def test_a_change_that_fails_leaves_the_list_as_it_was(tmp_path):
    path = tmp_path / "feeds.opml"
    path.write_bytes(RAW)
    with pytest.raises(OpmlError):
        rewrite(path, lambda raw: raw[:-30])
    assert path.read_bytes() == RAW
    assert [one.name for one in tmp_path.iterdir()] == ["feeds.opml"]
    with pytest.raises(OpmlError, match="cannot be written"):
        rewrite(tmp_path / "none" / "feeds.opml", lambda raw: raw)
