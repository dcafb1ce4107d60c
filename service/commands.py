"""What each command does, once its options are read."""

import argparse
import os
import sys
from pathlib import Path

from msgspec.structs import replace

from feeds.lists.opml import read_raw
from service import batch, console, explain, through_kafka
from service import timeline as days
from service import watch as trial
from service.feed_list import FeedFile
from service.plan import plan_topics
from service.refusals import RefusedError
from service.supervisor import Supervisor, claim_folder, poller_arguments, worker_arguments
from service.topics import create_topics, describe_topics
from storywatch.alerting import Watching
from storywatch.archive import FILE, Alerts, Judgements, Timelines
from storywatch.archive.judgements import KEEP, KEEP_FOR
from storywatch.config import Config, load_config
from storywatch.knowledge import KnowledgeError
from storywatch.language.choice import MissingModelError
from storywatch.language.packfile import PackError

_HERE = ("origins", "why", "timeline")
"""What only a replay in this process writes: workers keep it where they run."""


def configured(options: argparse.Namespace) -> Config:
    """Read the configuration and let the command line's options go before it."""
    config = load_config(options.config)
    if getattr(options, "opml", None):
        config = replace(config, feeds=replace(config.feeds, opml=str(options.opml)))
    if getattr(options, "kafka", None):
        config = replace(config, kafka=replace(config.kafka, broker=options.kafka))
    return config


def _cluster(config: Config) -> str:
    if not config.kafka.broker:
        raise RefusedError("which cluster? Give --kafka HOST:PORT, or kafka.broker in storywatch.toml")
    return config.kafka.broker


def run(options: argparse.Namespace) -> int:
    """Poll, analyse and alert until asked to stop."""
    config = configured(options)
    trial.check(config)  # before anything starts: the worker that reads it again starts last
    read_raw(FeedFile(config.feeds).source)  # refused in the words of `feeds list` where it is not there
    return Supervisor(config, options.config, _say).run()


def poll(options: argparse.Namespace) -> int:
    """Become a poller, one of as many on one archive as are wanted."""
    config = configured(options)
    arguments = poller_arguments(config, _cluster(config), embedded=False)
    read_raw(FeedFile(config.feeds).source)  # refused in the words of `feeds list` where it is not there
    arguments += ["--web-host", options.web_host] if options.web_host else []
    arguments += ["--metrics-port", str(options.web_port)] if options.web_port is not None else []
    lock = claim_folder(Path(config.archive), shared=True)
    os.set_inheritable(lock.fileno(), True)  # held until the poller ends
    return _become(arguments)


def worker(options: argparse.Namespace) -> int:
    """Become the worker."""
    config = configured(options)
    cluster = _cluster(config)
    trial.check_files(config)
    arguments = worker_arguments(config, options.config, cluster, embedded=False)
    arguments += ["--web-host", options.web_host] if options.web_host else []
    return _become([*arguments, *(["--web-port", str(options.web_port)] if options.web_port is not None else [])])


def topics(options: argparse.Namespace) -> int:
    """Create the topics on a cluster."""
    config = configured(options)
    plan = plan_topics(config, embedded=False)
    created = create_topics(_cluster(config), describe_topics(plan), replication=plan.replication)
    _say(f"created {', '.join(created)}" if created else "every topic is there")
    return 0


def analyse(options: argparse.Namespace) -> int:
    """Write the statement lines of a file of articles."""
    config = configured(options)
    trial.check_files(config)  # before any file is touched
    return batch.analyse(config, options.articles, options.out, options.quarantine, options.processes)


def replay(options: argparse.Namespace) -> int:
    """Write the development lines of a file of articles."""
    config = configured(options)
    trial.check_files(config)  # before any file is touched
    if options.kafka and not options.through_kafka:
        raise RefusedError("--kafka names the cluster for --through-kafka: give both, or neither")
    if options.through_kafka and (here := [name for name in _HERE if getattr(options, name)]):
        named = " and ".join(f"--{name}" for name in here)
        raise RefusedError(f"{named}: written by a replay in this process only; leave out --through-kafka")
    if options.through_kafka:
        return through_kafka.replay(
            config, options.config, options.articles, options.out, options.stories, options.quarantine
        )
    return batch.replay(
        config,
        options.articles,
        options.out,
        options.stories,
        options.origins,
        options.why,
        options.timeline,
        options.quarantine,
        options.processes,
    )


def alerts(options: argparse.Namespace) -> int:
    """Show the latest alerts again, the oldest first; or new ones as they come."""
    path = Path(configured(options).archive) / FILE
    if not path.exists() and not options.follow:
        raise RefusedError(f"there is no archive at {path}: start `storywatch run` first")
    archive = Alerts(path)
    try:
        if options.follow:
            console.follow(archive, _say)
        for shown in console.word(reversed(archive.recent(options.many))):
            _say(shown + "\n")
    finally:
        archive.close()
    return 0


def why(options: argparse.Namespace) -> int:
    """Say what the ledger made of an article: what was told, to whom, and what was not and why."""
    config = configured(options)
    path = Path(config.archive) / FILE
    if not path.exists():
        raise RefusedError(f"there is no archive at {path}: start `storywatch run` first")
    judgements, raised = Judgements(path), Alerts(path)
    try:
        found = judgements.find(options.article)
        if not found:
            raise RefusedError(
                f"nothing is kept of {options.article}: give an article's id or URL as the alerts show it; what became "
                f"of the latest {KEEP} articles is kept, for {KEEP_FOR.days} days"
            )
        watching = _read_rules(config)
        latest = {judgement.article.id: judgement.article.revision for judgement in found}
        for judgement in found:
            edited = judgement.article.revision < latest[judgement.article.id]
            _say(explain.explain(judgement, config.subscribers, raised, watching, edited=edited))
    finally:
        judgements.close()
        raised.close()
    return 0


def timeline(options: argparse.Namespace) -> int:
    """Show the days of a story, or of the story that an article was judged in: its part may be another since."""
    path = Path(configured(options).archive) / FILE
    if not path.exists():
        raise RefusedError(f"there is no archive at {path}: start `storywatch run` first")
    timelines, judgements = Timelines(path), Judgements(path)
    try:
        judged = judgements.find(options.named)
        stories = [options.named, *(story for one in reversed(judged) for story in (one.parted, one.story) if story)]
        found = next((kept for kept in map(timelines.find, stories) if kept is not None), None)
    finally:
        timelines.close()
        judgements.close()
    if found is None:
        raise RefusedError(
            f"no timeline is kept of {options.named}: give an article's id or URL as the alerts show it, or a story's "
            "id as `storywatch why` does"
        )
    _say(days.word(found, options.many))
    return 0


def _read_rules(config: Config) -> Watching:
    """What rules watch, as far as it can be read: what became of an article is shown all the same."""
    try:
        return trial.read_rules(config, config.subscribers)
    except (MissingModelError, PackError, KnowledgeError) as error:
        watched = {rule.watch for subscriber in config.subscribers for rule in subscriber.rules if rule.watch}
        return Watching(unread=dict.fromkeys(watched, str(error)))


def watch(options: argparse.Namespace) -> int:
    """Say what a proposition would have matched."""
    config = configured(options)
    language = options.language or config.languages.read[0]
    if options.file:
        _say(trial.try_on_file(config, options.proposition, language, options.file, options.processes))
        return 0
    path = Path(config.archive) / FILE
    if not path.exists():
        raise RefusedError(
            f"there is no archive at {path}: start `storywatch run` first, or give --file ARTICLES.jsonl"
        )
    _say(trial.try_on_archive(config, options.proposition, language, path))
    return 0


def _become(arguments: list[str]) -> int:
    """Replace this process: whoever stops us stops the one that works."""
    os.execv(sys.executable, [sys.executable, "-m", *arguments])  # noqa: S606 - no shell is wanted


def _say(text: str) -> None:
    print(text, flush=True)
