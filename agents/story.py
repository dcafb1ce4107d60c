"""Step two: each article joins its story. The Table holds the stories; the index in memory is rebuilt from it."""

import msgspec
from faust.types import AppT, StreamT, TopicT
from faust.types.tables import TableT

from agents.stream import Step, handle, send_acknowledged
from agents.table import held, put
from storywatch import metrics
from storywatch.messages import Analysis, StoryClosed, StoryUpdate, encode
from storywatch.stories import StoryIndex, StoryPolicy, StoryState, assign


def add_story(
    app: AppT, step: Step[Analysis], analyses: TopicT, updates: TopicT, stories: TableT, policy: StoryPolicy
) -> None:
    """Read `analyses`, send a StoryUpdate for each to `updates`. A language's stories are all on one partition."""
    indexes: dict[str, StoryIndex] = {}

    @stories.on_recover
    async def rebuild() -> None:
        indexes.clear()
        for _, plain in held(stories):
            state = msgspec.convert(plain, StoryState)
            indexes.setdefault(state.language, StoryIndex()).put(state)

    async def act(analysis: Analysis) -> None:
        with metrics.timed("story"):
            index = indexes.setdefault(analysis.article.language, StoryIndex())
            assignment = assign(index, analysis, policy)
            state = assignment.state
            closes = state.closes if assignment.opened else ()
            if assignment.repeated:
                metrics.REPEATED.labels("story").inc()
            else:
                await put(stories, {state.id: msgspec.to_builtins(state), **dict.fromkeys(closes)})
                index.put(state)
                for silent in closes:
                    index.drop(silent)
            # After the Table, and the update last: once an article is done it never comes again, so all that it
            # changes must be kept, and all that it closes be on its way, before a later step can call it done.
            closed = [(silent, encode(StoryClosed(story=silent))) for silent in closes if silent not in index]
            update = StoryUpdate(story=state.id, opened=assignment.opened, analysis=analysis)
            await send_acknowledged(updates, [*closed, (state.id, encode(update))])

    @app.agent(analyses, name="story")
    async def story(stream: StreamT) -> None:
        await handle(stream, step, act)
