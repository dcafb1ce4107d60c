import pytest

from service.files import QuarantineFile, open_lines
from storywatch.batch import MAX_LINE, NO_CLOCK
from storywatch.quarantine import set_aside


def read(tmp_path, content):
    (tmp_path / "lines").write_bytes(content)
    with open_lines(tmp_path / "lines") as lines:
        return list(lines)


def test_a_byte_order_mark_is_no_part_of_the_first_line(tmp_path):
    assert read(tmp_path, b"\xef\xbb\xbf{}\n\xef\xbb\xbf{}") == [b"{}\n", b"\xef\xbb\xbf{}"]


@pytest.mark.parametrize("over", [0, 1, 2, MAX_LINE, 2 * MAX_LINE + 3])
def test_of_a_line_no_more_is_read_than_tells_that_it_is_too_long(tmp_path, over):
    long, after = read(tmp_path, b"x" * (MAX_LINE + over) + b"\n{}\n")
    assert (len(long.rstrip(b"\n")), after) == (MAX_LINE + min(over, 1), b"{}\n")


def test_an_earlier_quarantine_goes_only_when_this_one_is_whole(tmp_path):
    path = tmp_path / "quarantine"
    path.write_text("earlier")
    unused = QuarantineFile(path)
    assert path.read_text() == "earlier"
    assert unused.report(used=2) == 0
    assert not path.exists()
    path.write_text("earlier")
    used = QuarantineFile(path)
    for number in range(2):
        used.put(set_aside(b"x", "read", "why", f"here:{number}", NO_CLOCK))
    assert used.report(used=2) == 0
    assert path.read_text().count("here:") == 2


def test_a_file_without_one_article_ends_in_an_error_that_says_what_a_line_is(tmp_path, capsys):
    aside = QuarantineFile(tmp_path / "aside")
    aside.put(set_aside(b"[1]", "read", "Expected `object`, got `array`", "file:1", NO_CLOCK))
    assert aside.report(used=0) == 1
    assert "one JSON object" in capsys.readouterr().err
