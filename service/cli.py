"""The command line. Every command's errors are one sentence with the remedy, and exit code 2."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from service import commands, feed_cli
from service.arguments import filled
from service.refusals import REFUSALS, explain
from storywatch import __version__

DEFAULT_CONFIG = Path("storywatch.toml")
MAX_PORT = 65_535
CLUSTER = "the cluster; default kafka.broker of the configuration"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    options = _parser().parse_args(argv)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except BrokenPipeError:  # an OSError, so before the refusals
        sys.stderr.close()  # whoever read our output has gone; there is nobody left to tell
        return 1
    except REFUSALS as error:
        print(f"storywatch: {explain(error)}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="storywatch", description="Tells you when a story changes.")
    parser.add_argument("--version", action="version", version=f"storywatch {__version__}")
    verbs = parser.add_subparsers(required=True, metavar="COMMAND")

    run = _verb(verbs, "run", commands.run, "poll, analyse and alert, until Ctrl-C")
    run.add_argument("--kafka", metavar="HOST:PORT", help="use this cluster instead of the embedded broker")
    run.add_argument("--opml", type=Path, metavar="FILE", help="the feeds to poll")

    poll = _verb(verbs, "poll", commands.poll, "only poll feeds and publish articles to a cluster")
    poll.add_argument("--kafka", metavar="HOST:PORT", help=CLUSTER)
    poll.add_argument("--opml", type=Path, metavar="FILE", help="the feeds to poll")
    poll.add_argument("--web-host", default=None, metavar="ADDRESS", help="where /metrics listens; default loopback")
    poll.add_argument(
        "--web-port", type=_port, metavar="N", help="its port, instead of feeds.metrics_port; 0 serves none"
    )

    feeds = verbs.add_parser("feeds", help="add feeds, see how they are, and take them out")
    feed_verbs = feeds.add_subparsers(required=True, metavar="COMMAND")
    feed_cli.declare(lambda *of_it: _verb(feed_verbs, *of_it), commands.configured)

    worker = _verb(verbs, "worker", commands.worker, "only run the agents against a cluster")
    worker.add_argument("--kafka", metavar="HOST:PORT", help=CLUSTER)
    worker.add_argument("--web-host", default=None, metavar="ADDRESS", help="where /metrics listens; default loopback")
    worker.add_argument(
        "--web-port", type=_port, metavar="N", help="its port, instead of worker.web_port; 0 serves none"
    )

    topics = _verb(verbs, "topics", commands.topics, "create the topics and changelogs on a cluster")
    topics.add_argument("--kafka", metavar="HOST:PORT", help=CLUSTER)

    analyse = _verb(verbs, "analyse", commands.analyse, "article lines in, statement lines out")
    _files(analyse)
    analyse.add_argument("--processes", type=_positive, metavar="N", help="processes that parse; default: one a core")

    replay = _verb(verbs, "replay", commands.replay, "article lines in, development lines out")
    _files(replay)
    replay.add_argument("--processes", type=_positive, metavar="N", help="processes that parse; default: one a core")
    replay.add_argument("--stories", type=Path, metavar="FILE", help="also write which story each article is in")
    replay.add_argument("--origins", type=Path, metavar="FILE", help="also write who each story rests on, as a graph")
    replay.add_argument("--why", type=Path, metavar="FILE", help="also write what was not told, and why")
    replay.add_argument("--timeline", type=Path, metavar="FILE", help="also write the days that each story is made of")
    replay.add_argument(
        "--through-kafka", action="store_true", help="through the broker and the agents, as `run` would"
    )
    replay.add_argument("--kafka", metavar="HOST:PORT", help="with --through-kafka: this cluster")

    alerts = _verb(verbs, "alerts", commands.alerts, "show the latest alerts again")
    alerts.add_argument("--follow", action="store_true", help="show new ones as they come instead, until Ctrl-C")
    alerts.add_argument("-n", type=_positive, default=20, dest="many", metavar="N", help="how many; default 20")

    why = _verb(verbs, "why", commands.why, "what became of an article: what was told of it, what was not, and why")
    why.add_argument("article", type=filled, metavar="ARTICLE", help="its id or its URL")

    timeline = _verb(verbs, "timeline", commands.timeline, "the days of a story: those that its articles come back to")
    timeline.add_argument(
        "named", type=filled, metavar="ARTICLE|STORY",
        help="an article's id or URL, for the story that it was judged in; or a story's id",
    )  # fmt: skip
    timeline.add_argument("-n", type=_positive, default=20, dest="many", metavar="N", help="how many; default 20")

    watch = _verb(verbs, "watch", commands.watch, "what a proposition, watched by a rule, would have matched")
    watch.add_argument("proposition", metavar="PROPOSITION", help="one sentence that says who does what")
    watch.add_argument("--file", type=Path, metavar="ARTICLES.jsonl", help="try it on these; default: the archive")
    watch.add_argument("--language", metavar="CODE", help="the proposition's; default: the first that is read")
    watch.add_argument("--processes", type=_positive, metavar="N", help="processes that parse; default: one a core")
    return parser


def _verb(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    command: Callable[[argparse.Namespace], int],
    purpose: str,
) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=purpose, description=purpose[0].upper() + purpose[1:] + ".")
    parser.add_argument(
        "--config",
        type=Path,
        default=DEFAULT_CONFIG if DEFAULT_CONFIG.exists() else None,
        metavar="FILE",
        help=f"the configuration; default {DEFAULT_CONFIG}, where there is one",
    )
    parser.set_defaults(command=command)
    return parser


def _files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "articles", type=Path, metavar="ARTICLES.jsonl", help="one JSON object a line; - for standard input"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="- for standard output")
    parser.add_argument(
        "--quarantine", type=Path, metavar="FILE", help="where lines go that cannot be used; default OUT.quarantine"
    )


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > MAX_PORT:
        raise argparse.ArgumentTypeError(f"must be 0 to {MAX_PORT}, and is {text!r}")
    return int(text)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a number, 1 or more, and is {text!r}")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
