"""Feeds made hostile: bytes, tags, encodings, truncation, nesting, splices. Seeded, so that each can be made again."""

import random
import re

MAX_GROWTH = 300_000
"""Bytes that one mutation adds at most: bounds are tested by what is slow, not by what is long."""

_TAG = re.compile(rb"<[^<>]{1,200}>")
_TEXTS = [
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"&#0;&#xD800;&#x110000;&nosuch;",
    b"\xff\xfe\x00",
    b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'><!ENTITY y '&x;&x;'>]>",
    b"<?xml version='1.0' encoding='utf-7'?>",
    b"<item><title>&y;</title><link>javascript:x</link><pubDate>31 Feb 9999999 99:99:99 +9999</pubDate></item>",
    b"<entry xml:base='http://[::1'><link href='//'/><updated>0000-00-00T00:00:00Z</updated></entry>",
    b"<guid isPermaLink='true'></guid>",
    b"\xe2\x80\xae\x1b[2J",
    b'<content type="xhtml"><div xmlns="x">',
]
_CODECS = ["utf-16", "utf-32-be", "latin-1", "cp1252", "shift_jis", "utf-7", "koi8-r", "utf-8-sig"]


def mutate(body: bytes, other: bytes, rng: random.Random) -> bytes:
    """Return `body` changed in one to four ways; `other` is a feed to splice with."""
    for _ in range(rng.randint(1, 4)):
        body = rng.choice(_OPERATIONS)(body, other, rng)
    return body


def _cut(body, _, rng):
    return body[: rng.randrange(len(body) + 1)]


def _insert(body, _, rng):
    return _at(body, bytes(rng.randrange(256) for _ in range(rng.randint(1, 20))), rng)


def _delete(body, _, rng):
    place, end = _slice(body, rng)
    return body[:place] + body[end:]


def _repeat(body, _, rng):
    place, end = _slice(body, rng)
    return body[:place] + body[place:end][:20_000] * rng.randint(2, 10) + body[end:]


def _taunt(body, _, rng):
    return _at(body, rng.choice(_TEXTS) * rng.randint(1, 3), rng)


def _nest(body, _, rng):
    tag = _tag(body, rng)
    return _at(body, tag * min(10 ** rng.randint(1, 4), MAX_GROWTH // len(tag)), rng)


def _rename(body, _, rng):
    return body.replace(_tag(body, rng), _tag(body, rng))


def _drop(body, _, rng):
    return body.replace(_tag(body, rng), b"")


def _leave_open(body, _, rng):
    tag = _tag(body, rng)
    return body.replace(tag, tag[:-1])


def _recode(body, _, rng):
    return body.decode("utf-8", "replace").encode(rng.choice(_CODECS), "replace")


def _lie(body, _, rng):
    return re.sub(rb"encoding=[\"'][^\"']*[\"']", f'encoding="{rng.choice(_CODECS)}"'.encode(), body, count=1)


def _splice(body, other, rng):
    return body[: rng.randrange(len(body) + 1)] + other[rng.randrange(len(other) + 1) :][:MAX_GROWTH]


def _flip(body, _, rng):
    flipped = bytearray(body)
    for _ in range(min(len(flipped), rng.randint(1, 30))):
        flipped[rng.randrange(len(flipped))] ^= 1 << rng.randrange(8)
    return bytes(flipped)


_OPERATIONS = [
    _cut, _insert, _delete, _repeat, _taunt, _nest, _rename, _drop, _leave_open, _recode, _lie, _splice, _flip
]  # fmt: skip


def _at(body, what, rng):
    place = rng.randrange(len(body) + 1)
    return body[:place] + what + body[place:]


def _slice(body, rng):
    place = rng.randrange(len(body) + 1)
    return place, min(len(body), place + int(min(rng.paretovariate(0.5), 1_000_000)))


def _tag(body, rng):
    return rng.choice(_TAG.findall(body[:100_000]) or [b"<a>"])
