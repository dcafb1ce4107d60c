"""Which hub a feed offers, and under which address it is known there. Pure; reads only the head of a body.

`Link` headers go before the body, as the standard has it. A feed is somebody's who may be hostile, so the head is
searched, not parsed: nothing here can take long, and what is found is an address that is asked by all the usual rules.
"""

import html
import re
from dataclasses import dataclass
from urllib.parse import urljoin

import msgspec

from feeds.polling.outcome import Fetched
from feeds.reading.canonical import canonicalise

MAX_HEAD = 65_536
"""Bytes of a body in which its links are looked for: they stand before its items."""

MAX_LINKS = 100
"""Elements that are looked at."""

MAX_JSON = 2_000_000
"""Bytes of a JSON feed, whose hubs may stand anywhere in it; a longer one is polled."""

_ITEMS = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>]", re.IGNORECASE)
_LINK = re.compile(rb"<(?:\w{1,20}:)?link\s([^<>]{1,4000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""(\w{1,20})\s{0,9}=\s{0,9}(?:"([^"]{0,2048})"|'([^']{0,2048})')""")
_HEADER = re.compile(r"""<([^<>]{1,2048})>\s{0,9};([^<]{0,2048})""")
_RELATION = re.compile(r"""\brel\s{0,9}=\s{0,9}(?:"([^"]{0,200})"|([\w-]{1,50}))""", re.IGNORECASE)


@dataclass(frozen=True)
class Offer:
    """A hub, and what to ask of it."""

    hub: str
    topic: str
    """The feed's address as it names itself."""


class _JsonHub(msgspec.Struct):
    type: str = ""
    url: str = ""


class _JsonFeed(msgspec.Struct):
    hubs: tuple[_JsonHub, ...] = ()
    feed_url: str = ""


def find_offer(fetched: Fetched) -> Offer | None:
    """Return the first hub that a feed offers; None where it offers none, or does not say what it is called there."""
    hub, topic = _in_headers(fetched.links)
    if not hub or not topic:
        in_body = _in_json(fetched.body) if fetched.body.lstrip()[:1] == b"{" else _in_xml(fetched.body)
        hub, topic = hub or in_body[0], topic or in_body[1]
    if not hub or not topic:
        return None
    try:
        hub, topic = urljoin(fetched.url, hub), urljoin(fetched.url, topic)
    except ValueError:
        return None
    if canonicalise(hub) is None or canonicalise(topic) is None:
        return None
    return None if hub == fetched.url else Offer(hub, topic)


def _in_headers(links: tuple[str, ...]) -> tuple[str, str]:
    found: dict[str, str] = {}
    for line in links:
        for target, parameters in _HEADER.findall(line):
            relation = _RELATION.search(parameters)
            for name in (relation[1] or relation[2] or "").lower().split() if relation else ():
                found.setdefault(name, target.strip())
    return found.get("hub", ""), found.get("self", "")


def _in_xml(body: bytes) -> tuple[str, str]:
    head = body[:MAX_HEAD]
    items = _ITEMS.search(head)
    head = head[: items.start()] if items else head
    found: dict[str, str] = {}
    for number, match in enumerate(_LINK.finditer(head)):
        if number >= MAX_LINKS:
            break
        pairs = _ATTRIBUTE.findall(match[1].decode("utf-8", "replace"))
        attributes = {name.lower(): html.unescape(one or other).strip() for name, one, other in pairs}
        for name in attributes.get("rel", "").lower().split():
            found.setdefault(name, attributes.get("href", ""))
    return found.get("hub", ""), found.get("self", "")


def _in_json(body: bytes) -> tuple[str, str]:
    if len(body) > MAX_JSON:
        return "", ""
    try:
        feed = msgspec.json.decode(body, type=_JsonFeed)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return "", ""
    hub = next((one.url for one in feed.hubs if one.type.lower() in {"websub", "pubsubhubbub"}), "")
    return hub, feed.feed_url
