"""The options of `storywatch feeds ...`. Knows what each command is called and takes, not what it does."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from service import feed_commands
from service.arguments import filled
from service.begun import is_out_of_date
from storywatch.config import Config

Declare = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]
"""(name, command, purpose) to a parser that knows --config."""

Command = Callable[[Config, argparse.Namespace], int]


CHANGED = (
    "The configuration has changed since the Storywatch that runs here began: its list and its limits are those of "
    "then until it is started again."
)


def declare(declare_verb: Declare, configured: Callable[[argparse.Namespace], Config]) -> None:
    """Declare the commands; `configured` reads the configuration that an invocation names."""

    def verb(name: str, command: Command, purpose: str) -> argparse.ArgumentParser:
        def act(options: argparse.Namespace) -> int:
            config = configured(options)
            code = command(config, options)
            if is_out_of_date(options.config, Path(config.archive)):
                print(CHANGED, file=sys.stderr)
            return code

        parser = declare_verb(name, act, purpose)
        parser.add_argument("--opml", type=Path, metavar="FILE", help="the list, instead of feeds.opml")
        return parser

    add = verb("add", feed_commands.add, "find a feed, show its latest items, and add it to the list")
    add.add_argument(
        "url", type=filled, metavar="URL", help="of a feed, or of a page that names one; or the path of a file"
    )
    add.add_argument("--folder", metavar="NAME", help="of the list to put it in; NAME/NAME for one in another")
    add.add_argument("--title", metavar="TEXT", help="instead of its own")
    add.add_argument(
        "--full-text", action=argparse.BooleanOptionalAction, default=None,
        help="fetch the page of every item for its whole text; default: as the configuration says",
    )  # fmt: skip
    add.add_argument("--anyway", action="store_true", help="also one that cannot be read at present")

    show = verb("list", feed_commands.show, "show the feeds, and how each of them is")
    show.add_argument("--json", action="store_true", help="one JSON object a line")

    check = verb("check", feed_commands.check, "poll feeds now without publishing; exit code 1 where one fails")
    check.add_argument(
        "url", type=filled, nargs="?", metavar="URL", help="only this one, or its title; it need not be in the list"
    )

    remove = verb("remove", feed_commands.remove, "take a feed out of the list")
    remove.add_argument("url", type=filled, metavar="URL", help="its address, or its title")

    take_in = verb("import", feed_commands.take_in, "add the feeds of another list")
    take_in.add_argument("file", type=Path, metavar="OPML")

    put_out = verb("export", feed_commands.put_out, "write the list for another program")
    put_out.add_argument(
        "file", type=Path, nargs="?", default=Path("-"), metavar="OPML", help="default: standard output"
    )
