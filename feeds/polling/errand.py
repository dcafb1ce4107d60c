"""Work of the poller beside polling feeds: looking at an article again, renewing a subscription. The seam only.

The loop asks for what is due, runs it beside the polls, stores what it brings in the same transaction as theirs, and
then says so. Whatever is not stored was not done: the errand comes up as due again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from storywatch.archive.pages import PageChange
from storywatch.messages import Article, Quarantined


@dataclass(frozen=True)
class Brought:
    """What one errand came back with."""

    key: str
    articles: tuple[Article, ...] = ()
    refused: tuple[Quarantined, ...] = ()
    pages: tuple[PageChange, ...] = ()
    """What became of pages, with the articles that were read from them."""
    outcome: object = None
    """For the errand itself, which gets it back in `stored`."""


class Errands(Protocol):
    """One kind of work."""

    def due(self, now: datetime, limit: int) -> Sequence[str]:
        """Return keys of what is due, at most `limit`, soonest first; the same ones until they are stored."""

    async def run(self, key: str) -> Brought:
        """Do it. Never raises for what a server does."""

    def stored(self, brought: Brought, now: datetime) -> None:
        """Take note that what this brought is durable; in a thread."""
