"""A web page to the text of its article. Pure; run in a confined process, for pages are hostile.

By trafilatura, which finds the text among menus, links and advertisements. Beside it: the page's canonical address,
whether it says of itself that it is not free to read (schema.org's `isAccessibleForFree`), and the text's language.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import trafilatura
from lxml import etree, html

from feeds.reading.jobs import PageJob, PageRead
from feeds.reading.language import detect_language
from feeds.reading.plain_text import tidy_plain

MAX_CLAIMS = 200_000
"""Characters of one `ld+json` script that are read."""

MAX_SCRIPTS = 20

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_LOCKED = frozenset({"false", "no", "0"})


def extract_page(job: PageJob) -> PageRead:
    """Find the article; an empty text where there is none."""
    tree = trafilatura.load_html(_decode(job.page, job.content_type))
    if tree is None:
        return PageRead()
    canonical = _first(tree, "//link[@rel='canonical' or @rel='Canonical']/@href")
    paywalled = _is_paywalled(tree)
    headings = {_squeeze(heading.text_content()) for heading in tree.xpath("//h1")[:10]}
    found = trafilatura.extract(
        tree, url=job.url, include_comments=False, include_tables=False, include_images=False, include_links=False
    )
    lines = (found or "").splitlines()
    while lines and _squeeze(lines[0]) in headings:
        del lines[0]  # the title stands in the feed
    text = tidy_plain("\n\n".join(lines))
    return PageRead(
        text=text,
        canonical=_absolute(job.url, canonical),
        paywalled=paywalled,
        language=detect_language(text),
    )


def _decode(page: bytes, content_type: str) -> str | bytes:
    """By the header where it names an encoding that fits; else trafilatura looks into the page."""
    named = _CHARSET.search(content_type)
    if named:
        try:
            return page.decode(named[1])
        except (LookupError, ValueError):
            pass
    return page


def _is_paywalled(tree: html.HtmlElement) -> bool:
    if _first(tree, "//meta[@property='article:content_tier']/@content").lower() == "locked":
        return True
    for script in tree.xpath("//script[@type='application/ld+json']")[:MAX_SCRIPTS]:
        try:
            claims = json.loads((script.text or "")[:MAX_CLAIMS])
        except (ValueError, RecursionError):
            continue
        if any(str(one.get("isAccessibleForFree", "")).lower() in _LOCKED for one in _things(claims)):
            return True
    return False


def _things(claims: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - whatever JSON says
    """Yield what a script describes; not its parts, of which a free article may have some that are not."""
    for one in claims if isinstance(claims, list) else [claims]:
        if isinstance(one, dict):
            yield one
            graph = one.get("@graph")
            yield from (thing for thing in graph if isinstance(thing, dict)) if isinstance(graph, list) else ()


def _first(tree: html.HtmlElement, path: str) -> str:
    try:
        found = tree.xpath(path)
    except etree.XPathError:
        return ""
    return str(found[0]).strip() if found else ""


def _absolute(url: str, address: str) -> str:
    try:
        return urljoin(url, address) if address else ""
    except ValueError:
        return ""


def _squeeze(text: str) -> str:
    return " ".join(text.split())
