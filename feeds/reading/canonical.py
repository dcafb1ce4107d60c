"""One page, one URL, one id. Pure: knows the forms that outlets give their links, and asks no server.

The canonical URL, which is shown and opened:
- scheme and host in lower case, the host in its ASCII form, no dot behind it, no default port, no user or password;
- `.` and `..` resolved in the path, percent-encodings in one form, `/` for an empty path;
- no fragment, but for `#!`, which addresses a page;
- no tracking parameter (listed below); the others stay in their order, which some servers need;
- an AMP page becomes the page: a last path segment `amp` below a deeper path, `?amp`, `?outputType=amp`;
- a link through a redirector that carries its target becomes the target (redirectors.py).

The id rests on less, for what names the same page: it leaves out the scheme, `www.`, `m.`, `amp.` and a last slash.
"""

import hashlib
import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit

from publicsuffixlist import PublicSuffixList

from feeds.reading.redirectors import unwrap

MAX_URL = 2_048
"""Characters; what the message types take, and longer than any article's address."""

_TRACKING = frozenset(
    "fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid igshid igsh li_fat_id mc_cid mc_eid mkt_tok "
    "_ga _gl _hsenc _hsmi vero_id oly_anon_id oly_enc_id wickedid cmpid cmp ocid ftag ito smid smtyp emc xtor ncid "
    "soc_src soc_trk sr_share ref_src ref_url refsrc feedtype feedname traffic_source cid_source rss_id spref "
    "ns_mchannel ns_source ns_campaign ns_linkname ns_fee taid __twitter_impression guccounter guce_referrer".split()
)
"""Parameters that name where a reader came from. Compared in lower case."""

_TRACKING_PREFIXES = ("utm_", "at_", "pk_", "mtm_", "hsa_", "itm_", "xtor-")
"""Families of them; `at_` is the BBC's, `pk_` and `mtm_` are Matomo's."""

_TRACKING_PAIRS = frozenset(
    {("maca", "en-rss"), ("partner", "rss"), ("source", "rss"), ("src", "rss"), ("rss", "1"), ("ref", "rss")}
)
"""Parameters that are tracking with this value only."""

_AMP_PAIRS = frozenset({("amp", ""), ("amp", "1"), ("amp", "true"), ("outputtype", "amp")})

_DEFAULT_PORTS = {"http": 80, "https": 443}

_SAFE = "/:@!$&'()*+,;=~-._"
"""Characters that stay as they are in a path."""

_KIND = re.compile(r"\s*(?:(?:https?|feed|ftp):[/\\]*)+", re.IGNORECASE)
"""The beginning of an address that is shown even where the rest cannot be taken apart."""

_HOST = re.compile(r"[a-z0-9._-]+|\[[0-9a-f:.]+\]")


def canonicalise(url: str) -> str | None:
    """Return the canonical form; None for what is no http(s) address of a page. Doing it twice changes nothing."""
    try:
        parts = urlsplit(unwrap(url.strip()))
        port = parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    host = _host(parts)
    if scheme not in _DEFAULT_PORTS or host is None:
        return None
    place = host if port is None or port == _DEFAULT_PORTS[scheme] else f"{host}:{port}"
    fragment = _encode(parts.fragment, _SAFE + "?") if parts.fragment.startswith("!") else ""
    canonical = urlunsplit((scheme, place, _path(parts.path), _query(parts.query), fragment))
    return canonical if len(canonical) <= MAX_URL else None


def identity(canonical: str) -> str:
    """Return what the id of a canonical URL rests on."""
    parts = urlsplit(canonical)
    host = parts.netloc
    for label in ("www.", "amp.", "m.", "mobile."):
        if host.startswith(label) and host.count(".") > 1:
            host = host.removeprefix(label)
            break
    rest = urlunsplit(("", "", parts.path.rstrip("/"), parts.query, parts.fragment))
    return host + rest


def article_id(canonical: str | None, feed: str, guid: str, text: str) -> str:
    """Name an article the same at every poll.

    By its page; without one by its feed and the feed's own id for it; without either by its feed and its words.
    """
    if canonical is not None:
        basis = "url", identity(canonical)
    elif guid:
        basis = "guid", f"{feed} {guid}"
    else:
        basis = "text", f"{feed} {' '.join(text.split())}"
    return hashlib.blake2b(" ".join(basis).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def registrable_domain(url: str) -> str | None:
    """Return the part of the host that someone registered (`bbc.co.uk`), by the Public Suffix List; else None.

    Private suffixes count (`someone.github.io` is an outlet of its own). An address in numbers is itself.
    """
    try:
        host = _host(urlsplit(url))
    except ValueError:
        return None
    if host is None:
        return None
    if host.startswith("[") or host.replace(".", "").isdigit():
        return host
    return _suffixes().privatesuffix(host) or host


def without_credentials(url: str) -> str:
    """Return a feed's address as it may be shown: no user, no password.

    Of what cannot be taken apart for certain all up to the last `@` is left out: rather too little than a password.
    """
    if "@" not in url:
        return url
    head, separator, rest = url.partition("://")
    if separator and _is_whole(url):
        place, slash, path = rest.partition("/")
        return head + separator + place.rpartition("@")[2] + slash + path
    kind = _KIND.match(url)
    return (kind.group() if kind else "") + url.rpartition("@")[2]


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()  # the snapshot inside the package: nothing is downloaded


def _is_whole(url: str) -> bool:
    """Say whether an address has a host and, if at all, a port; or is a file's."""
    try:
        parts = urlsplit(url)
        known = parts.port is not None or not parts.netloc.endswith(":")
    except ValueError:
        return False
    return parts.scheme == "file" or (bool(parts.hostname) and known)


def _host(parts: SplitResult) -> str | None:
    host = (parts.hostname or "").lower().strip(".")
    if not host:
        return None
    if ":" in host:
        host = f"[{host}]"
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii").lower().strip(".")
        except UnicodeError:
            return None
    return host if _HOST.fullmatch(host) else None


def _path(path: str) -> str:
    kept: list[str] = []
    segments = path.split("/")[1:] if path.startswith("/") else path.split("/")
    for segment in segments:
        plain = _encode(segment, _SAFE)
        if plain == "..":
            del kept[-1:]
        elif plain != ".":
            kept.append(plain)
    if segments[-1:] in (["."], [".."]):
        kept.append("")  # they name a folder
    slash = kept[-1:] == [""]
    named = kept[:-1] if slash else kept
    while len(named) > 2 and named[-1].lower() == "amp":  # noqa: PLR2004 - /amp or /news/amp may be a page about AMP
        named = named[:-1]
    return "/" + "/".join([*named, ""] if slash and named else named)


def _query(query: str) -> str:
    kept = []
    for pair in query.split("&"):
        name, equals, value = pair.partition("=")
        key = unquote(name).lower()
        tracks = (
            key in _TRACKING
            or key.startswith(_TRACKING_PREFIXES)
            or (key, unquote(value).lower()) in _TRACKING_PAIRS | _AMP_PAIRS
        )
        if pair and not tracks:
            kept.append(_encode(name, "/:@!$'()*,;~-._?") + equals + _encode(value, "/:@!$'()*,;=~-._?+"))
    return "&".join(kept)


def _encode(part: str, safe: str) -> str:
    """Bring percent-encodings into one form: unreserved characters bare, all others upper case."""

    def one(match: re.Match[str]) -> str:
        character = chr(int(match[0][1:], 16))
        return character if character.isascii() and (character.isalnum() or character in "-._~") else match[0].upper()

    once = re.sub("%[0-9A-Fa-f]{2}", one, part)
    return "".join(
        piece if index % 2 else quote(piece, safe=safe, errors="replace")
        for index, piece in enumerate(re.split("(%[0-9A-F]{2})", once))
    )
