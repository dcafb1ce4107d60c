"""Reads the propositions that a configuration's rules watch: once at the start, by the step that reads articles.

Knows nothing of how alerts are sent; how a proposition is held against a development is storywatch.alerting's business.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from storywatch.alerting import Subscriber, UnreadableWatchError, Watch, Watching, pose, read_watch
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
    asked = dict(_asked(subscribers))
    if len(asked) > MAX_WATCHES:
        raise ConfigError(f"{len(asked)} propositions are watched, and at most {MAX_WATCHES} can be: leave some out")
    watches: dict[str, Watch] = {}
    if asked:  # without one no model needs to be loaded
        posed = (pose(words, language) for words, (language, _) in asked.items())
        for (words, (_, where)), (_, analysis) in zip(asked.items(), analyse(posed), strict=True):
            try:
                watches[words] = _read(words, analysis)
            except UnreadableWatchError as error:
                raise ConfigError(f"{where}: {error}") from error
    return Watching(watches, policy, {form: known.name for form, known in given_names(knowledge).items()})


def _read(words: str, analysis: Analysis | Failure) -> Watch:
    if isinstance(analysis, Failure):
        raise UnreadableWatchError(f"cannot watch {words!r}: {analysis.error}")
    return read_watch(words, analysis)


def _asked(subscribers: Iterable[Subscriber]) -> Iterator[tuple[str, tuple[str, str]]]:
    for subscriber in subscribers:
        for rule in subscriber.rules:
            if rule.watch:
                yield rule.watch, (rule.language, f"rule {rule.name!r} of subscriber {subscriber.name!r}")
