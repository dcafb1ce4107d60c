"""Step three: what each article changes in its story's ledger.

Beside each ledger the Table keeps what each of its latest articles changed: an article that comes again changes
nothing, and its developments are sent again as they were.
"""

from collections.abc import Awaitable, Callable

import msgspec
from faust.types import AppT, StreamT, TopicT
from faust.types.tables import TableT
from msgspec.structs import replace

from agents.stream import Step, handle, send_acknowledged
from agents.table import Json, put
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
            plain = ledgers.get(update.story)
            ledger = from_plain(plain) if plain else Ledger(story=update.story)
            applied = mark(update.analysis)
            if applied in ledger.applied:
                metrics.REPEATED.labels("ledger").inc()
                await tell(update, _read(ledgers.get(_outcome(applied)) or []))
                return
            outcome = examine(ledger, update, knowledge, policy)
            revised, changed = outcome.ledger, outcome.developments
            forgotten = set(ledger.applied) - set(revised.applied)
            changes: dict[str, Json] = dict.fromkeys(map(_outcome, sorted(forgotten)))
            if changed:
                changes[_outcome(applied)] = [msgspec.to_builtins(development) for development in changed]
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
        plain = ledgers.get(story)
        if plain:
            keys = [*map(_outcome, from_plain(plain).applied), story]
            await put(ledgers, dict.fromkeys(keys))

    async def part(story: str, into: str) -> None:
        plain = ledgers.get(story)
        if plain and not ledgers.get(into):
            await put(ledgers, {into: to_plain(replace(from_plain(plain), story=into))})

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


def _outcome(applied: str) -> str:
    """Name the Table's entry of what an article changed. Story ids hold no `/`."""
    return f"outcome/{applied}"
