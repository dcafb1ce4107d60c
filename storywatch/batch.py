"""Files in, files out: the same decisions as the running monitor, in one process, in file order.

`published` is the clock. A line that cannot be used is quarantined with its number, and the file goes on.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import IO, Any

import msgspec
from msgspec import Struct

from storywatch.knowledge import Knowledge
from storywatch.ledger import (
    Ledger,
    LedgerPolicy,
    NamedDay,
    Outcome,
    Suppressed,
    count_own_days,
    examine,
    fold,
    part,
    show_refusals,
)
from storywatch.messages import (
    Analysis,
    Article,
    Development,
    Header,
    Quarantined,
    StoryClosed,
    StoryMerged,
    StorySplit,
    StoryUpdate,
    UndecodableMessageError,
    decode,
    encode,
)
from storywatch.quarantine import set_aside
from storywatch.revisions import MAX_REVISIONS, digest_words
from storywatch.stories import CopyPolicy, Desk, StoryPolicy

MAX_LINE = 8_000_000
"""Bytes of a line that are looked at."""

EARLIEST, LATEST = 1900, 2199
"""Years that an article's time may be in: one article far ahead would make every other story look long silent."""

NO_CLOCK = datetime.fromtimestamp(0, UTC)
"""When a line was set aside: a file has no clock of its own, and the same file gives the same output."""


class Line(Struct, frozen=True):
    """An article line; keys that are not listed are passed over."""

    id: str
    text: str
    published: datetime
    url: str = ""
    outlet: str = ""
    title: str = ""
    language: str = "en"


def read_articles(lines: Iterable[bytes], origin: str) -> Iterator[Article | Quarantined]:
    """Read article lines; what is none comes out as Quarantined, in its place.

    A line whose id came before with another text is that article's next revision.
    """
    decoder = msgspec.json.Decoder(Line)
    texts: dict[str, list[bytes]] = {}
    for number, raw in enumerate(lines, start=1):
        if not raw.strip():
            continue
        try:
            if len(raw) > MAX_LINE:
                raise msgspec.ValidationError(f"the line is too long: at most {MAX_LINE} bytes are read")
            line = decoder.decode(raw)
            known = texts.setdefault(line.id, [])
            digest = digest_words(line.text)
            if digest not in known:
                if len(known) == MAX_REVISIONS:
                    continue  # as the journal does
                known.append(digest)
            article = _article(line, known.index(digest) + 1)
        except (msgspec.DecodeError, UndecodableMessageError, RecursionError, OverflowError, ValueError) as error:
            yield set_aside(raw, "read", str(error), f"{origin}:{number}", NO_CLOCK)
        else:
            yield article


def _article(line: Line, revision: int) -> Article:
    if not line.text.strip():
        raise ValueError("the article has no text")
    if not EARLIEST <= line.published.year <= LATEST:
        raise ValueError(f"published in {line.published.year}: a clock from {EARLIEST} to {LATEST} is believed")
    published = (line.published if line.published.tzinfo else line.published.replace(tzinfo=UTC)).astimezone(UTC)
    header = Header(
        id=line.id,
        url=line.url,
        outlet=line.outlet or "unknown",
        title=line.title,
        published=published,
        fetched=published,
        language=line.language or "en",
        revision=revision,
    )
    return decode(encode(Article(header=header, text=line.text)), Article)  # checks every bound


class Taken(Struct, frozen=True):
    """What became of one article."""

    story: str
    developments: tuple[Development, ...]
    suppressed: tuple[Suppressed, ...]
    """What was looked at and not told."""


class Monitor:
    """The steps after analysis, chained in one process: what the agents do, without topics and tables."""

    def __init__(
        self, knowledge: Knowledge, stories: StoryPolicy, ledgers: LedgerPolicy, copies: CopyPolicy | None = None
    ) -> None:
        self._knowledge = knowledge
        self._story_policy = stories
        self._copy_policy = copies or CopyPolicy()
        self._ledger_policy = ledgers
        self._desks: dict[str, Desk] = {}
        self._ledgers: dict[str, Ledger] = {}
        self._ended: dict[str, tuple[NamedDay, ...]] = {}
        """Story that takes no more → its timeline; none of one that turned out to be another."""
        self._stories: dict[str, str] = {}

    def take(self, analysis: Analysis) -> tuple[str, tuple[Development, ...]]:
        """Join an article to its story; return the story's id and what the article changed in it."""
        story, _, outcome = self._take(analysis)
        return story, outcome.developments

    def examine(self, analysis: Analysis) -> Taken:
        """Do the same, and say what of the article was not told and why."""
        story, update, outcome = self._take(analysis)
        return Taken(story, outcome.developments, show_refusals(update.analysis, story, outcome.refusals))

    def _take(self, analysis: Analysis) -> tuple[str, StoryUpdate, Outcome]:
        language = analysis.article.language
        desk = self._desks.get(language)
        if desk is None:
            desk = self._desks[language] = Desk(self._story_policy, self._copy_policy)
        arrival = desk.arrive(analysis)
        desk.accept(arrival)
        for notice in arrival.notices:
            self._note(notice)
        story = arrival.update.story
        self._stories.setdefault(analysis.article.id, story)
        ledger = self._ledgers.get(story) or Ledger(story=story)
        outcome = examine(ledger, arrival.update, self._knowledge, self._ledger_policy)
        self._ledgers[story] = outcome.ledger
        return story, arrival.update, outcome

    def _note(self, move: StoryClosed | StoryMerged | StorySplit) -> None:
        """Follow ledgers, and articles to the story that turned out to be theirs."""
        if isinstance(move, StoryClosed):
            ended = self._ledgers.pop(move.story, None)
            if ended is not None:
                self._ended.setdefault(move.story, ended.timeline)
            return
        if isinstance(move, StorySplit):
            if move.story in self._ledgers:
                self._ledgers.setdefault(move.into, part(self._ledgers[move.story], move.into))
            # A page that shows another article goes by a name of its own there; its first story stands.
            self._stories.update({article: move.into for article in move.articles if article in self._stories})
            return
        if move.story in self._ledgers and move.into in self._ledgers:
            both = self._ledgers[move.into], self._ledgers[move.story]
            self._ledgers[move.into] = fold(*both, self._ledger_policy)
            self._ended[move.story] = ()
        for article, story in self._stories.items():
            if story == move.story:
                self._stories[article] = move.into

    def stories(self) -> dict[str, str]:
        """Return which story each article is in by now, in the order of their arrival."""
        return dict(self._stories)

    def ledgers(self) -> dict[str, Ledger]:
        """Return the ledgers of the live stories."""
        return dict(self._ledgers)

    def timelines(self) -> dict[str, tuple[NamedDay, ...]]:
        """Return the timelines of all stories, those of ended ones too, in the order in which the stories opened.

        Of a half only its own days: what it began with stands in its whole.
        """
        every = {story: ledger.timeline for story, ledger in self._ledgers.items()} | self._ended
        opened = dict.fromkeys((*self._stories.values(), *every))
        return {story: count_own_days(every[story]) for story in opened if story in every}


def show_analysis(analysis: Analysis) -> dict[str, Any]:
    """Give the statement line of an article (README, batch commands)."""
    return {
        "id": analysis.article.id,
        "statements": [_full(statement) for statement in analysis.statements],
        "entities": msgspec.to_builtins(analysis.entities),
        "figures": [_full(figure) for figure in analysis.figures],
    }


def _full(part: Struct) -> dict[str, Any]:
    """Write out every field, defaults included: a reader of the file need not know them."""
    return {name: msgspec.to_builtins(getattr(part, name)) for name in part.__struct_fields__}


def show_development(development: Development) -> dict[str, Any]:
    """Give the development line: the message's fields, with the evidence's sentences first."""
    plain = _full(development)
    plain.pop("about")
    places = plain["evidence"]
    plain["evidence"] = [place["text"] for place in places if place["article"] == development.article]
    plain["places"] = places
    return plain


def show_suppressed(suppressed: Suppressed) -> dict[str, Any]:
    """Give the line of a candidate that was not told."""
    plain: dict[str, Any] = msgspec.to_builtins(suppressed)
    return plain


def show_day(story: str, day: NamedDay, articles: int) -> dict[str, Any]:
    """Give the line of a day of a story, out of a file of so many articles (README, batch commands).

    `published` and `significance` are the day and the share of the articles that name it, as scorers of timelines
    read them: added up over stories, no article counts twice.
    """
    return {
        "story": story,
        "day": day.day.isoformat(),
        "articles": day.articles,
        "sentence": day.text,
        "article": day.article,
        "outlet": day.outlet,
        "published": day.day.isoformat(),
        "significance": round(day.articles / max(1, articles), 6),
    }


def write_line(out: IO[str], row: dict[str, Any]) -> None:
    """Write one JSON line."""
    out.write(json.dumps(row, ensure_ascii=False) + "\n")
