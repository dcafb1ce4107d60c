"""A story's origins as data: who reports, on whom it rests, and how many stand behind each claim in the end."""

from collections import Counter
from typing import Any, Literal

import msgspec
from msgspec import Struct

from storywatch.ledger.state import Ledger

Sort = Literal["outlet", "source"]


class Node(Struct, frozen=True, kw_only=True):
    """An outlet that reports in the story, or somebody whom outlets rest on."""

    name: str
    sort: Sort
    claims: int
    """Claims whose origin it is."""


class Edge(Struct, frozen=True, kw_only=True):
    """An outlet that rests on another, or on a source."""

    outlet: str
    origin: str
    how: str
    """`cites`, `prints` (an agency's text, by its byline) or `copies` (word by word)."""
    claims: int


class Standing(Struct, frozen=True, kw_only=True):
    """How widely a claim is reported, and by how many in the end."""

    claim: str
    status: str
    outlets: tuple[str, ...]
    origins: tuple[str, ...]


class OriginGraph(Struct, frozen=True, kw_only=True):
    """The origin graph of one story."""

    story: str
    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    claims: tuple[Standing, ...]
    """Those that most outlets report first."""


def trace_origins(ledger: Ledger) -> OriginGraph:
    """Draw the origin graph of a story from its ledger."""
    owned = Counter(origin for claim in ledger.claims for origin in claim.origins)
    edges = Counter((route.outlet, route.origin, route.how) for claim in ledger.claims for route in claim.routes)
    outlets = dict.fromkeys(ledger.outlets) | dict.fromkeys(outlet for outlet, _, _ in edges)
    names = outlets | dict.fromkeys(origin for _, origin, _ in edges) | dict.fromkeys(owned)
    standings = sorted(ledger.claims, key=lambda claim: (-len(claim.outlets), -claim.mentions, claim.id))
    return OriginGraph(
        story=ledger.story,
        title=ledger.title,
        nodes=tuple(
            Node(name=name, sort="outlet" if name in outlets else "source", claims=owned[name])
            for name in sorted(names)
        ),
        edges=tuple(
            Edge(outlet=outlet, origin=origin, how=how, claims=many)
            for (outlet, origin, how), many in sorted(edges.items(), key=lambda item: (-item[1], item[0]))
        ),
        claims=tuple(
            Standing(claim=claim.text, status=claim.status, outlets=claim.outlets, origins=claim.origins)
            for claim in standings
        ),
    )


def show_origins(ledger: Ledger) -> dict[str, Any]:
    """Give the origin line of a story: plain data."""
    plain: dict[str, Any] = msgspec.to_builtins(trace_origins(ledger))
    return plain
