"""RawEntry to Article: what is checked once here, no later step checks again. Pure; knows nothing of formats or files.

An entry is known by the page that it links to, whatever its guid, which some outlets change. Where the link says
nothing of it, it is known by its guid, or by its words: a link to the outlet's front page, or one that CROWD or more
entries of the feed share under guids of their own.

The language is the text's where it is long enough to tell (language.py), else what the feed claims.

The clock rule: `published` is the outlet's own time; where it gives none, one before 1990, or one more than an hour
ahead of the fetch, it is the time of the fetch.
"""

import hashlib
import re
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import msgspec

from feeds.reading.canonical import MAX_URL, article_id, canonicalise, registrable_domain
from feeds.reading.known_items import Item, find_crowded
from feeds.reading.language import detect_language
from feeds.reading.plain_text import one_line, strip_markup, tidy_plain
from feeds.reading.raw_entry import RawEntry, RawFeed
from storywatch.messages import Article, Header, Quarantined, decode, encode
from storywatch.messages.codec import MAX_BYTES

MAX_TEXT = 2_000_000
"""Characters, as the message type has it; longer texts are cut."""

MAX_TEXT_BYTES = MAX_BYTES - 100_000
"""Of the text as the message has it; what is left is for the header, whose fields are at most 2,048 characters each."""

MAX_TITLE = 1_000
"""Characters; longer titles are cut."""

MAX_KEPT = 65_536
"""Characters of each field of a refused entry that go to quarantine with it."""

AHEAD = timedelta(hours=1)
"""How far ahead of ours an outlet's clock may be."""

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""There were no feeds before."""

DEFAULT_LANGUAGE = "en"

_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_].*)?", re.IGNORECASE | re.DOTALL)


CROWD = 3
"""Entries of one feed with one link and different guids. Two are an outlet that lists an edit of its page again."""


@dataclass(frozen=True)
class Source:
    """The feed that an entry came from."""

    url: str
    """As configured, without user and password."""
    feed: RawFeed
    title: str = ""
    """What the list of feeds calls it."""
    known: tuple[Item, ...] = ()
    """Its items that are not among the entries of `feed`, because they were read before."""
    vague: frozenset[str] = frozenset()
    """Canonical addresses that name no entry."""


def make_articles(source: Source, fetched: datetime) -> list[Article | str]:
    """Return what `make_article` makes of each entry of a feed, in the feed's order."""
    source = replace(source, vague=find_vague(source))
    return [make_article(entry, source, fetched) for entry in source.feed.entries]


def find_vague(source: Source) -> frozenset[str]:
    """Return the links of a feed that say nothing of the entry which has them."""
    names = [(entry.link, entry.guid) for entry in source.feed.entries]
    crowded = (canonicalise(link) for link in find_crowded(source.known, names, CROWD))
    return frozenset(filter(None, [*crowded, canonicalise(source.feed.site), canonicalise(source.url)]))


def make_article(entry: RawEntry, source: Source, fetched: datetime) -> Article | str:
    """Return the article; or why the entry cannot become one, in words."""
    title = _tidy(entry.title, is_html=entry.title_is_html)
    title = one_line(title)[:MAX_TITLE]
    text = fit_text(_tidy(entry.content, is_html=entry.content_is_html)) or title
    if not text:
        return "neither title nor text"
    url = canonicalise(entry.link) or canonicalise(entry.guid)
    outlet = (
        (registrable_domain(url) if url else None)
        or registrable_domain(source.feed.site)
        or registrable_domain(source.url)
        or one_line(source.feed.title)
        or one_line(source.title)
    )[:MAX_URL]
    if not outlet:
        return "no outlet: neither entry nor feed has an address or a title"
    named = None if url is None or url in source.vague or _is_front_page(url) else url
    guid = "" if url is not None and canonicalise(entry.guid) == url else one_line(entry.guid)
    header = Header(
        id=article_id(named, source.url, guid, text),
        url=url or canonicalise(source.feed.site) or "",
        outlet=outlet,
        title=title or text[:MAX_TITLE].split("\n", 1)[0],
        published=judge_time(entry.published, fetched),
        fetched=fetched,
        language=detect_language(text) or _claimed_language(entry.language),
    )
    article = Article(header=header, text=text, feed=source.url)
    try:
        return decode(encode(article), Article)  # a type checks its fields only on the way in
    except ValueError as error:  # undecodable, or half a character that cannot be encoded
        return f"makes no message: {error}"


def refuse(entry: RawEntry, source: Source, reason: str, at: datetime) -> Quarantined:
    """Word a refused entry for quarantine; the same entry has the same id."""
    kept = {name: _bounded(value) for name, value in asdict(entry).items()}
    value = msgspec.json.encode(kept)
    digest = hashlib.blake2b(b"\0".join([source.url.encode(), reason.encode(), value]), digest_size=12).hexdigest()
    return Quarantined(
        id=digest, step="feeds", error=reason, origin=source.url, key=str(kept["link"] or kept["guid"])[:MAX_URL],
        value=value, at=at,
    )  # fmt: skip


def judge_time(published: datetime | None, fetched: datetime) -> datetime:
    """Apply the clock rule."""
    if published is None or published.tzinfo is None or not EARLIEST <= published <= fetched + AHEAD:
        return fetched
    return published


def fit_text(text: str) -> str:
    """Cut a text at what a message takes. A character is at least a byte: as many fewer as there are bytes too many."""
    text = text[:MAX_TEXT]
    excess = len(msgspec.json.encode(text)) - MAX_TEXT_BYTES
    return text[:-excess] if excess > 0 else text


def _tidy(text: str, *, is_html: bool) -> str:
    return strip_markup(text) if is_html else tidy_plain(text)


def _is_front_page(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path == "/" and not parts.query and not parts.fragment


def _claimed_language(claimed: str) -> str:
    match = _LANGUAGE.fullmatch(claimed.strip())
    return match[1].lower() if match else DEFAULT_LANGUAGE


def _bounded(value: object) -> object:
    if isinstance(value, str):
        return value[:MAX_KEPT].encode("utf-8", "replace").decode()
    return value
