"""HTML to plain text: words and paragraphs, nothing else. Knows nothing of feeds.

By selectolax (lexbor), a browser's parser in C: as tolerant as a browser, fast, and not led into quadratic time by
unclosed comments and quotes as the standard library's `html.parser` is. Deep nesting does lead it there; see MAX_DEPTH.
"""

import re
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_MARKUP = 4_000_000
"""Characters of markup that are read; what is beyond is cut off. The text that comes out is bounded in article.py."""

MAX_DEPTH = 500
"""Elements inside one another, more than any page has. Deeper markup only has its tags cut out: the parser walks all
open elements at every tag (50,000 nested ones take it six seconds)."""

_SKIPPED = frozenset(
    "script style noscript template iframe object embed svg math canvas audio video form button select textarea "
    "head title -comment".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer "
    "h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead tr ul".split()
)
_CELLS = frozenset({"td", "th"})

_NEVER_NESTED = frozenset(
    "area base br col embed hr img input link meta source track wbr "
    "p li dt dd tr td th thead tbody tfoot option optgroup colgroup rp rt".split()
)
"""Elements that are empty or that the next of their kind closes."""

_BREAK, _LINE = "\x1e", "\x1f"
"""Stand for the end of a paragraph and of a line until the text is put together; no text contains them by then."""

_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u202a-\u202e"
    "\u2060\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Control characters, halves of characters, and what is invisible yet keeps words from being equal
or turns their order."""

_TAG = re.compile("<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_ANY_TAG = re.compile("<[^<>]*>")

_ENDS = re.compile(f"{_BREAK}|{_LINE}[^\\S{_BREAK}{_LINE}]*{_LINE}")


def strip_markup(html: str) -> str:
    """Return the text of HTML: blank lines between paragraphs, a line break for `<br>`, scripts and styles dropped."""
    if "<" not in html and "&" not in html:
        return _assemble(_UNWANTED.sub("", html))
    html = _UNWANTED.sub("", html[:MAX_MARKUP])
    if is_deep(html):
        return _assemble(_UNWANTED.sub("", unescape(_ANY_TAG.sub(" ", html))))
    pieces: list[str] = []
    root = LexborHTMLParser(html).body
    top = root.mem_id if root is not None else 0  # comparing nodes themselves would compare their whole markup
    node: LexborNode | None = root
    while node is not None:
        tag = node.tag or ""
        child = None
        if node.is_text_node:
            pieces.append(_UNWANTED.sub("", node.text_content or ""))
        elif tag == "br":
            pieces.append(_LINE)
        elif tag not in _SKIPPED:
            pieces.append(_edge(tag))
            child = node.first_child
        following = child
        while following is None and node is not None and node.mem_id != top:
            following = node.next
            if following is None:
                node = node.parent
                pieces.append(_edge(node.tag or "") if node is not None else "")
        node = following
    return _assemble("".join(pieces))


def tidy_plain(text: str) -> str:
    """Return plain text in the same form: one space between words, blank lines between paragraphs."""
    clean = _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _assemble(re.sub(r"\n[^\S\n]*\n", _BREAK, clean))


def one_line(text: str) -> str:
    """Return text on one line."""
    return " ".join(_UNWANTED.sub("", text).split())


def is_deep(html: str) -> bool:
    """Say whether markup nests deeper than MAX_DEPTH, which no parser here is given."""
    depth = 0
    for closing, name in _TAG.findall(html):
        if name.lower() in _NEVER_NESTED:
            continue
        depth = max(depth - 1, 0) if closing else depth + 1
        if depth > MAX_DEPTH:
            return True
    return False


def _edge(tag: str) -> str:
    if tag in _BLOCKS:
        return _BREAK
    return " " if tag in _CELLS else ""


def _assemble(text: str) -> str:
    paragraphs = (
        "\n".join(filter(None, (" ".join(line.split()) for line in part.split(_LINE)))) for part in _ENDS.split(text)
    )
    return "\n\n".join(filter(None, paragraphs))
