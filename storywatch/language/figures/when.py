"""A time that a text names, as days. Knows neither the words for it nor the article."""

from datetime import date

from msgspec import Struct


class When(Struct, frozen=True):
    """A time named by tokens `first` to `last`: its first and last day."""

    first: int
    last: int
    start: date
    end: date
    since: bool = False
    """It goes on from `start` to the article's own day."""
    opened: date | None = None
    """The single day that it goes on from: *since Friday*."""

    @property
    def day(self) -> date | None:
        """The single day that is named, if one is."""
        return self.start if self.start == self.end and not self.since else self.opened
