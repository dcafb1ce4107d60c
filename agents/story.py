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
            silent = index.surplus(analysis.article.published, policy) if assignment.opened else []
            update = StoryUpdate(story=state.id, opened=assignment.opened, analysis=analysis)
            closed = [(story, encode(StoryClosed(story=story))) for story in silent]
            await send_acknowledged(updates, [(state.id, encode(update)), *closed])
            if assignment.repeated:
                metrics.REPEATED.labels("story").inc()
                return
            await put(stories, {state.id: msgspec.to_builtins(state), **dict.fromkeys(silent)})
            index.put(state)
            for story in silent:
                index.drop(story)

    @app.agent(analyses, name="story")
    async def story(stream: StreamT) -> None:
        await handle(stream, step, act)
