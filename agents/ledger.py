"""Step three: what each article changes in its story's ledger.

An article that comes again changes nothing, and its developments are sent again as they were.
"""

from collections.abc import Awaitable, Callable

from faust.types import AppT, StreamT, TopicT
from faust.types.tables import TableT

from agents.recording import Recorder
from agents.shelf import Shelf
from agents.stream import Step, handle, send_acknowledged
from storywatch import metrics
from storywatch.knowledge import Knowledge
from storywatch.ledger import Ledger, LedgerPolicy, examine, mark
from storywatch.messages import Development, Header, StoryClosed, StoryMessage, StorySplit, StoryUpdate, encode


def add_ledger(
    app: AppT,
    step: Step[StoryMessage],
    updates: TopicT,
    developments: TopicT,
    ledgers: TableT,
    knowledge: Knowledge,
    policy: LedgerPolicy,
    finished: Callable[[Header], Awaitable[None]],
    recorder: Recorder,
) -> None:
    """Read `updates`, send what each changed to `developments`; call `finished` for an article that changed nothing.

    `recorder` hears of an article after it was told, and of a story that was parted: nothing rests on it.
    """
    shelf = Shelf(step, ledgers, policy)

    async def take(update: StoryUpdate) -> None:
        with metrics.timed("ledger"):
            ledger = await shelf.find(update.story) or Ledger(story=update.story)
            applied = mark(update.analysis)
            if applied in ledger.applied:
                metrics.REPEATED.labels("ledger").inc()
                await tell(update, shelf.changed_by(update.story, applied))
                return
            outcome = examine(ledger, update, knowledge, policy)
            await shelf.keep(ledger, outcome.ledger, applied, outcome.developments)
            # After the Table: what is told may complete the article, and a completed one never comes again.
            await tell(update, outcome.developments)
        metrics.count_developments(outcome.developments)
        await recorder.judged(update, outcome)

    async def tell(update: StoryUpdate, changed: tuple[Development, ...]) -> None:
        if changed:
            await send_acknowledged(developments, [(update.story, encode(one)) for one in changed])
        else:
            await finished(update.analysis.article)

    async def act(message: StoryMessage) -> None:
        if isinstance(message, StoryUpdate):
            await take(message)
        elif isinstance(message, StorySplit):
            await shelf.part(message.story, message.into)
            await recorder.parted(message, await shelf.find(message.into))
        elif isinstance(message, StoryClosed):
            await shelf.close(message.story)
        else:
            await shelf.merge(message.story, message.into)

    @app.agent(updates, name="ledger")
    async def ledger(stream: StreamT) -> None:
        await handle(stream, step, act)
