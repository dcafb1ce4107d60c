"""A web address, taken apart once for everyone who asks a server: what is dialled, paced, shown. Pure.

Credentials are apart from the address from here on, so that no log, error or state can show them.
"""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

MAX_URL = 4_096
"""Characters; longer addresses are refused."""

_SAFE = "%/:=&?~#+!$,;'@()*[]|"
"""Characters that stay as they came; the rest is percent-encoded, so that nothing in an address can end its line."""

_PORTS = {"http": 80, "https": 443}


class PlaceError(ValueError):
    """No address that can be asked; its text says why, in words."""


@dataclass(frozen=True)
class Place:
    """An http(s) address."""

    url: str
    """ASCII, with neither credentials nor fragment."""
    scheme: str
    host: str
    """ASCII, lower case; an IPv6 address without brackets."""
    port: int
    credentials: tuple[str, str] | None = None
    """User and password."""

    @property
    def origin(self) -> tuple[str, str, int]:
        """What may share credentials and rules."""
        return self.scheme, self.host, self.port


@lru_cache(maxsize=8_192)
def locate(url: str) -> Place:
    """Take an address apart. Raises PlaceError."""
    if len(url) > MAX_URL:
        raise PlaceError(f"an address longer than {MAX_URL:,} characters")
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise PlaceError("an address that is none") from error
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise PlaceError(f"an address of a kind that is not asked ({scheme[:20] or 'without a scheme'}:)")
    host = _ascii((parts.hostname or "").rstrip("."))
    shown = f"[{host}]" if ":" in host else host
    place = shown if port in {None, _PORTS[scheme]} else f"{shown}:{port}"
    clean = urlunsplit((scheme, place, quote(parts.path or "/", _SAFE), quote(parts.query, _SAFE), ""))
    credentials = (unquote(parts.username or ""), unquote(parts.password or "")) if parts.username else None
    return Place(clean, scheme, host, _PORTS[scheme] if port is None else port, credentials)


def follow(place: Place, location: str) -> Place:
    """Resolve a redirect. Credentials go along to the same origin only, and none are taken from a server."""
    try:
        target = locate(urljoin(place.url, location.strip()))
    except PlaceError:
        raise
    except ValueError as error:
        raise PlaceError("an address that is none") from error
    credentials = place.credentials if target.origin == place.origin else None
    return Place(target.url, target.scheme, target.host, target.port, credentials)


def _ascii(host: str) -> str:
    try:
        plain = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise PlaceError("an address whose host is none") from error
    plain = plain.lower()
    if not plain or not all(character.isalnum() or character in "-._:" for character in plain):
        raise PlaceError("an address whose host is none" if plain else "an address without a host")
    return plain
