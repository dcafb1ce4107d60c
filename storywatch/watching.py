"""Reads the propositions that a configuration's rules watch: once at the start, by the step that reads articles.

Knows nothing of how alerts are sent; how a proposition is held against a development is storywatch.alerting's business.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from storywatch.alerting import (
    Subscriber,
    UnreadableWatchError,
    Watch,
    Watching,
    name_rules,
    pose,
    pose_as_said,
    read_watch,
    takes_stand,
)
from storywatch.config import ConfigError
from storywatch.knowledge import Knowledge
from storywatch.language.pool import Failure
from storywatch.ledger import LedgerPolicy
from storywatch.messages import Analysis, Article
from storywatch.names import given_names

MAX_WATCHES = 1_000
"""Propositions that are watched at once: each is held against every development."""

Analyse = Callable[[Iterable[Article]], Iterable[tuple[Article, Analysis | Failure]]]
"""The language step: articles with what it makes of them, in order."""


def read_watches(
    subscribers: Sequence[Subscriber], analyse: Analyse, knowledge: Knowledge, policy: LedgerPolicy
) -> Watching:
    """Read every proposition that a rule watches. Raises ConfigError, which names the rule that cannot be read."""
    watching = read_what_can_be(subscribers, analyse, knowledge, policy)
    for words, (_, where) in _asked(subscribers):
        if words in watching.unread:
            raise ConfigError(f"{where}: {watching.unread[words]}")
    return watching


def read_what_can_be(
    subscribers: Sequence[Subscriber], analyse: Analyse, knowledge: Knowledge, policy: LedgerPolicy
) -> Watching:
    """Read every proposition, and say of those that cannot be read why. Raises ConfigError where there are too many."""
    asked = dict(_asked(subscribers))
    if len(asked) > MAX_WATCHES:
        raise ConfigError(f"{len(asked)} propositions are watched, and at most {MAX_WATCHES} can be: leave some out")
    watches: dict[str, Watch] = {}
    unread: dict[str, str] = {}
    if asked:  # without one no model needs to be loaded
        languages = {words: language for words, (language, _) in asked.items()}
        for words, analysis in _analyse(languages, analyse).items():
            try:
                watches[words] = _read(words, analysis)
            except UnreadableWatchError as error:
                unread[words] = str(error)
    given = {form: known.name for form, known in given_names(knowledge).items()}
    return Watching(watches, policy, given, unread)


def _analyse(asked: Mapping[str, str], analyse: Analyse) -> dict[str, Analysis | Failure]:
    """Analyse propositions, in their languages; again, as what somebody says, one that takes a stand, or in which too
    little is read: a name that begins a sentence has nothing but its capital to be known by.
    """
    posed = analyse(pose(words, language) for words, language in asked.items())
    read = {words: analysis for words, (_, analysis) in zip(asked, posed, strict=True)}
    stands = {words for words, one in read.items() if isinstance(one, Analysis) and takes_stand(one)}
    unread = {words for words, one in read.items() if isinstance(one, Analysis) and not one.statements}
    again = [words for words, one in read.items() if words in stands or (words in unread and not _is_read(words, one))]
    if again:
        said = analyse(pose_as_said(words, asked[words]) for words in again)
        for words, (_, analysis) in zip(again, said, strict=True):
            stated = isinstance(analysis, Analysis) and bool(analysis.statements)
            if stated and (words in stands or _is_read(words, analysis)):
                read[words] = analysis
    return read


def _is_read(words: str, analysis: Analysis | Failure) -> bool:
    try:
        _read(words, analysis)
    except UnreadableWatchError:
        return False
    return True


def _read(words: str, analysis: Analysis | Failure) -> Watch:
    if isinstance(analysis, Failure):
        raise UnreadableWatchError(f"cannot watch {words!r}: {analysis.error}")
    return read_watch(words, analysis)


def _asked(subscribers: Iterable[Subscriber]) -> Iterator[tuple[str, tuple[str, str]]]:
    for subscriber in subscribers:
        for where, rule in name_rules(subscriber):
            if rule.watch:
                yield rule.watch, (rule.language, where)
