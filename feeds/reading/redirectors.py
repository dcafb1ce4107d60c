"""Links that lead through somebody else's server, to where they lead. Pure: only forms that carry their target.

What only the server knows (short links, FeedBurner's older links) stays as it is: nobody is asked. Only the hosts
listed here are read so; a parameter called `url` means something else on most.
"""

import re
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

_PARAMETERS: tuple[tuple[str, str, str], ...] = (
    (r"(?:www\.)?google\.[a-z.]{2,6}", r"/url", "url q"),
    (r"(?:www\.)?bing\.com", r"/news/apiclick\.aspx", "url"),
    (r"(?:www\.)?youtube\.com", r"/redirect", "q"),
    (r"t\.umblr\.com", r"/redirect", "z"),
    (r"lm?\.(?:facebook|instagram)\.com|l\.(?:messenger|threads)\.(?:com|net)", r"/(?:l\.php)?", "u"),
    (r"(?:www\.)?facebook\.com", r"/flx/warn/|/l\.php", "u"),
    (r"out\.reddit\.com", r"/.*", "url"),
    (r"(?:www\.)?linkedin\.com", r"/redir/redirect/?|/safety/go/?", "url"),
    (r"(?:m\.)?vk\.com", r"/away(?:\.php)?", "to"),
    (r"duckduckgo\.com", r"/l/", "uddg"),
    (r"getpocket\.com", r"/redirect", "url"),
    (r"medium\.com", r"/r/", "url"),
    (r"link\.zhihu\.com", r"/", "target"),
    (r"slack-redir\.net", r"/link", "url"),
    (r"exit\.sc", r"/", "url"),
    (r"disq\.us", r"/url", "url"),
    (r"steamcommunity\.com", r"/linkfilter/?", "url u"),
    (r"[a-z0-9]+\.safelinks\.protection\.outlook\.com", r"/.*", "url"),
    (r"redirect\.viglink\.com", r"/", "u"),
    (r"go\.(?:redirectingat|skimresources)\.com", r"/", "url"),
    (r"click\.linksynergy\.com", r"/(?:deeplink|fs-bin/click)", "murl rd_parm1"),
    (r"(?:www\.)?awin1\.com", r"/cread\.php", "ued p"),
)
"""Host, path, and the parameters that hold the target, the first that is there."""

_PATHS: tuple[tuple[str, str], ...] = (
    (r"(?:www\.)?google\.[a-z.]{2,6}", r"/amp/(s/)?(.+)"),
    (r"[a-z0-9-]+\.cdn\.ampproject\.org", r"/[a-z]/(s/)?(.+)"),
    (r"[a-z0-9-]+\.bing-amp\.com", r"/[a-z]/(s/)?(.+)"),
)
"""AMP caches: host, and a path that holds an `s/` for https and the rest of the target."""

_YAHOO = re.compile(r"/RU=([^/]+)/")
_WHOLE_QUERY = frozenset({"href.li", "nullrefer.com", "www.nullrefer.com"})
_DISQUS_SIGNATURE = re.compile(r":[\w-]{10,40}$")

SHORTENERS = frozenset(
    "feedproxy.google.com feeds.feedburner.com rss.feedsportal.com news.google.com apple.news t.co bit.ly ow.ly "
    "buff.ly dlvr.it trib.al tinyurl.com ift.tt lnkd.in fb.me is.gd shorturl.at rb.gy t.ly cutt.ly s.id apne.ws "
    "reut.rs nyti.ms bbc.in wapo.st cnn.it gu.com on.ft.com on.wsj.com econ.st politi.co".split()
)
"""Hosts that only lead elsewhere, and whose links do not say where: what is fetched through them says it."""

_COMPILED = tuple((re.compile(host), re.compile(path), names.split()) for host, path, names in _PARAMETERS)
_COMPILED_PATHS = tuple((re.compile(host), re.compile(path)) for host, path in _PATHS)
_HOSTS = re.compile("|".join(f"(?:{host})" for host, *_ in (*_PARAMETERS, *_PATHS)) + r"|r\.search\.yahoo\.com")


def unwrap(url: str) -> str:
    """Return where a link leads in the end; itself, where no redirector is known in it. Ends: every step is shorter."""
    while True:
        try:
            parts = urlsplit(url)
            target = _target(parts, (parts.hostname or "").strip("."))
        except ValueError:
            return url
        if target is None or len(target) >= len(url) or _scheme(target) not in {"http", "https"}:
            return url
        url = target


def is_shortener(url: str) -> bool:
    """Say whether an address leads to a page of somebody else, which only asking shows."""
    try:
        return (urlsplit(url).hostname or "") in SHORTENERS
    except ValueError:
        return False


def _scheme(url: str) -> str:
    """Return the scheme of what may be an address, in lower case."""
    return url.partition("://")[0].lower() if "://" in url[:12] else ""


def _target(parts: SplitResult, host: str) -> str | None:
    if host in _WHOLE_QUERY:
        return unquote(parts.query)
    if not _HOSTS.fullmatch(host):
        return None
    if host == "r.search.yahoo.com":
        found = _YAHOO.search(parts.path)
        return unquote(found[1]) if found else None
    for hosts, path, names in _COMPILED:
        if hosts.fullmatch(host) and path.fullmatch(parts.path or "/"):
            given = dict(parse_qsl(parts.query, max_num_fields=100))
            target = next((given[name] for name in names if given.get(name)), None)
            return _DISQUS_SIGNATURE.sub("", target) if target and host == "disq.us" else target
    for hosts, path in _COMPILED_PATHS:
        if hosts.fullmatch(host) and (cached := path.fullmatch(parts.path)):
            rest = cached[2] + (f"?{parts.query}" if parts.query else "")
            return ("https://" if cached[1] else "http://") + rest
    return None
