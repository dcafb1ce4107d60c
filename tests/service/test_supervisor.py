"""The supervisor's loop outlives an archive that cannot be used for a while."""

from service import supervisor
from service.supervisor import Supervisor
from storywatch.archive import ArchiveError
from storywatch.config import load_config


def test_an_archive_that_cannot_be_used_is_told_once_until_it_works_again(monkeypatch):
    said: list[str] = []
    monitor = Supervisor(load_config(None), None, said.append)
    looks = iter([ArchiveError("locked"), ArchiveError("locked"), None, ArchiveError("full")])

    def show_new(_alerts, _say):
        if error := next(looks):
            raise error

    monkeypatch.setattr(supervisor, "show_new", show_new)
    for _ in range(4):
        monitor._show(None)
    assert [line.rsplit(" ", 1)[1] for line in said] == ["locked", "full"]
