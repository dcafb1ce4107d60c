"""Which network addresses may be dialled: public ones, and those that the configuration allows. Pure.

A feed's address, a redirect or a name server may point anywhere, also into the network that we run in. The judgement
is made on the address that is about to be dialled, at every connection (transport.py), so that a name which answers
differently the second time gains nothing. An address that carries an IPv4 address inside it (IPv4-mapped, 6to4,
NAT64) is judged by that, too.
"""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address

_NAT64 = IPv6Network("64:ff9b::/96")
_UNICAST = IPv6Network("2000::/3")
"""All of IPv6 that is given out for use in public."""

_REFUSED = tuple(
    ip_network(text)
    for text in (
        "168.63.129.16/32",  # Azure's own service for its machines: a public address that leads inside
        "192.0.0.0/24",  # IETF's own, of which Python's `is_global` knows parts only; a cloud keeps metadata there
        "192.88.99.0/24",  # 6to4 relays, given up (RFC 7526)
        "2001::/23",  # Teredo, benchmarks, ORCHID: nobody serves there
        "2001:db8::/32",  # examples
        "3fff::/20",  # examples
    )
)


class Guard:
    """Says which addresses are refused."""

    def __init__(self, allow_networks: Iterable[str] = ()) -> None:
        """`allow_networks`: CIDR or single addresses that are allowed whatever they are. Raises ValueError."""
        self._allowed = tuple(ip_network(text) for text in allow_networks)

    def allows(self, address: str) -> bool:
        """Say whether this address may be dialled."""
        return self.refusal(address) is None

    def refusal(self, address: str) -> str | None:
        """Say in words why this address may not be dialled; None where it may. What is no address is refused."""
        try:
            dialled = ip_address(address.partition("%")[0])
        except ValueError:
            return f"{address[:60]!r} is no network address"
        inner = _inside(dialled)
        for one in (dialled, *inner):
            if any(one in network for network in self._allowed):
                return None
        for one in (dialled, *inner):
            kind = _kind(one)
            if kind is not None:
                return f"{dialled} is {kind}, which feeds.allow_networks does not allow"
        return None


def _inside(address: Address) -> tuple[IPv4Address, ...]:
    """Return the IPv4 addresses that an IPv6 address stands for."""
    if isinstance(address, IPv4Address):
        return ()
    if address.ipv4_mapped is not None:
        return (address.ipv4_mapped,)
    if address.sixtofour is not None:
        return (address.sixtofour,)
    if address in _NAT64:
        return (IPv4Address(int(address) & 0xFFFF_FFFF),)
    return ()


def _kind(address: Address) -> str | None:
    """Name what is not public about an address."""
    if isinstance(address, IPv6Address) and _inside(address):
        return None  # judged by what is inside it
    if address.is_loopback:
        return "this machine itself"
    if address.is_unspecified:
        return "no address of anyone"
    if address.is_link_local:
        return "link-local, where clouds keep their metadata"
    if address.is_multicast:
        return "a multicast address"
    if isinstance(address, IPv6Address) and address not in _UNICAST:
        return "a private or reserved address"
    if any(address in network for network in _REFUSED) or address.is_reserved or not address.is_global:
        return "a private or reserved address"
    return None
