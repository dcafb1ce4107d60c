"""Step two: each article joins its story. The Table holds stories and texts; what is in memory is rebuilt from it."""

from faust.types import AppT, StreamT, TopicT
from faust.types.tables import TableT

from agents.refusal import refuse
from agents.stream import Step, handle, send_acknowledged
from agents.table import Json, put
from agents.unreadable import Broken, read_held, set_aside_state
from storywatch import metrics
from storywatch.kept import LaterStateError, read, write
from storywatch.messages import Analysis, encode, key_of
from storywatch.stories import Arrival, CopyPolicy, Desk, StoryPolicy, StoryState, Text, Text1, rebuild


def add_story(
    app: AppT,
    step: Step[Analysis],
    analyses: TopicT,
    updates: TopicT,
    stories: TableT,
    policy: StoryPolicy,
    copies: CopyPolicy,
) -> None:
    """Read `analyses`, send a StoryUpdate for each to `updates`. A language's stories are all on one partition."""
    desks: dict[str, Desk] = {}
    broken: list[Broken] = []
    """What the Table has that is no state: a story ends with it, a text is forgotten."""
    later: list[LaterStateError] = []

    @stories.on_recover
    async def recover() -> None:
        desks.clear()
        try:
            found, broken[:] = read_held(stories, _read)
        except LaterStateError as error:
            later.append(error)
            refuse(str(error))
            return
        for language in {one.language for one in found}:
            own = [one for one in found if one.language == language]
            desks[language] = Desk(policy, copies)
            states = [one for one in own if isinstance(one, StoryState)]
            rebuild(desks[language], states, [one for one in own if isinstance(one, Text)])

    async def act(analysis: Analysis) -> None:
        if later:
            raise later[0]
        while broken:
            await set_aside_state(step, stories, broken[-1])
            broken.pop()
        with metrics.timed("story"):
            language = analysis.article.language
            desk = desks.get(language)
            if desk is None:
                desk = desks[language] = Desk(policy, copies)
            arrival = desk.arrive(analysis)
            if arrival.text is None:
                metrics.REPEATED.labels("story").inc()
            await put(stories, lay_out(arrival))
            desk.accept(arrival)
            # After the Table, and the update last: once an article is done it never comes again, so all that it
            # changes must be kept, and all its notices be on their way, before a later step can call it done.
            told = (*arrival.notices, arrival.update)
            await send_acknowledged(updates, [(key_of(one.story), encode(one)) for one in told])

    @app.agent(analyses, name="story")
    async def story(stream: StreamT) -> None:
        await handle(stream, step, act)


_TEXT = "text/"
"""What the keys of texts begin with. Story ids hold no `/`."""


def _read(key: str, plain: Json) -> StoryState | Text:
    return read(plain, Text, Text1) if key.startswith(_TEXT) else read(plain, StoryState)


def lay_out(arrival: Arrival) -> dict[str, Json]:
    """Lay out what is kept, in the order of writing. The text comes last: with it the article is known, without it a
    try that was cut short is made again and finds what the first one found (`rebuild`). So a half goes before the
    story that it leaves, and what ends after what it ends with."""
    changes: dict[str, Json] = {}
    states = [state for state in (arrival.state, arrival.parted) if state is not None]
    ids = {state.id for state in states}
    for state in sorted(states, key=lambda state: state.parted is None or state.parted[0] not in ids):
        changes[state.id] = write(state)
    changes.update(dict.fromkeys((*arrival.closes, *arrival.absorbs)))
    if arrival.text is not None:
        changes.update((_TEXT + article, None) for article in arrival.forgets)
        changes[_TEXT + arrival.text.article] = write(arrival.text)
    return changes
