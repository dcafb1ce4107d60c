"""A proposition tried on what was told before: on the archive, or on a file of articles."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from service.asides import pick
from service.asides import read as read_asides
from service.batch import analysed, usable
from service.files import QuarantineFile, open_lines
from service.refusals import RefusedError
from storywatch.alerting import REMEDY, Rule, Subscriber, Watch, Watching, find_flaws, tells_reports
from storywatch.alerting.survey import Candidate, Hit, Miss, find_hits, find_misses
from storywatch.archive import Judgements
from storywatch.batch import Monitor
from storywatch.config import Config
from storywatch.delivery.console import plain
from storywatch.knowledge import Knowledge, load_knowledge
from storywatch.language.choice import find_packs
from storywatch.language.pool import AnalysisPool, Failure, analyse_batch
from storywatch.ledger import Ledger, Suppressed
from storywatch.ledger.explaining import carry
from storywatch.ledger.names import Names
from storywatch.messages import Analysis, Article, Development
from storywatch.watching import Analyse, read_watches, read_what_can_be

if TYPE_CHECKING:
    from storywatch.language.readers import Readers


class Trial(NamedTuple):
    """A proposition that was read, and what it takes to read others."""

    watch: Watch
    watching: Watching
    analyse: Analyse


def try_on_file(config: Config, words: str, language: str, source: Path, processes: int | None) -> str:
    """Say what a proposition would have matched among the articles of a file."""
    trial = _pose(config, words, language)
    monitor = Monitor(load_knowledge(Path(config.knowledge)), config.stories, config.ledger, config.copies)
    told: list[Development] = []

    def judge(analyses: Iterable[Analysis]) -> Iterator[Suppressed]:
        for analysis in analyses:
            taken = monitor.examine(analysis)
            told.extend(taken.developments)
            if analysis.article.language == language:
                yield from taken.suppressed

    with TemporaryDirectory() as scratch, open_lines(source) as lines:
        unusable = QuarantineFile(Path(scratch) / "quarantine")
        picked = pick(trial.watch, judge(analysed(usable(lines, str(source), unusable), config, processes, unusable)))
    candidates = [one for ledger in monitor.ledgers().values() for one in _candidates(ledger)]
    report = _report(trial, told, candidates, picked)
    return "\n\n".join(filter(None, (report, unusable.name_first())))


def try_on_archive(config: Config, words: str, language: str, archive: Path) -> str:
    """Say what a proposition would have matched among the developments that the archive keeps."""
    trial = _pose(config, words, language)
    told: list[Development] = []
    judgements = Judgements(archive)

    def look() -> Iterator[Suppressed]:
        for judgement in judgements.everything():
            told.extend(judgement.told)
            if judgement.article.language == language:
                yield from judgement.suppressed

    try:
        picked = pick(trial.watch, look())
    finally:
        judgements.close()
    return _report(trial, told, (), picked)


def read_rules(config: Config, subscribers: Iterable[Subscriber]) -> Watching:
    """Read the propositions of rules with a model of this process; of one that cannot be read it keeps why."""
    knowledge = load_knowledge(Path(config.knowledge))
    return read_what_can_be(tuple(subscribers), _analyse_here(config, knowledge), knowledge, config.ledger)


def _analyse_here(config: Config, knowledge: Knowledge) -> Analyse:
    """Give the language step in this process; its model is loaded when it is first asked, and once."""

    @cache
    def load() -> "Readers":
        from storywatch.language.readers import Readers  # noqa: PLC0415 - the commands that parse nothing need no spaCy

        model, languages = config.worker.model, config.languages
        return Readers(find_packs(languages.read, languages.packs, model), model, knowledge=knowledge)

    def analyse(articles: Iterable[Article]) -> Iterator[tuple[Article, Analysis | Failure]]:
        posed = list(articles)
        return zip(posed, analyse_batch(load(), posed), strict=True)

    return analyse


def check(config: Config) -> None:
    """Find what a configuration names, and read the propositions of all rules in a process that ends with its model.

    Before anything starts: raises KnowledgeError, MissingModelError, PackError, and ConfigError for a bad rule.
    """
    knowledge = check_files(config)
    if not any(rule.watch for subscriber in config.subscribers for rule in subscriber.rules):
        return
    pool = AnalysisPool(1, config.worker.model, config.languages.read, config.languages.packs, knowledge)
    try:
        pool.warm()
        read_watches(config.subscribers, pool.stream, knowledge, config.ledger)
    finally:
        pool.cut_off()


def check_files(config: Config) -> Knowledge:
    """Find the models and packs that a configuration names, without loading a model; give what it knows beforehand."""
    find_packs(config.languages.read, config.languages.packs, config.worker.model)
    return load_knowledge(Path(config.knowledge))


def _candidates(ledger: Ledger) -> Iterator[Candidate]:
    for claim in ledger.claims:
        yield Candidate(claim.text, claim.status, carry(claim, Names(ledger.aliases)))


def _pose(config: Config, words: str, language: str) -> Trial:
    """Read a proposition. Raises RefusedError where it is none."""
    if not words.strip():
        raise RefusedError(f"cannot watch {words!r}: nothing is in it; {REMEDY}")
    rule = Rule(name="watch", watch=words, language=language)
    you = Subscriber(name="you", rules=(rule,))
    if flaws := find_flaws([you], config.languages.read):
        raise RefusedError(flaws[0].partition(": ")[2])  # the rule stands in no configuration
    knowledge = load_knowledge(Path(config.knowledge))
    analyse = _analyse_here(config, knowledge)
    watching = read_what_can_be((you,), analyse, knowledge, config.ledger)
    if words in watching.unread:
        raise RefusedError(watching.unread[words])
    return Trial(watching.watches[words], watching, analyse)


def _report(
    trial: Trial, told: list[Development], candidates: Iterable[Candidate], suppressed: Iterable[Suppressed]
) -> str:
    watch, watching = trial.watch, trial.watching
    asides = read_asides(suppressed, watch.language, trial.analyse)
    hits = list(find_hits(watch, told, watching))
    misses = find_misses(watch, told, candidates, watching, asides)
    reports = (
        [] if tells_reports(Rule(watch=watch.words), watch) else [hit for hit in hits if hit.verdict == "reported"]
    )
    settled = [hit for hit in hits if hit not in reports]
    lines = [_word_watch(watch), "", f"would have alerted: {len(settled)}"]
    lines += [line for hit in settled for line in _word_hit(hit)]
    lines += ["", f"only with `reported = true`: {len(reports)} more"] if reports else []
    lines += [line for hit in reports for line in _word_hit(hit)]
    lines += ["", f"near misses: {len(misses)}"]
    lines += [line for miss in misses for line in _word_miss(miss)]
    return "\n".join(lines)


def _word_watch(watch: Watch) -> str:
    said = watch.proposition
    parts = (" ".join(said.subject) or "somebody", said.predicate, " ".join(said.object))
    negative = ", negated" if said.polarity == "neg" else ""
    return f"watched: {plain(watch.words)}\n  read as: {' · '.join(filter(None, parts))}{negative}"


def _word_hit(hit: Hit) -> list[str]:
    told = hit.development
    evidence = told.evidence[0]
    return [
        f"  {hit.verdict.upper()}  likeness {hit.score:.2f}, {told.published:%d %b %Y %H:%M}",
        *([f"    claim: {plain(told.claim)}"] if told.claim else []),
        f"    {plain(told.headline)}",
        f"    “{plain(evidence.text)}” — {plain(evidence.outlet)}, {plain(evidence.url)}",
    ]


def _word_miss(miss: Miss) -> list[str]:
    when = f", {miss.at:%d %b %Y}" if miss.at else ""
    return [f"  likeness {miss.score:.2f}{when}: {plain(miss.claim)}", f"    {miss.why_not}"]
