"""What becomes of a page after a look at it: the full text, another look, a deletion, or the feed's own text. Pure.

The ladder of a page:
- waiting for its text: read, its article is the full text; what cannot succeed later (denied, no text found, not free
  to read) ends the wait at once with the feed's text, and what may (no answer, come later) after the last of `retries`;
- read: looked at again `looks` after it was read first; another text is another revision, which the journal tells by
  its words. A page that is not there is looked at once more, `confirm` later, before its article is said to be gone.
A look that fails tells nothing, and the next one comes as if it had not been.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import urlsplit

from msgspec.structs import replace

from feeds.reading.article import MAX_TITLE, fit_text
from feeds.reading.canonical import article_id, canonicalise, identity, registrable_domain
from feeds.reading.jobs import PageRead
from feeds.reading.redirectors import is_shortener
from storywatch.archive.pages import Page, PageChange
from storywatch.messages import Article

Reason = Literal["read", "unchanged", "denied", "paywalled", "nothing_found", "missing", "unreachable", "unreadable"]
"""How a look ended, as it is counted."""


@dataclass(frozen=True)
class RevisitPolicy:
    """When pages are looked at, and what counts as a text."""

    retries: tuple[timedelta, ...] = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))
    """Waits before the next try while a page may still come; what a server asks for is the least."""
    longest_wait: timedelta = timedelta(hours=1)
    """A server that asks for more patience than this before a first text has had its try."""
    looks: tuple[timedelta, ...] = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
    """After the first reading."""
    confirm: timedelta = timedelta(minutes=10)
    """Between the two looks that find a page gone."""
    least: int = 250
    """Characters of a text; what is shorter is a teaser or a notice."""


@dataclass(frozen=True)
class Text:
    """The page came."""

    read: PageRead
    url: str
    """Where it came from in the end."""
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True)
class Same:
    """The page is what it was."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True)
class Missing:
    """There is no such page (404, 410), or its address now leads to the outlet's front page."""


@dataclass(frozen=True)
class Unusable:
    """Another try would end the same way."""

    reason: Reason


@dataclass(frozen=True)
class Later:
    """Another try may end better."""

    wait: timedelta | None = None
    """What the server asks for."""


Look = Text | Same | Missing | Unusable | Later


def decide(page: Page, look: Look, now: datetime, policy: RevisitPolicy) -> tuple[PageChange, Reason]:
    """Return what becomes of `page`, and how the look is counted."""
    if isinstance(look, Text):
        look = _judge_place(page.article.header.url, look)
    if isinstance(look, Later):
        return _try_later(page, look, now, policy)
    page = replace(page, tries=0, fetched=now)
    if isinstance(look, Missing):
        return (_give_up(page), "missing") if _is_untold(page) else _miss(page, now, policy)
    if isinstance(look, Same) and _is_untold(page):
        look = Unusable("nothing_found")  # the same as what? Its text was never read
    if isinstance(look, Same):
        page = replace(page, etag=look.etag or page.etag, last_modified=look.last_modified or page.last_modified)
        return PageChange(_next_look(page, now, policy)), "unchanged"
    flaw = look.reason if isinstance(look, Unusable) else _flaw(page, look.read, policy)
    if isinstance(look, Unusable) or flaw is not None:
        change = _give_up(page) if _is_untold(page) else PageChange(_next_look(page, now, policy))
        return change, flaw or "nothing_found"
    article = _full(page, look, now)
    page = replace(page, etag=look.etag, last_modified=look.last_modified)
    page = replace(_next_look(page, now, policy), article=replace(article, text=""))
    return PageChange(page, article), "read"


def _try_later(page: Page, later: Later, now: datetime, policy: RevisitPolicy) -> tuple[PageChange, Reason]:
    tries = page.tries
    asked = later.wait or timedelta(0)
    if tries >= len(policy.retries) or (_is_untold(page) and asked > policy.longest_wait):
        page = replace(page, tries=0)
        change = _give_up(page) if _is_untold(page) else PageChange(_next_look(page, now, policy))
        return change, "unreachable"
    due = now + max(policy.retries[tries], asked)
    return PageChange(replace(page, tries=tries + 1, due=due)), "unreachable"


def _is_untold(page: Page) -> bool:
    """Say whether nothing was told from this page yet, so that what its feed says is what there is."""
    return page.pending and page.watched is None


def _give_up(page: Page) -> PageChange:
    """The feed's own text goes, and the page is not looked at again: there is no text of it to compare."""
    done = replace(page, pending=False, due=None, watched=None, article=replace(page.article, text=""))
    return PageChange(done, page.article if page.article.text else None)


def _next_look(page: Page, now: datetime, policy: RevisitPolicy) -> Page:
    """A page is read at the looks that are still to come; those that a pause of ours has missed are one."""
    watched = page.watched or now
    looks = page.looks if page.pending else page.looks + 1
    while looks < len(policy.looks) and watched + policy.looks[looks] <= now:
        looks += 1
    due = watched + policy.looks[looks] if looks < len(policy.looks) else None
    return replace(page, pending=False, watched=watched, looks=looks, missing=0, due=due)


def _miss(page: Page, now: datetime, policy: RevisitPolicy) -> tuple[PageChange, Reason]:
    if not page.missing:
        return PageChange(replace(page, pending=False, missing=1, due=now + policy.confirm)), "missing"
    header = replace(page.article.header, fetched=now)
    gone = Article(header=header, text="", feed=page.article.feed, gone=True)
    return PageChange(replace(page, pending=False, missing=page.missing + 1, due=None), gone), "missing"


def _flaw(page: Page, read: PageRead, policy: RevisitPolicy) -> Reason | None:
    """Why a page's text is not taken. One that is not free to read shows its first lines, as the feed does."""
    if read.paywalled:
        return "paywalled"
    if len(read.text) < max(policy.least, len(page.article.text)):
        return "nothing_found"
    return None


def _full(page: Page, look: Text, now: datetime) -> Article:
    """Put the page's text into the feed's article; what the page says of its own address counts within its outlet."""
    header = page.article.header
    url = _own_address(header.url, look)
    same = identity(url) == identity(header.url)
    outlet = registrable_domain(url) if registrable_domain(url) != registrable_domain(header.url) else None
    return replace(
        page.article,
        text=fit_text(look.read.text),
        header=replace(
            header,
            id=header.id if same else article_id(url, page.article.feed, "", ""),
            url=url,
            outlet=outlet or header.outlet,
            title=header.title[:MAX_TITLE],
            language=look.read.language or header.language,
            fetched=header.fetched if page.pending else now,
        ),
    )


def _own_address(listed: str, look: Text) -> str:
    """Return the page's address: its `rel=canonical` where that is the outlet's own, else where it came from.

    Another outlet's is not taken: a page could claim to be any other. Only what a shortener leads to is no claim.
    """
    outlet = registrable_domain(look.url)
    if outlet != registrable_domain(listed) and not is_shortener(listed):
        return listed
    for address in (look.read.canonical, look.url):
        url = canonicalise(address) if address else None
        if url is not None and registrable_domain(url) == outlet and not _is_front(url):
            return url
    return listed


def _judge_place(listed: str, look: Text) -> Look:
    """Tell a page from what stands in its place: the front page (it is gone), another site (a gate for consent)."""
    if _is_front(look.url) and not _is_front(listed):
        return Missing()
    if registrable_domain(look.url) == registrable_domain(listed) or is_shortener(listed):
        return look
    moved = urlsplit(look.url).path == urlsplit(listed).path  # one outlet's two domains
    return look if moved else Unusable("denied")


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in {"", "/"} and not parts.query
