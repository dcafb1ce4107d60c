"""What runs goes on with the configuration of its start, and whoever changes it hears so."""

import os

from service.begun import NAME, Begun, is_out_of_date
from service.feed_cli import CHANGED
from tests.service.test_cli import storywatch


def test_a_change_is_told_once_and_what_is_started_again_has_the_first(tmp_path):
    file = tmp_path / "storywatch.toml"
    file.write_text("[worker]\nprocesses = 2\n")
    begun = Begun(file, tmp_path)
    copy = begun.keep()
    assert not begun.changed()
    os.utime(file, (0, 0))
    assert not begun.changed()
    file.write_text("[worker]\nprocesses = 3\n")
    os.utime(file, (1, 1))
    assert [begun.changed(), begun.changed()] == [True, False]
    assert copy.read_text() == "[worker]\nprocesses = 2\n"
    assert is_out_of_date(file, tmp_path)
    file.unlink()
    assert [begun.changed(), begun.changed()] == [True, False]
    begun.forget()
    assert not copy.exists()
    assert not is_out_of_date(file, tmp_path)


def test_without_a_configuration_what_runs_has_the_defaults(tmp_path):
    begun = Begun(None, tmp_path)
    assert begun.keep().read_text() == ""
    assert not begun.changed()
    assert not is_out_of_date(None, tmp_path)


def test_the_commands_that_change_the_list_say_that_what_runs_has_another_configuration(tmp_path):
    (tmp_path / "storywatch.toml").write_text("")
    (tmp_path / "feeds.opml").write_text("<opml version='2.0'><body/></opml>")
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / NAME).write_text("")
    assert CHANGED not in storywatch("feeds", "list", cwd=tmp_path).stderr.decode()
    (tmp_path / "storywatch.toml").write_text("[feeds]\nhost_requests = 1\n")
    result = storywatch("feeds", "list", cwd=tmp_path)
    assert result.returncode == 0
    assert CHANGED in result.stderr.decode()
