"""Step three: what each article changes in its story's ledger.

Beside each ledger the Table keeps what each of its latest articles changed: an article that comes again changes
nothing, and its developments are sent again as they were. That goes for articles of stories that have ended, too: their
word may have been lost on its way when the story ended, so what is kept of a story goes only when others have ended.
"""

from collections.abc import Awaitable, Callable

import msgspec
from faust.types import AppT, StreamT, TopicT
from faust.types.tables import TableT
from msgspec.structs import replace

from agents.stream import Step, handle, send_acknowledged
from agents.table import Json, put
from agents.unreadable import read_one
from storywatch import metrics
from storywatch.knowledge import Knowledge
from storywatch.ledger import Ledger, LedgerPolicy, Outcome, examine, from_plain, mark, to_plain
from storywatch.messages import (
    Development,
    Development1,
    Header,
    StoryClosed,
    StoryMessage,
    StorySplit,
    StoryUpdate,
    encode,
)

ENDED = "ended/latest"
"""The Table's entry of the stories that ended last, the latest last."""

KEPT_ENDED = 256
"""Ended stories of which everything is kept, one or more: far more than end while an article is under way."""


def add_ledger(  # noqa: C901 - its small functions share what the step is joined to
    app: AppT,
    step: Step[StoryMessage],
    updates: TopicT,
    developments: TopicT,
    ledgers: TableT,
    knowledge: Knowledge,
    policy: LedgerPolicy,
    finished: Callable[[Header], Awaitable[None]],
    remember: Callable[[StoryUpdate, Outcome], Awaitable[None]],
) -> None:
    """Read `updates`, send what each changed to `developments`; call `finished` for an article that changed nothing.

    `remember` is called after an article was told, for what nothing rests on: it must not raise.
    """

    async def take(update: StoryUpdate) -> None:
        with metrics.timed("ledger"):
            ledger = await read_one(step, ledgers, update.story, from_plain) or Ledger(story=update.story)
            applied = mark(update.analysis)
            if applied in ledger.applied:
                metrics.REPEATED.labels("ledger").inc()
                await tell(update, _read(ledgers.get(_outcome(update.story, applied)) or []))
                return
            outcome = examine(ledger, update, knowledge, policy)
            revised, changed = outcome.ledger, outcome.developments
            forgotten = sorted(set(ledger.applied) - set(revised.applied))
            changes: dict[str, Json] = dict.fromkeys(_outcome(update.story, one) for one in forgotten)
            if changed:
                changes[_outcome(update.story, applied)] = [msgspec.to_builtins(development) for development in changed]
            changes[update.story] = to_plain(revised)
            await put(ledgers, changes)
            # After the Table: what is told may complete the article, and a completed one never comes again.
            await tell(update, changed)
        metrics.count_developments(changed)
        await remember(update, outcome)

    async def tell(update: StoryUpdate, changed: tuple[Development, ...]) -> None:
        if changed:
            await send_acknowledged(developments, [(update.story, encode(one)) for one in changed])
        else:
            await finished(update.analysis.article)

    async def close(story: str) -> None:
        ended: list[str] = ledgers.get(ENDED) or []
        if story in ended or not ledgers.get(story):
            return
        over = max(0, len(ended) + 1 - KEPT_ENDED)
        changes: dict[str, Json] = {}
        for gone in ended[:over]:
            if ledger := await read_one(step, ledgers, gone, from_plain):
                changes.update(dict.fromkeys(_outcome(gone, one) for one in ledger.applied))
            changes[gone] = None
        changes[ENDED] = [*ended[over:], story]
        await put(ledgers, changes)

    async def part(story: str, into: str) -> None:
        ledger = await read_one(step, ledgers, story, from_plain)
        if ledger and not ledgers.get(into):
            # Its title is that of its own first article.
            await put(ledgers, {into: to_plain(replace(ledger, story=into, title=""))})

    async def act(message: StoryMessage) -> None:
        if isinstance(message, StoryUpdate):
            await take(message)
        elif isinstance(message, StorySplit):
            await part(message.story, message.into)
        elif isinstance(message, StoryClosed):
            await close(message.story)
        # A merged story's ledger stays until its story closes: what comes again was judged by it.

    @app.agent(updates, name="ledger")
    async def ledger(stream: StreamT) -> None:
        await handle(stream, step, act)


def _read(kept: Json) -> tuple[Development, ...]:
    """Read what was told back, in whichever version it was kept."""
    told = msgspec.convert(kept, tuple[Development | Development1, ...])
    return tuple(one if isinstance(one, Development) else one.lift() for one in told)


def _outcome(story: str, applied: str) -> str:
    """Name the Table's entry of what an article changed in a story. Story ids hold no `/`."""
    return f"outcome/{story}/{applied}"
