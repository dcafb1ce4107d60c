"""The feed list as commands see it: where it is, what it names, how it is changed. Knows no network and no archive."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from feeds.address import FeedAddress
from feeds.lists.opml import IllFormedError, OpmlError, address_of, read_opml, read_raw
from feeds.lists.opml_edit import EMPTY, Outline, add_outline, outlines, remove_outlines, rewrite, write_opml
from feeds.lists.opml_lenient import find_outlines
from feeds.reading.canonical import canonicalise, identity, without_credentials
from service.refusals import RefusedError
from storywatch.config import Feeds

_SPELT = {"xmlurl": "xmlUrl", "htmlurl": "htmlUrl", "fulltext": "fullText"}
"""How attributes are written whose names were read in lower case."""


@dataclass(frozen=True)
class Entry:
    """A feed of the list, with all that the list says of it."""

    feed: FeedAddress
    attributes: Mapping[str, str]
    folders: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What it is called; where the list does not say, its address."""
        return self.feed.title or without_credentials(self.feed.url)


class FeedFile:
    """The list that the configuration names, or that takes the sample's place."""

    def __init__(self, settings: Feeds) -> None:
        candidates = settings.lists()
        self.source = next((path for path in candidates if path.exists()), candidates[0])
        """What is polled now."""
        self.target = candidates[0]
        """What commands change: the sample that comes with Storywatch stays as it is."""

    def entries(self) -> list[Entry]:
        """Every feed in the list's order, each address once: what is polled. Raises OpmlError."""
        return read_leniently(self.source)

    @property
    def named_nothing(self) -> str:
        """What to say where it names no feed."""
        return f"the feed list {self.source} names no feed: `storywatch feeds add URL` adds one"

    def editable(self) -> list[Entry]:
        """The same of a list that is to be changed: none where it does not exist. Raises OpmlError."""
        return read_entries(self.source) if self.source.exists() else []

    def find(self, url: str) -> Entry | None:
        """The feed of this address, however it is written."""
        wanted = name_feed(url)
        return next((entry for entry in self.editable() if name_feed(entry.feed.url) == wanted), None)

    def add(self, entries: Sequence[Entry]) -> bool:
        """Add feeds that are not in the list. True where that began a list of the user's own. Raises OpmlError."""
        began = not self.target.exists()

        def change(raw: bytes) -> bytes:
            for entry in entries:
                raw = add_outline(raw, self.target, self._worded(entry), entry.folders)
            return raw

        rewrite(self.target, change, begin=self._begin())
        return began

    def remove(self, entry: Entry) -> None:
        """Take a feed out, as often as it is there. Raises OpmlError."""

        def is_it(outline: Outline) -> bool:
            feed = _address(outline.attributes, self.target)
            return feed is not None and feed.url == entry.feed.url

        rewrite(self.target, lambda raw: remove_outlines(raw, self.target, is_it), begin=self._begin())

    def _begin(self) -> bytes:
        if self.source == self.target or not self.source.exists():
            return EMPTY
        return write_opml(((self._worded(one), one.folders) for one in read_entries(self.source)), self.target)

    def _worded(self, entry: Entry) -> Mapping[str, str]:
        """A file is named relative to the list that names it."""
        if entry.feed.path is None:
            return entry.attributes
        return _with_url(entry.attributes, os.path.relpath(entry.feed.path, self.target.resolve().parent))


def read_entries(path: Path) -> list[Entry]:
    """Read a list that is to be changed. Raises OpmlError, for one that is ill-formed too."""
    try:
        _, present, _ = outlines(read_raw(path), path)
    except IllFormedError as error:
        raise IllFormedError(
            f"{error}: mend it there, or let `storywatch feeds export FILE` write what can be read of it"
        ) from error
    return _gather(((one.attributes, one.folders) for one in present), path)


def read_leniently(path: Path) -> list[Entry]:
    """Read a list as the poller does, warnings and all: one that is ill-formed as far as can be. Raises OpmlError."""
    read_opml(path)
    raw = read_raw(path)
    try:
        _, present, _ = outlines(raw, path)
    except IllFormedError:
        found = ({_SPELT.get(name, name): value for name, value in one.items()} for one in find_outlines(raw))
        return _gather(((attributes, ()) for attributes in found), path)
    return _gather(((one.attributes, one.folders) for one in present), path)


def pick(entries: Sequence[Entry], text: str) -> Entry | None:
    """Find the feed that a user names: by its address, however it is written, or by its title, which no address is.

    Raises RefusedError where several have that title.
    """
    exact = [one for one in entries if text in {one.feed.url, without_credentials(one.feed.url)}]
    titled = [one for one in entries if "://" not in text and one.title.casefold() == text.strip().casefold()]
    if len(titled) > 1 and not exact:
        addresses = ", ".join(without_credentials(one.feed.url) for one in titled)
        raise RefusedError(f"{len(titled)} feeds are called {text!r}: name one by its address, {addresses}")
    for found in (*exact, *titled):
        return found
    try:
        wanted = name_feed(as_feed(text).url)
    except RefusedError:
        return None  # no address: a title that no feed has
    return next((one for one in entries if name_feed(one.feed.url) == wanted), None)


def _gather(found: Iterable[tuple[Mapping[str, str], tuple[str, ...]]], path: Path) -> list[Entry]:
    entries: dict[str, Entry] = {}
    for attributes, folders in found:
        feed = _address(attributes, path)
        if feed is not None:
            entries.setdefault(feed.url, Entry(feed, attributes, folders))
    return list(entries.values())


def export(entries: Sequence[Entry], path: Path) -> bytes:
    """Write feeds as a list that can be read anywhere on this machine: files by their whole address."""
    return write_opml(
        (
            (_with_url(one.attributes, one.feed.url) if one.feed.path is not None else one.attributes, one.folders)
            for one in entries
        ),
        path,
    )


def compare(ours: Sequence[Entry], theirs: Sequence[Entry]) -> tuple[list[Entry], int, int]:
    """Part another list's feeds: the new ones, how many are known, and how many are files, which it may not name."""
    known = {name_feed(entry.feed.url) for entry in ours}
    new: list[Entry] = []
    again = files = 0
    for entry in theirs:
        name = name_feed(entry.feed.url)
        if entry.feed.path is not None:
            files += 1
        elif name in known:
            again += 1
        else:
            known.add(name)
            new.append(entry)
    return new, again, files


def as_feed(text: str) -> FeedAddress:
    """Read what a user typed: an address, with or without its scheme, or the path of a file. Raises RefusedError."""
    path = Path(text)
    if path.is_file():
        path = path.resolve()
        return FeedAddress(path.as_uri(), "", path)
    scheme, separator, _ = text.partition("://")
    address = text if separator else f"https://{text}"
    if scheme.lower() == "feed":
        address = f"http://{text[len('feed://') :]}"
    if canonicalise(address) is None or (not separator and "." not in text and not text.startswith("localhost")):
        raise RefusedError(f"{text!r} is no address of a feed or a page, and no file: give one as https://host/path")
    return FeedAddress(address)


def is_without_scheme(text: str) -> bool:
    """Did a user leave it to us whether an address is https or http? `as_feed` takes https."""
    return "://" not in text and not Path(text).is_file()


def name_feed(url: str) -> str:
    """Two addresses of one feed have one name."""
    canonical = canonicalise(url)
    return identity(canonical) if canonical is not None else url


def describe(feed: FeedAddress, title: str = "", *, full_text: bool | None = None) -> Entry:
    """A new entry as the list will name it."""
    attributes = {"type": "rss", "text": title or without_credentials(feed.url), "xmlUrl": feed.url}
    if full_text is not None:
        attributes["fullText"] = str(full_text).lower()
    return Entry(replace(feed, title=title, full_text=full_text), attributes)


def _with_url(attributes: Mapping[str, str], url: str) -> Mapping[str, str]:
    return {name: url if name.lower() == "xmlurl" else value for name, value in attributes.items()}


def _address(attributes: Mapping[str, str], path: Path) -> FeedAddress | None:
    try:
        return address_of({name.lower(): value.strip() for name, value in attributes.items()}, path)
    except OpmlError:
        return None
