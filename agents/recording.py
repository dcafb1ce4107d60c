"""What the ledger step leaves in the archive for whoever asks: what became of each article, and its story's days.

Nothing rests on it and nothing waits for it: what fails is left out and logged.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime

from storywatch.archive import ArchiveError, Judgement, Judgements, Timelines
from storywatch.ledger import Ledger, Outcome, show_refusals
from storywatch.messages import StorySplit, StoryUpdate

log = logging.getLogger(__name__)


class Recorder:
    """Writes to the archive beside the loop."""

    def __init__(self, judgements: Judgements, timelines: Timelines) -> None:
        self._judgements, self._timelines = judgements, timelines

    async def judged(self, update: StoryUpdate, outcome: Outcome) -> None:
        """Keep what the ledger made of an article, and the days of its story."""

        def keep() -> None:
            suppressed = show_refusals(update.analysis, update.story, outcome.refusals)
            header = update.analysis.article
            judgement = Judgement(article=header, story=update.story, told=outcome.developments, suppressed=suppressed)
            now = datetime.now(UTC)
            self._judgements.record(judgement, now)
            self._timelines.record(outcome.ledger, now)

        await _try(keep, f"why article {update.analysis.article.id} was judged so")

    async def parted(self, split: StorySplit, half: Ledger | None) -> None:
        """Keep in which story the articles are that were judged in another, and the days that the half begins with."""

        def keep() -> None:
            self._judgements.move(split.articles, split.into)
            if half is not None:
                self._timelines.record(half, datetime.now(UTC))

        await _try(keep, f"that articles of story {split.story} are story {split.into}'s")


async def _try(keep: Callable[[], None], what: str) -> None:
    try:
        await asyncio.to_thread(keep)
    except ArchiveError as error:
        log.warning("%s is not kept: %s", what, error)
