"""A feed's document that breaks off: what of it is whole. Pure; knows tags, and nothing of what they hold.

A generator that died, or a cache that kept half an answer, gives a body that ends in the middle. The item that it ends
in would be read as an edit of its article: a title and half a text, without a date. It is left for the next poll.
"""

import re

_ROOT = re.compile(rb"<(?:[\w.-]+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_ROOT_END = re.compile(rb"</(?:[\w.-]+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_ENDED = re.compile(_ROOT_END.pattern + rb"\s*(?:<!--(?:(?!-->).)*-->\s*)*\Z", re.IGNORECASE | re.DOTALL)
"""As nearly every feed ends."""

_ITEM = re.compile(rb"<(/?)(?:[\w.-]+:)?(?:item|entry)(?=[\s>])", re.IGNORECASE)
_HIDDEN = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
"""What may hold tags that are none, closed or not."""

HEAD = 4_096
"""Bytes in which a feed's root begins."""

TAIL = 4_096
"""Bytes at the end in which most feeds close their root: comments of caches come after it."""


def breaks_off(body: bytes) -> bool:
    """Tell whether a feed's root begins and never ends; of other documents, and of wide characters, nothing is told."""
    if _ENDED.search(body, max(0, len(body) - TAIL)) or not _ROOT.search(body, 0, HEAD):
        return False
    return not _ROOT_END.search(_hide(body))


def keep_whole(body: bytes) -> bytes:
    """Take from a body that breaks off the item that it breaks off in."""
    last = max(_ITEM.finditer(_hide(body)), key=re.Match.start, default=None)
    return body if last is None or last[1] else body[: last.start()]


def _hide(body: bytes) -> bytes:
    return _HIDDEN.sub(lambda hidden: b" " * len(hidden[0]), body)
