"""`storywatch feeds ...`: add, list, check, remove, import, export. The list file is the one truth (feed_list.py)."""

import argparse
import shutil
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from feeds.address import FeedAddress
from feeds.reading.canonical import without_credentials
from service.feed_list import (
    Entry,
    FeedFile,
    as_feed,
    compare,
    describe,
    export,
    is_without_scheme,
    pick,
    read_leniently,
)
from service.feed_probe import Search, Seen, look_at, look_for
from service.feed_table import Row, show_feeds, show_json, show_seen, sum_up
from service.refusals import RefusedError
from storywatch.archive import FILE, Journal
from storywatch.archive.feed_health import FeedHealth
from storywatch.archive.habits import SilencePolicy
from storywatch.archive.subscriptions import Subscriptions
from storywatch.config import Config
from storywatch.delivery.console import plain

WRONG = 1
"""The exit code of a check that found something wrong."""


def add(config: Config, options: argparse.Namespace) -> int:
    """Find a feed, show what it has, and add it to the list."""
    file = FeedFile(config.feeds)
    address = as_feed(options.url)
    _refuse_known(file, address.url)
    address, found = _look_for(address, config, guessed=is_without_scheme(options.url))
    if not found.seen and not options.anyway:
        raise RefusedError(
            f"{without_credentials(options.url)} is not added: {found.problem} (--anyway adds it all the same)"
        )
    if found.seen:
        seen = _choose(found.seen, without_credentials(options.url))
    else:
        seen = Seen(address, "", (), 0, found.problem)
    _refuse_known(file, seen.feed.url)
    title = options.title or plain(seen.title)
    print(f"{title or without_credentials(seen.feed.url)} — {without_credentials(seen.feed.url)}")
    print(f"  {seen.problem or sum_up(seen, datetime.now(UTC))}")
    for line in show_seen(seen, _width()):
        print(line)
    if seen.articles and seen.content != "full texts" and options.full_text is None and not config.feeds.full_text:
        print("  --full-text would fetch the page of every item for its whole text")
    entry = describe(seen.feed, title, full_text=options.full_text)
    folders = tuple(options.folder.split("/")) if options.folder else ()
    began = file.add([Entry(entry.feed, entry.attributes, folders)])
    if began and file.source != file.target:
        print(f"Began a list of your own, {file.target}, with the sample's feeds; it is polled from now on instead.")
    print(f"Added to {file.target}. A running Storywatch polls it within a minute.")
    return 0


def show(config: Config, options: argparse.Namespace) -> int:
    """Show the list with each feed's health."""
    file, now, policy = FeedFile(config.feeds), datetime.now(UTC), SilencePolicy()
    rows = _rows(config, file.entries())
    if options.json:
        for row in rows:
            print(msgspec.json.encode(show_json(row, now, policy)).decode())
        return 0
    if not rows:
        print(file.named_nothing)
        return 0
    for line in show_feeds(rows, now, policy, _width()):
        print(line)
    return 0


def check(config: Config, options: argparse.Namespace) -> int:
    """Poll feeds now without publishing, and say what was seen; WRONG where one cannot be used."""
    file, now = FeedFile(config.feeds), datetime.now(UTC)
    if options.url:  # one feed is looked at afresh: what it has is the question
        entries = read_leniently(file.source) if file.source.exists() else []
        rows = [Row(pick(entries, options.url) or describe(as_feed(options.url)))]
    else:
        rows = _rows(config, file.entries())
    if not rows:
        raise RefusedError(file.named_nothing)
    all_seen = look_at([(row.entry.feed, row.state) for row in rows], config.feeds)
    for row, seen in zip(rows, all_seen, strict=True):
        print(f"{'FAILS' if seen.problem else 'ok   '}  {plain(row.entry.title)}: {seen.problem or sum_up(seen, now)}")
        if options.url:
            for line in show_seen(seen, _width()):
                print(line)
    wrong = sum(seen.problem is not None for seen in all_seen)
    if len(rows) > 1:
        print(f"{len(rows)} feed(s), {wrong or 'none'} failing")
    return WRONG if wrong else 0


def remove(config: Config, options: argparse.Namespace) -> int:
    """Take a feed out of the list."""
    file = FeedFile(config.feeds)
    entry = pick(file.editable(), options.url)
    if entry is None:
        name = without_credentials(options.url)
        raise RefusedError(f"{name} is not in {file.source}: `storywatch feeds list` names every address")
    file.remove(entry)
    path = Path(config.archive) / FILE
    if path.exists():  # added again one day, it has no habit
        health = FeedHealth(path)
        health.forget([without_credentials(entry.feed.url)])
        health.close()
    print(f"Removed {plain(entry.title)} from {file.target}. A running Storywatch stops polling it within a minute.")
    return 0


def take_in(config: Config, options: argparse.Namespace) -> int:
    """Add the feeds of another list, with their folders and attributes."""
    file = FeedFile(config.feeds)
    ours = file.editable()
    new, again, files = compare(ours, read_leniently(options.file))
    if new:
        file.add(new)
    left_out = f", {again} known already" if again else ""
    left_out += f", {files} left out that are files (`storywatch feeds add PATH` adds one)" if files else ""
    print(f"{len(new)} feed(s) added to {file.target}{left_out}.")
    return 0


def put_out(config: Config, options: argparse.Namespace) -> int:
    """Write the list as an OPML file that other programs read."""
    file = FeedFile(config.feeds)
    if options.file.resolve() in {file.source.resolve(), file.target.resolve()}:
        raise RefusedError(f"{options.file} is the list itself, and would lose what an export leaves out: name another")
    entries = file.entries()
    raw = export(entries, options.file)
    if str(options.file) == "-":
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
        return 0
    options.file.write_bytes(raw)
    print(f"{len(entries)} feed(s) written to {options.file}.")
    return 0


def _look_for(address: FeedAddress, config: Config, *, guessed: bool) -> tuple[FeedAddress, Search]:
    """Look for feeds at an address; where its scheme is a guess of ours and nothing answers, by http, and say so."""
    found = look_for(address, config.feeds)
    if found.seen or not found.unreached or not guessed:
        return address, found
    plainly = replace(address, url=f"http{address.url.removeprefix('https')}")
    again = look_for(plainly, config.feeds)
    if again.problem == found.problem:
        return address, found
    if not again.seen:
        return address, replace(found, problem=f"by https: {found.problem}; by http: {again.problem}")
    print(
        f"{without_credentials(address.url)} does not answer ({found.problem}): taken by http, which is not encrypted."
    )
    return plainly, again


def _choose(found: Sequence[Seen], url: str) -> Seen:
    """The one feed of a page; feeds of its comments do not count. Raises RefusedError where there is a choice."""
    ours = [seen for seen in found if "comment" not in f"{seen.feed.url} {seen.title}".lower()] or list(found)
    if len(ours) == 1:
        return ours[0]
    print(f"{url} names {len(ours)} feeds:")
    now = datetime.now(UTC)
    for seen in ours:
        print(f"  {without_credentials(seen.feed.url)}\n      {plain(seen.title) or 'untitled'}: {sum_up(seen, now)}")
    raise RefusedError(f"which of the {len(ours)}? `storywatch feeds add` its address")


def _refuse_known(file: FeedFile, url: str) -> None:
    known = file.find(url)
    if known is not None:
        raise RefusedError(
            f"{without_credentials(url)} is in {file.source} already, as {plain(known.title)!r}: "
            "`storywatch feeds list` says how it is"
        )


def _rows(config: Config, entries: Sequence[Entry]) -> list[Row]:
    path = Path(config.archive) / FILE
    if not path.exists():
        return [Row(entry) for entry in entries]
    journal, health, subscriptions = Journal(path), FeedHealth(path), Subscriptions(path)
    try:
        states, habits, budgets = journal.feed_states(), health.habits(), journal.page_budgets()
        pushed = {one.feed: one for one in subscriptions.all()}
    finally:
        for opened in (journal, health, subscriptions):
            opened.close()
    return [
        Row(
            entry,
            states.get(entry.feed.url),
            habits.get(without_credentials(entry.feed.url)),
            pushed.get(entry.feed.url),
            budgets.get(without_credentials(entry.feed.url)),
        )
        for entry in entries
    ]


def _width() -> int:
    return shutil.get_terminal_size((100, 24)).columns
