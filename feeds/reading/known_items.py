"""Items that were read at the last poll are cut out of a body before it is parsed: most of most bodies. Pure.

A changed feed has one new item or two among dozens, and parsing is what polling costs. Of every item a Record keeps
what its bytes are, and which link and id it has: what is judged across items (a link that many of them share) is judged
over all of them, read again or not. An item whose bytes differ at all is read again. Where the bytes cannot be taken
apart for sure, nothing is cut.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

MAX_ITEMS = 1_000
"""Items of a feed that are kept in mind; a longer feed is read whole."""

_BEGIN = re.compile(rb"<(item|entry)(?:\s[^<>]*)?>")
_END = {name: re.compile(rb"</" + name + rb"\s*>") for name in (b"item", b"entry")}
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\0")
"""What begins a body whose characters are not single bytes where markup is concerned."""

_SHIFT = b"\x1b"
"""Begins other characters in stateful encodings, in which a byte `<` may be half a letter."""

_DIGEST = 8
"""Bytes. Two of a feed's thousand items collide once in ten trillion feeds; then one is not read again."""

_SIZE = 3 * _DIGEST


class Item(NamedTuple):
    """What is kept of an item: digests."""

    content: bytes
    link: bytes
    guid: bytes


class Record:
    """The items of a feed's last body, 24 bytes each."""

    def __init__(self, packed: bytes = b"") -> None:
        self._items = {packed[start : start + _DIGEST]: packed[start : start + _SIZE] for start in _steps(packed)}

    def find(self, content: bytes) -> Item | None:
        """Return the item with these bytes (a digest)."""
        packed = self._items.get(content)
        if packed is None:
            return None
        return Item(packed[:_DIGEST], packed[_DIGEST : 2 * _DIGEST], packed[2 * _DIGEST :])


class Cut(NamedTuple):
    """A body without what is known of it."""

    body: bytes
    known: tuple[Item, ...] = ()
    fresh: tuple[bytes, ...] = ()
    """Digests of the items that are left, in order."""
    whole: bool = True
    """The items could not be told apart for sure: nothing is cut, and nothing can be kept."""


def cut_known(body: bytes, record: Record) -> Cut:
    """Take out of a body the items that the record has."""
    if body.startswith(_WIDE) or _SHIFT in body or b"<!ENTITY" in body:
        return Cut(body)
    pieces: list[bytes] = []
    known: list[Item] = []
    fresh: list[bytes] = []
    end = 0
    begin = _BEGIN.search(body)
    while begin is not None:
        close = _END[begin[1]].search(body, begin.end())
        if close is None:  # at the first one that has no end: looking for each one's would be quadratic
            return Cut(body)
        text = body[begin.start() : close.end()]
        if not _stands_alone(text, begin[1]) or len(known) + len(fresh) >= MAX_ITEMS:
            return Cut(body)
        content = digest(text)
        item = record.find(content)
        if item is None:
            fresh.append(content)
        else:
            known.append(item)
            pieces.append(body[end : begin.start()])
            end = close.end()
        begin = _BEGIN.search(body, close.end())
    pieces.append(body[end:])
    return Cut(b"".join(pieces), tuple(known), tuple(fresh), not (known or fresh))


def pack(known: Iterable[Item], fresh: Sequence[bytes], names: Sequence[tuple[str, str]]) -> bytes:
    """Make the next record: of the items that were known, and of those that were read, with their (link, id)."""
    items = [b"".join(item) for item in known]
    items += [content + _name(link) + _name(guid) for content, (link, guid) in zip(fresh, names, strict=True)]
    return b"".join(items)


def find_crowded(known: Iterable[Item], names: Iterable[tuple[str, str]], crowd: int) -> frozenset[str]:
    """Return the links of `names` that items of at least `crowd` different ids have, the known ones counted."""
    guids: dict[bytes, set[bytes]] = defaultdict(set)
    for item in known:
        if _NOTHING not in {item.link, item.guid}:
            guids[item.link].add(item.guid)
    links = {}
    for link, guid in names:
        if link:
            links[link] = _name(link)
            if guid:
                guids[links[link]].add(_name(guid))
    return frozenset(link for link, name in links.items() if len(guids[name]) >= crowd)


def digest(text: bytes) -> bytes:
    """Name some bytes."""
    return hashlib.blake2b(text, digest_size=_DIGEST).digest()


_NOTHING = bytes(_DIGEST)


def _name(text: str) -> bytes:
    return digest(text.encode("utf-8", "surrogatepass")) if text else _NOTHING


def _stands_alone(text: bytes, name: bytes) -> bool:
    """Is this the whole of one item: nothing of another inside, and every section closed?"""
    return text.count(b"<" + name) == 1 and b"<!--" not in text and text.count(b"<![CDATA[") == text.count(b"]]>")


def _steps(packed: bytes) -> Iterator[int]:
    return iter(range(0, len(packed) - _SIZE + 1, _SIZE))
