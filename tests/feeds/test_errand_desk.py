"""Errands are handed out again until they are stored, whatever one kind of them cannot say meanwhile."""

import asyncio
from datetime import UTC, datetime

import pytest

from feeds.polling import errand_desk
from feeds.polling.errand import Brought
from feeds.polling.errand_desk import ErrandDesk
from storywatch.archive import ArchiveUnavailableError


class Kind:
    """Has one errand, or an archive that is locked."""

    def __init__(self, *keys):
        self.keys = keys
        self.locked = False

    def due(self, _now, limit):
        if self.locked:
            raise ArchiveUnavailableError("locked")
        return self.keys[:limit]

    async def run(self, key):
        return Brought(key)

    def stored(self, brought, now):
        """Nothing."""


def test_a_kind_whose_archive_is_locked_keeps_no_other_kinds_errand_in_hand(monkeypatch):
    monkeypatch.setattr(errand_desk, "LOOK_SECONDS", 0.0)
    first, second = Kind("a"), Kind("b")
    desk = ErrandDesk([first, second], lambda: datetime(2026, 3, 2, tzinfo=UTC))

    async def session():
        second.locked = True
        with pytest.raises(ArchiveUnavailableError):
            await desk.take()
        second.locked = False
        return [(await one).brought.key for one in await desk.take()]

    assert asyncio.run(session()) == ["a", "b"]
