"""An article arrives: is it known, edited, a copy, or new, and which story does it join? Pure.

What comes out says which of its sentences its story had before, so that nobody reads them twice as news, and what has
to be kept. Nothing is changed here: whoever keeps tables stores `state` and `text`, calls `accept`, then tells the
`notices` and the `update`. All that is told is kept with the text, so that what of it is lost can be told as it was.
"""

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from storywatch.messages import Analysis, StoryClosed, StoryUpdate
from storywatch.revisions import MAX_REVISIONS
from storywatch.stories.assign import assign, tell_moves
from storywatch.stories.copies import Comparison, CopyPolicy, compare, find_repeated, find_source
from storywatch.stories.index import StoryIndex
from storywatch.stories.policy import StoryPolicy
from storywatch.stories.state import StoryState, join
from storywatch.stories.texts import Text, TextIndex, reduce_shingles
from storywatch.stories.told import Notice, note, tell_again
from storywatch.stories.wording import Wording, read_wording

CARRIED_ON = 0.7
"""Share of a copy's words that are copied, below which it is an update whose own words are the story's too."""


class Arrival(Struct, frozen=True, kw_only=True):
    """What an article's arrival comes to. `state` and `text` are None where nothing has to be kept."""

    update: StoryUpdate
    notices: tuple[Notice, ...] = ()
    """What is told before the update."""
    state: StoryState | None = None
    text: Text | None = None
    closes: tuple[str, ...] = ()
    """Stories that end with it."""
    absorbs: tuple[str, ...] = ()
    """Stories that it showed to be its own story."""
    parted: StoryState | None = None
    """What its story turned out not to be: the other half, as it is now."""
    forgets: tuple[str, ...] = ()
    """Articles whose texts are forgotten for its own."""


class Desk:
    """The live stories and the remembered texts of one language. Not thread-safe; one partition owns it."""

    def __init__(self, stories: StoryPolicy, copies: CopyPolicy) -> None:
        self.stories = StoryIndex()
        self.texts = TextIndex(copies.max_texts)
        self._story_policy, self._copy_policy = stories, copies

    def arrive(self, analysis: Analysis) -> Arrival:
        """Decide about an article. Changes nothing."""
        known = self.texts.text_of(analysis.article.id)
        for told in () if known is None else known.told:
            if told.revision == analysis.article.revision:
                return Arrival(update=tell_again(told, analysis), notices=told.notices)
        arrival = self._first(analysis, known)
        if arrival.text is None:
            return arrival
        told_before = () if known is None else known.told
        told_now = (*told_before, note(arrival.update, arrival.notices))[-MAX_REVISIONS:]
        return replace(arrival, text=replace(arrival.text, told=told_now))

    def _first(self, analysis: Analysis, known: Text | None) -> Arrival:
        """Decide about an article that comes for the first time in this revision."""
        header = analysis.article
        story = None if known is None else self.story_of(known)
        if known is not None and story is not None and header.revision < known.revision:
            return self._older(analysis, known, known.story if known.story in self.stories else story)
        wording = read_wording(analysis.sentences)
        comparison = compare(self.texts, wording, header.id, header.published, self._copy_policy)
        if known is not None and story is not None and _kept(known, wording) >= self._copy_policy.same_page:
            return self._edited(analysis, comparison, known, story)
        # A page that shows another article altogether joins or opens a story under a name of its own.
        key = header.id if known is None else f"{header.id}:{header.revision}"
        source = find_source(comparison, self._copy_policy, self.story_of)
        if source is not None:
            return self._copy(analysis, comparison, source, key)
        named = analysis if known is None else replace(analysis, article=replace(header, id=key))
        assignment = assign(self.stories, named, self._story_policy)
        state = assignment.state
        # What was silent may be this very story, where its opening text was forgotten and comes again.
        closes = tuple(gone for gone in assignment.closes if gone != state.id)
        moves = tell_moves(state, key, self.stories, assignment.parted)
        repeated = () if assignment.opened else self._repeated(analysis, comparison, state.id)
        text = self._remember(analysis, comparison, state.id, repeated=repeated, key=key)
        return Arrival(
            update=_update(analysis, text, opened=assignment.opened),
            notices=(*(StoryClosed(story=gone) for gone in closes), *moves),
            state=None if assignment.repeated else state,
            text=text,
            closes=closes,
            absorbs=assignment.absorbs,
            parted=assignment.parted,
            forgets=self._forgets(header.id),
        )

    def accept(self, arrival: Arrival) -> None:
        """Take over what an arrival has to keep."""
        for gone in (*arrival.closes, *arrival.absorbs):
            self.stories.drop(gone)
        if arrival.state is not None:
            self.stories.put(arrival.state)
        if arrival.parted is not None:
            self.stories.put(arrival.parted)
        if arrival.text is not None:
            for article in arrival.forgets:
                self.texts.drop(article)
            self.texts.put(arrival.text)

    def story_of(self, text: Text) -> str | None:
        """Name the live story that a text's article is in."""
        return self.stories.story_of(text.key) or (text.story if text.story in self.stories else None)

    def _older(self, analysis: Analysis, known: Text, story: str) -> Arrival:
        """A text older than the one that is known: it says nothing new, and nothing is kept of it."""
        nothing_new = replace(known, story=story, repeated=tuple(range(len(analysis.sentences))), prints=b"")
        return Arrival(update=_update(analysis, nothing_new, opened=False))

    def _edited(self, analysis: Analysis, comparison: Comparison, known: Text, story: str) -> Arrival:
        """The outlet has edited its page: what stayed is repeated, what went is removed."""
        prints, before = comparison.wording.prints, known.read_prints()
        stayed = np.flatnonzero(np.isin(prints, before) | (prints == 0)).tolist()
        repeated = tuple(sorted({*stayed, *self._repeated(analysis, comparison, story)}))
        gone = np.unique(before[~np.isin(before, prints)])
        removed = tuple(gone[gone != 0].tolist())
        text = self._remember(analysis, comparison, story, repeated=repeated, source=known, key=known.key)
        state = self.stories.state(story)
        later = analysis.article.published > state.last and len(repeated) < len(prints)
        return Arrival(
            update=_update(analysis, text, opened=False, removed=removed),
            state=replace(state, last=analysis.article.published) if later else None,
            text=text,
            forgets=self._forgets(analysis.article.id),
        )

    def _copy(self, analysis: Analysis, comparison: Comparison, source: Text, key: str) -> Arrival:
        """A copy joins its source's story, whose words it does not weigh a second time unless it carries it on."""
        story = self.story_of(source) or source.story
        before, header = self.stories.state(story), analysis.article
        repeated = self._repeated(analysis, comparison, story)
        if key in before.articles:
            state = before
        elif comparison.share_of(source) < CARRIED_ON:
            state = join(before, key, analysis.terms, header.published, self._story_policy)
        else:
            articles = (*before.articles, key)[-self._story_policy.max_articles :]
            state = replace(before, articles=articles, last=max(before.last, header.published))
        root = source if source.copy_of is not None else replace(source, copy_of=source.article)
        text = self._remember(analysis, comparison, story, repeated=repeated, source=root, key=key)
        return Arrival(
            update=_update(analysis, text, opened=False),
            state=state,
            text=text,
            forgets=self._forgets(header.id),
        )

    def _repeated(self, analysis: Analysis, comparison: Comparison, story: str) -> tuple[int, ...]:
        return find_repeated(comparison, analysis.sentences, self._copy_policy, story, self.story_of)

    def _forgets(self, article: str) -> tuple[str, ...]:
        if self.texts.text_of(article) is not None:
            return ()
        return tuple(self.texts.surplus(coming=1))

    def _remember(
        self,
        analysis: Analysis,
        comparison: Comparison,
        story: str,
        *,
        repeated: tuple[int, ...],
        source: Text | None = None,
        key: str | None = None,
    ) -> Text:
        """Make the record of a text: of a copy, only what it adds can be copied from it. `source`: as it is a copy."""
        wording, header = comparison.wording, analysis.article
        own, shingles = wording.own, wording.shingles
        copy_of = source.copy_of if source is not None else None
        if copy_of is not None and comparison.likes:
            shared = np.logical_or.reduce([like.shared for like in comparison.likes])
            own, shingles = own & ~shared, shingles[~shared[: len(shingles)]]
        return Text(
            article=header.id,
            key=key or header.id,
            revision=header.revision,
            language=header.language,
            number=self.texts.following,
            published=header.published,
            story=story,
            copy_of=copy_of,
            outlet=source.outlet if source is not None and copy_of is not None else header.outlet,
            repeated=repeated,
            own=int(np.count_nonzero(own)),
            shingles=reduce_shingles(shingles).tobytes(),
            keys=comparison.fresh.tobytes(),
            prints=wording.prints.tobytes(),
        )


def rebuild(desk: Desk, states: list[StoryState], texts: list[Text]) -> None:
    """Fill an empty desk with what tables have kept, also where the writing of a move was cut short."""
    by_id = {state.id: state for state in states}
    gone = {other for state in states for other, _ in state.absorbed}
    for state in states:
        if state.id not in gone and not _is_unfinished(state, by_id):
            desk.stories.put(state)
    for text in sorted(texts, key=lambda text: text.number):
        desk.texts.put(text)


def _is_unfinished(half: StoryState, states: dict[str, StoryState]) -> bool:
    """Tell a half whose story still has its articles, all but the one that shows it: that one comes again."""
    if half.parted is None or half.parted[0] not in states:
        return False
    story, article = half.parted
    others = set(half.articles) - {article}
    return bool(others) and others <= set(states[story].articles)


def _update(analysis: Analysis, text: Text, *, opened: bool, removed: tuple[int, ...] = ()) -> StoryUpdate:
    return StoryUpdate(
        story=text.story,
        opened=opened,
        analysis=analysis,
        copy_of=text.copy_of,
        copied_from=text.outlet if text.copy_of is not None else None,
        prints=tuple(text.read_prints().tolist()),
        repeated=text.repeated,
        removed=removed,
    )


def _kept(known: Text, wording: Wording) -> float:
    """Give the share of a page's sentences, by their words, that its earlier text had; or of that text, if more."""
    before = known.read_prints()
    stayed = np.isin(wording.prints, before[before != 0])
    words = np.bincount(wording.sentence, minlength=len(stayed)) + (wording.prints != 0)
    now = float(words[stayed].sum() / words.sum()) if words.sum() else 1.0
    then = float(np.isin(before, wording.prints[wording.prints != 0]).mean()) if len(before) else 1.0
    return max(now, then)
