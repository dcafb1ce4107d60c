"""Processes that share an archive: each has a place and a lasting name of its own."""

import pytest

from storywatch.archive import ArchiveError
from storywatch.archive.places import claim_place, name_place


def test_two_processes_have_places_and_names_of_their_own_and_the_same_again(tmp_path):
    with claim_place(tmp_path, "tables", 2) as first, claim_place(tmp_path, "tables", 2) as second:
        assert first != second
        assert name_place(first) != name_place(second)
        name = name_place(first)
    with claim_place(tmp_path, "tables", 2) as again:
        assert (again, name_place(again)) == (first, name)


def test_on_two_archives_there_are_two_names(tmp_path):
    with claim_place(tmp_path / "one", "tables", 1) as first, claim_place(tmp_path / "two", "tables", 1) as second:
        assert name_place(first) != name_place(second)


def test_one_more_than_there_are_places_is_refused(tmp_path):
    with (
        claim_place(tmp_path, "pollers", 1),
        pytest.raises(ArchiveError, match="held"),
        claim_place(tmp_path, "pollers", 1),
    ):
        pass
